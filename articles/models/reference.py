"""The newspaper's reference data: kept in the newsroom; its pages exist for readers once an article carries it."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# First parts of the site's own addresses: a section of that name would never be reached.
RESERVED_SLUGS = frozenset(
    "about account admin alerts api archive author contact corrections feeds healthz latest media most-read"
    " news-sitemap policy print read s search section sitemap static ticker topic".split()
)
PUBLIC_ID_PATTERN = r"[0-9a-z]{8}"
SLUG_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"

validate_ascii_slug = RegexValidator(
    rf"^{SLUG_PATTERN}\Z", _("Use small Latin letters, digits and single hyphens, for example “new-york”.")
)


def validate_not_reserved(slug: str) -> None:
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("“%(slug)s” is one of the site's own addresses."), params={"slug": slug})


class Section(models.Model):
    """A part of the newspaper: politics, sports. Its slug is the first part of its articles' addresses."""

    slug = models.CharField(
        _("address"), max_length=40, unique=True, validators=[validate_ascii_slug, validate_not_reserved]
    )
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])


class Topic(models.Model):
    """What a story is about, across sections."""

    slug = models.CharField(_("address"), max_length=60, unique=True, validators=[validate_ascii_slug])
    name = models.CharField(_("name"), max_length=80, unique=True)

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])


class TopicAlias(models.Model):
    """The address of a topic that was merged into another one; readers are sent there."""

    slug = models.CharField(max_length=60, unique=True)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="aliases")
    # The number it had: forms opened before the merge, and revisions approved before it, still say it.
    former_id = models.BigIntegerField(unique=True, null=True)

    def __str__(self) -> str:
        return f"{self.slug} → {self.topic_id}"


class Contributor(models.Model):
    """A person or agency in a byline. Not a user account: who typed a story is another matter."""

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        AGENCY = "agency", _("agency")
        HOUSE = "house", _("house byline")  # “staff correspondent”: nobody in particular

    slug = models.CharField(_("address"), max_length=60, unique=True, validators=[validate_ascii_slug])
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    title = models.CharField(_("title"), max_length=120, blank=True)
    bio = models.TextField(_("about"), blank=True, max_length=1000)
    initials = models.CharField(
        _("initials"), max_length=20, blank=True, help_text=_("As in a sign-off: এসএস")
    )
    links = models.JSONField(_("links"), default=list, blank=True)  # [{name, url}], in order
    portrait = models.JSONField(null=True, blank=True, editable=False)  # a PublicPicture, or null

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])
