"""The paper's own pages, addresses that moved, and what readers read most."""

from django.db import models
from django.urls import reverse

from articles.models.article import Article
from articles.models.reference import validate_ascii_slug


class Page(models.Model):
    """A page about the paper itself (about, contact, a policy) as readers have it; replaced whole by each publish."""

    slug = models.CharField(max_length=60, primary_key=True, validators=[validate_ascii_slug])
    title = models.CharField(max_length=200)
    description = models.CharField(max_length=300, blank=True)
    body = models.TextField()  # clean HTML, as of an article
    position = models.PositiveSmallIntegerField(default=0)
    edition = models.PositiveBigIntegerField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "slug"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return (
            reverse(self.slug) if self.slug in ("about", "contact") else reverse("policy", args=[self.slug])
        )


class Redirect(models.Model):
    """An address of this site that moved. Asked for only where nothing else answers."""

    path = models.CharField(max_length=500, unique=True)  # as a request has it, decoded, with its slashes
    target = models.CharField(max_length=500)  # a path of this site
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"


class ReadCount(models.Model):
    """How often a story was read in one minute, as one process of the site counted. No address, no reader.

    The one table that the site may write to, and only insert. A job adds the rows up and deletes the old ones.
    """

    public_id = models.CharField(max_length=8)  # not a key: whoever counts must not be able to fail a reader
    minute = models.DateTimeField()
    reads = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["minute"], name="articles_reads_by_minute")]

    def __str__(self) -> str:
        return f"{self.public_id} {self.minute}: {self.reads}"


class MostRead(models.Model):
    """A place in the list of what was read most in the last hour (1) or the last 24."""

    hours = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField()
    article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    reads = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hours", "position"], name="articles_most_read_place")]
        ordering = ["hours", "position"]

    def __str__(self) -> str:
        return f"{self.hours} h, {self.position}: {self.article_id}"
