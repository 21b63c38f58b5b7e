"""Where a page of a list ended, as it travels in an address. Consumers hand it back and read nothing into it.

A cursor is the key of the last row, so that new stories on top move nothing: the next page begins right behind it.
It is checked to the letter and needs no signature, as it can only ask for what everybody may read.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MICROSECOND: Final = timedelta(microseconds=1)
# Microseconds since 1970, from the year 1653 to 5138: whatever is spelled so is a moment that the database knows.
_MOMENT: Final = r"(?:[0-9]{1,17}|-[0-9]{1,16})"
STORY_PATTERN: Final = rf"{_MOMENT}\.[0-9a-z]{{8}}"
NOTE_PATTERN: Final = rf"{_MOMENT}\.[0-9]{{1,18}}"
CHANGE_PATTERN: Final = r"[0-9]{1,18}\.[0-9a-z]{8}"
SEARCH_PATTERN: Final = r"[0-5]\.[0-9]{1,17}\.[0-9a-z]{8}"  # articles/search/finding.py writes and reads it


@dataclass(frozen=True, slots=True)
class Moment:
    """The last row of a list that is ordered by time: when, and its key among those of the same time."""

    at: datetime
    key: str

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // _MICROSECOND}.{self.key}"


@dataclass(frozen=True, slots=True)
class Change:
    """The last row of the list of changes."""

    edition: int
    public_id: str

    def __str__(self) -> str:
        return f"{self.edition}.{self.public_id}"


def read_story_cursor(text: str) -> Moment:
    """Raises ValueError for what no list of stories ever wrote."""
    return _read_moment(STORY_PATTERN, text)


def read_note_cursor(text: str) -> Moment:
    """Raises ValueError for what no list of corrections ever wrote."""
    return _read_moment(NOTE_PATTERN, text)


def read_change_cursor(text: str) -> Change:
    """Raises ValueError for what no list of changes ever wrote."""
    if not re.fullmatch(CHANGE_PATTERN, text, re.ASCII):
        raise ValueError(text)
    edition, _dot, public_id = text.partition(".")
    return Change(int(edition), public_id)


def _read_moment(pattern: str, text: str) -> Moment:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise ValueError(text)
    microseconds, _dot, key = text.partition(".")
    return Moment(_EPOCH + int(microseconds) * _MICROSECOND, key)
