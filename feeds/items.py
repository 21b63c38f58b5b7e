"""What a feed says, whatever its format: a channel and its items, as plain data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import override

from articles.addresses import absolute
from articles.bengali.dates import format_datetime, iso
from articles.bengali.text import normalise
from articles.models import Article
from articles.pages import article_summary
from articles.reading import NotedArticle
from articles.showing import shown_notes, shown_picture
from feeds.boxes import feed_body

SUMMARY_LENGTH: Final = 300


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    url: str  # absolute; empty for a house byline, which has no page


@dataclass(frozen=True, slots=True)
class ItemPicture:
    """The widest JPEG of a lead picture. `url` is absolute, sizes are pixels."""

    url: str
    width: int
    height: int
    description: str
    credit: str


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. Every text is free of what XML cannot hold; `summary` is plain text, `html` clean and absolute.

    `html` is empty where the paper's feeds give summaries only. `updated` is None for what was never changed.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    language: str
    published: datetime
    updated: datetime | None
    authors: Sequence[Author] = ()
    categories: Sequence[str] = ()
    picture: ItemPicture | None = None

    @property
    def changed(self) -> datetime:
        return self.updated or self.published


@dataclass(frozen=True, slots=True)
class Removed:
    """An item that is no longer there, for formats that can say so (RFC 6721)."""

    id: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Channel:
    """A whole feed, newest first. `page` is the absolute address of the list it follows.

    `path` is the feed's own address without its format's ending.
    """

    path: str
    title: str
    description: str
    page: str
    changed: datetime
    items: Sequence[Item]
    removed: Sequence[Removed] = ()

    def address(self, form: str) -> str:
        return absolute(f"{self.path}.{form}")


def article_item(article: Article, sections: Mapping[str, str]) -> Item:
    """`sections`: of the stories that may be linked to, by public id, the slug of each one's section."""
    return Item(
        id=guid(article.public_id, article.published_at),
        url=absolute(article.get_absolute_url()),
        title=normalise(article.headline),
        summary=normalise(article_summary(article, SUMMARY_LENGTH)),
        html=normalise(_text(article, sections)) if settings.KHOBOR_FEEDS_FULL_TEXT else "",
        language=article.language,
        published=article.published_at,
        updated=article.updated_at,
        authors=_authors(article),
        categories=[
            normalise(article.section_name),
            *(normalise(topic.name) for topic in article.named_topics),
        ],
        picture=_picture(article),
    )


def note_item(noted: NotedArticle) -> Item:
    """A correction as an entry of its own: it leads to the story, and its text says what was wrong."""
    article, note = noted.article, noted.note
    with override(article.language):
        label = str(note.label)
    text = normalise(note.text)
    return Item(
        id=f"{guid(article.public_id, article.published_at)}/{iso(note.at)}",
        url=absolute(article.get_absolute_url()),
        title=normalise(f"{label}: {article.headline}"),
        summary=text,
        html=f"<p>{escape(text)}</p>",
        language=article.language,
        published=note.at,
        updated=None,
        categories=[normalise(article.section_name)],
    )


def guid(public_id: str, published_at: datetime) -> str:
    """A tag URI (RFC 4151): the same for as long as the story exists, wherever its section moves."""
    host = urlsplit(settings.KHOBOR_SITE_URL).hostname
    return f"tag:{host},{iso(published_at)[:10]}:{public_id}"


def _text(article: Article, sections: Mapping[str, str]) -> SafeString:
    with override(article.language):
        return _notes(article) + feed_body(article, sections)


def _notes(article: Article) -> SafeString:
    """The corrections as HTML before the text, in the article's language: what was wrong is not read first."""
    return SafeString(
        "".join(
            format_html(
                "<p><strong>{} ({}):</strong> {}</p>",
                note.label,
                format_datetime(note.at, article.language),
                note.text,
            )
            for note in shown_notes(article)
        )
    )


def _authors(article: Article) -> list[Author]:
    """Everybody in the byline once: whoever wrote and photographed has two lines there."""
    named: dict[str, Author] = {}
    for entry in article.byline_entries:
        address = "" if entry.kind == "house" else absolute(reverse("author", args=[entry.slug]))
        named.setdefault(entry.slug, Author(normalise(entry.name), address))
    return list(named.values())


def _picture(article: Article) -> ItemPicture | None:
    if not article.lead_picture:
        return None
    picture = shown_picture(article.lead_picture)
    return ItemPicture(
        url=absolute(picture.src),
        width=picture.width,
        height=picture.height,
        description=normalise(picture.caption or picture.alt),
        credit=normalise(picture.credit),
    )
