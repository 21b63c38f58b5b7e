"""The paper's own pages, and the site map, as readers have them."""

from datetime import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Contributor, Edition, Page, Topic
from articles.page_publishing import PageSnapshot, publish_page, take_off_page
from articles.publishing import UncleanBodyError
from tests.articles.reader import Page as Read

ABOUT = PageSnapshot("about", "আমাদের সম্পর্কে", "কারা এই পত্রিকা করেন।", "<p>আমরা খবর লিখি।</p>", 1)
POLICY = PageSnapshot("privacy", "গোপনীয়তা", "", "<h2>কুকি</h2><p>আমরা কুকি রাখি না।</p>", 5)


@pytest.fixture
def give(db):
    """give(ABOUT, title=…): readers have this page."""

    def publish(snapshot):
        with transaction.atomic():
            return publish_page(snapshot, timezone.now())

    return publish


@pytest.mark.parametrize(
    ("snapshot", "address"), [(ABOUT, "/about/"), (POLICY, "/policy/privacy/")], ids=["about", "policy"]
)
def test_a_page_is_read_at_its_address(site, give, at_most, snapshot, address):
    give(snapshot)
    with at_most(4):
        response = site.get(address)
    page = Read(response)
    assert [text for _, text in page.find("h1")] == [snapshot.title]
    assert page.hrefs("link", rel="canonical")[0].endswith(address)
    assert page.find("nav", **{"aria-labelledby": "house-pages"})
    assert "data-read" not in page.html
    assert not page.find("p", class_="when")


@pytest.mark.parametrize(
    "address", ["/about/", "/contact/", "/policy/", "/policy/ethics/", "/policy/Ethics/"]
)
def test_without_a_published_page_there_is_none(site, address):
    assert site.get(address).status_code == 404


def test_about_has_one_address(site, give):
    give(ABOUT)
    assert site.get("/policy/about/").headers["Location"] == "/about/"


def test_each_publish_makes_an_edition_and_says_when_the_words_changed(give):
    first = give(ABOUT)
    assert give(ABOUT) == first + 1 == Edition.objects.get().number
    page = Page.objects.get()
    assert page.updated_at is None
    give(PageSnapshot("about", ABOUT.title, ABOUT.description, "<p>আমরা খবর লিখি ও ছবি তুলি।</p>", 1))
    changed = Page.objects.get()
    assert changed.published_at == page.published_at < changed.updated_at


@pytest.mark.parametrize(
    "body",
    [
        "<p onclick='x()'>ক</p>",
        "<script>x()</script>",
        '<figure data-box="picture" data-picture="1"></figure>',
        '<aside data-box="fact"><p>ক</p></aside>',
    ],
)
def test_an_unclean_page_is_refused(give, body):
    with pytest.raises(UncleanBodyError):
        give(PageSnapshot("about", "আমাদের সম্পর্কে", "", body, 1))
    assert not Page.objects.exists()


def test_a_page_that_was_taken_off_is_not_found(site, give):
    give(ABOUT)
    with transaction.atomic():
        take_off_page("about")
    assert site.get("/about/").status_code == 404


# The site map


def test_the_site_map_leads_to_everything_that_has_news(site, give, publish, at_most):
    give(ABOUT)
    give(POLICY)
    zone = timezone.get_default_timezone()
    publish(
        topics=[("river", "নদী"), ("flood", "বন্যা")],
        byline=[("namuna-hasan", "নমুনা হাসান", "reporter")],
        published_at=datetime(2025, 12, 31, 23, 0, tzinfo=zone),
    )
    publish(published_at=datetime(2025, 10, 2, 0, 30, tzinfo=zone))
    Topic.objects.create(slug="secret", name="গোপন")
    Contributor.objects.create(slug="nobody", name="কেউ না")
    with at_most(4):
        response = site.get("/sitemap/")
    page = Read(response)
    links = page.hrefs()
    assert {"/about/", "/policy/privacy/", "/world/", "/topic/river/", "/author/namuna-hasan/"} <= set(links)
    assert [link for link in links if link.startswith("/archive/20")] == [
        "/archive/2025/12/31/",
        "/archive/2025/10/02/",
    ]
    assert links.index("/topic/river/") < links.index("/topic/flood/")
    assert not {"/topic/secret/", "/author/nobody/"} & set(links)
    for link in ("/archive/2025/12/31/", "/archive/2025/10/02/"):
        assert site.get(link).status_code == 200


def test_a_house_byline_is_nobody_to_lead_to(site, publish):
    Contributor.objects.create(slug="desk", name="নিজস্ব প্রতিবেদক", kind=Contributor.Kind.HOUSE)
    publish(byline=[("desk", "নিজস্ব প্রতিবেদক", "reporter")])
    assert "/author/desk/" not in Read(site.get("/sitemap/")).hrefs()


def test_an_empty_paper_has_a_site_map(site):
    assert site.get("/sitemap/").status_code == 200
