"""Every feed in every format, as a reader that knows the format reads it."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest

from articles.models import Alert, Contributor, Correction, Section, Topic, TopicAlias
from articles.publishing import retract_article
from articles.snapshot import PublicPicture, Rendition
from feeds import views

AT = datetime(2025, 9, 3, 11, 30, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
LISTS = ["latest", "breaking", "section/world", "topic/river", "author/a-sen", "corrections"]
TYPES = {"rss": "application/xml", "atom": "application/xml", "json": "application/feed+json"}


@pytest.fixture(autouse=True)
def site_url(settings):
    settings.KHOBOR_SITE_URL = "https://paper.example"


@pytest.fixture
def story(publish):
    """A story that is in every list, with everything a feed can say of one."""
    renditions = (Rendition(f"{'a' * 40}.jpg", "jpeg", 900, 600),)  # a feed opens no file
    story = publish(
        headline="ঘাটে <b>নতুন</b> & পুরোনো নৌকা",
        standfirst="সারকথা < আরও।",
        body='<p>পুরো লেখা। <a href="/world/bcdf2345/" rel="noopener">আগের খবর</a></p>',
        byline=[
            ("a-sen", "আ সেন", "reporter"),
            ("a-sen", "আ সেন", "photographer"),
            ("desk", "নিজস্ব প্রতিবেদক", "reporter", "", "house"),
        ],
        topics=[("river", "নদী")],
        picture=PublicPicture(alt="ঘাট", caption="ভোর", credit="আ সেন", renditions=renditions),
        published_at=AT,
    )
    Alert.objects.create(article=story, text="নৌকা", sent_at=AT, ends_at=AT + timedelta(hours=1))
    Correction.objects.create(
        public_id=story.pk, kind="correction", text="নামটি ভুল ছিল।", at=AT + timedelta(hours=3), edition=1
    )
    return story


@pytest.fixture
def read(site):
    """read("latest", "atom") -> (what the format's own parser makes of it, the response)."""

    def parse(name, form):
        response = site.get(f"/feeds/{name}.{form}")
        assert response.status_code == 200
        assert response["Content-Type"].startswith(TYPES[form])
        if form == "json":
            return json.loads(response.content), response
        feed = feedparser.parse(response.content)
        assert not feed.bozo, feed.get("bozo_exception")
        return feed, response

    return parse


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("name", LISTS)
def test_each_list_has_a_feed_in_each_format(read, story, name, form):
    feed, response = read(name, form)
    if form == "json":
        (item,) = feed["items"]
        address, title, link, identity = feed["feed_url"], item["title"], item["url"], item["id"]
        assert (feed["version"], feed["language"]) == ("https://jsonfeed.org/version/1.1", "bn")
    else:
        (item,) = feed.entries
        address = next(link.href for link in feed.feed.links if link.rel == "self")
        title, link, identity = item.title, item.link, item.id
        assert feed.version == {"rss": "rss20", "atom": "atom10"}[form]
    assert address == f"https://paper.example/feeds/{name}.{form}"
    assert link == f"https://paper.example/world/{story.pk}/"
    assert identity.startswith(f"tag:paper.example,2025-09-03:{story.pk}")
    assert title.endswith("পুরোনো নৌকা")
    assert response["Last-Modified"]


def test_an_atom_entry_says_everything(site, story):
    entry = ElementTree.fromstring(site.get("/feeds/latest.atom").content).find(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "bn"
    assert entry.findtext(f"{ATOM}title") == "ঘাটে <b>নতুন</b> & পুরোনো নৌকা"  # text, and no markup
    assert entry.findtext(f"{ATOM}summary") == "সারকথা < আরও।"
    assert (
        entry.findtext(f"{ATOM}published") == entry.findtext(f"{ATOM}updated") == "2025-09-03T17:30:00+06:00"
    )
    assert "পুরো লেখা।" in entry.findtext(f"{ATOM}content")
    assert 'href="https://paper.example/world/bcdf2345/"' in entry.findtext(f"{ATOM}content")
    assert [author.findtext(f"{ATOM}name") for author in entry.findall(f"{ATOM}author")] == [
        "আ সেন",
        "নিজস্ব প্রতিবেদক",
    ]
    assert [author.findtext(f"{ATOM}uri") for author in entry.findall(f"{ATOM}author")] == [
        "https://paper.example/author/a-sen/",
        None,
    ]
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["বিশ্ব", "নদী"]
    media = entry.find("{http://search.yahoo.com/mrss/}content")
    assert (media.get("width"), media.get("medium")) == ("900", "image")


def test_a_json_item_says_everything(site, story):
    (item,) = json.loads(site.get("/feeds/latest.json").content)["items"]
    assert item["date_published"] == "2025-09-03T17:30:00+06:00"
    assert "date_modified" not in item
    assert item["authors"] == [
        {"name": "আ সেন", "url": "https://paper.example/author/a-sen/"},
        {"name": "নিজস্ব প্রতিবেদক"},
    ]
    assert item["tags"] == ["বিশ্ব", "নদী"]
    assert item["image"].startswith("https://paper.example/media/")
    assert "পুরো লেখা।" in item["content_html"]


@pytest.mark.parametrize(
    ("form", "name"), [("rss", "content:encoded"), ("atom", "<content"), ("json", "content_html")]
)
def test_a_paper_may_give_summaries_only(site, settings, story, form, name):
    settings.KHOBOR_FEEDS_FULL_TEXT = False
    sent = site.get(f"/feeds/latest.{form}").content.decode()
    assert name not in sent
    assert "পুরো লেখা" not in sent
    assert "সারকথা" in sent


@pytest.mark.parametrize("form", TYPES)
def test_hubs_are_named(read, settings, story, form):
    settings.KHOBOR_WEBSUB_HUBS = ["https://hub.example/"]
    feed, _response = read("section/world", form)
    hubs = feed["hubs"] if form == "json" else [link for link in feed.feed.links if link.rel == "hub"]
    assert [hub.get("url") or hub.get("href") for hub in hubs] == ["https://hub.example/"]


@pytest.mark.parametrize("kind", ["withdrawn", "gone"])
def test_atom_says_what_was_taken_from_readers(site, publish, story, kind):
    publish(headline="অন্য সংবাদ", published_at=AT - timedelta(days=1))
    retract_article(story.pk, kind, AT + timedelta(hours=5), notice="নোটিশ")
    feed = ElementTree.fromstring(site.get("/feeds/latest.atom").content)
    (deleted,) = feed.findall(DELETED)
    assert deleted.get("ref") == f"tag:paper.example,2025-09-03:{story.pk}"
    assert deleted.get("when") == feed.findtext(f"{ATOM}updated") == "2025-09-03T22:30:00+06:00"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")] == ["অন্য সংবাদ"]


def test_a_removal_older_than_everything_in_a_full_feed_is_no_news(site, publish, story, monkeypatch):
    monkeypatch.setattr("feeds.channels.LENGTH", 1)
    publish(headline="অন্য সংবাদ", published_at=AT + timedelta(days=1))
    retract_article(story.pk, "gone", AT + timedelta(days=2))
    assert b"deleted-entry" not in site.get("/feeds/latest.atom").content


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize(
    "name", ["section/empty", "section/nowhere", "topic/secret", "author/desk", "author/nobody"]
)
def test_a_name_without_a_story_has_no_feed(site, story, name, form):
    Section.objects.create(slug="empty", name="ফাঁকা")
    Topic.objects.create(slug="secret", name="গোপন")
    Contributor.objects.filter(slug="desk").update(kind="house")
    assert site.get(f"/feeds/{name}.{form}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "latest.xml",
        "latest.RSS",
        "Latest.rss",
        "section/.rss",
        "section/a/b.rss",
        "topic/নদী.atom",
        "latest.rss/",
    ],
)
def test_no_other_address_is_a_feed(site, story, name):
    assert site.get(f"/feeds/{name}").status_code == 404


def test_the_feed_of_a_merged_topic_leads_to_the_one_that_stays(site, story):
    TopicAlias.objects.create(slug="old-river", topic=Topic.objects.get(slug="river"))
    answer = site.get("/feeds/topic/old-river.atom")
    assert (answer.status_code, answer["Location"]) == (301, "/feeds/topic/river.atom")


@pytest.mark.parametrize("form", TYPES)
def test_a_feed_has_a_size_readers_take(site, read, publish, monkeypatch, form):
    monkeypatch.setattr(views, "MOST_BYTES", 60_000)
    for number in range(6):
        publish(
            headline=f"দীর্ঘ {number}",
            body=f"<p>{'শব্দ ' * 1000}</p>",
            published_at=AT + timedelta(hours=number),
        )
    feed, response = read("latest", form)
    assert len(response.content) <= 60_000
    titles = [item["title"] for item in (feed["items"] if form == "json" else feed.entries)]
    assert 1 <= len(titles) < 6
    assert titles[0] == "দীর্ঘ 5"


@pytest.mark.parametrize("form", TYPES)
def test_one_story_longer_than_a_feed_keeps_its_summary(site, read, publish, monkeypatch, form):
    monkeypatch.setattr(views, "MOST_BYTES", 10_000)
    publish(standfirst="সারকথা।", body=f"<p>{'শব্দ ' * 3000}</p>")
    _feed, response = read("latest", form)
    assert len(response.content) <= 10_000
    assert "সারকথা।" in response.content.decode()


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_person_who_opens_one_sees_a_page(site, story, form):
    start = site.get(f"/feeds/latest.{form}").content.decode().splitlines()[1]
    assert start.startswith('<?xml-stylesheet href="/static/site/css/feed.css"')
    assert 'type="text/css"' in start.partition("?>")[0]


@pytest.mark.parametrize("form", TYPES)
def test_a_second_question_costs_nothing(site, story, form):
    first = site.get(f"/feeds/topic/river.{form}")
    again = site.get(f"/feeds/topic/river.{form}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert (
        site.get(
            f"/feeds/topic/river.{form}", headers={"If-Modified-Since": first["Last-Modified"]}
        ).status_code
        == 304
    )


@pytest.mark.parametrize("name", LISTS)
def test_it_asks_little_of_the_database(site, publish, story, django_assert_max_num_queries, name):
    for number in range(8):
        publish(headline=f"সংবাদ {number}", topics=[("river", "নদী")], byline=[("a-sen", "আ সেন", "reporter")])
    with django_assert_max_num_queries(6):  # SET ROLE twice among them
        site.get(f"/feeds/{name}.atom")
