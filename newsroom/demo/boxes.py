"""The boxes between the paragraphs of the demo's stories, and how their pictures and links are found."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import Final

from newsroom.demo.reading import CONTENT

_FIGURE: Final = re.compile(
    r'data-picture="([a-z-]+)" data-alt="([^"]*)" data-credit="([^"]*)"><figcaption>([^<]*)</figcaption>'
)
_RELATED: Final = re.compile(r'<p><a href="([a-z-]+)"([^>]*>[^<]*)</a></p>')
_EMPTY: Final = '<aside data-box="related"></aside>'

Words = dict[str, str]  # caption, credit, alt: as a picture of the library has them


@cache
def demo_boxes() -> dict[str, list[tuple[int, str]]]:
    """By story: after how many of its blocks, and the box as HTML with keys in place of numbers and addresses."""
    boxes: dict[str, list[tuple[int, str]]] = {}
    for entry in tomllib.loads((CONTENT / "boxes.toml").read_text(encoding="utf-8"))["box"]:
        boxes.setdefault(entry["story"], []).append((entry["after"], entry["html"].strip()))
    return boxes


def add_boxes(
    story: str, body: str, picture_number: Callable[[str, Words], int], address_of: Callable[[str], str]
) -> str:
    """The story's body (one block a line) with its boxes. `address_of` gives nothing for a story that is not live."""
    blocks = body.split("\n")
    for after, html in reversed(demo_boxes().get(story, [])):
        blocks.insert(after, _resolved(html, picture_number, address_of))
    return "\n".join(blocks)


def _resolved(
    html: str, picture_number: Callable[[str, Words], int], address_of: Callable[[str], str]
) -> str:
    def number(match: re.Match[str]) -> str:
        key, alt, credit, caption = (unescape(part) for part in match.groups())
        found = picture_number(key, {"caption": caption, "credit": credit, "alt": alt})
        return match[0].replace(f'"{match[1]}"', f'"{found}"', 1)

    def link(match: re.Match[str]) -> str:
        address = address_of(match[1])
        return f'<p><a href="{address}"{match[2]}</a></p>' if address else ""

    return _RELATED.sub(link, _FIGURE.sub(number, html)).replace(_EMPTY, "")
