"""What agencies and partners send. Nothing of it is a story until somebody takes it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from newsroom.models.story import Story


class IntakeFeed(models.Model):
    """A feed of somebody else's that the worker asks again and again."""

    name = models.CharField(_("name"), max_length=100)
    url = models.URLField(_("address"), max_length=1000, unique=True)
    credit = models.CharField(
        _("source"), max_length=100, help_text=_("As it stands under a story taken from it.")
    )
    language = models.CharField(_("language"), max_length=8, default="bn")
    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    minutes = models.PositiveSmallIntegerField(_("asked every … minutes"), default=10)
    is_active = models.BooleanField(_("active"), default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # What the last answer said, for the next question to be a short one.
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    next_at = models.DateTimeField(default=timezone.now, db_index=True)
    asked_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)  # the last time it answered well
    failures = models.PositiveSmallIntegerField(default=0)  # in a row
    problem = models.TextField(blank=True)  # of the last time, in the newsroom's language

    class Meta:
        verbose_name = _("incoming feed")
        verbose_name_plural = _("incoming feeds")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class IntakeItem(models.Model):
    """One entry of such a feed, cleaned."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        TAKEN = "taken", _("taken")
        DISMISSED = "dismissed", _("dismissed")

    feed = models.ForeignKey(IntakeFeed, models.CASCADE, related_name="items")
    guid_hash = models.CharField(max_length=40)  # of what the feed calls it; SHA-1 in hex
    link = models.CharField(max_length=1000, blank=True)
    # Of the link without what only counts readers.
    link_hash = models.CharField(max_length=40, blank=True, db_index=True)
    headline = models.CharField(_("headline"), max_length=300)
    headline_folded = models.CharField(max_length=300, blank=True)  # for likeness: articles/bengali's folding
    summary = models.TextField(blank=True)  # plain text
    body = models.TextField(blank=True)  # clean HTML, as of a story
    authors = models.CharField(max_length=300, blank=True)
    pictures = models.JSONField(default=list)  # [{"url", "credit", "caption"}, …]; none is fetched by itself
    published_at = models.DateTimeField(null=True)  # as the feed says; never ahead of received_at
    received_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(null=True)  # when the feed last sent other words for it
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    same_as = models.ForeignKey(  # an earlier one of another feed
        "self", models.SET_NULL, null=True, related_name="others"
    )
    story = models.ForeignKey(Story, models.SET_NULL, null=True, related_name="intake_items")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("incoming item")
        verbose_name_plural = _("incoming items")
        constraints = [models.UniqueConstraint(fields=["feed", "guid_hash"], name="newsroom_intake_once")]
        indexes = [
            models.Index(fields=["state", "-id"], name="newsroom_intake_by_state"),
            models.Index(fields=["feed", "state", "-id"], name="newsroom_intake_by_feed"),
            GinIndex(fields=["headline_folded"], opclasses=["gin_trgm_ops"], name="newsroom_intake_by_words"),
        ]
        permissions = [("triage_intake", "Can take and dismiss incoming items")]

    def __str__(self) -> str:
        return self.headline
