"""The front page: what leads, what follows, and nothing twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.placing import BLOCK, TOP
from tests.articles.reader import Page

NOW = timezone.now()


@pytest.fixture
def paper(publish, picture):
    """Twelve stories in three sections, one an hour; story 0 is the newest and only 2, 5 and 8 have a picture."""
    return [
        publish(
            headline=f"শিরোনাম নম্বর {number}",
            section=("world", "sports", "economy")[number % 3],
            section_name=("বিশ্ব", "খেলা", "অর্থনীতি")[number % 3],
            published_at=NOW - timedelta(hours=number),
            picture=picture if number in (2, 5, 8) else None,
        )
        for number in range(12)
    ]


def main_links(page):
    """The stories linked before the rail of the latest and after it, without the rail itself."""
    html = page.html
    start, end = html.index("<main"), html.index("</main>")
    rail, rail_end = html.index("<aside", start), html.index("</aside>", start)
    shown = html[start:rail] + html[rail_end:end]

    class Answer:
        content = shown.encode()

    return [attrs["href"] for attrs, _ in Page(Answer).find("a") if attrs["href"].count("/") == 3]


def test_newest_with_a_picture_leads(site, paper):
    leads = Page(site.get("/")).find("article", class_="is-lead")
    assert [text for _, text in leads] != []
    assert "শিরোনাম নম্বর 2" in leads[0][1]


def test_without_any_picture_the_newest_leads(site, publish):
    publish(headline="পুরোনো", published_at=NOW - timedelta(hours=2))
    publish(headline="নতুন", published_at=NOW)
    assert "নতুন" in Page(site.get("/")).find("article", class_="is-lead")[0][1]


def test_no_story_stands_twice(site, paper):
    links = main_links(Page(site.get("/")))
    assert len(links) == len(set(links)) == len(paper)


def test_beside_the_lead_stand_the_newest_others(site, paper):
    links = main_links(Page(site.get("/")))
    expected = [paper[2], *(story for story in paper if story is not paper[2])][:TOP]
    assert links[:TOP] == [story.get_absolute_url() for story in expected]


def test_a_section_shows_at_most_a_block(site, publish):
    for number in range(20):
        publish(published_at=NOW - timedelta(hours=number))
    links = main_links(Page(site.get("/")))
    assert len(links) == TOP + BLOCK


def test_sections_come_in_their_order_and_only_with_stories(site, paper, publish):
    from articles.models import Section

    Section.objects.filter(slug="economy").update(position=1)
    Section.objects.filter(slug="world").update(position=2)
    Section.objects.filter(slug="sports").update(position=3)
    Section.objects.create(slug="empty", name="খালি বিভাগ", position=0)
    page = Page(site.get("/"))
    titles = [attrs["id"] for attrs, _ in page.find("h2") if (attrs.get("id") or "").startswith("section-")]
    assert titles == ["section-economy", "section-world", "section-sports"]
    assert "খালি বিভাগ" not in page.html


def test_the_rail_lists_the_twenty_latest(site, publish):
    stories = [publish(published_at=NOW - timedelta(hours=number)) for number in range(23)]
    rail = Page(site.get("/")).find("ol", class_="latest")
    assert len(rail) == 1
    html = site.get("/").content.decode()
    ol = html[html.index('<ol class="latest">') : html.index("</ol>")]
    assert ol.count("<li>") == 20
    assert stories[19].get_absolute_url() in ol
    assert stories[20].get_absolute_url() not in ol


def test_an_empty_newspaper_has_a_front_page(site):
    response = site.get("/")
    assert response.status_code == 200
    assert len(Page(response).find("h1")) == 1


def test_it_takes_few_queries_however_many_stories(site, paper, at_most):
    with at_most(6):
        site.get("/")


def test_no_body_is_read_for_a_list(site, paper, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for address in ("/", "/latest/", "/world/"):
        with CaptureQueriesContext(connection) as captured:
            site.get(address)
        assert not [query for query in captured if '"articles_article"."body"' in query["sql"]]


@pytest.mark.parametrize("page", ["abc", "2", "1", ""])
def test_the_front_page_has_no_pages(site, publish, page):
    publish()
    assert site.get("/", {"page": page}).status_code == 404
    assert site.get("/", {"utm_source": "x"}).status_code == 200
