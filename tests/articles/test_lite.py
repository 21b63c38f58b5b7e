"""Light pages: who gets them, what they load, and how a reader stays among them."""

import gzip

import pytest
from django.contrib.staticfiles import finders

from articles.lite import keep_lite
from tests.articles.reader import Page

SAVING = {"HTTP_SAVE_DATA": "on"}


@pytest.mark.parametrize(
    ("address", "headers", "is_light"),
    [
        ("", {}, False),
        ("?lite=1", {}, True),
        ("", SAVING, True),
        ("?lite=0", SAVING, False),
        ("?lite=yes", {}, False),
        ("", {"HTTP_SAVE_DATA": "off"}, False),
    ],
)
def test_a_light_page_is_asked_for_by_address_or_by_the_browser(
    site, publish, address, headers, is_light
) -> None:
    story = publish()
    response = site.get(story.get_absolute_url() + address, **headers)
    page = Page(response)
    assert "Save-Data" in response["Vary"]
    assert bool(page.find("script", defer=None)) is not is_light
    assert page.hrefs("link", rel="canonical")[0].endswith(story.get_absolute_url())


@pytest.mark.parametrize(
    "address", ["/", "/world/", "/latest/", "/topic/river/", "/author/sen/", "/corrections/"]
)
def test_lists_are_light_too(site, publish, address) -> None:
    story = publish(topics=[("river", "নদী")], byline=[("sen", "কল্পিতা সেন", "reporter")])
    page = Page(site.get(address, {"lite": "1"}))
    assert not page.find("script")
    assert not page.find("img")
    assert [href for href in page.hrefs("link") if href.endswith(".css")] == ["/static/site/css/lite.css"]
    if address != "/corrections/":
        assert f"{story.get_absolute_url()}?lite=1" in page.hrefs()


def test_links_stay_light_only_for_whoever_asked_by_address(site, publish) -> None:
    story = publish()
    asked = Page(site.get(story.get_absolute_url(), {"lite": "1"})).hrefs()
    assert "/world/?lite=1" in asked
    assert f"{story.get_absolute_url()}?lite=0" in asked
    assert "/world/" in Page(site.get(story.get_absolute_url(), **SAVING)).hrefs()


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ('<a href="/world/">', '<a href="/world/?lite=1">'),
        ('<a class="b" href="/world/?page=2#a">', '<a class="b" href="/world/?page=2&amp;lite=1#a">'),
        ('<a href="/world/?lite=0">', '<a href="/world/?lite=0">'),
        ('<a href="https://elsewhere.example/">', '<a href="https://elsewhere.example/">'),
        ('<a href="//elsewhere.example/">', '<a href="//elsewhere.example/">'),
        ('<a href="#content">', '<a href="#content">'),
        ('<link href="/world/">', '<link href="/world/">'),
    ],
)
def test_only_links_to_our_own_pages_are_kept_light(link, kept) -> None:
    assert keep_lite(link) == kept


def test_a_picture_waits_behind_a_tap(site, publish, picture) -> None:
    story = publish(picture=picture)
    page = Page(site.get(story.get_absolute_url(), {"lite": "1"}))
    assert not page.find("img")
    attrs, words = page.find("a", class_="tap")[0]
    assert words.endswith(picture.alt)
    narrow = next(one for one in picture.in_format("webp") if one.width == 720)
    assert attrs["href"] == f"/media/{narrow.name}"


def test_a_long_article_and_all_it_loads_fit_in_fifty_kilobytes(site, publish, picture) -> None:
    words = "নদীর পাড়ে সকাল থেকেই ভিড় জমতে থাকে, মাঝিরা বলছেন জল বেড়েছে। "
    body = "".join(f"<p>{number} {words * 6}{hash((number, words)) % 10**9}</p>" for number in range(60))
    for number in range(12):
        publish(headline=f"{number} {words}", picture=picture)
    story = publish(body=body, picture=picture)
    page = site.get(story.get_absolute_url(), {"lite": "1"})
    sheet = finders.find("site/css/lite.css")
    with open(sheet, "rb") as file:
        loaded = len(gzip.compress(page.content)) + len(gzip.compress(file.read()))
    assert len(page.content) > 70_000
    assert loaded <= 50_000
    assert Page(page).hrefs("link", rel="preload") == []


def test_a_moved_address_leads_to_the_light_page(site, publish) -> None:
    story = publish()
    answer = site.get(f"/s/{story.pk}/", {"lite": "1"})
    assert (answer.status_code, answer["Location"]) == (301, f"{story.get_absolute_url()}?lite=1")


def test_the_full_page_leads_to_the_light_one_with_its_number(site, publish) -> None:
    for number in range(21):
        publish(headline=f"খবর {number}")
    assert "/latest/?page=2&lite=1" in Page(site.get("/latest/?page=2")).hrefs(rel="nofollow")
