"""The house's spelling: what is written wrong, how this paper writes it, and why."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HouseSpelling(models.Model):
    wrong = models.CharField(_("wrong"), max_length=80, unique=True)
    right = models.CharField(_("right"), max_length=80)
    why = models.CharField(_("why"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("house spelling")
        verbose_name_plural = _("house spellings")
        ordering = ["wrong"]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}"
