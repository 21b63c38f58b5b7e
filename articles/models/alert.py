"""Breaking alerts: live stories that an editor sent out as breaking."""

from django.db import models

from articles.models.article import Article


class Alert(models.Model):
    """One story sent as breaking: in banner and ticker until `ends_at`, in the breaking feed as long as it is live.

    It goes with its article.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="alerts")
    text = models.CharField(max_length=300)  # the story's headline when it was sent, or an editor's words
    sent_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-sent_at"], name="articles_alert_by_time"),
            models.Index(fields=["ends_at"], name="articles_alert_by_end"),
        ]
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return self.text
