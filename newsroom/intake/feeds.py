"""Subscribing to feeds: rules for whoever keeps them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.errors import ConflictError, ForbiddenError
from newsroom.models import IntakeFeed, User


@transaction.atomic
def save_feed(feed: IntakeFeed, user: User) -> IntakeFeed:
    """Keep a feed as a form filled it. Another address is another feed to ask: nothing is remembered of the last one.

    Raises ForbiddenError.
    """
    _require(user, "newsroom.change_intakefeed" if feed.pk else "newsroom.add_intakefeed")
    before = IntakeFeed.objects.select_for_update().filter(pk=feed.pk).first() if feed.pk else None
    if before is None:
        feed.made_by = user
    if before is None or before.url != feed.url:
        feed.etag = feed.last_modified = feed.problem = ""
        feed.failures, feed.next_at = 0, timezone.now()
    feed.save()
    return feed


@transaction.atomic
def set_active(feed_id: int, user: User, is_active: bool) -> IntakeFeed:
    """Pause a feed, or ask it again. Raises ForbiddenError and ConflictError."""
    _require(user, "newsroom.change_intakefeed")
    feed = _locked(feed_id)
    feed.is_active = is_active
    if is_active:
        feed.next_at, feed.failures, feed.problem = timezone.now(), 0, ""
    feed.save()
    return feed


@transaction.atomic
def ask_now(feed_id: int, user: User) -> IntakeFeed:
    """Queue one question, whatever the time. Raises ForbiddenError, and ConflictError for a paused feed."""
    from newsroom.tasks import fetch_feed

    _require(user, "newsroom.change_intakefeed")
    feed = _locked(feed_id)
    if not feed.is_active:
        raise ConflictError(_("This feed is paused."))
    fetch_feed.defer(feed_id=feed.pk)
    return feed


@transaction.atomic
def delete_feed(feed_id: int, user: User) -> str:
    """End a subscription, with what came in from it; stories stay. Returns its name.

    Raises ForbiddenError and ConflictError.
    """
    _require(user, "newsroom.delete_intakefeed")
    feed = _locked(feed_id)
    feed.delete()
    return feed.name


def _require(user: User, permission: str) -> None:
    if not user.has_perm(permission):
        raise ForbiddenError(_("You may not keep the agencies' feeds."))


def _locked(feed_id: int) -> IntakeFeed:
    feed = IntakeFeed.objects.select_for_update().filter(pk=feed_id).first()
    if feed is None:
        raise ConflictError(_("This is not here any more."))
    return feed
