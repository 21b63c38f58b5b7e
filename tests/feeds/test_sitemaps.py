"""Sitemaps, read as a search engine reads them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone
from xmlschema import XMLSchema

from articles.models import Article, Contributor, Month, Tombstone
from articles.publishing import retract_article
from articles.snapshot import PublicPicture, Rendition
from feeds import sitemaps
from newsroom.reference import follow_address

Publish = Callable[..., Article]
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "image": "http://www.google.com/schemas/sitemap-image/1.1",
    "news": "http://www.google.com/schemas/sitemap-news/0.9",
}
NOON = datetime(2026, 3, 15, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _site_url(settings) -> None:
    settings.KHOBOR_SITE_URL = "https://paper.example"


SCHEMAS = Path(__file__).parent / "schemas"


@cache
def schema(name: str) -> XMLSchema:
    return XMLSchema(SCHEMAS / f"{name}.xsd")


def schema_of(address: str) -> XMLSchema:
    return schema({"/sitemap.xml": "siteindex", "/news-sitemap.xml": "news-sitemap"}.get(address, "sitemap"))


@pytest.fixture
def read(site) -> Callable[[str], ElementTree.Element]:
    def parse(address: str) -> ElementTree.Element:
        """The file at `address`, which follows its schema."""
        response = site.get(address)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/xml; charset=utf-8"
        sent = response.getvalue()
        schema_of(address).validate(sent.decode())
        return ElementTree.fromstring(sent)

    return parse


def locations(tree: ElementTree.Element) -> list[str]:
    return [node.text or "" for node in tree.iterfind("*/s:loc", NAMES)]


def test_the_index_leads_to_every_sitemap_and_each_answers(read, publish: Publish) -> None:
    publish(published_at=NOON, topics=[("river", "নদী")], byline=[("a-sen", "আ সেন", "reporter")])
    publish(published_at=NOON - timedelta(days=400))
    found = locations(read("/sitemap.xml"))
    assert found == [
        "https://paper.example/news-sitemap.xml",
        *(
            f"https://paper.example/sitemap/{name}.xml"
            for name in ("sections", "topics", "people", "2026-03", "2025-02")
        ),
    ]
    for address in found:
        read(address.removeprefix("https://paper.example"))


def test_an_empty_paper_has_an_index_of_no_empty_file(read, site) -> None:
    assert locations(read("/sitemap.xml")) == ["https://paper.example/news-sitemap.xml"]
    assert locations(read("/news-sitemap.xml")) == []
    assert site.get("/sitemap/topics.xml").status_code == 404


def test_a_month_is_a_month_where_the_paper_is(read, publish: Publish) -> None:
    late = publish(
        published_at=datetime(2026, 3, 31, 18, 30, tzinfo=UTC)
    )  # half past midnight on 1 April in Dhaka
    assert locations(read("/sitemap/2026-04.xml")) == [f"https://paper.example{late.get_absolute_url()}"]


def test_an_article_comes_with_its_last_change_and_picture(read, publish: Publish) -> None:
    picture = PublicPicture("ঘাট", "", "নমুনা", (Rendition(f"{'a' * 40}.jpg", "jpeg", 360, 240),))
    article = publish(published_at=NOON, picture=picture)
    publish(
        public_id=article.public_id, headline="বদলানো", published_at=NOON + timedelta(hours=2), picture=picture
    )
    url = read("/sitemap/2026-03.xml").find("s:url", NAMES)
    assert url.findtext("s:lastmod", namespaces=NAMES) == "2026-03-15T14:00:00+06:00"
    assert url.findtext("image:image/image:loc", namespaces=NAMES).startswith("https://paper.example/media/")


def test_a_month_too_large_for_one_file_has_several(read, site, publish: Publish, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST_URLS", 2)
    articles = [publish(published_at=NOON - timedelta(minutes=number)) for number in range(5)]
    parts = [address for address in locations(read("/sitemap.xml")) if "2026-03" in address]
    assert [part.rpartition("/")[2] for part in parts] == ["2026-03.xml", "2026-03-2.xml", "2026-03-3.xml"]
    found = [url for part in parts for url in locations(read(part.removeprefix("https://paper.example")))]
    assert found == [f"https://paper.example{article.get_absolute_url()}" for article in articles]
    assert site.get("/sitemap/2026-03-4.xml").status_code == 404


def test_news_is_what_is_two_days_old_at_most(read, publish: Publish) -> None:
    now = timezone.now()
    new = publish(headline="নতুন & <খবর>", published_at=now - timedelta(hours=47), language="bn")
    publish(published_at=now - timedelta(hours=49))
    tree = read("/news-sitemap.xml")
    assert locations(tree) == [f"https://paper.example{new.get_absolute_url()}"]
    assert tree.findtext("s:url/news:news/news:title", namespaces=NAMES) == "নতুন & <খবর>"
    assert tree.findtext("s:url/news:news/news:publication/news:language", namespaces=NAMES) == "bn"


def test_news_stops_at_what_is_taken(read, publish: Publish, monkeypatch) -> None:
    monkeypatch.setattr(sitemaps, "MOST_NEWS", 2)
    for _number in range(3):
        publish()
    assert len(locations(read("/news-sitemap.xml"))) == 2


@pytest.mark.parametrize("kind", [Tombstone.Kind.WITHDRAWN, Tombstone.Kind.GONE])
def test_a_retracted_story_leaves_at_once(read, site, publish: Publish, kind: Tombstone.Kind) -> None:
    article = publish(published_at=NOON)
    with transaction.atomic():
        retract_article(article.public_id, kind, timezone.now(), notice="ভুল ছিল।")
    assert locations(read("/news-sitemap.xml")) == []
    assert site.get("/sitemap/2026-03.xml").status_code == 404


def test_sections_topics_and_people_are_those_that_readers_can_reach(read, publish: Publish) -> None:
    publish(
        topics=[("river", "নদী")],
        byline=[("kalpita-sen", "কল্পিতা সেন", "reporter"), ("staff", "নিজস্ব প্রতিবেদক", "reporter")],
    )
    Contributor.objects.create(slug="unseen", name="অদেখা")
    Contributor.objects.filter(slug="staff").update(kind=Contributor.Kind.HOUSE)
    found = {name: locations(read(f"/sitemap/{name}.xml")) for name in ("sections", "topics", "people")}
    assert found == {
        "sections": ["https://paper.example/world/"],
        "topics": ["https://paper.example/topic/river/"],
        "people": ["https://paper.example/author/kalpita-sen/"],
    }


@pytest.mark.parametrize(
    "name",
    [
        "2026-13",
        "2026-00",
        "2026-3",
        "2026-03-1",
        "2026-03-0",
        "0000-01",
        "9999-12",
        "২০২৬-০৩",
        "x",
        "2026-03-100",
    ],
)
def test_another_name_is_no_sitemap(site, publish: Publish, name: str) -> None:
    publish(published_at=NOON)
    assert site.get(f"/sitemap/{name}.xml").status_code == 404


def test_robots_are_told_where_they_are(site) -> None:
    text = site.get("/robots.txt").content.decode()
    assert "Sitemap: https://paper.example/sitemap.xml" in text
    assert "Sitemap: https://paper.example/news-sitemap.xml" in text


def test_the_index_asks_as_little_of_many_months_as_of_one(
    read, publish: Publish, django_assert_num_queries
) -> None:
    for number in range(4):
        publish(published_at=NOON - timedelta(days=31 * number))
    with django_assert_num_queries(7):  # with the test client's own change of role
        read("/sitemap.xml")


def changes(tree: ElementTree.Element) -> dict[str, datetime | None]:
    """When the index says that each sitemap changed, by its file's name."""
    return {
        node.findtext("s:loc", namespaces=NAMES).rpartition("/")[2]: datetime.fromisoformat(said)
        if (said := node.findtext("s:lastmod", namespaces=NAMES))
        else None
        for node in tree
    }


def test_the_index_says_when_a_month_changed_and_of_no_other(read, publish: Publish) -> None:
    publish(published_at=NOON - timedelta(days=31))
    article = publish(published_at=NOON)
    Month.objects.update(changed_at=NOON)
    with transaction.atomic():
        retract_article(publish(published_at=NOON).pk, Tombstone.Kind.GONE, timezone.now())
    said = changes(read("/sitemap.xml"))
    assert said["2026-02.xml"] == NOON
    assert timezone.now() - said["2026-03.xml"] < timedelta(minutes=1)
    assert said["news-sitemap.xml"] is None  # nothing came or went for months
    news = publish()
    assert (changes(read("/sitemap.xml"))["news-sitemap.xml"] - news.published_at) < timedelta(minutes=1)
    with transaction.atomic():
        retract_article(article.pk, Tombstone.Kind.WITHDRAWN, timezone.now(), notice="ভুল ছিল।")
    assert "2026-03.xml" not in changes(read("/sitemap.xml"))


@pytest.mark.parametrize("asked", ["If-None-Match", "If-Modified-Since"])
def test_a_month_that_says_nothing_else_is_not_sent_again(site, publish: Publish, asked: str) -> None:
    article = publish(published_at=NOON)
    Month.objects.update(changed_at=NOON)
    first = site.get("/sitemap/2026-03.xml")
    given = {asked: first[{"If-None-Match": "ETag", "If-Modified-Since": "Last-Modified"}[asked]]}
    assert site.get("/sitemap/2026-03.xml", headers=given).status_code == 304
    publish(public_id=article.pk, headline="বদলানো", published_at=timezone.now())
    assert site.get("/sitemap/2026-03.xml", headers=given).status_code == 200


def test_a_section_that_moves_changes_the_files_of_its_stories(publish: Publish) -> None:
    article = publish(published_at=NOON)
    Month.objects.update(changed_at=NOON)
    section = article.section
    section.slug = "planet"
    section.save()
    with transaction.atomic():
        follow_address(section, "world", timezone.now())
    assert Month.objects.get().changed_at > NOON


def test_a_database_that_is_down_is_no_half_file(site, publish: Publish, monkeypatch) -> None:
    publish(published_at=NOON)

    def refuse(part: sitemaps.Part) -> Iterator[str]:
        yield "<urlset>"
        raise OperationalError("statement timeout")

    monkeypatch.setattr("feeds.views.month_sitemap", refuse)
    assert site.get("/sitemap/2026-03.xml").status_code == 503


@pytest.mark.parametrize(
    ("address", "right", "wrong"),
    [
        ("/sitemap.xml", "https://paper.example/", "/"),
        ("/sitemap.xml", "+06:00", ""),
        ("/sitemap/2026-03.xml", "<lastmod>", "<changed>"),
        ("/sitemap/2026-03.xml", "image:loc", "image:url"),
        ("/news-sitemap.xml", "<news:language>bn", "<news:language>বাংলা"),
        ("/news-sitemap.xml", "<news:title>", "<news:name>"),
    ],
)
def test_the_schemas_find_what_is_wrong(site, publish: Publish, address: str, right: str, wrong: str) -> None:
    picture = PublicPicture("ঘাট", "", "নমুনা", (Rendition(f"{'a' * 40}.jpg", "jpeg", 360, 240),))
    publish(published_at=NOON, picture=picture)
    publish()
    sent = site.get(address).getvalue().decode()
    assert schema_of(address).is_valid(sent)
    assert right in sent
    assert not schema_of(address).is_valid(
        sent.replace(right, wrong).replace(right.replace("<", "</"), wrong.replace("<", "</"))
    )
