"""A story's own language: its page's `lang`, its digits and dates, and how lists and feeds say it."""

import re
from datetime import UTC, datetime

import feedparser
import pytest

from tests.articles.reader import Page

AT = datetime(2025, 9, 3, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "published", "label"),
    [("bn", "৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০", "ছবি"), ("en", "3 September 2025, 5:30 PM", "Photo")],
)
def test_the_page_speaks_the_storys_language(site, publish, language, published, label):
    story = publish(language=language, published_at=AT, byline=[("nomuna-sen", "Nomuna Sen", "photographer")])
    page = Page(site.get(story.get_absolute_url()))
    (attrs, _text), *_others = page.find("article", class_="article")
    assert attrs["lang"] == language
    times = [text.replace("\u202f", " ") for _attrs, text in page.find("time")]
    assert any(published in text for text in times), times
    assert page.find("ul", class_="byline")[0][1].startswith(label)


def test_lists_mark_a_headline_in_another_language(site, publish):
    publish(language="en", headline="A library by the river")
    marked = Page(site.get("/latest/")).find("a", lang="en")
    assert [text for _attrs, text in marked if text == "A library by the river"]


def test_the_feed_says_each_storys_language(site, publish):
    publish(language="en", headline="A library by the river")
    feed = feedparser.parse(site.get("/feeds/latest.rss").content)
    assert [entry.get("dc_language") or entry.get("language") for entry in feed.entries] == ["en"]


@pytest.mark.parametrize(
    "address",
    ["/", "/world/", "/world/story001/", "/latest/", "/most-read/", "/archive/2025/09/03/", "/corrections/"]
    + [
        "/topic/rivers/",
        "/author/nomuna-sen/",
        "/search/?q=library",
        "/search/?q=nothing",
        "/sitemap/",
        "/nothing/",
    ],
)
def test_an_english_paper_has_no_bengali_in_it(site, publish, settings, address):
    settings.LANGUAGE_CODE, settings.KHOBOR_NAME, settings.KHOBOR_PLACE = "en", "Khobor", "Dhaka"
    for number in range(2):
        publish(
            public_id=f"story00{number}",
            section_name="World",
            language="en",
            headline="A library by the river",
            standfirst="Young people of the village have built it.",
            body="<p>It holds two thousand books.</p>",
            byline=[("nomuna-sen", "Nomuna Sen", "reporter", "Sylhet")],
            topics=[("rivers", "Rivers")],
            published_at=AT if number else None,
        )
    response = site.get(address)
    assert response.status_code == (404 if address == "/nothing/" else 200)
    assert Page(response).find("html")[0][0]["lang"] == "en"
    assert not re.findall("[\u0980-\u09ff]+", response.content.decode())
