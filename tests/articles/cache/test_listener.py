"""Editions are heard over a real line, by every process, and nothing is served while they are not."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest
from django.db import connection

from articles.cache.listener import Listener, connect
from articles.cache.store import KeptPage, PageStore
from articles.editions import CHANNEL

PATIENCE = 20  # seconds until a test gives up
PAGE = KeptPage(body=b"x", packed=b"", headers=(), until=float("inf"))


@contextmanager
def listening(connect: Callable[[], psycopg.Connection] = connect) -> Iterator[PageStore]:
    """The store of one process, with its listener."""
    store = PageStore(1_000_000)
    store.lease = PATIENCE  # a busy machine is no dead line
    listener = Listener(store, connect, beat=0.05)
    listener.start()
    try:
        until(store, store.is_current)
        yield store
    finally:
        listener.end()
        listener.join(PATIENCE)


def until(store: PageStore, comes: Callable[[], bool]) -> None:
    with store.moved:
        assert store.moved.wait_for(comes, PATIENCE)


@contextmanager
def other_connection() -> Iterator[psycopg.Connection]:
    connection.ensure_connection()
    info = connection.connection.info
    with psycopg.connect(info.dsn, password=info.password, autocommit=True) as other:
        yield other


def announce(edition: int) -> None:
    with other_connection() as other:
        other.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps({"edition": edition})])


def test_every_process_drops_its_pages_at_a_new_edition(db):
    with ExitStack() as both:
        stores = [both.enter_context(listening()) for _process in range(2)]
        for store in stores:
            assert store.keep("/", PAGE, store.generation)
        announce(5)
        for store in stores:
            until(store, lambda store=store: store.find("/") is None)
            assert store.is_current()


@pytest.mark.parametrize("payload", ["", "not json", "[]", "{}", '{"edition": null}', '{"edition": "x"}'])
def test_a_word_that_makes_no_sense_drops_the_pages_and_is_survived(db, payload):
    with listening() as store:
        store.keep("/", PAGE, store.generation)
        with other_connection() as other:
            other.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
        until(store, lambda: store.find("/") is None)
        assert store.is_current()


def test_a_listener_whose_line_is_cut_shuts_the_store_and_comes_back(db):
    lines: list[psycopg.Connection] = []

    def remembered() -> psycopg.Connection:
        lines.append(connect())
        return lines[-1]

    with listening(remembered) as store:
        store.keep("/", PAGE, store.generation)
        opened = store.generation
        with other_connection() as other:
            other.execute("SELECT pg_terminate_backend(%s)", [lines[0].info.backend_pid])
        until(store, lambda: store.generation >= opened + 2 and store.is_current())  # shut, and open again
        assert store.find("/") is None
        assert len(lines) == 2
        store.keep("/", PAGE, store.generation)
        announce(6)
        until(store, lambda: store.find("/") is None)


def test_while_the_database_is_away_nothing_is_served_and_it_is_tried_again(db, caplog):
    tries: list[str] = []

    def refused() -> psycopg.Connection:
        tries.append("again")
        if len(tries) < 3:
            raise psycopg.OperationalError("connection refused")
        assert not store_of[0].is_current()
        return connect()

    store_of = [PageStore(1000)]
    listener = Listener(store_of[0], refused, beat=0.05)
    store_of[0].lease = PATIENCE
    listener.start()
    until(store_of[0], store_of[0].is_current)
    listener.end()
    listener.join(PATIENCE)
    assert len(tries) == 3
    assert "connection refused" in caplog.text
    assert not store_of[0].is_current()


def test_the_site_role_may_listen(db, as_site_role):
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
        cursor.execute(f"UNLISTEN {CHANNEL}")
