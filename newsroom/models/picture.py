"""Pictures as they came in. The file stays in private storage; readers get renditions made at publishing."""

from typing import Final

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Concat, Upper
from django.utils.translation import gettext_lazy as _

# Spellings that a search takes for one: Assamese letters, Bengali digits, and no joiners (র‍্যাব is র‌্যাব).
SEARCHED_FROM: Final = "ৰৱ০১২৩৪৫৬৭৮৯\u200c\u200d"
SEARCHED_AS: Final = "রব0123456789"
_WORDS: Final = ("caption", "alt", "credit", "photographer", "place", "people", "file_name")


def searched_words() -> Upper:
    """Everything said of a picture as one text to be searched. Asked for in exactly this form, an index answers."""
    parts: list[models.Expression | str] = []
    for name in _WORDS:
        parts += [name, models.Value(" ")]
    return Upper(
        models.Func(
            Concat(*parts, output_field=models.TextField()),
            models.Value(SEARCHED_FROM),
            models.Value(SEARCHED_AS),
            function="TRANSLATE",
            output_field=models.TextField(),
        )
    )


class Picture(models.Model):
    class Rights(models.TextChoices):
        """Why the paper may print it."""

        OWN = "own", _("our own")
        AGENCY = "agency", _("agency")
        LICENSED = "licensed", _("licensed until a date")
        FREE = "free", _("free licence")

    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    original = models.CharField(_("original"), max_length=120, editable=False)
    thumbnail = models.CharField(max_length=120, editable=False)
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    alt = models.CharField(_("alternative text"), max_length=500, blank=True)
    # Shows nothing that a reader who cannot see it misses: it needs no alternative text.
    decorative = models.BooleanField(_("decorative"), default=False)
    photographer = models.CharField(_("photographer"), max_length=160, blank=True)
    rights = models.CharField(_("rights"), max_length=10, choices=Rights, blank=True)
    rights_until = models.DateField(
        _("rights until"), null=True, blank=True
    )  # the last day, where the paper is
    licence_url = models.URLField(_("address of the licence"), max_length=500, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    people = models.CharField(_("people shown"), max_length=500, blank=True)
    file_name = models.CharField(
        _("file name"), max_length=255, blank=True, editable=False
    )  # as it came; shown only
    # What must stay in every crop: fractions (0 to 1) of width and height, from the top left.
    focus_x = models.FloatField(default=0.5, editable=False)
    focus_y = models.FloatField(default=0.5, editable=False)
    # Made by the worker, in private storage: PublicPicture.renditions as JSON; null until they are.
    renditions = models.JSONField(null=True, blank=True, editable=False)
    renditions_problem = models.CharField(max_length=300, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("uploaded by"), editable=False
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-id"]
        permissions = [("replace_picture", "Can replace a picture in every story")]
        indexes = [
            GinIndex(OpClass(searched_words(), name="gin_trgm_ops"), name="newsroom_picture_words"),
            # Few pictures' rights end: the report of those that ended asks only for these.
            models.Index(
                fields=["rights_until"],
                name="newsroom_rights_until",
                condition=models.Q(rights_until__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__gte=0, focus_x__lte=1, focus_y__gte=0, focus_y__lte=1),
                name="newsroom_focus_in_picture",
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.alt or self.file_name or f"{_('picture')} {self.pk}"


class PictureUse(models.Model):
    """Which stories show a picture: as they are worked on, and as readers have them."""

    class Copy(models.TextChoices):
        WORKING = "working", _("working copy")
        LIVE = "live", _("live")

    picture = models.ForeignKey(Picture, models.PROTECT, related_name="uses")
    story = models.ForeignKey("newsroom.Story", models.CASCADE, related_name="picture_uses")
    copy = models.CharField(max_length=8, choices=Copy)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["picture", "story", "copy"], name="newsroom_picture_use_once")
        ]

    def __str__(self) -> str:
        return f"{self.picture_id} {self.story_id} {self.copy}"
