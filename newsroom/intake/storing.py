"""Keeping what was read, each piece of news once: by what its feed calls it, by its address, by its headline."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db import DatabaseError, connection, transaction
from django.db.models import Q

from articles.search.words import folded_form, split_words
from newsroom.intake.entries import ReadItem, key_of, link_key
from newsroom.models import IntakeFeed, IntakeItem

logger = logging.getLogger("newsroom.intake")

LIKENESS: Final = 0.5  # of 1, as in newsroom/similar.py
LIKE_FOR: Final = timedelta(days=3)  # two agencies report one event within so long
SAME_LINK_FOR: Final = timedelta(days=14)
UNDECIDED_FOR: Final = timedelta(days=14)
DISMISSED_FOR: Final = timedelta(days=60)  # longer than feeds repeat what they said
_SHORTEST: Final = 12  # characters of a headline that can be like another


@dataclass(frozen=True, slots=True)
class Stored:
    """How many were new, how many said something else than before, and how many could not be kept."""

    new: int = 0
    changed: int = 0
    broken: int = 0


def store_items(feed: IntakeFeed, items: tuple[ReadItem, ...], now: datetime) -> Stored:
    """Keep the items of one answer, in the caller's transaction; the oldest first, so that newer ones have higher
    numbers. One that cannot be kept does not lose the others."""
    _lock_known(feed, items)
    new = changed = broken = 0
    for item in reversed(items):
        try:
            with transaction.atomic():
                outcome = _store_item(feed, item, now)
        except DatabaseError as error:
            logger.warning("intake: an entry of %s could not be kept: %s", feed.pk, error)
            broken += 1
            continue
        new += outcome == "new"
        changed += outcome == "changed"
    return Stored(new, changed, broken)


def delete_old_items(now: datetime) -> int:
    """Delete what nobody decided upon in time, and what was dismissed long ago. What was taken stays as the record
    of where a story came from. Returns how many there were."""
    old = Q(state=IntakeItem.State.NEW, received_at__lt=now - UNDECIDED_FOR)
    dismissed = Q(state=IntakeItem.State.DISMISSED, decided_at__lt=now - DISMISSED_FOR)
    return IntakeItem.objects.filter(old | dismissed).delete()[0]


def fold_headline(headline: str) -> str:
    """The headline in one spelling, for likeness."""
    return " ".join(folded_form(word.text) for word in split_words(headline))[:300]


def _lock_known(feed: IntakeFeed, items: tuple[ReadItem, ...]) -> None:
    """In the order in which decisions are taken upon several (taking.py), whatever order the feed has: so that neither
    an editor nor the feed is turned away when both are at the same ones."""
    names, links = [key_of(one.guid) for one in items], [link_key(one.link) for one in items if one.link]
    known = IntakeItem.objects.filter(Q(guid_hash__in=names) | Q(link_hash__in=links), feed=feed)
    list(known.select_for_update(no_key=True).order_by("id").values_list("pk"))


def _store_item(feed: IntakeFeed, read: ReadItem, now: datetime) -> str:
    guid, link = key_of(read.guid), link_key(read.link)
    known = IntakeItem.objects.select_for_update(no_key=True).filter(feed=feed, guid_hash=guid).first()
    if known is None and link:  # some feeds call the same thing by another name each time
        known = IntakeItem.objects.select_for_update(no_key=True).filter(feed=feed, link_hash=link).first()
    if known:
        return _update(known, read, link, now)
    if read.published_at and read.published_at < now - UNDECIDED_FOR:
        return "old"  # it would be deleted at once, and come again
    folded = fold_headline(read.headline)
    earlier = _earlier(feed, link, folded, now)
    IntakeItem.objects.create(
        feed=feed,
        guid_hash=guid,
        link_hash=link,
        headline_folded=folded,
        published_at=read.published_at,
        received_at=now,
        same_as_id=(earlier.same_as_id or earlier.pk) if earlier else None,
        **_words(read),
    )
    return "new"


def _words(read: ReadItem) -> dict[str, Any]:
    return {
        "link": read.link,
        "headline": read.headline,
        "summary": read.summary,
        "body": read.body,
        "authors": read.authors,
        "pictures": [{"url": one.url, "credit": one.credit, "caption": one.caption} for one in read.pictures],
    }


def _update(known: IntakeItem, read: ReadItem, link: str, now: datetime) -> str:
    """What the agency says now. A decision stands, and so does the story: `changed_at` tells people of it."""
    said = _words(read)
    if all(getattr(known, name) == value for name, value in said.items()):
        return "same"
    is_text = any(getattr(known, name) != said[name] for name in ("headline", "summary", "body"))
    for name, value in said.items():
        setattr(known, name, value)
    known.link_hash, known.headline_folded = link, fold_headline(read.headline)
    if is_text:
        known.changed_at = now
    known.save()
    return "changed" if is_text else "same"


def _earlier(feed: IntakeFeed, link: str, folded: str, now: datetime) -> IntakeItem | None:
    """What another feed sent of the same: the same address, or the likest headline of the last days."""
    others = IntakeItem.objects.exclude(feed=feed)
    if link:
        same = others.filter(link_hash=link, received_at__gte=now - SAME_LINK_FOR).order_by("id").first()
        if same:
            return same
    if len(folded) < _SHORTEST:
        return None
    with connection.cursor() as cursor:
        # What counts as like is a setting of the session; the index is asked with it.
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(LIKENESS)])
    return (
        others.filter(headline_folded__trigram_similar=folded, received_at__gte=now - LIKE_FOR)
        .annotate(likeness=TrigramSimilarity("headline_folded", folded))
        .order_by("-likeness", "id")
        .first()
    )
