"""Who works here, and on which desk."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Section


class User(AbstractUser):
    """An account in the newsroom. Not a byline: readers see Contributors, never users."""

    display_name = models.CharField(_("display name"), max_length=120, blank=True)
    # Which messages are also sent by e-mail: kinds of newsroom.Message; the inbox always has all.
    email_kinds = models.JSONField(_("also by e-mail"), default=list, blank=True)
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username


class Desk(models.Model):
    """A group of sections with its own editors."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    sections = models.ManyToManyField(
        Section, through="DeskSection", verbose_name=_("sections"), related_name="desks"
    )
    four_eyes = models.BooleanField(
        _("four eyes"), default=True, help_text=_("Nobody approves what he or she wrote in.")
    )
    members = models.ManyToManyField(User, verbose_name=_("members"), related_name="desks", blank=True)

    class Meta:
        verbose_name = _("desk")
        verbose_name_plural = _("desks")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class DeskSection(models.Model):
    """Which desk looks after a section: exactly one."""

    desk = models.ForeignKey(Desk, models.CASCADE, verbose_name=_("desk"))
    section = models.OneToOneField(Section, models.CASCADE, verbose_name=_("section"))

    class Meta:
        verbose_name = _("section of a desk")
        verbose_name_plural = _("sections of a desk")

    def __str__(self) -> str:
        return f"{self.desk}: {self.section}"
