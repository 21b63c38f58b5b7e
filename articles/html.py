"""The one place that cleans HTML: an allow-list, run on every save and again on every publish."""

import re
from html import escape, unescape
from typing import Final

import nh3

from articles.bengali.text import normalise
from articles.canonical import BLOCKS, canonical

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
}
ALLOWED_SCHEMES: Final = {"http", "https", "mailto", "tel"}
_DROPPED_WITH_CONTENT: Final = {"script", "style", "template", "noscript", "title", "textarea", "iframe"}

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED),
    # Without "*" the library allows its own: lang and title, on every tag.
    attributes={"*": set()} | {tag: names for tag, names in ALLOWED.items() if names},
    clean_content_tags=_DROPPED_WITH_CONTENT,
    url_schemes=ALLOWED_SCHEMES,
    link_rel="noopener",
    strip_comments=True,
)
_OPENING: Final = {f"<{tag}>" for tag in BLOCKS}
_CLOSING: Final = {f"</{tag}>" for tag in BLOCKS}
_TAG = re.compile(r"<[^>]*>")
_TAG_OR_TEXT = re.compile(r"<[^>]*>|[^<]+")
_ROUNDS: Final = 5  # three are known to be needed


def clean_body(html: str) -> str:
    """`html` with only allowed markup, normalised Bengali, no empty blocks, in its canonical form.

    Idempotent: `clean_body(clean_body(x)) == clean_body(x)`. Never raises on any string.
    """
    # Normalising rewrites characters and so can make markup: the control character goes from `java&#1;script:`,
    # `<p>` and a U+0338 behind it fuse into `<p≯`. So the cleaner has the last word, on text that is normal already.
    for _round in range(_ROUNDS):
        cleaned = canonical(_without_empty_blocks(_CLEANER.clean(normalise(html))))
        if cleaned == html:
            return cleaned
        html = cleaned
    lines = normalise(plain_text(html)).split("\n")
    return canonical(_CLEANER.clean("".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)))


def plain_text(html: str) -> str:
    """The words of cleaned HTML, with a line break after each block; for lengths, feeds and search."""
    broken = re.sub(r"<br>|</(?:p|h2|h3|li|blockquote)>", "\n", html)
    return re.sub(r"\n{2,}", "\n", unescape(_TAG.sub("", broken))).strip()


def _without_empty_blocks(html: str) -> str:
    """Cleaned HTML without blocks that hold no words.

    An editor leaves `<p>&nbsp;</p>` behind for every empty line; on a page it would be a hole.
    """
    kept: list[str] = []
    open_blocks: list[int] = []  # where each starts in `kept`; those below `filled` hold words
    filled = 0
    for part in _TAG_OR_TEXT.findall(html):
        if part in _OPENING:
            open_blocks.append(len(kept))
        elif part in _CLOSING:
            start = open_blocks.pop()
            if len(open_blocks) >= filled:
                del kept[start:]
                continue
            filled = len(open_blocks)
        elif part[0] != "<" and part.replace("&nbsp;", " ").strip():
            filled = len(open_blocks)
        kept.append(part)
    return "".join(kept).strip()
