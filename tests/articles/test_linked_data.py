"""What pages tell machines: JSON-LD that can be read, of what readers see, and harmless whatever a headline holds."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from articles.models import Article, Contributor, Page
from articles.snapshot import PublicPicture, Rendition

Publish = Callable[..., Article]
AT = datetime(2025, 9, 3, 11, 30, tzinfo=UTC)
PICTURE = PublicPicture(
    "ঘাট",
    "",
    "নমুনা",
    (
        Rendition("a" * 40 + ".jpg", "jpeg", 1280, 853),
        Rendition("b" * 40 + ".jpg", "jpeg", 1200, 675, "16x9"),
        Rendition("c" * 40 + ".jpg", "jpeg", 1137, 853, "4x3"),
        Rendition("d" * 40 + ".jpg", "jpeg", 853, 853, "1x1"),
    ),
)


@pytest.fixture(autouse=True)
def _site_url(settings) -> None:
    settings.KHOBOR_SITE_URL = "https://paper.example"


@pytest.fixture
def read(site) -> Callable[[str], dict[str, dict[str, Any]]]:
    def things(address: str) -> dict[str, dict[str, Any]]:
        page = site.get(address).content.decode()
        text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
        data = json.loads(text)
        assert data["@context"] == "https://schema.org"
        return {thing["@type"]: thing for thing in data["@graph"]}

    return things


def test_a_story_says_all_that_search_engines_ask_for(read, publish: Publish) -> None:
    article = publish(
        headline="নদীর খবর",
        standfirst="সংক্ষেপে।",
        body="<p>এক দুই তিন</p>",
        dateline="সুনামগঞ্জ",
        topics=[("river", "নদী")],
        byline=[("kalpita-sen", "কল্পিতা সেন", "reporter")],
        picture=PICTURE,
        published_at=AT,
    )
    address = f"https://paper.example{article.get_absolute_url()}"
    said = read(article.get_absolute_url())["NewsArticle"]
    assert said["headline"] == "নদীর খবর"
    assert said["mainEntityOfPage"] == said["url"] == address
    assert said["datePublished"] == said["dateModified"] == "2025-09-03T17:30:00+06:00"
    assert said["author"] == [
        {"@type": "Person", "name": "কল্পিতা সেন", "url": "https://paper.example/author/kalpita-sen/"}
    ]
    assert [(image["width"], image["height"]) for image in said["image"]] == [
        (1200, 675),
        (1137, 853),
        (853, 853),
    ]
    assert all(image["url"].startswith("https://paper.example/media/") for image in said["image"])
    assert {image["creditText"] for image in said["image"]} == {"নমুনা"}
    assert said["keywords"] == ["নদী"]
    assert said["dateline"] == "সুনামগঞ্জ"
    assert said["wordCount"] == 3
    assert said["inLanguage"] == "bn"
    assert said["contentLocation"]["name"] == "সুনামগঞ্জ"


def test_the_papers_policies_are_named_once_their_pages_are_published(read, publish: Publish) -> None:
    story = publish()
    before = read("/")["NewsMediaOrganization"]
    assert before["correctionsPolicy"] == "https://paper.example/corrections/"
    assert "publishingPrinciples" not in before
    for slug in ("principles", "ethics", "corrections-policy", "contact", "privacy"):
        Page.objects.create(slug=slug, title=slug, body="<p>.</p>", edition=1, published_at=AT)
    for address in ("/", story.get_absolute_url()):
        paper = read(address)["NewsMediaOrganization"]
        assert paper["publishingPrinciples"] == "https://paper.example/policy/principles/"
        assert paper["ethicsPolicy"] == "https://paper.example/policy/ethics/"
        assert paper["correctionsPolicy"] == "https://paper.example/policy/corrections-policy/"
        assert paper["contactPoint"]["url"] == "https://paper.example/contact/"


def test_a_translation_and_its_original_name_each_other(read, publish: Publish) -> None:
    bengali, english = publish(), publish(language="en", headline="A library by the river")
    Article.objects.filter(pk=english.pk).update(translation_of=bengali.pk)
    names = [f"https://paper.example{one.get_absolute_url()}#article" for one in (bengali, english)]
    assert read(english.get_absolute_url())["NewsArticle"]["translationOfWork"] == {"@id": names[0]}
    assert read(bengali.get_absolute_url())["NewsArticle"]["workTranslation"] == [{"@id": names[1]}]


def test_a_change_moves_the_date_of_modification(read, publish: Publish) -> None:
    article = publish(published_at=AT)
    publish(public_id=article.public_id, headline="বদলানো", published_at=AT + timedelta(hours=1))
    assert read(article.get_absolute_url())["NewsArticle"]["dateModified"] == "2025-09-03T18:30:00+06:00"


def test_without_a_byline_the_paper_speaks(read, publish: Publish) -> None:
    things = read(publish().get_absolute_url())
    assert things["NewsArticle"]["author"] == [{"@id": things["NewsMediaOrganization"]["@id"]}]


def test_the_way_leads_from_the_front_to_the_story(read, publish: Publish) -> None:
    article = publish(headline="খবর")
    steps = read(article.get_absolute_url())["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert [step["item"] for step in steps] == [
        "https://paper.example/",
        "https://paper.example/world/",
        f"https://paper.example{article.get_absolute_url()}",
    ]


def test_the_front_page_is_the_papers(read, publish: Publish) -> None:
    publish()
    things = read("/")
    assert things["WebSite"]["publisher"]["@id"] == things["NewsMediaOrganization"]["@id"]
    assert things["WebSite"]["potentialAction"]["target"].startswith("https://paper.example/search/?q=")
    assert things["NewsMediaOrganization"]["correctionsPolicy"] == "https://paper.example/corrections/"


def test_a_writers_page_is_about_a_person(read, publish: Publish) -> None:
    publish(byline=[("kalpita-sen", "কল্পিতা সেন", "reporter")])
    Contributor.objects.update(title="প্রতিবেদক", links=[{"name": "ওয়েবসাইট", "url": "https://example.org/k"}])
    said = read("/author/kalpita-sen/")["Person"]
    assert (said["name"], said["jobTitle"], said["sameAs"]) == (
        "কল্পিতা সেন",
        "প্রতিবেদক",
        ["https://example.org/k"],
    )


@pytest.mark.parametrize(
    "headline", ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b", '"quoted" & \\ back']
)
def test_no_headline_ends_the_script_that_holds_it(read, publish: Publish, headline: str) -> None:
    assert read(publish(headline=headline).get_absolute_url())["NewsArticle"]["headline"] == headline


def test_a_withdrawn_story_says_nothing_to_machines(site, publish: Publish) -> None:
    from django.db import transaction

    from articles.models import Tombstone
    from articles.publishing import retract_article

    article = publish()
    with transaction.atomic():
        retract_article(article.public_id, Tombstone.Kind.WITHDRAWN, AT, notice="ভুল ছিল।")
    assert "application/ld+json" not in site.get(article.get_absolute_url()).content.decode()


def test_the_manifest_names_the_paper_and_its_icons(site) -> None:
    response = site.get("/manifest.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    said = response.json()
    assert said["name"] == "খবর"
    assert [icon["sizes"] for icon in said["icons"]] == ["192x192", "512x512"]
