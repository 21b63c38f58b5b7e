"""What editors put where: the front pages, and the ticker's written lines."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from articles.models.article import Article
from articles.models.reference import Section
from articles.snapshot import PublicPicture


class Front(models.Model):
    """The published layout of the front page (no section) or of a section's; replaced whole by each publish.

    Without a row the page composes itself from the newest.
    """

    section = models.OneToOneField(Section, models.CASCADE, null=True, related_name="front")
    # The front page's blocks in their order: [{"section": slug, "shown": bool}]. Those not named follow by themselves.
    blocks = models.JSONField(default=list)
    edition = models.PositiveBigIntegerField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            # The unique index of a column takes any number of nulls; there is one front page.
            models.UniqueConstraint(fields=["section"], nulls_distinct=False, name="articles_one_front")
        ]

    def __str__(self) -> str:
        return f"front {self.section_id or ''}"


class Placement(models.Model):
    """A story that an editor put into a slot. Slots without one fill themselves with the newest.

    It goes with its article: a story that is withdrawn leaves its slot by itself.
    """

    front = models.ForeignKey(Front, models.CASCADE, related_name="placements")
    block = models.ForeignKey(Section, models.CASCADE, null=True, related_name="+")  # null: the page's top
    position = models.PositiveSmallIntegerField()  # the slot, from 1; for a related story its order, from 1
    # The placement this one stands under: a package is a lead with related stories.
    lead = models.ForeignKey("self", models.CASCADE, null=True, related_name="package")
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    headline = models.CharField(max_length=300, blank=True)  # in place of the article's, here only
    picture = models.JSONField(null=True, blank=True)  # a PublicPicture in place of the article's, here only
    until = models.DateTimeField(null=True)  # from then on the slot fills itself again
    yields = models.BooleanField(
        default=False
    )  # gives the slot up to the first story published after `since`
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["front", "block", "position", "lead"],
                nulls_distinct=False,
                name="articles_one_story_a_slot",
            ),
            # No story twice on one front.
            models.UniqueConstraint(fields=["front", "article"], name="articles_story_once_a_front"),
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.block_id or 'top'} {self.position}: {self.article_id}"

    @property
    def own_picture(self) -> PublicPicture | None:
        return PublicPicture.from_json(self.picture) if self.picture else None


class TickerLine(models.Model):
    """A headline in the ticker that an editor wrote; the latest articles follow these by themselves."""

    text = models.CharField(max_length=300)
    article = models.ForeignKey(Article, models.CASCADE, null=True, blank=True)
    breaking = models.BooleanField(default=False)
    starts_at = models.DateTimeField(null=True)  # null: at once
    ends_at = models.DateTimeField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-breaking", "position", "id"]

    def __str__(self) -> str:
        return self.text


class TickerSetup(models.Model):
    """With what the ticker goes on after its written lines. One row (1), or none: the newest of every section."""

    sections = ArrayField(models.BigIntegerField(), default=list)  # numbers of sections; empty: all of them
    length = models.PositiveSmallIntegerField(default=8)  # of the lines that come by themselves; 0: none

    def __str__(self) -> str:
        return f"{self.length} of {self.sections or 'all'}"
