"""What happened, and what was written when. Rows here are only ever added: triggers refuse the rest."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.content import StoryContent
from newsroom.models.story import Story


class Revision(models.Model):
    """An immutable snapshot of a Story at a named moment. Saving the working copy makes none."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    moment = models.CharField(_("moment"), max_length=12)  # the verb of the step that made it
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, through="RevisionWriter", related_name="+")

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["story", "-number"]
        constraints = [models.UniqueConstraint(fields=["story", "number"], name="newsroom_revision_number")]

    def __str__(self) -> str:
        return f"{self.story_id}:{self.number}"

    @property
    def story_content(self) -> StoryContent:
        return StoryContent.from_json(self.content)


class RevisionWriter(models.Model):
    """Somebody with a hand in a revision, who therefore may not approve it."""

    revision = models.ForeignKey(Revision, models.PROTECT)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["revision", "user"], name="newsroom_revision_writer_once")
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.user_id}"


class Approval(models.Model):
    """One person's yes to one revision, bound to its content hash. Any later edit voids it.

    A trigger refuses a yes from somebody who wrote in the revision, or to another hash.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="approvals")
    content_hash = models.CharField(max_length=64)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(default=timezone.now)
    # Not empty: one person alone, on the record, in spite of the four-eyes rule.
    break_glass = models.TextField(blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(
                fields=["revision"], condition=Q(voided_at=None), name="newsroom_one_standing_approval"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.approved_by_id}"


class Transition(models.Model):
    """A step that was taken: who, when, from, to, why."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="transitions")
    verb = models.CharField(_("step"), max_length=12)
    from_state = models.CharField(_("from"), max_length=12, choices=Story.State)
    to_state = models.CharField(_("to"), max_length=12, choices=Story.State)
    to_public = models.CharField(max_length=12, choices=Story.Public, default=Story.Public.NONE)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    at = models.DateTimeField(_("when"), default=timezone.now)
    reason = models.TextField(_("why"), blank=True)
    category = models.CharField(_("category"), max_length=16, blank=True)  # of a return: newsroom/returns.py
    paragraphs = models.JSONField(
        default=list, blank=True
    )  # indexes (from 0) of the body's blocks it speaks of
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, blank=True, related_name="+")
    edition = models.PositiveBigIntegerField(_("edition"), null=True, blank=True)

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(verb="return") | ~Q(reason=""), name="newsroom_return_has_reason"
            ),
            models.CheckConstraint(
                condition=~Q(verb="publish") | Q(edition__isnull=False, revision__isnull=False),
                name="newsroom_publish_has_edition",
            ),
        ]
        # What was published in the last days, for the dashboard's charts.
        indexes = [
            models.Index(fields=["at"], name="newsroom_published_at", condition=models.Q(verb="publish"))
        ]

    def __str__(self) -> str:
        return f"{self.story_id} {self.verb}"


class RecordEntry(models.Model):
    """Everything that must be answerable for later, in one searchable list: steps, takeovers, rights, break-glass.

    Append-only. `subject` is the user it happened to, when it happened to one.
    """

    class Kind(models.TextChoices):
        STEP = "step", _("step")
        TAKEOVER = "takeover", _("takeover")
        BREAK_GLASS = "break_glass", _("break-glass")
        RIGHTS = "rights", _("rights")
        TIMES = "times", _("embargo or due time")
        ACCESS = "access", _("visibility")
        LINK = "link", _("preview link")
        ALARM = "alarm", _("alarm")
        PICTURE = "picture", _("picture")
        TOPIC = "topic", _("topic")
        FRONT = "front", _("front")
        IMPORT = "import", _("import")
        ALERT = "alert", _("breaking alert")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("when"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    story = models.ForeignKey(
        Story, models.PROTECT, null=True, related_name="record", verbose_name=_("story")
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("whom")
    )
    verb = models.CharField(_("step"), max_length=24, blank=True)
    text = models.TextField(_("what"), blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("record entry")
        verbose_name_plural = _("record")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["story", "-id"], name="newsroom_record_story"),
            models.Index(fields=["actor", "-id"], name="newsroom_record_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.verb} {self.story_id or ''}"
