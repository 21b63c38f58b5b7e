"""What readers' browsers ask the site for. The one table beside the count of reads that the site may write to."""

from django.db import models
from django.utils import timezone


class PushRequest(models.Model):
    """A browser wants to be told of news, of other news than before, or no longer. The worker takes it from here.

    The site may add rows and read none, not even its own (config/roles.py).
    """

    endpoint = models.CharField(max_length=1000)
    p256dh = models.CharField(max_length=100, blank=True)
    auth = models.CharField(max_length=40, blank=True)
    topics = models.JSONField(default=list)  # empty: no longer
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)
