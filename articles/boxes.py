"""The boxes of a body as readers see them: data for the templates articles/_box_*.html.

`show_body` reads what articles/grammar.py wrote. A page asks no other service for anything before a reader clicks.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import unescape
from typing import ClassVar, Final

from django.urls import reverse

from articles.embeds import AUDIO, Embed, parse_embed
from articles.grammar import EMBED, FACT, GALLERY, PICTURE, QUOTE, RELATED
from articles.html import plain_text
from articles.markup import top_level
from articles.models import Article
from articles.showing import ShownPicture, shown_picture
from articles.snapshot import PublicPicture

_RELATED: Final = f'<aside data-box="{RELATED}">'
_SENTENCES: Final = ("<p>", "<ul>", "<ol>", "<blockquote>")
_PICTURE: Final = re.compile(r'<figure data-box="picture" data-picture="([0-9]+)"')
_START: Final = re.compile(r"<(?:figure|div|aside)((?: [a-z-]+=\"[^\"]*\")*)>")
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')
_FIGURE: Final = re.compile(r"<figure .*?</figure>", re.DOTALL)
_FACT: Final = re.compile(r'<aside data-box="fact">(?:<h3>(.*?)</h3>)?(.*)</aside>', re.DOTALL)
_CAPTION: Final = re.compile(r"<(figcaption|caption)>(.*?)</\1>", re.DOTALL)
_OUR_LINK: Final = re.compile(r'<p><a href="/[a-z0-9-]+/([0-9a-z]{8})/"[^>]*>(.*?)</a></p>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Text:
    """Blocks of text, as stored."""

    template: ClassVar[str] = ""
    html: str


@dataclass(frozen=True, slots=True)
class PictureBox:
    """A picture with its caption (HTML)."""

    template: ClassVar[str] = "articles/_box_picture.html"
    picture: ShownPicture
    caption: str


@dataclass(frozen=True, slots=True)
class GalleryBox:
    template: ClassVar[str] = "articles/_box_gallery.html"
    pictures: Sequence[PictureBox]


@dataclass(frozen=True, slots=True)
class FactBox:
    """`title` is HTML and may be empty. It is no heading of the page: the box may stand under any."""

    template: ClassVar[str] = "articles/_box_fact.html"
    title: str
    html: str


@dataclass(frozen=True, slots=True)
class QuoteBox:
    template: ClassVar[str] = "articles/_box_quote.html"
    html: str
    who: str


@dataclass(frozen=True, slots=True)
class RelatedLink:
    url: str
    title: str  # HTML


@dataclass(frozen=True, slots=True)
class RelatedBox:
    template: ClassVar[str] = "articles/_box_related.html"
    links: Sequence[RelatedLink]


@dataclass(frozen=True, slots=True)
class TableBox:
    """`caption` is plain words, for whoever cannot see the table; `html` the whole table."""

    template: ClassVar[str] = "articles/_box_table.html"
    caption: str
    html: str


@dataclass(frozen=True, slots=True)
class EmbedBox:
    """Something of another service before it is asked for: its name, a title (HTML, may be empty), a link."""

    template: ClassVar[str] = "articles/_box_embed.html"
    embed: Embed
    title: str

    @property
    def plain_title(self) -> str:
        return plain_text(self.title)

    @property
    def is_audio(self) -> bool:
        return self.embed.provider == AUDIO


Block = Text | PictureBox | GalleryBox | FactBox | QuoteBox | RelatedBox | TableBox | EmbedBox


@dataclass(frozen=True, slots=True)
class Sources:
    """What may be shown in a body's boxes: pictures by their number, and where our own stories are, by public id."""

    pictures: Mapping[int, ShownPicture] = field(default_factory=dict)
    sections: Mapping[str, str] = field(
        default_factory=dict
    )  # public id of a live story -> its section's slug


def picture_numbers(body: str) -> list[int]:
    """The newsroom's numbers of the pictures in a cleaned body (galleries included), in order, each once."""
    return list(dict.fromkeys(int(number) for number in _PICTURE.findall(body)))


def opening_gallery(body: str) -> list[int]:
    """The numbers of the pictures of the gallery that a cleaned body begins with, if it begins with one."""
    first = next(iter(top_level(body)), "")
    start = _START.match(first)
    is_gallery = bool(start) and _attributes(start[1]).get("data-box") == GALLERY  # type: ignore[index]
    return picture_numbers(first) if is_gallery else []


def related_ids(body: str) -> list[str]:
    """The public ids that the boxes of related stories name, in order, each once."""
    boxes = (part for part in top_level(body) if part.startswith(_RELATED))
    return list(dict.fromkeys(public_id for box in boxes for public_id, _title in _OUR_LINK.findall(box)))


def own_words(body: str) -> str:
    """The plain text of a cleaned body, without the headlines of other stories that its boxes name."""
    return plain_text("".join(part for part in top_level(body) if not part.startswith(_RELATED)))


def first_words(body: str) -> str:
    """What the story says in its own sentences, on one line: no heading, caption or table; of a body of boxes, all."""
    told = "".join(part for part in top_level(body) if part.startswith(_SENTENCES))
    return (plain_text(told) or own_words(body)).replace("\n", " ")


def published_pictures(article: Article) -> dict[int, ShownPicture]:
    """The pictures that were published with the body."""
    return {
        int(number): shown_picture(PublicPicture.from_json(data))
        for number, data in article.body_pictures.items()
    }


def show_body(body: str, sources: Sources) -> list[Block]:
    """A stored body as blocks. A picture that is not among the sources, and a related story, is left out."""
    blocks: list[Block] = []
    text: list[str] = []
    for part in top_level(body):
        shown = None if part.startswith(("<p>", "<h")) else list(_show(part, sources))
        if shown is None:
            text.append(part)
            continue
        if text:
            blocks.append(Text("".join(text)))
            text = []
        blocks += shown
    return [*blocks, Text("".join(text))] if text else blocks


def _show(part: str, sources: Sources) -> Iterator[Block]:
    start = _START.match(part)
    said = _attributes(start[1]) if start else {}
    kind = said.get("data-box", "")
    if part.startswith("<table>"):
        yield TableBox(plain_text(_caption(part)), part)
    elif kind == PICTURE:
        yield from _show_pictures(part, sources)
    elif kind == GALLERY:
        pictures = list(_show_pictures(part, sources))
        yield from [GalleryBox(pictures)] if len(pictures) > 1 else pictures
    elif kind == FACT:
        title, html = _FACT.fullmatch(part).groups()  # type: ignore[union-attr]
        yield FactBox(title or "", html)
    elif kind == QUOTE:
        yield QuoteBox(part[part.index("<blockquote>") : part.index("</blockquote>")][12:], _caption(part))
    elif kind == RELATED:
        links = list(_live_links(part, sources.sections))
        yield from [RelatedBox(links)] if links else []
    elif kind == EMBED and (embed := parse_embed(said.get("data-url", ""))):
        yield EmbedBox(embed, _caption(part))
    elif not kind:
        yield Text(part)


def _show_pictures(part: str, sources: Sources) -> Iterator[PictureBox]:
    for figure in _FIGURE.findall(part):
        start = _START.match(figure)
        said = _attributes(start[1]) if start else {}
        picture = sources.pictures.get(int(said.get("data-picture", 0)))
        if picture:
            alt = "" if "data-decorative" in said else said.get("data-alt", picture.alt)
            credit = said.get("data-credit", picture.credit)
            yield PictureBox(replace(picture, alt=alt, credit=credit), _caption(figure))


def _live_links(part: str, sections: Mapping[str, str]) -> Iterator[RelatedLink]:
    """Never a link to what was withdrawn; and each to where its story is now."""
    for public_id, title in _OUR_LINK.findall(part):
        if public_id in sections:
            yield RelatedLink(reverse("article", args=[sections[public_id], public_id]), title)


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in _ATTRIBUTE.findall(text)}


def _caption(part: str) -> str:
    found = _CAPTION.search(part)
    return found[2] if found else ""


def frame_sources(embeds: Collection[Embed]) -> dict[str, list[str]]:
    """What a page's content security policy has to add for these: directive -> origins."""
    added: dict[str, list[str]] = {}
    for embed in embeds:
        directive = "media-src" if embed.provider == AUDIO else "frame-src"
        if embed.host not in added.setdefault(directive, []):
            added[directive].append(embed.host)
    return added
