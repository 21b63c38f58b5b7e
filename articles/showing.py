"""How a picture and a correction appear on a page: plain data for the templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.files.storage import default_storage
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.snapshot import PublicPicture, Rendition

LIGHT: Final = 720  # pixels: what a telephone shows of a picture on a thin line


@dataclass(frozen=True, slots=True)
class PictureSource:
    """One `<source>`: a MIME type, and a srcset of addresses with their widths."""

    type: str
    srcset: str


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture ready for a page. `src` is for browsers without srcset; width and height are its pixels.

    `focus` are classes of rail.css that tell a browser what to keep where a layout cuts the picture.
    """

    sources: Sequence[PictureSource]
    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    focus: str = ""
    light: str = ""  # the address of a small file of it, for light pages


def shown_picture(picture: PublicPicture, upto: int | None = None) -> ShownPicture:
    """`picture` with the public addresses of its renditions.

    With `upto`, only renditions of at most that width (the narrowest at least): a
    thumbnail that offered the widest would be fetched at that size by dense screens.
    """
    # The smallest files first: a browser takes the first it can read. Pictures published earlier have no AVIF.
    formats = [_narrow(picture.in_format(format), upto) for format in ("avif", "webp", "jpeg")]
    fallback = max(formats[-1], key=lambda rendition: rendition.width)
    return ShownPicture(
        sources=[PictureSource(f"image/{r[0].format}", _srcset(r)) for r in formats if r],
        src=default_storage.url(fallback.name),
        width=fallback.width,
        height=fallback.height,
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        focus=_focus_classes(*picture.focus),
        light=default_storage.url(_narrow(formats[1] or formats[-1], LIGHT)[-1].name),
    )


def _focus_classes(x: float, y: float) -> str:
    """To the tenth of a side, as the content security policy has no place for a style of one picture's own."""
    across, down = round(x * 10), round(y * 10)
    return "" if across == down == 5 else f"focus-x-{across} focus-y-{down}"


def _narrow(renditions: list[Rendition], upto: int | None) -> list[Rendition]:
    return [r for r in renditions if upto is None or r.width <= upto] or renditions[:1]


def _srcset(renditions: list[Rendition]) -> str:
    return ", ".join(f"{default_storage.url(r.name)} {r.width}w" for r in renditions)


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A public note on a story. `kind` is the stored word, `label` the one to show, `at` when readers got it."""

    kind: str
    label: str | Promise
    text: str
    at: datetime


def shown_note(kind: str, text: str, at: datetime) -> ShownNote:
    return ShownNote(kind, _NOTE_LABELS.get(kind, _NOTE_LABELS["correction"]), text, at)


def shown_notes(article: Article) -> list[ShownNote]:
    """The notes that the article's own row carries, oldest first."""
    return [
        shown_note(note["kind"], note["text"], datetime.fromisoformat(note["at"]))
        for note in article.corrections
    ]


# Lazy: a note is shown in its article's language.
_NOTE_LABELS = {
    "correction": gettext_lazy("Correction"),
    "clarification": gettext_lazy("Clarification"),
    "update": gettext_lazy("Update"),
}
