"""Working together: locks, notes, messages, preview links, saved filters, checks per desk."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.people import Desk
from newsroom.models.story import Story


class EditLock(models.Model):
    """Who is writing in a story now: a lease that a heartbeat renews. Without one it simply runs out."""

    story = models.OneToOneField(Story, models.CASCADE, related_name="edit_lock")
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=32)  # of the browser tab: the same user's other tab is no stranger
    since = models.DateTimeField(default=timezone.now)
    last_activity = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField()
    # Set by a takeover, for the tab that lost the lock to be told once.
    taken_from_token = models.CharField(max_length=32, blank=True)

    def __str__(self) -> str:
        return f"{self.story_id} {self.holder_id}"


class Note(models.Model):
    """A remark on a story or on one of its paragraphs. Never public. Answers point to their thread's first note."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="notes")
    thread = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="answers")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(_("note"), max_length=4000)
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True, blank=True)  # index from 0
    quote = models.CharField(max_length=300, blank=True)  # the paragraph's first words when it was written
    at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class Message(models.Model):
    """One row in one person's inbox, written in the transaction of what caused it."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("submitted to my desk")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")
        PUBLISHED = "published", _("published")
        MENTIONED = "mentioned", _("mentioned")
        TAKEOVER = "takeover", _("taken over")
        ASSIGNED = "assigned", _("assigned")
        ALERT = "alert", _("alert")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="messages")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    story = models.ForeignKey(Story, models.CASCADE, null=True, related_name="messages")
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("inbox")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"], name="newsroom_inbox"),
            models.Index(fields=["user"], name="newsroom_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}"


class PreviewLink(models.Model):
    """A signed address that shows the working copy to somebody without an account, until it expires or is revoked."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="preview_links")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.story_id} {self.expires_at}"


class SavedFilter(models.Model):
    """A queue somebody comes back to."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)  # the queue's query string, without a page

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="newsroom_filter_name")]

    def __str__(self) -> str:
        return self.name


class DeskCheck(models.Model):
    """How strict a desk is about one check; without a row, the check's own default holds."""

    class Level(models.TextChoices):
        REQUIRED = "required", _("required")
        ADVISED = "advised", _("advised")
        OFF = "off", _("off")

    desk = models.ForeignKey(Desk, models.CASCADE, related_name="checks", verbose_name=_("desk"))
    check_key = models.CharField(_("check"), max_length=32)
    level = models.CharField(_("level"), max_length=10, choices=Level)

    class Meta:
        verbose_name = _("check of a desk")
        verbose_name_plural = _("checks of a desk")
        constraints = [models.UniqueConstraint(fields=["desk", "check_key"], name="newsroom_desk_check_once")]

    def __str__(self) -> str:
        return f"{self.desk_id} {self.check_key} {self.level}"
