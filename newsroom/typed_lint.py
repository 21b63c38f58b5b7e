"""Slips in text as it stands in a field or an editor: not normalised yet, and counted as browsers count."""

from dataclasses import dataclass
from itertools import accumulate

from articles.bengali.text import graphemes, normalise
from newsroom.lint import Slip, lint_line
from newsroom.spelling import Spelling


@dataclass(frozen=True, slots=True)
class TypedSlip:
    """A slip whose `start` and `end` are UTF-16 code units of the text as typed, which hold `found`."""

    slip: Slip
    start: int
    end: int
    found: str
    put: str


def lint_typed(text: str, spelling: Spelling | None = None, *, is_sentence: bool = False) -> list[TypedSlip]:
    """The slips in one line as somebody typed it. A letter that storing rewrites is mended as a whole."""
    if normalise(text) == text:
        slips = lint_line(text, spelling, is_sentence=is_sentence)
        return [_typed(text, slip, slip.start, slip.end, slip.put) for slip in slips]
    letters = graphemes(text)
    stored = [normalise(letter) for letter in letters]
    starts = [0, *accumulate(len(letter) for letter in letters)]  # of each letter in the text as typed
    homes = [index for index, letter in enumerate(stored) for _mark in letter]  # of each stored code point
    stored_starts = [0, *accumulate(len(letter) for letter in stored)]
    typed = []
    for slip in lint_line("".join(stored), spelling, is_sentence=is_sentence):
        first, first_inside = _home(slip.start, homes, letters, stored_starts)
        last, last_inside = _home(slip.end, homes, letters, stored_starts)
        head, tail = "", ""
        start, end = starts[first] + first_inside, starts[last] + last_inside
        if first_inside and letters[first] != stored[first]:
            head, start = stored[first][:first_inside], starts[first]
        if last_inside and letters[last] != stored[last]:
            tail, end = stored[last][last_inside:], starts[last + 1]
        typed.append(_typed(text, slip, start, end, head + slip.put + tail))
    return typed


def _home(place: int, homes: list[int], letters: list[str], stored_starts: list[int]) -> tuple[int, int]:
    """The letter in which a place of the stored text falls, and how far inside (0: at its beginning)."""
    if place >= len(homes):
        return len(letters), 0
    return homes[place], place - stored_starts[homes[place]]


def _typed(text: str, slip: Slip, start: int, end: int, put: str) -> TypedSlip:
    return TypedSlip(slip, utf16_length(text[:start]), utf16_length(text[:end]), text[start:end], put)


def utf16_length(text: str) -> int:
    """How long browsers find it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
