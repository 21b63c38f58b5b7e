"""The thread that hears every edition, on a database connection of its own."""

import json
import logging
from collections.abc import Callable
from threading import Event, Thread
from typing import Any, Final

import psycopg
from django.db import connections
from psycopg import Connection, sql

from articles.cache.store import PageStore
from articles.editions import CHANNEL
from articles.models import Edition

logger = logging.getLogger(__name__)

BEAT: Final = 0.25  # seconds between two questions whether the line still stands
FIRST_DELAY, LONGEST_DELAY = 0.1, 2.0  # seconds before it is tried again; doubles


def connect() -> Connection[Any]:
    """A connection beside Django's own, with its parameters (they start the embedded server, if it is that)."""
    parameters = connections["default"].get_connection_params()
    # Where the line is cut without a word, the kernel gives up soon; nothing was served from memory meanwhile.
    return psycopg.connect(**parameters | {"autocommit": True, "tcp_user_timeout": 2000})


class Listener(Thread):
    """Keeps `store` open and current while it hears the editions, and shut while it does not."""

    def __init__(
        self, store: PageStore, connect: Callable[[], Connection[Any]] = connect, beat: float = BEAT
    ) -> None:
        super().__init__(name="khobor-editions", daemon=True)
        self.store = store
        self._connect = connect
        self._beat = beat
        self._ended = Event()

    def end(self) -> None:
        """Stop listening; the thread is over soon afterwards."""
        self._ended.set()

    def run(self) -> None:
        delay = FIRST_DELAY
        while not self._ended.is_set():
            try:
                with self._connect() as connection:
                    connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(CHANNEL)))
                    delay = FIRST_DELAY
                    self._follow(connection)
            except Exception as error:  # whatever it was, readers get rendered pages and it is tried again
                logger.warning("Editions are not heard, pages are not kept: %s", str(error).strip())
            finally:
                self.store.shut()
            self._ended.wait(delay)
            delay = min(delay * 2, LONGEST_DELAY)

    def _follow(self, connection: Connection[Any]) -> None:
        edition = _live_edition(connection)
        self.store.open()
        while not self._ended.is_set():
            for notice in connection.notifies(timeout=self._beat, stop_after=1):
                self.store.drop()
                edition = max(edition, _said(notice.payload))
            # The question proves that the line stands; should a word be lost, the answer is another edition.
            live = _live_edition(connection)
            if live != edition:
                self.store.drop()
                edition = live
            self.store.confirm()


def _live_edition(connection: Connection[Any]) -> int:
    table = sql.Identifier(Edition._meta.db_table)
    row = connection.execute(sql.SQL("SELECT number FROM {} WHERE id = 1").format(table)).fetchone()
    return int(row[0]) if row else 0


def _said(payload: str) -> int:
    """The edition that a notice names; 0 when it names none."""
    try:
        return int(json.loads(payload)["edition"])
    except (ValueError, TypeError, KeyError):
        return 0
