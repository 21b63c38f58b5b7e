"""What a process remembers, and when it must not answer from it."""

import pytest

from articles.cache.store import LARGEST, KeptPage, PageStore

ROOM = 100_000


def page(size=1000, until=2000.0):
    return KeptPage(body=b"x" * size, packed=b"", headers=(), until=until)


@pytest.fixture
def clock():
    return [1000.0]


@pytest.fixture
def store(clock):
    store = PageStore(ROOM, clock=lambda: clock[0])
    store.lease = 60
    store.open()
    return store


def test_a_kept_page_is_found_until_its_end(store, clock):
    kept = page(until=1060)
    assert store.keep("/", kept, store.generation)
    assert store.find("/") is kept
    clock[0] = 1060
    assert store.find("/") is None
    assert (len(store), store.size) == (0, 0)


@pytest.mark.parametrize("event", ["drop", "shut", "open"])
def test_nothing_survives_an_edition_or_a_cut_line(store, event):
    store.keep("/", page(), store.generation)
    getattr(store, event)()
    assert store.find("/") is None
    assert (len(store), store.size) == (0, 0)


def test_a_page_that_was_begun_before_an_edition_is_not_kept(store):
    begun = store.generation
    store.drop()
    assert not store.keep("/", page(), begun)
    assert store.find("/") is None


def test_nothing_is_kept_or_found_while_nobody_listens(store):
    store.shut()
    assert not store.keep("/", page(), store.generation)
    store.open()
    assert store.keep("/", page(), store.generation)


def test_a_line_that_is_silent_for_too_long_is_not_believed(store):
    store.keep("/", page(), store.generation)
    store.lease = 0
    assert store.find("/") is None
    store.lease = 60
    store.confirm()
    assert store.find("/")


def test_what_was_asked_for_longest_ago_makes_room(store):
    size = int(ROOM * LARGEST) - 3000
    names = [f"/{number}/" for number in range(30)]
    for name in names:
        store.keep(name, page(size), store.generation)
        store.find(names[0])
        assert store.size <= ROOM
    assert store.find(names[0])
    assert store.find(names[-1])
    assert not store.find(names[1])


def test_one_page_never_takes_all_the_room(store):
    store.keep("/", page(), store.generation)
    assert not store.keep("/huge/", page(ROOM // 2), store.generation)
    assert store.find("/")


def test_a_page_that_is_kept_again_is_counted_once(store):
    for _time in range(3):
        store.keep("/", page(), store.generation)
    assert store.size == page().size
