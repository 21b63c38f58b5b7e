"""Addresses that lead nowhere: a Bengali 404, never a 500."""

import pytest
from django.utils.translation import gettext

from articles.models import RESERVED_SLUGS
from tests.articles.reader import Page

NASTY = [
    "/nothing/",
    "/বাংলাদেশ/",
    "/বাংলাদেশ/খবর/",
    "/%E0%A6%AC%E0%A6%BE/",
    "/%ff%fe/",
    "/%E0%A6/",
    "/%00/",
    "/world/%00/",
    "/world/0000000/",
    "/world/000000000/",
    "/world/00000000/",
    "/world/ABCDEFGH/",
    "/world/aaaaaaa%00/",
    "/world/aaaaaaaa%0A/",
    "/World/",
    "/wor_ld/",
    "/-world/",
    "/world//",
    "/../../etc/passwd",
    "/world/../../../etc/passwd/",
    "/topic/",
    "/topic/নদী/",
    "/topic/no-such-topic/",
    "/author/no-such-author/",
    "/author/x/y/",
    "/latest/2/",
    "/feeds/",
    "/feeds/latest.rss/",
    "/media/",
    "/media/../settings.py",
    "/media/%2e%2e%2fsettings.py",
    "/media/" + "0" * 40,
    "/media/" + "0" * 40 + ".webp",
    "/media/" + "0" * 40 + ".png",
    "/media/" + "G" * 40 + ".jpg",
    "/media/" + "0" * 40 + ".jpg%0A",
    "/media/" + "0" * 40 + ".jpg/x",
    "/static/",
    "/admin/",
    "/ticker.json/",
    "/robots.txt/x",
    "/" + "a" * 4000 + "/",
    "/" + "%E0%A6%AC" * 500 + "/",
    "/'%20OR%201=1--/",
    "/world/{{7*7}}/",
]


@pytest.mark.parametrize("address", NASTY)
def test_an_address_that_leads_nowhere_is_not_found(site, publish, address):
    publish()
    response = site.get(address)
    assert response.status_code == 404
    page = Page(response)
    assert page.find("h1")[0][1] == gettext("Page not found")
    assert page.meta("robots") == "noindex"


@pytest.mark.parametrize("query", ["%00", "x=%ff", "pages", "&&&=", "q=%E0%A6", "a" * 5000])
def test_a_query_nobody_asked_for_harms_no_page(site, publish, query):
    story = publish()
    for address in ("/", story.get_absolute_url(), "/ticker.json", "/feeds/latest.rss", "/healthz"):
        assert site.get(f"{address}?{query}").status_code == 200


@pytest.mark.parametrize("address", ["/latest", "/world", "/topic/river"])
def test_a_forgotten_slash_is_added(site, publish, address):
    publish(topics=[("river", "নদী")])
    response = site.get(address)
    assert (response.status_code, response["Location"]) == (301, address + "/")


def test_not_found_offers_the_latest(site, publish):
    story = publish()
    page = Page(site.get("/nothing/"))
    assert story.get_absolute_url() in page.hrefs()
    assert page.find("nav")


def test_a_missing_file_asks_the_database_nothing(site, publish, at_most):
    publish()
    with at_most(0):
        site.get("/media/" + "0" * 40 + ".webp")
        site.get("/media/nonsense")


# A story's short address, and where its reads are counted, have its id where a section's stories have theirs.
@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS - {"s", "read"}))
def test_no_reserved_word_is_asked_of_the_database_as_a_section(site, publish, slug):
    story = publish()
    assert site.get(f"/{slug}/{story.public_id}/").status_code == 404
