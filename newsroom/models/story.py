"""The working copy. What it says may change at any time; what readers see does not change with it."""

import secrets

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Contributor, Section, Topic
from newsroom.models.people import Desk
from newsroom.models.picture import Picture

# No vowels and no look-alikes: an id spells no word and can be read out on the telephone.
_ID_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_public_id() -> str:
    """Eight random characters (27^8 ≈ 2.8·10^11): says nothing of how many stories there are."""
    return "".join(secrets.choice(_ID_ALPHABET) for _index in range(8))


class Story(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        SPIKED = "spiked", _("spiked")

    class Public(models.TextChoices):
        """What readers have of the story: an axis of its own beside the working copy's state."""

        NONE = "none", _("not public")
        LIVE = "live", _("live")
        WITHDRAWN = "withdrawn", _("withdrawn")
        GONE = "gone", _("taken down")
        REDIRECTED = "redirected", _("redirected")

    class CorrectionKind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        CLARIFICATION = "clarification", _("clarification")
        UPDATE = "update", _("update")

    class Language(models.TextChoices):
        BENGALI = "bn", _("Bengali")
        ENGLISH = "en", _("English")

    public_id = models.CharField(max_length=8, unique=True, default=new_public_id, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now, editable=False)
    # Grows by one with each save and each step: who acts on an older one did not see what he acts on.
    version = models.PositiveIntegerField(default=0, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, blank=True, verbose_name=_("desk"))
    assignee = models.ForeignKey(  # nobody yet, while it is an assignment on the planning board
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="stories",
        verbose_name=_("assignee"),
    )
    public_state = models.CharField(
        _("public state"), max_length=12, choices=Public, default=Public.NONE, editable=False
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("reviewer"),
    )
    reviewing_since = models.DateTimeField(_("reviewing since"), null=True, blank=True, editable=False)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True, editable=False)
    # A story may begin as an assignment: what, who (the assignee), due, how long.
    brief = models.TextField(_("assignment"), blank=True, max_length=2000)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    target_words = models.PositiveIntegerField(_("target length in words"), null=True, blank=True)
    # A restricted story exists only for its assignee and its insiders: see newsroom/visibility.py.
    restricted = models.BooleanField(_("restricted"), default=False)
    insiders = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="inside_stories", verbose_name=_("visible to")
    )
    live_revision = models.ForeignKey(
        "newsroom.Revision", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    # What the desk calls it, for itself: never public, no part of what is approved.
    slug_line = models.CharField(_("slug line"), max_length=60, blank=True)
    # The story that this one says in another language. Readers are led from one to the other while both are live.
    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        db_index=False,  # the index below leaves out the many that are none
        verbose_name=_("translation of"),
    )
    language = models.CharField(_("language"), max_length=8, choices=Language, default=Language.BENGALI)
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    standfirst = models.TextField(_("standfirst"), max_length=1000, blank=True)
    body = models.TextField(_("body"), blank=True)
    section = models.ForeignKey(Section, models.PROTECT, null=True, blank=True, verbose_name=_("section"))
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    contributors = models.ManyToManyField(Contributor, through="BylineLine", verbose_name=_("byline"))
    dateline = models.CharField(_("dateline"), max_length=80, blank=True)
    source_credit = models.CharField(_("source"), max_length=160, blank=True)
    sign_off = models.CharField(_("sign-off"), max_length=60, blank=True)
    lead_picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, verbose_name=_("lead picture")
    )
    picture_caption = models.CharField(_("caption"), max_length=500, blank=True)
    picture_credit = models.CharField(_("picture credit"), max_length=160, blank=True)
    picture_alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    picture_decorative = models.BooleanField(_("decorative"), default=False)
    # The public note that goes out with the next publish of a live story.
    correction_kind = models.CharField(
        _("kind of correction"), max_length=16, choices=CorrectionKind, blank=True
    )
    correction_text = models.TextField(_("correction note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [
            ("submit_story", "Can submit and recall stories"),
            ("edit_any_story", "Can edit everybody's stories"),
            ("review_story", "Can return and approve stories"),
            ("publish_story", "Can publish approved stories"),
            ("retract_story", "Can withdraw, take down and redirect live stories"),
            ("break_glass", "Can approve alone, with a reason, on the record"),
            ("all_desks", "Can act on every desk's stories"),
            ("plan_story", "Can plan assignments"),
            ("view_record", "Can read the record"),
        ]
        indexes = [
            # The queue's tabs: by state, longest waiting first; and one's own, newest first.
            models.Index(fields=["state", "state_since"], name="newsroom_queue"),
            models.Index(fields=["assignee", "-changed_at"], name="newsroom_mine"),
            # What the clock has to publish, and what the planning board shows for a day.
            models.Index(
                fields=["publish_at"], name="newsroom_scheduled", condition=models.Q(state="scheduled")
            ),
            models.Index(fields=["due_at"], name="newsroom_due", condition=models.Q(due_at__isnull=False)),
            models.Index(fields=["public_state", "-state_since"], name="newsroom_public"),
            models.Index(
                fields=["translation_of"],
                name="newsroom_translations",
                condition=models.Q(translation_of__isnull=False),
            ),
            # “Is there such a headline already?”
            GinIndex(fields=["headline"], opclasses=["gin_trgm_ops"], name="newsroom_headline_trigrams"),
            # Words inside headlines and kickers, as `icontains` asks for them.
            GinIndex(
                OpClass(Upper("headline"), name="gin_trgm_ops"),
                OpClass(Upper("kicker"), name="gin_trgm_ops"),
                name="newsroom_words",
            ),
            GinIndex(OpClass(Upper("slug_line"), name="gin_trgm_ops"), name="newsroom_slug_lines"),
            # The rest of the queue's tabs. Nearly all stories are published ones: each index leaves those out.
            models.Index(
                fields=["assignee", "-changed_at"],
                name="newsroom_mine_open",
                condition=~models.Q(state__in=["published", "spiked"]),
            ),
            models.Index(
                fields=["state_since"],
                name="newsroom_waiting",
                condition=models.Q(state__in=["submitted", "approved"]),
            ),
            models.Index(
                fields=["-state_since"],
                name="newsroom_pending",
                condition=models.Q(public_state="live") & ~models.Q(state="published"),
            ),
            models.Index(
                fields=["due_at"],
                name="newsroom_late",
                condition=models.Q(
                    due_at__isnull=False,
                    state__in=["draft", "returned", "submitted"],
                    public_state="none",
                ),
            ),
            models.Index(fields=["-changed_at"], name="newsroom_changed"),
        ]
        constraints = [
            # The embargo as an invariant: not even a bug schedules a story into it.
            models.CheckConstraint(
                condition=~models.Q(state="scheduled")
                | (
                    models.Q(publish_at__isnull=False)
                    & (models.Q(embargo_until=None) | models.Q(embargo_until__lte=models.F("publish_at")))
                ),
                name="newsroom_no_schedule_into_embargo",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline)"))

    @property
    def is_live(self) -> bool:
        """Whether readers see some revision of this story now; says nothing of the working copy's state."""
        return self.public_state == self.Public.LIVE


class BylineLine(models.Model):
    """One name of a story's byline, in its place."""

    class Role(models.TextChoices):
        REPORTER = "reporter", _("reporter")
        CORRESPONDENT = "correspondent", _("correspondent")
        PHOTOGRAPHER = "photographer", _("photographer")
        TRANSLATOR = "translator", _("translator")
        EDITOR = "editor", _("editor")

    story = models.ForeignKey(Story, models.CASCADE, related_name="byline_lines")
    position = models.PositiveSmallIntegerField()
    contributor = models.ForeignKey(Contributor, models.PROTECT, verbose_name=_("contributor"))
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.REPORTER)
    place = models.CharField(_("place"), max_length=80, blank=True)  # a correspondent's

    class Meta:
        verbose_name = _("byline line")
        verbose_name_plural = _("byline")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["story", "position"], name="newsroom_byline_place"),
            models.UniqueConstraint(fields=["story", "contributor", "role"], name="newsroom_byline_once"),
        ]

    def __str__(self) -> str:
        return str(self.contributor)


class StoryWriter(models.Model):
    """Who changed the working copy since it was last published; copied into each Revision.

    Every revision published so far was approved by somebody who had no hand in it, so
    the four-eyes rule asks only about what came after.
    """

    story = models.ForeignKey(Story, models.CASCADE, related_name="writers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "user"], name="newsroom_writer_once")]

    def __str__(self) -> str:
        return f"{self.story_id} {self.user_id}"
