"""Until when a page may be kept: the next moment at which the clock alone changes something on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from articles.days import start_of_day

LONGEST: Final = timedelta(seconds=60)  # "5 minutes ago" is wrong by then, and the most read may be others


@dataclass(slots=True)
class Ending:
    """The earliest moment that was named while a page was made."""

    until: datetime


_ending: ContextVar[Ending | None] = ContextVar("khobor_page_ending", default=None)


@contextmanager
def making_page() -> Iterator[Ending]:
    """What is rendered inside may name moments with `note_change`; they end up in `until`."""
    now = timezone.now()
    tomorrow = start_of_day(timezone.localdate(now) + timedelta(days=1))  # the date in the masthead
    ending = Ending(min(now + LONGEST, tomorrow))
    token = _ending.set(ending)
    try:
        yield ending
    finally:
        _ending.reset(token)


def note_change(moment: datetime | None) -> None:
    """The page that is being made looks different from this moment on; nothing outside `making_page`."""
    ending = _ending.get()
    if ending is not None and moment is not None:
        ending.until = min(ending.until, moment)
