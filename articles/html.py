"""The one place that cleans HTML: an allow-list, run on every save and again on every publish."""

import re
from typing import Final

import nh3

from articles.bengali.text import normalise

# What a news story needs. Everything else goes; script and style go with what they hold.
ALLOWED: Final[dict[str, set[str]]] = {
    "p": set(),
    "br": set(),
    "h2": set(),
    "h3": set(),
    "strong": set(),
    "b": set(),
    "em": set(),
    "i": set(),
    "a": {"href"},
    "ul": set(),
    "ol": set(),
    "li": set(),
    "blockquote": set(),
    "hr": set(),
}
ALLOWED_SCHEMES: Final = {"http", "https", "mailto", "tel"}
_DROPPED_WITH_CONTENT: Final = {"script", "style", "template", "noscript", "title", "textarea", "iframe"}

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED),
    attributes={tag: names for tag, names in ALLOWED.items() if names},
    clean_content_tags=_DROPPED_WITH_CONTENT,
    url_schemes=ALLOWED_SCHEMES,
    link_rel="noopener",
    strip_comments=True,
)
# An editor leaves `<p>&nbsp;</p>` behind for every empty line; on a page it would be a hole.
_EMPTY_BLOCK = re.compile(r"<(p|h2|h3|li|blockquote)>(?:\s|&nbsp;|\xa0|<br>)*</\1>")
_TAG = re.compile(r"<[^>]*>")


def clean_body(html: str) -> str:
    """`html` with only allowed markup, normalised Bengali, and no empty blocks.

    Idempotent: `clean_body(clean_body(x)) == clean_body(x)`. Never raises on any string.
    """
    cleaned = normalise(_CLEANER.clean(normalise(html)))
    while (shorter := _EMPTY_BLOCK.sub("", cleaned)) != cleaned:
        cleaned = shorter
    return cleaned.strip()


def plain_text(html: str) -> str:
    """The words of cleaned HTML, with a line break after each block; for lengths, feeds and search."""
    from html import unescape

    broken = re.sub(r"<br>|</(?:p|h2|h3|li|blockquote)>", "\n", html)
    return re.sub(r"\n{2,}", "\n", unescape(_TAG.sub("", broken))).strip()
