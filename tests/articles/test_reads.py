"""Counting reads: from a reader's browser to a row without a reader in it."""

import threading
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

import articles.reads
from articles.models import ReadCount, Tombstone
from articles.publishing import retract_article
from articles.read_once import MOST_OF_ONE_ADDRESS, ReadOnce
from articles.reads import MOST_STORIES, ReadCounter, write_reads
from config.database import SITE_ROLE
from tests.articles.reader import Page

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.get_default_timezone())
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
BY_A_READER = {"user-agent": FIREFOX, "sec-fetch-site": "same-origin"}


@pytest.fixture
def counter(monkeypatch):
    """The process's counter, writing when it is told to."""
    fresh = ReadCounter(write_reads, by_itself=False)
    monkeypatch.setattr(articles.reads, "counter", fresh)
    return fresh


@pytest.fixture
def look_at(site, counter):
    """look_at("abcdefgh", header=…) -> the answer, and what is counted then, as {public id: reads}."""

    def look(public_id, remote="192.0.2.7", **headers):
        answer = site.post(f"/read/{public_id}/", headers=BY_A_READER | headers, REMOTE_ADDR=remote)
        return answer, dict(counter._reads)

    return look


# From a browser


def test_a_live_story_tells_that_it_was_read_and_a_withdrawn_one_does_not(site, publish):
    article = publish()
    page = Page(site.get(article.get_absolute_url()))
    assert [attrs["data-read"] for attrs, _ in page.find("script") if "data-read" in attrs] == [
        f"/read/{article.public_id}/"
    ]
    assert "defer" in next(attrs for attrs, _ in page.find("script") if "data-read" in attrs)
    with transaction.atomic():
        retract_article(article.public_id, Tombstone.Kind.WITHDRAWN, timezone.now(), notice="তথ্য যাচাই চলছে।")
    assert "data-read" not in site.get(article.get_absolute_url()).content.decode()


def test_a_read_becomes_a_row_of_its_minute_without_a_reader(look_at, counter, publish):
    article = publish()
    answer, counted = look_at(article.public_id)
    assert (answer.status_code, answer.content, counted) == (204, b"", {article.public_id: 1})
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    with connection.cursor() as cursor:
        cursor.execute(f"SET ROLE {SITE_ROLE}")
        counter.flush()
        cursor.execute("RESET ROLE")
    ((public_id, minute, reads),) = ReadCount.objects.values_list("public_id", "minute", "reads")
    assert (public_id, reads) == (article.public_id, 1)
    assert (minute.second, minute.microsecond) == (0, 0)
    assert {field.name for field in ReadCount._meta.fields} == {"id", "public_id", "minute", "reads"}


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "nonsense", "origin": "http://testserver"},
        {"dnt": "1"},
        {"sec-gpc": "1"},
        {"user-agent": ""},
        {"user-agent": "Mozilla/5.0 (compatible; Examplebot/2.1)"},
        {"user-agent": "Mozilla/5.0 HeadlessChrome/140.0"},
        {"user-agent": "curl/8.5.0"},
    ],
)
def test_not_counted_are_other_sites_machines_and_those_who_mind(look_at, headers):
    answer, counted = look_at("abcdefgh", **headers)
    assert (answer.status_code, counted) == (204, {})


@pytest.mark.parametrize(
    ("origin", "is_counted"),
    [
        ("http://testserver", True),
        ("https://paper.example", True),
        ("https://evil.example", False),
        ("", False),
    ],
)
def test_an_older_browser_is_known_by_its_origin(site, counter, settings, origin, is_counted):
    settings.KHOBOR_SITE_URL = "https://paper.example"
    headers = {"user-agent": FIREFOX} | ({"origin": origin} if origin else {})
    assert site.post("/read/abcdefgh/", headers=headers).status_code == 204
    assert bool(counter._reads) == is_counted


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/read/abcdefgh/", 405),
        ("put", "/read/abcdefgh/", 405),
        ("delete", "/read/abcdefgh/", 405),
        ("post", "/read/ABCDEFGH/", 404),
        ("post", "/read/abc/", 404),
        ("post", "/read/%00bcdefgh/", 404),
        ("post", "/read/'%20OR%201=1/", 404),
        ("post", "/read/", 404),
        ("post", "/", 405),
        ("post", "/latest/", 405),
        ("post", "/ready/abcdefgh/", 405),
    ],
)
def test_everything_else_is_refused(site, counter, method, path, status):
    assert getattr(site, method)(path, headers=BY_A_READER).status_code == status
    assert counter._reads == {}


@pytest.mark.parametrize(
    "headers",
    [{"origin": "\x00\xff"}, {"user-agent": "ক" * 9000}, {"content-length": "-1"}],
)
def test_no_header_makes_it_fail(site, counter, headers):
    answer = site.post("/read/abcdefgh/", b"x" * 100_000, "text/plain", headers=BY_A_READER | headers)
    assert answer.status_code == 204


def test_a_database_that_is_down_is_no_readers_trouble(look_at, counter, database_down, caplog):
    answer, _counted = look_at("abcdefgh")
    assert answer.status_code == 204
    counter.flush()
    assert "not counted" in caplog.text
    assert counter._reads == {}


@pytest.mark.parametrize(
    ("said", "address"), [("", "192.0.2.7"), ("203.0.113.9, 198.51.100.4", "198.51.100.4")]
)
def test_behind_a_proxy_the_last_address_it_wrote_is_the_readers(rf, settings, said, address):
    settings.KHOBOR_ADDRESS_HEADER = "X-Forwarded-For"
    request = rf.post("/", headers={"x-forwarded-for": said} if said else {}, REMOTE_ADDR="192.0.2.7")
    assert articles.reads.address_of(request) == address


# Once a reader


def test_a_reader_counts_once_a_story_and_day():
    once = ReadOnce()
    assert once.is_new("abcdefgh", "192.0.2.7", FIREFOX, NOON)
    assert not once.is_new("abcdefgh", "192.0.2.7", FIREFOX, NOON + timedelta(hours=11))
    assert once.is_new("otherone", "192.0.2.7", FIREFOX, NOON)
    assert once.is_new("abcdefgh", "192.0.2.8", FIREFOX, NOON)
    assert once.is_new("abcdefgh", "192.0.2.7", FIREFOX, NOON + timedelta(hours=12))


@pytest.mark.parametrize("address", ["192.0.2.7", "2001:db8::{}", "no address at all"])
def test_one_address_cannot_make_a_story_the_first(address):
    once = ReadOnce()
    counted = [once.is_new("abcdefgh", address.format(n), f"Browser {n}", NOON) for n in range(500)]
    assert sum(counted) == MOST_OF_ONE_ADDRESS
    assert once.is_new("abcdefgh", address.format(1), "Another", NOON + timedelta(hours=1))


def test_what_is_remembered_has_one_size_and_no_salt_of_yesterday():
    once = ReadOnce()
    once.is_new("abcdefgh", "192.0.2.7", FIREFOX, NOON)
    salt, sizes = once._salt, (len(once._readers), len(once._addresses))
    for number in range(3000):
        once.is_new(f"{number:08d}", f"198.51.{number % 256}.7", FIREFOX, NOON)
    assert (len(once._readers), len(once._addresses)) == sizes
    once.is_new("abcdefgh", "192.0.2.7", FIREFOX, NOON + timedelta(days=1))
    assert once._salt != salt
    assert sum(map(bool, once._readers)) == 1


# Adding up in memory


def test_made_up_stories_neither_grow_the_memory_nor_reach_the_table(publish, db):
    article = publish()
    counter = ReadCounter(write_reads, by_itself=False)
    counter.count(article.public_id, "192.0.2.7", FIREFOX, NOON)
    for number in range(MOST_STORIES + 500):
        counter.count(f"{number:08d}", "192.0.2.7", FIREFOX, NOON)
    assert len(counter._reads) == MOST_STORIES
    counter.count(article.public_id, "192.0.2.8", FIREFOX, NOON)
    counter.flush()
    assert list(ReadCount.objects.values_list("public_id", "reads")) == [(article.public_id, 2)]


def test_reads_are_written_by_themselves_also_when_the_process_ends(monkeypatch):
    """The write is on a thread that an ending interpreter waits for, though a server's own thread began it."""
    monkeypatch.setattr(articles.reads, "SECONDS", 0.01)
    written = threading.Event()
    batches = []

    def write(reads, _now):
        batches.append((dict(reads), threading.current_thread().daemon))
        written.set()

    counter = ReadCounter(write)
    ask = threading.Thread(target=counter.count, args=("abcdefgh", "192.0.2.7", FIREFOX, NOON), daemon=True)
    ask.start()
    assert written.wait(5)
    assert batches == [({"abcdefgh": 1}, False)]
