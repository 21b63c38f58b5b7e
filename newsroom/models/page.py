"""The paper's own pages as the newsroom works on them: about, contact, policies."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import validate_ascii_slug


class PageDraft(models.Model):
    """The working copy of a page. Readers see it after it is published."""

    slug = models.CharField(_("address"), max_length=60, unique=True, validators=[validate_ascii_slug])
    title = models.CharField(_("title"), max_length=200)
    description = models.CharField(_("description"), max_length=300, blank=True)
    body = models.TextField(_("text"), blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    version = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "slug"]
        permissions = [("publish_page", "Can publish the paper's own pages")]

    def __str__(self) -> str:
        return self.title


class PagePublication(models.Model):
    """The record of one publish of a page, or of taking it off (`body` is empty then)."""

    slug = models.CharField(max_length=60, db_index=True)
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True)
    edition = models.PositiveBigIntegerField(_("edition"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, verbose_name=_("who"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.slug} {self.edition}"
