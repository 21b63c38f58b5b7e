"""Which feeds there are: of the paper, of each section, topic and contributor, of breaking news and corrections."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from articles.addresses import absolute
from articles.bengali.text import normalise
from articles.boxes import related_ids
from articles.models import Alert, Article, Contributor, Section, Tombstone, Topic
from articles.reading import live_sections, read_corrections
from feeds.items import Channel, Item, Removed, article_item, guid, note_item

LENGTH: Final = 30
MOST_REMOVED: Final = 60  # entries that are no longer there, told of in one feed
KINDS: Final = ("section", "topic", "author")


def find_channel(kind: str, slug: str = "") -> Channel | None:
    """The feed `latest`, `breaking`, `corrections`, or that of a section, topic or author; None where readers have no
    such list."""
    if kind == "latest":
        return _latest()
    if kind == "breaking":
        return _breaking()
    if kind == "corrections":
        return _corrections()
    articles, name, about, page = _subject(kind, slug)
    entries = _newest(articles) if articles is not None else []
    if not entries:  # a name may be a secret until a story is out
        return None
    title = gettext("%(title)s | %(paper)s") % {"title": name, "paper": settings.KHOBOR_NAME}
    description = about or gettext("All the news of %(paper)s: %(title)s") % {
        "title": name,
        "paper": settings.KHOBOR_NAME,
    }
    return _channel(f"/feeds/{kind}/{slug}", title, description, page, entries)


def _latest() -> Channel:
    description = gettext("The latest news of %(paper)s") % {"paper": settings.KHOBOR_NAME}
    return _channel(
        "/feeds/latest", settings.KHOBOR_NAME, description, reverse("front"), _newest(Article.objects.all())
    )


def _breaking() -> Channel:
    """The live stories that were sent as breaking, the newest alert first; each once, as new as its newest alert."""
    newest = Alert.objects.values("article").annotate(at=Max("sent_at")).order_by("-at", "-article")[:LENGTH]
    sent = {row["article"]: row["at"] for row in newest}
    live = Article.objects.select_related("section").in_bulk(list(sent))
    rows = [live[public_id] for public_id in sent if public_id in live]
    items = [
        replace(item, updated=max(item.changed, sent[row.pk]))
        for row, item in zip(rows, _items(rows), strict=True)
    ]
    title = gettext("Breaking news")
    description = gettext("What %(paper)s sent out as breaking, newest first.")
    return _channel(
        "/feeds/breaking",
        gettext("%(title)s | %(paper)s") % {"title": title, "paper": settings.KHOBOR_NAME},
        description % {"paper": settings.KHOBOR_NAME},
        reverse("front"),
        items,
    )


def _corrections() -> Channel:
    listing = read_corrections(1)
    items = [note_item(noted) for noted in listing.notes] if listing else []
    title = gettext("Corrections and clarifications")
    description = gettext("What %(paper)s put right in its stories, newest first.")
    return _channel(
        "/feeds/corrections",
        gettext("%(title)s | %(paper)s") % {"title": title, "paper": settings.KHOBOR_NAME},
        description % {"paper": settings.KHOBOR_NAME},
        reverse("corrections"),
        items,
    )


def _subject(kind: str, slug: str) -> tuple[QuerySet[Article] | None, str, str, str]:
    """The articles of the section, topic or contributor, its name, what it says of itself, and its page."""
    found: Any = None
    articles = Article.objects.none()
    if kind == "section" and (found := Section.objects.filter(slug=slug).first()):
        articles = Article.objects.filter(section=found)
    elif kind == "topic" and (found := Topic.objects.filter(slug=slug).first()):
        articles = Article.objects.filter(articletopic__topic=found)
    elif kind == "author" and (found := _authors().filter(slug=slug).first()):
        articles = Article.objects.filter(articlecontributor__contributor=found)
    if found is None:
        return None, "", "", ""
    about = getattr(found, "description", "") or getattr(found, "bio", "")
    return articles, found.name, about, found.get_absolute_url()


def _authors() -> QuerySet[Contributor]:
    """Those with a page: a house byline is nobody in particular."""
    return Contributor.objects.exclude(kind=Contributor.Kind.HOUSE)


def _newest(articles: QuerySet[Article]) -> list[Item]:
    """The newest of them with their texts: one query, and one more if boxes lead to other stories of ours."""
    return _items(list(articles.select_related("section").order_by("-published_at", "-public_id")[:LENGTH]))


def _items(rows: Sequence[Article]) -> list[Item]:
    sections = live_sections([public_id for article in rows for public_id in related_ids(article.body)])
    return [article_item(article, sections) for article in rows]


def _channel(path: str, title: str, description: str, page: str, items: Sequence[Item]) -> Channel:
    removed = _removed(items)
    return Channel(
        path=path,
        title=normalise(title),
        description=normalise(description),
        page=absolute(page),
        changed=_last_change(items, removed),
        items=items,
        removed=removed,
    )


def _removed(items: Sequence[Item]) -> list[Removed]:
    """What was taken from readers and may still stand in a feed reader: as new as the oldest entry of a full feed, or
    newer. A feed that is not full may have held anything.

    Each feed names those of all: a tombstone keeps no topics, and an entry nobody has is nobody's loss.
    """
    newer = Q(published_at__gte=min(item.published for item in items)) if len(items) >= LENGTH else Q()
    stones = Tombstone.objects.filter(newer).order_by("-at")[:MOST_REMOVED]
    return [Removed(guid(stone.public_id, stone.published_at), stone.at) for stone in stones]


def _last_change(items: Sequence[Item], removed: Sequence[Removed]) -> datetime:
    """When the feed last said something else: a story came, was changed, or was taken from readers."""
    from django.utils import timezone

    changes = [item.changed for item in items] + [stone.at for stone in removed]
    return max(changes, default=timezone.now().replace(hour=0, minute=0, second=0, microsecond=0))
