"""Readers get from memory what they would get rendered, and nothing that another reader sent."""

import gzip
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.core.handlers.base import BaseHandler
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from articles.cache.addresses import KEPT
from articles.cache.listener import Listener
from articles.cache.middleware import PageCacheMiddleware
from articles.cache.moments import making_page, note_change
from articles.days import start_of_day
from articles.lite import wants_lite
from articles.publishing import publish_ticker
from articles.snapshot import TickerEntry
from config.urls_site import urlpatterns

PATIENCE = 20  # seconds until a test gives up
ask = RequestFactory()


class Site:
    """A site's process with a page cache; `rendered` lists the paths that were not answered from memory."""

    def __init__(self, view: Callable[[Any], Any]) -> None:
        self.rendered: list[str] = []
        self.view = view
        self.cache = PageCacheMiddleware(self.render)
        store = self.store = self.cache.memory.store
        store.lease = PATIENCE  # a busy machine is no dead line
        with store.moved:
            assert store.moved.wait_for(store.is_current, PATIENCE)

    def render(self, request):
        self.rendered.append(request.get_full_path())
        return self.view(request)

    def get(self, path, method="get", **headers):
        return self.cache(getattr(ask, method)(path, headers=headers))


def small(request):
    """A page that says all that a page may know of its reader."""
    response = HttpResponse(
        f"<p>{request.get_full_path()} {wants_lite(request)}" + "খবর " * 100,
        headers={"ETag": '"abc"', "Cache-Control": "public, max-age=0", "X-Kept": "yes"},
    )
    patch_vary_headers(response, ["Save-Data"])
    return response


@pytest.fixture(scope="module")
def listeners() -> Iterator[list[Listener]]:
    """They were told to end; at the end of all they have."""
    told: list[Listener] = []
    yield told
    for listener in told:
        listener.join(PATIENCE)


@pytest.fixture
def make_site(site, settings, listeners) -> Iterator[Callable[..., Site]]:
    """make_site(view) -> a Site; without a view, the whole public site."""
    settings.DEMO = False
    made: list[Site] = []

    def make(view: Callable[[Any], Any] = small, room: int = 4_000_000) -> Site:
        settings.KHOBOR_PAGE_CACHE_BYTES = room
        made.append(Site(view))
        return made[-1]

    yield make
    for one in made:
        one.cache.memory.listener.end()
        listeners.append(one.cache.memory.listener)


@pytest.fixture
def paper(make_site) -> Site:
    handler = BaseHandler()
    handler.load_middleware()
    return make_site(handler.get_response)


# What is kept


def test_the_second_reader_gets_the_page_from_memory_as_the_first_got_it(paper, publish):
    address = publish().get_absolute_url()
    for path in ("/", "/world/", address, "/latest/", "/ticker.json", "/feeds/latest.rss"):
        first, second = paper.get(path), paper.get(path)
        assert first.status_code == 200
        assert second.content == first.content
        assert second.headers == first.headers
        assert paper.rendered.count(path) == 1


def test_a_page_from_memory_asks_the_database_nothing(paper, publish, at_most):
    publish()
    paper.get("/")
    with at_most(0):
        paper.get("/")


@pytest.mark.parametrize(
    "path",
    ["/search/", "/search/?q=নদী", "/search/suggest.json?q=ন", "/robots.txt", "/healthz", "/nothing/here/"],
)
def test_what_has_no_end_or_is_no_page_is_not_kept(make_site, path):
    site = make_site()
    site.get(path)
    site.get(path)
    assert len(site.rendered) == 2
    assert not len(site.store)


def test_for_each_address_it_is_decided_whether_it_is_kept():
    rendered_for_each = {
        *("archive", "article-decorated", "short"),  # they lead elsewhere
        *("search", "search-suggestions", "read", "alerts-subscription"),
        *("favicon", "healthz", "index-key", "manifest", "media", "robots"),
        *("sitemap", "sitemap-part", "news-sitemap"),  # they stream
        *("api-search", "api-nowhere"),
    }
    names = {pattern.name for pattern in urlpatterns}
    assert names == set(KEPT) | rendered_for_each
    assert not set(KEPT) & rendered_for_each


@pytest.mark.parametrize("status", [301, 302, 404, 410, 500, 503])
def test_only_pages_are_kept(make_site, status):
    site = make_site(lambda request: HttpResponse(status=status))
    assert [site.get("/latest/").status_code for _time in range(2)] == [status] * 2
    assert len(site.rendered) == 2


@pytest.mark.parametrize("method", ["post", "put", "delete", "options", "patch"])
def test_only_reading_is_answered_from_memory(make_site, method):
    site = make_site()
    site.get("/latest/")
    site.get("/latest/", method=method)
    assert len(site.rendered) == 2


def test_only_a_demo_says_where_a_page_came_from(make_site, settings):
    site = make_site()
    assert "X-Page" not in site.get("/latest/").headers
    settings.DEMO = True
    assert site.get("/latest/")["X-Page"] == "memory"


def test_without_room_there_is_no_cache(site, settings):
    settings.KHOBOR_PAGE_CACHE_BYTES = 0
    with pytest.raises(MiddlewareNotUsed):
        PageCacheMiddleware(small)


# One page, one key


@pytest.mark.parametrize(
    "query",
    [
        "utm_source=x",
        "page=9&page=2",
        "page=2&fbclid=1",
        "x=1&page=2&y[]=2",
        "page=2&lite=0",
        "page=2&a=%00%FF<b>",
    ],
)
def test_what_a_page_does_not_know_neither_splits_nor_changes_it(make_site, query):
    site = make_site()
    plain = "/latest/" if "page" not in query else "/latest/?page=2"
    before = site.get(plain)
    after = site.get(f"/latest/?{query}")
    assert after.content == before.content
    assert site.rendered == [plain]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "javascript"},
        {"X-Original-URL": "/evil/", "X-Rewrite-URL": "/evil/"},
        {"Accept-Language": "en", "Cookie": "django_language=en; theme=dark"},
        {"User-Agent": "<script>alert(1)</script>", "Referer": "javascript:alert(1)"},
        {"Save-Data": "on; evil", "Range": "bytes=0-10"},
        {"If-Match": '"other"', "If-Unmodified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"Accept": "application/json", "Accept-Encoding": "br, \x00"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_reader_can_change_what_others_read(paper, publish, headers, first):
    publish()
    poisoned, plain = ({}, headers) if first else (headers, {})
    answers = [paper.get("/latest/", **poisoned), paper.get("/latest/", **plain)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].content == answers[1].content
    assert answers[0].headers == answers[1].headers
    assert len(paper.rendered) == 1


def test_a_host_that_is_not_ours_gets_nothing_from_memory(paper, publish):
    publish()
    paper.get("/latest/")
    assert paper.get("/latest/", Host="evil.example").status_code == 400


def test_light_pages_are_pages_of_their_own(make_site):
    site = make_site()
    full, light, saving = (
        site.get("/latest/"),
        site.get("/latest/?lite=1"),
        site.get("/latest/", **{"Save-Data": "on"}),
    )
    assert len({full.content, light.content, saving.content}) == 3
    assert len(site.rendered) == 3
    assert site.get("/latest/?x=1&lite=1", **{"Save-Data": "on"}).content == light.content
    assert site.get("/latest/?lite=0", **{"Save-Data": "on"}).content == full.content
    assert site.get("/latest/?lite=2", **{"Save-Data": "ON "}).content == saving.content
    assert len(site.rendered) == 3
    for answer in (full, light, saving):
        assert "Save-Data" in answer["Vary"]


def test_hostile_queries_fill_no_more_than_the_room(make_site):
    site = make_site(room=60_000)
    for number in range(60):
        site.get(f"/latest/?page={number}{'9' * number}")
    assert site.store.size <= 60_000
    assert site.get("/latest/").status_code == 200


# How it travels


def test_text_is_compressed_once_for_whoever_takes_that(make_site):
    site = make_site()
    plain = site.get("/latest/")
    packed = site.get("/latest/", **{"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert (plain["ETag"], packed["ETag"]) == ('"abc"', 'W/"abc"')
    for answer in (plain, packed):
        assert answer["Vary"] == "Save-Data, Accept-Encoding"
        assert answer["Content-Length"] == str(len(answer.content))


@pytest.mark.parametrize("known", ['"abc"', 'W/"abc"', '"x", W/"abc"', "*"])
def test_who_has_the_page_is_told_so_without_rendering(make_site, known):
    site = make_site()
    for _time in range(2):  # rendered, and from memory
        answer = site.get("/latest/", **{"If-None-Match": known, "Accept-Encoding": "gzip"})
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer["X-Kept"] == "yes"
        assert answer["Cache-Control"] == "public, max-age=0"
        assert answer["Vary"] == "Save-Data, Accept-Encoding"
        assert answer["ETag"] == '"abc"'
    assert len(site.rendered) == 1
    assert site.get("/latest/", **{"If-None-Match": '"other"'}).status_code == 200


def test_a_feed_reader_that_knows_only_dates_is_told_too(paper, publish):
    publish()
    answer = paper.get("/feeds/latest.rss")
    again = paper.get("/feeds/latest.rss", **{"If-Modified-Since": answer["Last-Modified"]})
    assert again.status_code == 304
    assert paper.get("/feeds/latest.rss", **{"If-Modified-Since": "yesterday"}).status_code == 200


def test_head_and_get_are_one_page(make_site):
    site = make_site()
    head, get = site.get("/latest/", method="head"), site.get("/latest/")
    assert head.headers == get.headers
    assert len(site.rendered) == 1


# When it ends


def test_a_page_lasts_a_minute_and_never_past_midnight():
    with making_page() as ending:
        now = timezone.now()
        assert ending.until <= now + timedelta(seconds=60)
        assert ending.until <= start_of_day(timezone.localdate(now) + timedelta(days=1))
        sooner = now + timedelta(seconds=5)
        for moment in (sooner, None, now + timedelta(hours=1)):
            note_change(moment)
        assert ending.until == sooner
    note_change(sooner)  # outside of a page: nothing happens


def test_a_page_ends_with_the_first_line_of_its_ticker(paper, publish):
    publish()
    ends = timezone.now() + timedelta(seconds=20)
    with transaction.atomic():
        publish_ticker(
            [TickerEntry("লাইন", "", False, ends), TickerEntry("পরের", "", False, ends + timedelta(days=1))]
        )
    paper.get("/latest/")
    paper.store._clock = lambda: ends.timestamp() - 0.1
    paper.get("/latest/")
    assert len(paper.rendered) == 1
    paper.store._clock = lambda: ends.timestamp()
    paper.get("/latest/")
    assert len(paper.rendered) == 2


def test_a_page_ends_when_a_line_of_its_ticker_begins(paper, publish):
    publish()
    begins = timezone.now() + timedelta(seconds=20)
    with transaction.atomic():
        publish_ticker([TickerEntry("লাইন", "", False, begins + timedelta(days=1), begins)])
    paper.get("/ticker.json")
    for before, count in ((0.1, 1), (0, 2)):
        paper.store._clock = lambda: begins.timestamp() - before  # noqa: B023
        paper.get("/ticker.json")
        assert len(paper.rendered) == count


def test_a_page_that_was_being_rendered_when_the_edition_changed_is_not_kept(make_site):
    def slow(request):
        if len(site.rendered) == 1:
            site.store.drop()
        return small(request)

    site = make_site(slow)
    site.get("/latest/")
    site.get("/latest/")
    site.get("/latest/")
    assert len(site.rendered) == 2


@pytest.mark.parametrize("event", ["shut", "drop"])
def test_after_an_edition_or_a_cut_line_pages_are_rendered(make_site, event):
    site = make_site()
    site.get("/latest/")
    getattr(site.store, event)()
    site.get("/latest/")
    assert len(site.rendered) == 2


# A crowd


def crowd(site, readers, path="/latest/"):
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(site.get(path))) for _reader in range(readers)]
    for thread in threads:
        thread.start()
    return threads, answers


def test_a_crowd_on_a_new_edition_renders_a_page_once(make_site):
    all_there = threading.Event()

    def slow(request):
        assert all_there.wait(PATIENCE)
        return small(request)

    site = make_site(slow)
    threads, answers = crowd(site, 8)
    all_there.set()
    for thread in threads:
        thread.join(PATIENCE)
    assert len(site.rendered) == 1
    assert [answer.status_code for answer in answers] == [200] * 8


def test_nobody_waits_long_for_another_readers_rendering(make_site, monkeypatch):
    monkeypatch.setattr("articles.cache.middleware.PATIENCE", 0.01)
    begun, go_on = threading.Event(), threading.Event()

    def stuck_at_first(request):
        if not begun.is_set():
            begun.set()
            assert go_on.wait(PATIENCE)
        return small(request)

    site = make_site(stuck_at_first)
    threads, _answers = crowd(site, 1)
    assert begun.wait(PATIENCE)
    assert site.get("/latest/").status_code == 200
    go_on.set()
    threads[0].join(PATIENCE)


def test_who_waited_for_an_error_finds_out_alone(make_site):
    site = make_site(lambda request: HttpResponse(status=404))
    threads, answers = crowd(site, 4)
    for thread in threads:
        thread.join(PATIENCE)
    assert [answer.status_code for answer in answers] == [404] * 4


def test_a_rendering_that_fails_leaves_nobody_waiting(make_site):
    def fail(request):
        raise RuntimeError("ours")

    site = make_site(fail)
    for _time in range(2):
        with pytest.raises(RuntimeError):
            site.get("/latest/")
