"""The invented paper's pages about itself, what it put right, and readers who read it."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from articles.html import clean_body
from articles.models import Article, ReadCount
from articles.most_read import add_up_reads
from newsroom.demo.reading import CONTENT
from newsroom.house_pages import PageWords, publish_page, start_page
from newsroom.models import Story, User
from newsroom.steps import Details
from newsroom.workflow import take_step

_EVERY: Final = 20  # minutes between two counts of a story
_READ_FOR: Final = 24  # hours


def make_pages(chief: User) -> None:
    """Each page of content/pages.toml, written and published by the chief editor."""
    for position, entry in enumerate(_read("page", "pages.toml"), start=1):
        body = clean_body("".join(entry["body"].splitlines()))
        words = PageWords(entry["slug"], entry["title"], entry["description"], body, position)
        page = start_page(chief, words)
        publish_page(page.pk, chief, seen_version=page.version)


def make_corrections(loaded: Mapping[str, Story], reporter: User, editor: User, now: datetime) -> None:
    """Each correction of content/corrections.toml whose story is loaded, through the newsroom's own steps."""
    for entry in _read("correction", "corrections.toml"):
        story = loaded.get(entry["story"])
        if story is None:
            continue
        at = now - timedelta(hours=entry["hours_ago"])
        details = Details(kind=entry["kind"], reason=entry["text"])
        for user, verb in (
            (reporter, "correct"),
            (reporter, "submit"),
            (editor, "approve"),
            (editor, "publish"),
        ):
            story.refresh_from_db()
            take_step(story.pk, user, verb, seen_version=story.version, details=details, at=at)
        Story.objects.filter(pk=story.pk).update(changed_at=at)


def make_reads(now: datetime) -> None:
    """What the last day's readers might have read: the same stories more than others, new ones more than old ones."""
    minute = now.replace(second=0, microsecond=0)
    rows = []
    for article in Article.objects.only("public_id", "published_at", "headline"):
        liked = 3 + crc32(article.headline.encode()) % 60
        for ago in range(2, _READ_FOR * 60, _EVERY):
            at = minute - timedelta(minutes=ago)
            age = (at - article.published_at) / timedelta(hours=1)
            reads = int(liked / (1 + age / 4)) if age > 0 else 0
            if reads:
                rows.append(ReadCount(public_id=article.public_id, minute=at, reads=reads))
    ReadCount.objects.bulk_create(rows, batch_size=2000)
    add_up_reads(now)


def _read(kind: str, name: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))[kind]
    return entries
