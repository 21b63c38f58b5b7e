"""The breaking banner on the pages: where it stands, until when, and what of it is nobody's."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from articles.alert_publishing import publish_alert
from articles.cache.moments import making_page
from articles.frame import site_frame
from articles.models import Article, Tombstone
from articles.publishing import retract_article
from articles.story_page import article_page
from tests.articles.reader import Page

TEXT = "বাঁধ <b>ভেঙেছে</b> & আরও"
PAGES = ["/", "/world/", "/world/story001/", "/latest/", "/search/", "/ticker/", "/sitemap/"]


@pytest.fixture
def send(publish: Callable[..., Article]) -> Callable[..., int]:
    """send(text=…, minutes=60, public_id=…) -> the number of an alert that stands so long."""

    def send_one(text: str = TEXT, minutes: float = 60, public_id: str = "story001", **more: str) -> int:
        publish(public_id=public_id, **more)
        now = timezone.now()
        with transaction.atomic():
            return publish_alert(public_id, text, now, now + timedelta(minutes=minutes))[0]

    return send_one


@pytest.mark.parametrize("address", PAGES)
def test_it_stands_on_every_page_as_a_link_that_needs_no_script(site, send, address):
    number = send()
    page = Page(site.get(address))
    ((banner, words),) = page.find("aside", class_="alert")
    assert banner["data-number"] == page.find("html")[0][0]["data-alert"] == str(number)
    assert banner["aria-label"]
    assert TEXT in words
    assert ({"href": "/world/story001/", "lang": "bn"}, TEXT) in page.find("a")
    assert page.html.index('class="skip"') < page.html.index('class="alert"') < page.html.index("<header")
    assert "/static/site/css/alert.css" in page.hrefs("link", rel="stylesheet")
    assert "aria-live" not in page.html


@pytest.mark.parametrize("address", ["/?lite=1", "/world/story001/?lite=1", "/latest/?lite=1"])
def test_light_pages_have_it_in_a_line(site, send, address):
    send()
    page = Page(site.get(address))
    assert page.find("aside", class_="breaking")[0][1].endswith(TEXT)
    assert ({"href": "/world/story001/?lite=1", "lang": "bn"}, TEXT) in page.find("a")


def test_without_one_nothing_is_loaded_for_it(site, publish):
    publish(public_id="story001")
    for address in PAGES:
        page = Page(site.get(address))
        assert not page.find("aside", class_="alert")
        assert "alert.css" not in "".join(page.hrefs("link", rel="stylesheet"))


def test_neither_previews_nor_frames_of_others_have_it(site, send, rf):
    send()
    assert "<aside" not in site.get("/ticker/embed/").content.decode()
    page = article_page(Article.objects.select_related("section").get(), preview=True)
    preview = render_to_string("articles/article.html", page, request=rf.get("/"))
    assert 'class="alert"' not in preview
    assert "data-alert" not in preview


def test_the_newest_stands_in_the_banner_and_all_of_them_lead_the_ticker(site, send):
    send("আগের খবর", public_id="story001")
    send("পরের খবর", public_id="story002")
    page = Page(site.get("/latest/"))
    assert "পরের খবর" in page.find("aside", class_="alert")[0][1]
    lines = site.get("/ticker.json").json()["lines"]
    assert [(line["text"], line["breaking"]) for line in lines] == [("পরের খবর", True), ("আগের খবর", True)]
    assert site.get("/ticker.txt").content.decode().count("\n") == 2


def test_open_pages_hear_of_it_and_of_its_end(site, send, settings):
    settings.KHOBOR_SITE_URL = "https://paper.example"
    number = send("বাঁধ\nভেঙেছে")
    told = site.get("/ticker.json").json()["alert"]
    times = [datetime.fromisoformat(told.pop(name)) for name in ("sent", "ends")]
    assert times[1] - times[0] == timedelta(hours=1)
    assert told == {
        "number": number,
        "text": "বাঁধ ভেঙেছে",
        "url": "https://paper.example/world/story001/",
        "language": "bn",
    }
    with transaction.atomic():
        retract_article("story001", Tombstone.Kind.WITHDRAWN, timezone.now(), notice="যাচাই চলছে।")
    assert site.get("/ticker.json").json()["alert"] is None


@pytest.mark.parametrize("address", [*PAGES, "/ticker.json", "/ticker.txt", "/ticker.xml"])
def test_what_has_ended_or_was_taken_from_readers_is_nowhere(site, send, address):
    send("পুরোনো কথা", minutes=-1, public_id="story001")
    send("গোপন কথা", public_id="story002")
    with transaction.atomic():
        retract_article("story002", Tombstone.Kind.GONE, timezone.now())
    answer = site.get(address).content.decode()
    assert not re.search("পুরোনো কথা|গোপন কথা", answer)


def test_a_kept_page_ends_at_the_second_of_its_end(site, send):
    send(minutes=0.5)
    with making_page() as ending:
        frame = site_frame()
    assert ending.until == frame["alert"].ends_at


def test_a_page_that_is_asked_for_again_says_that_it_is_another(site, send, publish):
    publish(public_id="story001")
    before = site.get("/latest/")
    send()
    assert site.get("/latest/", headers={"if-none-match": before["ETag"]}).status_code == 200
