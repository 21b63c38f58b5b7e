"""Days and moments as an address has them: RFC 3339, in Latin digits, on the newspaper's clock."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from articles.days import start_of_day

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt]([0-9]{2}:[0-9]{2}):([0-9]{2})(?:\.([0-9]{1,20}))?"
    r"(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))",
    re.ASCII,
)
EARLIEST: Final = datetime(1, 1, 2, tzinfo=UTC)
LATEST: Final = datetime(9999, 12, 30, tzinfo=UTC)  # a day from either end, so that any zone can say it


def read_day(text: str) -> date:
    """2026-11-23. Raises ValueError."""
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def read_since(text: str) -> datetime:
    """The first moment that is meant: of a day its beginning where the paper is. Raises ValueError."""
    return _read(text, start_of_day)


def read_until(text: str) -> datetime:
    """The first moment that is not meant any more: of a day its end where the paper is. Raises ValueError."""
    return _read(text, lambda day: start_of_day(day + timedelta(days=1)))


def _read(text: str, edge: Callable[[date], datetime]) -> datetime:
    """What no clock can reckon with lies beyond all stories, and means the first or the last moment there is."""
    if not _DAY.fullmatch(text):
        return _read_moment(text)
    day = date.fromisoformat(text)
    if day.year in (1, 9999):
        return EARLIEST if day.year == 1 else LATEST
    return edge(day)


def _read_moment(text: str) -> datetime:
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day, clock, seconds, fraction, _z, sign, hours, minutes = match.groups()
    if int(seconds) > 60 or int(hours or 0) > 23 or int(minutes or 0) > 59:
        raise ValueError(text)
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    # A leap second (RFC 3339, 5.6) is the first one of the minute after it.
    local = datetime.fromisoformat(f"{day}T{clock}:00").replace(tzinfo=timezone(offset))
    if local.year in (1, 9999):
        return EARLIEST if local.year == 1 else LATEST
    return local + timedelta(seconds=int(seconds), microseconds=int((fraction or "0")[:6].ljust(6, "0")))
