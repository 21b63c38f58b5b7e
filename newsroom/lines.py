"""A body as lines of plain text: what stands together in one paragraph, list item, cell or caption."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Final

from newsroom.paragraphs import split_blocks

_LINES: Final = frozenset({"p", "h2", "h3", "li", "blockquote", "figcaption", "caption", "th", "td"})
_EDGES: Final = _LINES | {"ul", "ol", "figure", "aside", "div", "table", "thead", "tbody", "tr"}
_TOKEN: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>|[^<]+")
_BOLD: Final = re.compile(r"<p><(strong|b)>[^<]*</\1></p>")


@dataclass(frozen=True, slots=True)
class BodyLine:
    """`text` has a line break for each <br>. `is_sentence`: a paragraph of the text that is no bold heading."""

    block: int
    text: str
    is_sentence: bool


def body_lines(body: str) -> list[BodyLine]:
    """The lines of a cleaned body in order, empty ones left out; `block` counts as newsroom/paragraphs.py does."""
    return [line for index, block in enumerate(split_blocks(body)) for line in _lines_of(index, block)]


def _lines_of(index: int, block: str) -> Iterator[BodyLine]:
    is_sentence = block.startswith("<p>") and not _BOLD.fullmatch(block)
    text = ""
    for match in _TOKEN.finditer(block):
        name = match[2]
        if name is None:
            text += unescape(match[0])
        elif name == "br":
            text += "\n"
        elif name in _EDGES:
            if text.strip():
                yield BodyLine(index, text, is_sentence)
            text = ""
    if text.strip():
        yield BodyLine(index, text, is_sentence)
