"""The only writer of the paper's own pages as readers have them."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from articles.editions import announce, next_edition, require_transaction
from articles.html import clean_body
from articles.models import Page
from articles.publishing import UncleanBodyError

_BOX: Final = re.compile(r"<(?:figure|div|aside)\b")


@dataclass(frozen=True, slots=True)
class PageSnapshot:
    """A page as it is approved: `body` is clean HTML without boxes, `position` its place among the others."""

    slug: str
    title: str
    description: str
    body: str
    position: int


def has_boxes(body: str) -> bool:
    """Whether a cleaned body holds a picture, an embed or another box of a story's; a table is none."""
    return bool(_BOX.search(body))


def publish_page(snapshot: PageSnapshot, at: datetime) -> int:
    """Make `snapshot` the page at its address as of the aware datetime `at`. Returns the edition.

    `published_at` stays the first time; `updated_at` moves when readers see other words. Raises UncleanBodyError.
    """
    require_transaction()
    if clean_body(snapshot.body) != snapshot.body or has_boxes(snapshot.body):
        raise UncleanBodyError(snapshot.slug)
    edition = next_edition()
    live = Page.objects.filter(pk=snapshot.slug).first()
    page = Page(
        slug=snapshot.slug,
        title=snapshot.title,
        description=snapshot.description,
        body=snapshot.body,
        position=snapshot.position,
        edition=edition,
        published_at=live.published_at if live else at,
        updated_at=live.updated_at if live else None,
    )
    if live and _words(live) != _words(page):
        page.updated_at = at
    page.save(force_insert=not live, force_update=bool(live))
    announce(edition, page=snapshot.slug)
    return edition


def take_off_page(slug: str) -> int:
    """Take the page from readers: its address is not found then. Returns the edition. Raises Page.DoesNotExist."""
    require_transaction()
    page = Page.objects.get(pk=slug)
    edition = next_edition()
    page.delete()
    announce(edition, page=slug)
    return edition


def _words(page: Page) -> tuple[str, str, str]:
    return page.title, page.description, page.body
