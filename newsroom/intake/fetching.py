"""Asking the feeds that are due: seldom, briefly, and never again at once when one fails."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from articles.bengali.digits import to_bengali_digits
from newsroom.intake.entries import ReadFeed, UnreadableError
from newsroom.intake.reading import read_feed
from newsroom.intake.storing import Stored, store_items
from newsroom.models import IntakeFeed
from newsroom.outbound import Answer, OutboundError, ask

logger = logging.getLogger("newsroom.intake")

SECONDS: Final = 20.0  # for one answer
MOST_BYTES: Final = 5 * 1024 * 1024
REDIRECTS: Final = 5
FEWEST_MINUTES: Final = 2
MOST_MINUTES: Final = 24 * 60
LONGEST_WAIT: Final = timedelta(hours=6)  # between two questions to a feed that fails
_LONGEST_WISH: Final = timedelta(days=1)  # of a server that says when to come again
_ACCEPTED: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a feed said: nothing new (`read` is None), or its entries, from `url`."""

    read: ReadFeed | None
    url: str
    etag: str = ""
    last_modified: str = ""


class FeedError(Exception):
    """No entries were to be had. The first argument says why in the newsroom's language; `wait`: as the server
    wishes; `is_gone`: for good."""

    def __init__(self, words: str, wait: timedelta | None = None, is_gone: bool = False) -> None:
        super().__init__(words)
        self.wait, self.is_gone = wait, is_gone


def queue_due_feeds(now: datetime) -> int:
    """One job for each feed that is due, whose next time is set at once: nobody asks it twice. Returns how many."""
    from newsroom.tasks import fetch_feed

    with transaction.atomic():
        due = IntakeFeed.objects.select_for_update(skip_locked=True).filter(is_active=True, next_at__lte=now)
        feeds = list(due)
        for feed in feeds:
            feed.next_at = now + timedelta(minutes=feed.minutes)
            feed.save(update_fields=["next_at"])
            fetch_feed.defer(feed_id=feed.pk)
    return len(feeds)


def fetch(feed_id: int) -> Stored:
    """Ask one feed and keep what it said, or why it said nothing. Nobody else's lock is held while it is asked."""
    feed = IntakeFeed.objects.filter(pk=feed_id, is_active=True).first()
    if feed is None:
        return Stored()
    now = timezone.now()
    with translation.override(settings.LANGUAGE_CODE):
        try:
            heard = hear_feed(feed.url, etag=feed.etag, last_modified=feed.last_modified)
        except FeedError as error:
            _note_failure(feed, error, now)
            return Stored()
    return _keep(feed, heard, now)


def hear_feed(url: str, *, etag: str = "", last_modified: str = "") -> Heard:
    """What is at `url` now. Raises FeedError, with words for people.

    A permanent redirect is followed each time and not remembered: a captured server, or one that was set up wrongly
    for an hour, must not move a subscription. "Try it" shows the new address to whoever keeps the feeds.
    """
    headers = {"accept": _ACCEPTED}
    if etag:
        headers["if-none-match"] = etag
    if last_modified:
        headers["if-modified-since"] = last_modified
    try:
        answer = ask(url, headers=headers, seconds=SECONDS, most_bytes=MOST_BYTES, redirects=REDIRECTS)
        if answer.status == 304:
            return Heard(None, answer.url, etag, last_modified)
        if answer.status != 200:
            raise _refusal(answer)
        read = read_feed(answer.body, answer.headers.get("content-type", ""), answer.url)
    except OutboundError as error:
        raise FeedError(outbound_words(error)) from error
    except UnreadableError as error:
        raise FeedError(str(error)) from error
    etag, last_modified = (_to_say_again(answer, name) for name in ("etag", "last-modified"))
    return Heard(read, answer.url, etag[:300], last_modified[:100])


def _to_say_again(answer: Answer, name: str) -> str:
    """A header that is kept for the next question; nothing of one that no database and no header could hold."""
    said = answer.headers.get(name, "")
    return said if said.isprintable() else ""


def outbound_words(error: OutboundError) -> str:
    """Why an address gave no answer, for whoever keeps the feeds."""
    return {
        "address": _(
            "This address is not one of the public internet, or is written oddly. The newsroom asks no address "
            "inside its own network, so that nobody can use a feed to look into it."
        ),
        "refused": _(
            "The server did not answer as the web does, or its certificate does not belong to this address."
        ),
        "timeout": _("The server did not answer in time."),
        "too_big": _("The answer is larger than a feed may be (5 MB)."),
        "unreachable": _("The server cannot be reached, or broke off."),
        "redirects": _("The address leads on and on, or from a secure address to one that is not."),
    }[error.reason]


def _refusal(answer: Answer) -> FeedError:
    wait = _wished_wait(answer.headers.get("retry-after", ""))
    if answer.status == 410:
        return FeedError(_("The agency says that this feed is gone for good. It is paused."), is_gone=True)
    if answer.status == 404:
        return FeedError(_("There is nothing at this address (404)."), wait)
    if answer.status in {401, 403}:
        return FeedError(_("The server refuses to show the feed to us (%s).") % answer.status, wait)
    if answer.status == 429:
        return FeedError(_("The server wants to be asked less often (429)."), wait)
    number = to_bengali_digits(answer.status) if settings.LANGUAGE_CODE == "bn" else str(answer.status)
    return FeedError(_("The server answered with an error (%s).") % number, wait)


def _wished_wait(text: str) -> timedelta | None:
    """Retry-After: seconds or a date (RFC 9110, 10.2.3)."""
    if text.isascii() and text.isdecimal() and len(text) < 8:
        return min(timedelta(seconds=int(text)), _LONGEST_WISH)
    try:
        at = parsedate_to_datetime(text)
        wait = (at if at.tzinfo else timezone.make_aware(at)) - timezone.now()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(wait, timedelta(0)), _LONGEST_WISH)


def _keep(feed: IntakeFeed, heard: Heard, now: datetime) -> Stored:
    with transaction.atomic():
        row = IntakeFeed.objects.select_for_update().filter(pk=feed.pk, url=feed.url).first()
        if row is None:  # deleted or changed meanwhile
            return Stored()
        stored = store_items(row, heard.read.items, now) if heard.read else Stored()
        row.etag, row.last_modified = heard.etag, heard.last_modified
        row.asked_at = row.heard_at = now
        row.failures, row.problem = 0, ""
        row.next_at = now + timedelta(minutes=row.minutes)
        row.save()
    if stored.new or stored.changed:
        logger.info("intake: feed %s: %s new, %s changed", feed.pk, stored.new, stored.changed)
    return stored


def _note_failure(feed: IntakeFeed, error: FeedError, now: datetime) -> None:
    with transaction.atomic():
        row = IntakeFeed.objects.select_for_update().filter(pk=feed.pk, url=feed.url).first()
        if row is None:
            return
        row.failures = min(row.failures + 1, 1000)
        row.problem, row.asked_at = str(error), now
        own = timedelta(minutes=row.minutes)
        back_off = min(own * 2 ** min(row.failures, 10), max(LONGEST_WAIT, own))
        row.next_at = now + max(back_off, error.wait or timedelta(0))
        row.is_active = row.is_active and not error.is_gone
        row.save()
    logger.warning("intake: feed %s failed: %s", feed.pk, error.__cause__ or error)
