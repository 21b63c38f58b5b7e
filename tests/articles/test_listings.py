"""Section, topic, author and latest: pages of twenty, and nothing about names that no story has carried."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from articles.models import Contributor, Section, Topic
from tests.articles.reader import Page
from tests.conftest import publish_story

NOW = timezone.now()
LISTS = ["/world/", "/topic/river/", "/author/nomuna-sen/", "/latest/"]


@pytest.fixture(scope="module")
def forty_one(shared_rows, encoded):
    """Story 0 is the newest; each is in the section, has the topic and the author."""
    picture, _files = encoded
    return [
        publish_story(
            headline=f"খবর {number}",
            published_at=NOW - timedelta(hours=number),
            topics=[("river", "নদী")],
            byline=[("nomuna-sen", "নমুনা সেন", "reporter")],
            picture=picture if number % 2 else None,
        )
        for number in range(41)
    ]


def shown(response):
    """The stories of the list itself, in order."""
    html = response.content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    main = main.partition("<aside")[0]

    class Answer:
        content = main.encode()

    return [attrs["href"] for attrs, _ in Page(Answer).find("a", lang="bn")]


@pytest.mark.parametrize("address", LISTS)
def test_pages_follow_each_other_without_gap_or_repetition(site, forty_one, address):
    pages = [shown(site.get(address if number == 1 else f"{address}?page={number}")) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [20, 20, 1]
    assert sum(pages, []) == [story.get_absolute_url() for story in forty_one]


@pytest.mark.parametrize("address", LISTS)
def test_each_page_knows_its_neighbours_and_its_own_address(site, forty_one, address):
    base = settings.KHOBOR_SITE_URL + address
    for number, previous, following in ((1, [], ["?page=2"]), (2, [""], ["?page=3"]), (3, ["?page=2"], [])):
        own = "" if number == 1 else f"?page={number}"
        page = Page(site.get(address + own))
        assert page.hrefs(rel="prev") == [address + tail for tail in previous]
        assert page.hrefs(rel="next") == [address + tail for tail in following]
        assert page.hrefs("link", rel="canonical") == [base + own]
        assert len(page.find("h1")) == 1


@pytest.mark.parametrize("address", LISTS)
def test_the_first_page_has_one_address(site, forty_one, address):
    response = site.get(f"{address}?page=1")
    assert (response.status_code, response["Location"]) == (301, address)


@pytest.mark.parametrize("address", LISTS)
@pytest.mark.parametrize(
    "page",
    [
        "4",
        "abc",
        "",
        "0",
        "-1",
        "1.5",
        "01",
        "+2",
        " 2",
        "২",
        "9999",
        "99999",
        "9" * 400,
        "%00",
        "%ff",
        "2%0A",
    ],
)
def test_any_other_page_is_not_found(site, forty_one, address, page):
    assert site.get(f"{address}?page={page}").status_code == 404


@pytest.mark.parametrize("address", LISTS)
def test_a_list_takes_few_queries(site, forty_one, at_most, address):
    for page in ("", "?page=2"):
        with at_most(4):
            assert site.get(address + page).status_code == 200


def test_stories_of_the_same_moment_keep_one_order(site, publish):
    told = [publish(section="sports", section_name="খেলা", published_at=NOW) for _ in range(25)]
    stories = sorted((story.get_absolute_url() for story in told), reverse=True)
    assert shown(site.get("/sports/")) + shown(site.get("/sports/?page=2")) == stories


@pytest.mark.parametrize("address", ["/topic/secret/", "/author/secret-name/", "/secret/"])
def test_a_name_no_story_has_carried_is_not_found(site, publish, address):
    publish()
    Topic.objects.create(slug="secret", name="গোপন বিষয়")
    Contributor.objects.create(slug="secret-name", name="গোপন নাম")
    Section.objects.create(slug="secret", name="গোপন বিভাগ")
    response = site.get(address)
    assert response.status_code == 404
    assert "গোপন" not in response.content.decode()


def test_an_author_page_says_who_it_is(site, publish):
    publish(byline=[("nomuna-sen", "নমুনা সেন", "reporter")])
    Contributor.objects.filter(slug="nomuna-sen").update(title="জ্যেষ্ঠ প্রতিবেদক", bio="নদী নিয়ে লেখেন।")
    page = Page(site.get("/author/nomuna-sen/"))
    assert page.find("h1")[0][1] == "নমুনা সেন"
    assert "জ্যেষ্ঠ প্রতিবেদক" in page.html
    assert page.meta("description") == "নদী নিয়ে লেখেন।"


def test_a_story_appears_once_under_a_name_it_carries_twice(site, publish):
    publish(byline=[("kalpita-das", "কল্পিতা দাস", "reporter"), ("kalpita-das", "কল্পিতা দাস", "photographer")])
    assert len(shown(site.get("/author/kalpita-das/"))) == 1


def test_only_its_own_stories_are_in_a_section(site, publish):
    publish(headline="বিশ্বের খবর")
    publish(section="sports", section_name="খেলা", headline="খেলার খবর")
    assert len(shown(site.get("/sports/"))) == 1


def test_the_navigation_marks_where_the_reader_is(site, publish):
    story = publish()
    publish(section="sports", section_name="খেলা")
    current = Page(site.get("/world/")).find("a", href="/world/")
    assert current[0][0]["aria-current"] == "page"
    assert Page(site.get(story.get_absolute_url())).find("a", href="/world/")[0][0]["aria-current"] == "true"
    assert "aria-current" not in Page(site.get("/")).html
