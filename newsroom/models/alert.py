"""Breaking alerts, and how far each was carried to the readers who asked for them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.models.story import Story


class BreakingAlert(models.Model):
    """The record of one alert. Readers have it as articles.Alert."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="alerts", verbose_name=_("story"))
    text = models.CharField(_("text"), max_length=300)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who")
    )
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("ends at")
    )  # moved when the editor ends it before its time, or lets it stand on
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    pushed = models.BooleanField(_("sent to subscribers"), default=True)
    public_id = models.BigIntegerField(null=True)  # of the articles.Alert it became; null once that has gone
    edition = models.PositiveBigIntegerField(_("edition"))

    class Meta:
        verbose_name = _("breaking alert")
        verbose_name_plural = _("breaking alerts")
        ordering = ["-sent_at", "-id"]
        permissions = [("send_alert", "Can send a story as breaking")]

    def __str__(self) -> str:
        return self.text


class PushSubscription(models.Model):
    """A reader's browser that wants to be told: an address at its maker's push service and the keys to write to it.

    No name, no account, no address of the reader's. Deleted when the service says that it is gone.
    """

    endpoint = models.TextField(unique=True)  # at most 1000 ASCII characters
    p256dh = models.CharField(max_length=100)  # the browser's public key, base64url (RFC 8291)
    auth = models.CharField(max_length=40)  # its secret, base64url
    topics = ArrayField(models.CharField(max_length=80))  # all, section:<slug>, story:<public id>
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    made_at = models.DateTimeField(default=timezone.now)
    heard_at = models.DateTimeField(null=True)  # when its service last took a message

    class Meta:
        indexes = [GinIndex(fields=["topics"], name="newsroom_push_by_topic")]

    def __str__(self) -> str:
        return str(self.pk)


class PushMessage(models.Model):
    """One notification on its way to everybody who asked for one of its topics, in batches by their ids."""

    alert = models.ForeignKey(BreakingAlert, models.CASCADE, null=True, related_name="messages")
    topics = ArrayField(models.CharField(max_length=80))
    payload = models.JSONField()  # title, body, url, tag: what templates/feeds/alerts_worker.js shows
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()  # nobody is woken up by yesterday's news
    last_id = models.BigIntegerField(default=0)  # of the last subscription that a batch was made for
    finished_at = models.DateTimeField(null=True)
    sent = models.PositiveIntegerField(default=0)
    gone = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.payload.get('body', '')}"
