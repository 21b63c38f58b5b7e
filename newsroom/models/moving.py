"""What came from another system, so that bringing it again brings nothing twice."""

from django.db import models
from django.utils import timezone


class ImportedItem(models.Model):
    """One thing of an export, and what it became here. Written in the transaction that made it."""

    class Kind(models.TextChoices):
        POST = "post"  # a Story
        PAGE = "page"  # a PageDraft
        PICTURE = "picture"  # a Picture
        SECTION = "section"
        TOPIC = "topic"
        CONTRIBUTOR = "contributor"
        LEFT_OUT = "left_out"  # nothing: `problems` says why

    source = models.CharField(max_length=200)  # the old site's address, without its scheme
    kind = models.CharField(max_length=12, choices=Kind)
    # As the old system calls it: the number of a post, the path of a file, the name of a category.
    source_id = models.CharField(max_length=300)
    # The number of the row it became; null when nothing did. Not a key: seven kinds of rows, and any may go.
    object_id = models.BigIntegerField(null=True)
    title = models.CharField(max_length=300, blank=True)
    problems = models.JSONField(default=list, blank=True)  # what was not understood: [[kind, detail], …]
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "kind", "source_id"], name="newsroom_imported_once")
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.source_id}"
