"""A body as a list of blocks: what notes, returns and comparisons point at."""

import re
from html import unescape
from typing import Final

from django.utils.translation import gettext as _

from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import cut
from articles.boxes import picture_numbers
from articles.grammar import EMBED, GALLERY, PICTURE, TABLE
from articles.html import plain_text
from articles.markup import top_level

_BOX: Final = re.compile(r'<(?:figure|div|aside) data-box="([a-z]+)"')
_URL: Final = re.compile(r' data-url="([^"]*)"')


def split_blocks(body: str) -> list[str]:
    """The top-level blocks of a cleaned body, as HTML, in order. Loose text is a block of its own."""
    return [block for block in (part.strip() for part in top_level(body)) if block]


def body_blocks(body: str, length: int = 90) -> list[str]:
    """Each block's first words, for a list to choose from."""
    return [block_words(block, length) for block in split_blocks(body)]


def block_words(block: str, length: int) -> str:
    """A block's first words on one line. Boxes that may have none say what they are."""
    words = [describe_box(block), plain_text(block).replace("\n", " ")]
    return cut(": ".join(part for part in words if part), length) or "—"


def box_kind(block: str) -> str:
    """Which kind of box this block is; empty for text."""
    if block.startswith("<table"):
        return TABLE
    found = _BOX.match(block)
    return found[1] if found else ""


def describe_box(block: str) -> str:
    """A picture, gallery or embed by its number or address; empty for what is made of words."""
    kind = box_kind(block)
    if kind == PICTURE:
        return _("picture %(number)s") % {"number": _digits(block)}
    if kind == GALLERY:
        return _("gallery of pictures %(numbers)s") % {"numbers": _digits(block)}
    if kind == EMBED and (url := _URL.search(block)):
        return _("embed %(address)s") % {"address": unescape(url[1])}
    return ""


def _digits(block: str) -> str:
    return to_bengali_digits(", ".join(map(str, picture_numbers(block))))


def quotable(block: str) -> str:
    """What a block is found again by: its words on one line, or else its pictures' numbers or its address."""
    if words := " ".join(plain_text(block).split()):
        return words
    url = _URL.search(block)
    return unescape(url[1]) if url else " ".join(f"#{number}" for number in picture_numbers(block))
