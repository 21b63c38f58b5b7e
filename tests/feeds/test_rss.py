"""RSS of the latest, read as a news reader reads it."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
from django.core.files.storage import default_storage
from PIL import Image

from articles.pictures import make_renditions
from articles.snapshot import PublicPicture

AT = datetime(2025, 9, 3, 11, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.KHOBOR_SITE_URL = "https://paper.example"


@pytest.fixture
def read(site):
    def parse():
        response = site.get("/feeds/latest.rss")
        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/rss+xml")
        feed = feedparser.parse(response.content)
        assert not feed.bozo, feed.get("bozo_exception")
        return feed

    return parse


def test_it_says_whose_it_is(read, publish):
    publish(published_at=AT)
    feed = read()
    assert feed.version == "rss20"
    assert feed.feed.language == "bn"
    assert feed.feed.link == "https://paper.example/"
    assert {"rel": "self", "href": "https://paper.example/feeds/latest.rss"}.items() <= feed.feed.links[
        1
    ].items()


def test_a_story_comes_whole(read, publish):
    renditions = make_renditions(Image.new("RGB", (900, 600)), default_storage)
    story = publish(
        headline="শিরোনাম <i>& আরও</i>",
        standfirst="সারকথা।",
        body='<p>পুরো লেখা।</p><p><a href="https://x.example/" rel="noopener">সূত্র</a></p>',
        byline=[("a-sen", "আ সেন", "reporter"), ("b-roy", "খ রায়", "photographer")],
        topics=[("river", "নদী")],
        picture=PublicPicture(alt="ঘাট", caption="ভোর", credit="আ সেন", renditions=renditions),
        published_at=AT,
    )
    item = read().entries[0]
    assert item.title == "শিরোনাম <i>& আরও</i>" or item.title == "শিরোনাম & আরও"
    assert item.link == f"https://paper.example/world/{story.public_id}/"
    assert item.id == f"tag:paper.example,2025-09-03:{story.public_id}"
    assert not item.guidislink
    assert item.summary == "সারকথা।"
    assert [author.name for author in item.authors] == ["আ সেন", "খ রায়"]
    assert [tag.term for tag in item.tags] == ["বিশ্ব", "নদী"]
    assert datetime(*item.published_parsed[:6], tzinfo=UTC) == AT
    assert "<p>পুরো লেখা।</p>" in item.content[0].value
    assert item.media_content[0]["url"].startswith("https://paper.example/media/")
    assert item.media_content[0]["width"] == "900"


def test_without_a_standfirst_it_gives_the_first_words(read, publish):
    publish(standfirst="", body="<p>" + "শব্দের পর শব্দ " * 60 + "</p>")
    summary = read().entries[0].summary
    assert summary.startswith("শব্দের পর")
    assert summary.endswith("…")


def test_the_thirty_latest_newest_first(read, publish):
    for hours in range(33):
        publish(headline=f"খবর {hours}", published_at=AT - timedelta(hours=hours))
    assert [item.title for item in read().entries] == [f"খবর {hours}" for hours in range(30)]


def test_a_story_that_moves_to_another_section_keeps_its_identity(read, publish):
    story = publish(published_at=AT)
    before = read().entries[0].id
    publish(section="sports", public_id=story.public_id, revision=2, published_at=AT + timedelta(days=2))
    assert read().entries[0].id == before


def test_a_second_question_costs_nothing(site, publish):
    publish(published_at=AT)
    first = site.get("/feeds/latest.rss")
    assert site.get("/feeds/latest.rss", headers={"If-None-Match": first["ETag"]}).status_code == 304
    again = site.get("/feeds/latest.rss", headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 304


def test_a_correction_is_a_new_answer(site, publish):
    story = publish(published_at=AT)
    first = site.get("/feeds/latest.rss")
    publish(public_id=story.public_id, content_hash="1" * 64, published_at=AT + timedelta(hours=1))
    again = site.get("/feeds/latest.rss", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert b"<lastBuildDate>Wed, 03 Sep 2025 12:30:00" in again.content


def test_an_empty_newspaper_has_a_feed(read):
    assert read().entries == []


def test_a_control_character_breaks_no_feed(read, publish):
    publish(headline="শিরোনাম\x0bএক", standfirst="\x01", byline=[("a-sen", "আ\x02", "reporter")])
    assert read().entries[0].title.split() == ["শিরোনাম", "এক"]
