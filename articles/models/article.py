"""An article, what links it, what search knows of it, and what stands at the address of one that is gone."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.reference import Contributor, Section, Topic
from articles.snapshot import BylineEntry, Named, PublicPicture

PUBLIC_ID_PATTERN = r"[0-9a-z]{8}"


class Edition(models.Model):
    """The number of the site's state: one row, grows by one with each publish.

    Publishing takes this row's lock last and holds it until it commits, so numbers
    become visible in their own order.
    """

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="articles_one_edition")]

    def __str__(self) -> str:
        return str(self.number)


class Article(models.Model):
    """The live public document of one story; replaced whole by each publish.

    Every word a reader sees stands in this row as it was approved: renaming a
    contributor later changes no published byline. Foreign keys are for finding only.
    """

    public_id = models.CharField(primary_key=True, max_length=8)
    section = models.ForeignKey(Section, models.PROTECT, related_name="articles")
    topics = models.ManyToManyField(Topic, through="ArticleTopic", related_name="articles")
    contributors = models.ManyToManyField(Contributor, through="ArticleContributor", related_name="articles")

    language = models.CharField(max_length=8)
    section_name = models.CharField(max_length=60)
    kicker = models.CharField(max_length=80, blank=True)
    headline = models.CharField(max_length=400)
    standfirst = models.TextField(blank=True)
    body = models.TextField()
    dateline = models.CharField(max_length=80, blank=True)
    source_credit = models.CharField(max_length=160, blank=True)
    sign_off = models.CharField(max_length=60, blank=True)
    byline = models.JSONField(default=list)
    topic_names = models.JSONField(default=list)
    picture = models.JSONField(null=True, blank=True)
    # The pictures inside the body, by the number its markup calls them: {"12": PublicPicture}.
    body_pictures = models.JSONField(default=dict, blank=True)
    corrections = models.JSONField(default=list, blank=True)  # [{kind, text, at}], oldest first

    # Public ids of the stories most like it when it was published, best first; the page shows those still live.
    related = models.JSONField(default=list, blank=True)
    # A drawn picture of the headline for whoever shows a link to it: a Rendition, or null when it has a lead picture.
    share_card = models.JSONField(null=True, blank=True)
    # The public id of the story it says in another language; empty for an original.
    translation_of = models.CharField(max_length=8, blank=True, default="")

    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveIntegerField()
    content_hash = models.CharField(max_length=64)
    edition = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-public_id"]
        indexes = [
            # Both lists a reader pages through; public_id makes the order of equal times certain.
            models.Index(fields=["-published_at", "-public_id"], name="articles_latest"),
            models.Index(fields=["section", "-published_at", "-public_id"], name="articles_by_section"),
            models.Index(
                fields=["translation_of"],
                condition=~models.Q(translation_of=""),
                name="articles_translations",
            ),
            # The API's lists of one language, and of what changed since.
            models.Index(fields=["language", "-published_at", "-public_id"], name="articles_by_language"),
            models.Index(fields=["edition", "public_id"], name="articles_by_edition"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.section.slug, self.public_id])

    @property
    def byline_entries(self) -> list[BylineEntry]:
        return [BylineEntry.from_json(entry) for entry in self.byline]

    @property
    def named_topics(self) -> list[Named]:
        return [Named.from_json(entry) for entry in self.topic_names]

    @property
    def lead_picture(self) -> PublicPicture | None:
        return PublicPicture.from_json(self.picture) if self.picture else None


class Month(models.Model):
    """How many articles first came out in a month, and when its sitemap last said something else.

    Only articles/months.py writes it, with each publish and retraction; a month that lost all its articles keeps its
    row, so that this too has a moment.
    """

    first = models.DateField(primary_key=True)  # the month's first day, where the paper is
    articles = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["-first"]

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"


class SearchDocument(models.Model):
    """What search knows of an article; written with it, gone with it. See articles/search/."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="search_document")
    # Of the article's own: a window of the newest matches is read along these, without the article.
    section = models.ForeignKey(Section, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    words = SearchVectorField()
    headline = models.CharField(max_length=400)  # folded: for suggestions, and “did you mean”

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="articles_search_words"),
            GinIndex(fields=["headline"], opclasses=["gin_trgm_ops"], name="articles_search_headline"),
            # Of a common word, the newest are found by walking back in time.
            models.Index(fields=["-published_at", "-article"], name="articles_search_newest"),
        ]

    def __str__(self) -> str:
        return self.article_id


class Correction(models.Model):
    """A public note that something was wrong, unclear, or is newer now. The article's own row carries it too."""

    # Not a foreign key: the note outlives a withdrawal, and is shown again if the story is.
    public_id = models.CharField(max_length=8, db_index=True)
    kind = models.CharField(max_length=16)  # correction, clarification, update
    text = models.TextField()
    at = models.DateTimeField()
    edition = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["-at", "-id"], name="articles_corrections")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"


class Tombstone(models.Model):
    """What stands at the address of an article that is no longer among the articles.

    So `Article` holds what is live and nothing else, and no list can forget to leave the rest out.
    """

    class Kind(models.TextChoices):
        WITHDRAWN = "withdrawn"  # readable, with a notice
        GONE = "gone"  # 410
        REDIRECTED = "redirected"  # 301 to another article

    public_id = models.CharField(primary_key=True, max_length=8)
    kind = models.CharField(max_length=12, choices=Kind)
    at = models.DateTimeField()
    edition = models.PositiveBigIntegerField()
    notice = models.TextField(blank=True)  # for readers
    target = models.CharField(max_length=8, blank=True)  # public id of the article to go to
    # The withdrawn article's fields as they were live; empty for the other kinds.
    snapshot = models.JSONField(null=True, blank=True)
    # Kept for feeds' tombstones (RFC 6721): what it was called and when it was first published.
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["edition", "public_id"], name="articles_stones_by_edition")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"


class ArticleTopic(models.Model):
    article = models.ForeignKey(Article, models.CASCADE)
    topic = models.ForeignKey(Topic, models.PROTECT)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "article"], name="articles_topic_once")]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.article_id} {self.topic_id}"


class ArticleContributor(models.Model):
    article = models.ForeignKey(Article, models.CASCADE)
    contributor = models.ForeignKey(Contributor, models.PROTECT)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contributor", "article"], name="articles_contributor_once")
        ]
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.article_id} {self.contributor_id}"
