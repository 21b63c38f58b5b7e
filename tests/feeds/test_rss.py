"""RSS of the latest, read as a news reader reads it."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.core.files.storage import default_storage
from django.utils.translation import gettext
from PIL import Image

from articles.models import Article
from articles.pictures import make_renditions
from articles.publishing import retract_article
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
        assert response["Content-Type"].startswith("application/xml")
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


def test_a_standfirst_is_words_and_no_markup(site, publish):
    """What a feed's description holds is read as HTML."""
    publish(standfirst="দাম ৫ < ৬ <img src=x onerror=alert(1)>")
    sent = ElementTree.fromstring(site.get("/feeds/latest.rss").content)
    assert sent.findtext("channel/item/description") == "দাম ৫ &lt; ৬ &lt;img src=x onerror=alert(1)&gt;"


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
    publish(public_id=story.public_id, headline="নতুন শিরোনাম", published_at=AT + timedelta(hours=1))
    again = site.get("/feeds/latest.rss", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200
    assert b"<lastBuildDate>Wed, 03 Sep 2025 12:30:00" in again.content


def test_a_note_stands_before_the_text_and_says_when_it_was_modified(read, publish):
    story = publish(body="<p>লেখা।</p>", published_at=AT)
    note = {"kind": "update", "text": "নতুন <b>তথ্য</b> & আরও।", "at": (AT + timedelta(days=1)).isoformat()}
    Article.objects.filter(pk=story.pk).update(corrections=[note], updated_at=AT + timedelta(days=1))
    (entry,) = read().entries
    label = gettext("Update")
    assert entry.content[0].value == (
        f"<p><strong>{label} (৪ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০):</strong>"
        " নতুন &lt;b&gt;তথ্য&lt;/b&gt; &amp; আরও।</p><p>লেখা।</p>"
    )
    assert entry.updated == "2025-09-04T17:30:00+06:00"
    assert entry.published_parsed[:4] == (2025, 9, 3, 11)


def test_a_story_that_was_never_changed_was_never_modified(site, publish):
    publish(published_at=AT)
    assert b"dcterms:modified" not in site.get("/feeds/latest.rss").content


@pytest.mark.parametrize(("kind", "hours"), [("withdrawn", 1), ("gone", 1), ("gone", -1)])
def test_what_is_taken_from_readers_leaves_the_feed_and_is_a_new_answer(site, read, publish, kind, hours):
    """Also to a reader that asks by time only, and if it was the oldest of few."""
    publish(headline="অন্য সংবাদ", published_at=AT)
    story = publish(headline="প্রত্যাহৃত সংবাদ", published_at=AT + timedelta(hours=hours))
    first = site.get("/feeds/latest.rss")
    retract_article(story.pk, kind, AT + timedelta(hours=2), notice="নোটিশ")
    again = site.get("/feeds/latest.rss", headers={"If-Modified-Since": first["Last-Modified"]})
    assert again.status_code == 200
    assert [entry.title for entry in read().entries] == ["অন্য সংবাদ"]


def test_an_empty_newspaper_has_a_feed(read):
    assert read().entries == []


def test_a_control_character_breaks_no_feed(read, publish):
    publish(headline="শিরোনাম\x0bএক", standfirst="\x01", byline=[("a-sen", "আ\x02", "reporter")])
    assert read().entries[0].title.split() == ["শিরোনাম", "এক"]


def test_whoever_did_two_things_is_named_once(read, publish):
    publish(byline=[("a-sen", "আ সেন", "reporter"), ("a-sen", "আ সেন", "photographer")])
    assert [author.name for author in read().entries[0].authors] == ["আ সেন"]
