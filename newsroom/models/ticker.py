"""The ticker's written lines, worked on here and then published together."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from newsroom.models.story import Story


class TickerDraft(models.Model):
    """A line as the newsroom has it. Readers see it after the next publish of the ticker."""

    text = models.CharField(_("text"), max_length=300)
    story = models.ForeignKey(
        Story, models.SET_NULL, null=True, blank=True, verbose_name=_("story"), help_text=_("Must be live.")
    )
    breaking = models.BooleanField(_("breaking"), default=False)
    starts_at = models.DateTimeField(_("starts at"), null=True, blank=True, help_text=_("Empty: at once."))
    ends_at = models.DateTimeField(_("ends at"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("ticker line")
        verbose_name_plural = _("ticker lines")
        ordering = ["position", "id"]
        permissions = [("publish_ticker", "Can publish the ticker")]

    def __str__(self) -> str:
        return self.text


class TickerDraftSetup(models.Model):
    """With what the ticker goes on after its written lines, as the newsroom has it. One row (1), or none."""

    sections = models.ManyToManyField(Section, blank=True, related_name="+", verbose_name=_("sections"))
    length = models.PositiveSmallIntegerField(_("lines that come by themselves"), default=8)
    # Grows with each save of the lines or of this: who saves over an older one did not see what he replaces.
    version = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.length)


class TickerPublication(models.Model):
    """The record of one publish of the ticker."""

    edition = models.PositiveBigIntegerField(_("edition"))
    lines = models.JSONField(_("lines"))
    setup = models.JSONField(default=dict)  # {"sections": [slug, …], "length": 8}
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("who"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("publication of the ticker")
        verbose_name_plural = _("publications of the ticker")

    def __str__(self) -> str:
        return str(self.edition)
