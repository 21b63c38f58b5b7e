"""Texts from outside, as bodies of stories: paragraphs, lists, emphasis and links.

Attributes are what our boxes (pictures, embeds, live entries) are made of, so none but a link's address comes through:
nobody outside can put one of the paper's own pictures, or a player, into its stories. Pictures become links.
"""

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Final
from urllib.parse import urljoin

import nh3

from articles.html import bounded, clean_body, plain_text

_BLOCKS: Final = (
    "div section article header footer main center address aside figure figcaption dd dt pre".split()
)
_KEPT: Final = set("p br h1 h2 h3 h4 h5 h6 strong b em i ul ol li blockquote a img".split()) | set(_BLOCKS)
_CLEANER: Final = nh3.Cleaner(
    tags=_KEPT,
    attributes={"*": set(), "a": {"href"}, "img": {"src", "alt"}},
    clean_content_tags={"script", "style", "template", "noscript", "title", "textarea", "iframe", "form"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)
_IMAGE: Final = re.compile(r"<img\b([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"\b(src|alt)=\"([^\"]*)\"")
_LINK: Final = re.compile(r"<a href=\"([^\"]*)\"")
_BLOCK: Final = re.compile(rf"<(/?)(?:{'|'.join(_BLOCKS)})>")
_TITLE: Final = re.compile(r"<(/?)h[1-6]>")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_MARKUP: Final = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that lies elsewhere. None is fetched, and none is shown, by itself."""

    url: str
    credit: str = ""
    caption: str = ""


def clean_foreign(html: str, base: str) -> tuple[str, list[Picture]]:
    """A body of ours, and the pictures that stood in it. Plain text becomes paragraphs at its empty lines."""
    if not _MARKUP.search(html):
        parts = [escape(part.strip(), quote=False) for part in _PARAGRAPHS.split(html) if part.strip()]
        return clean_body("".join(f"<p>{part}</p>".replace("\n", "<br>") for part in parts)), []
    pictures: list[Picture] = []

    def taken_out(match: re.Match[str]) -> str:
        words = {name: unescape(value) for name, value in _ATTRIBUTE.findall(match[1])}
        if words.get("src") and len(pictures) < 20:
            pictures.append(Picture(words["src"], caption=words.get("alt", "")))
        return " "

    html = _IMAGE.sub(taken_out, _CLEANER.clean(bounded(html)))
    html = _LINK.sub(lambda match: f'<a href="{escape(_absolute(unescape(match[1]), base))}"', html)
    html = _TITLE.sub(r"<\1h3>", _BLOCK.sub(r"<\1p>", html))
    return clean_body(html), pictures


def words_of(body: str) -> str:
    return plain_text(body)


def _absolute(link: str, base: str) -> str:
    try:
        return urljoin(base, link)
    except ValueError:
        return ""
