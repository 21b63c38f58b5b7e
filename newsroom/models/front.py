"""The fronts as the newsroom works on them. Readers see a layout after it is published."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Section


class FrontDraft(models.Model):
    """The working copy of the front page (no section) or of a section's front. `layout`: see newsroom/fronts/."""

    section = models.OneToOneField(
        Section, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    layout = models.JSONField(default=dict)
    # Grows by one with each save: who saves over an older one did not see what he replaces.
    version = models.PositiveIntegerField(default=0)
    # The number of the FrontVersion it is at: undo goes below it, redo above, and neither makes another.
    at_version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # Who is working on it, in which tab, until when without a sign of life. As newsroom/locks.py has it for stories.
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    token = models.CharField(max_length=64, blank=True)
    taken_from_token = models.CharField(max_length=64, blank=True)
    leased_until = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        permissions = [("publish_front", "Can publish fronts")]
        constraints = [
            models.UniqueConstraint(fields=["section"], nulls_distinct=False, name="newsroom_one_front_draft")
        ]

    def __str__(self) -> str:
        return str(self.section) if self.section else str(_("Front page"))


class FrontVersion(models.Model):
    """A layout that was saved, for undo. Only the last ones are kept."""

    draft = models.ForeignKey(FrontDraft, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()  # the draft's version when it was saved
    layout = models.JSONField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="newsroom_front_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.draft} {self.number}"


class FrontPlan(models.Model):
    """A layout that the clock publishes. It is fixed: what is done to the working copy later is not in it."""

    draft = models.ForeignKey(FrontDraft, models.CASCADE, related_name="plans")
    layout = models.JSONField()
    publish_at = models.DateTimeField(_("publish at"), db_index=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    problem = models.TextField(blank=True)  # why the clock could not publish it, in the newsroom's language

    class Meta:
        ordering = ["publish_at", "id"]

    def __str__(self) -> str:
        return f"{self.draft} {self.publish_at}"


class FrontPublication(models.Model):
    """The record of one publish of a front; an earlier one can be brought back into the working copy."""

    # Not SET_NULL: without a section it would be one of the front page. The record keeps that it happened.
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="+")
    layout = models.JSONField()
    edition = models.PositiveBigIntegerField(_("edition"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("who"))
    by_clock = models.BooleanField(default=False)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("publication of a front")
        verbose_name_plural = _("publications of fronts")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return str(self.edition)
