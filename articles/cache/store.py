"""The pages one process remembers, and when it may answer from them."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Condition
from typing import Final

LEASE: Final = (
    1.0  # seconds that a word from the database holds: a line that is cut silently is believed no longer
)
LARGEST: Final = 0.125  # of all the room, for one page
_AROUND: Final = 2048  # bytes that an entry costs besides its text


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A whole answer: its text as it is and as gzip, its headers, and until when the clock lets it be (epoch, s)."""

    body: bytes
    packed: bytes
    headers: tuple[tuple[str, str], ...]
    until: float

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed) + _AROUND


class PageStore:
    """At most `room` bytes of pages, the least recently asked for dropped first. Safe between threads.

    `generation` grows with every edition: a page is kept only if it was read in the generation it is kept in.
    Nothing is found while the store is shut, nor when nobody has confirmed for `lease` seconds that it is current.
    """

    def __init__(self, room: int, clock: Callable[[], float] = time.time) -> None:
        self.room = room
        self.lease = LEASE
        self.generation = 0
        self.moved = Condition()  # told whenever the store is emptied, opened or shut
        self._clock = clock
        self._pages: OrderedDict[Hashable, KeptPage] = OrderedDict()
        self._size = 0
        self._is_open = False
        self._confirmed_at = 0.0  # monotonic

    def is_current(self) -> bool:
        """Whether what is here may be what readers get."""
        return self._is_open and time.monotonic() - self._confirmed_at < self.lease

    def find(self, key: Hashable) -> KeptPage | None:
        if not self.is_current():
            return None
        with self.moved:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.until <= self._clock():
                self._remove(key)
                return None
            self._pages.move_to_end(key)
            return page

    def keep(self, key: Hashable, page: KeptPage, generation: int) -> bool:
        """Keep `page`, which was begun in `generation`; False when it may not be, or is too large."""
        with self.moved:
            if generation != self.generation or not self.is_current() or page.until <= self._clock():
                return False
            if page.size > self.room * LARGEST:
                return False
            self._remove(key)
            self._pages[key] = page
            self._size += page.size
            while self._size > self.room:
                self._remove(next(iter(self._pages)))
            return True

    def confirm(self) -> None:
        """The database answered just now, and told of nothing that is not known here."""
        self._confirmed_at = time.monotonic()

    def open(self) -> None:
        """From now on the editions are heard."""
        self._turn(is_open=True)
        self.confirm()

    def shut(self) -> None:
        """Nobody hears the editions: nothing is served, and what was kept is worth nothing any more."""
        self._turn(is_open=False)

    def drop(self) -> None:
        """Another edition: everything may look different."""
        self._turn(is_open=self._is_open)

    def _turn(self, *, is_open: bool) -> None:
        with self.moved:
            self.generation += 1
            self._is_open = is_open
            self._pages.clear()
            self._size = 0
            self.moved.notify_all()

    def _remove(self, key: Hashable) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._size -= page.size

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def size(self) -> int:
        """Bytes that the pages take."""
        return self._size
