"""The pictures in a stored body, as its markup says them: which, and with which words of the story's own."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Final

# The one form that pictures have in a body: articles/grammar.py.
_ATTRIBUTES: Final = r'((?: [a-z-]+="[^"]*")*)'
_FIGURE: Final = re.compile(
    rf'<figure data-box="picture" data-picture="([0-9]+)"{_ATTRIBUTES}>(?:<figcaption>(.*?)</figcaption>)?',
    re.S,
)
_ATTRIBUTE: Final = re.compile(r' ([a-z-]+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture where it stands. None: the story does not say it, so that the library's words are shown."""

    number: int
    caption: str  # HTML
    alt: str | None  # empty for a decorative one
    credit: str | None
    decorative: bool

    @property
    def asks_library(self) -> bool:
        return self.alt is None or self.credit is None


def figures(body: str) -> list[Figure]:
    """Every picture of a cleaned body in its order, galleries included, as often as it stands there."""
    return [_figure(*found) for found in _FIGURE.findall(body)]


def _figure(number: str, attributes: str, caption: str) -> Figure:
    said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
    decorative = "data-decorative" in said
    alt = "" if decorative else said.get("data-alt")
    return Figure(int(number), caption, alt, said.get("data-credit"), decorative)
