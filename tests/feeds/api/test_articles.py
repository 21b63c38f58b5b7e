"""Lists of stories: what they hold, in which order, and how one goes through them."""

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Redirect, Tombstone, Topic, TopicAlias
from articles.publishing import retract_article

NOON = datetime(2026, 3, 1, 6, tzinfo=UTC)
LIST = "/api/v1/articles/"


def ids(items):
    return [alt["value"] for item in items for alt in item["altIds"] if alt["role"] == "id"]


def ask(site, query=""):
    answer = site.get(f"{LIST}{query}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def walk(site, address, between=lambda: None):
    """The ids of all pages from `address` on; `between` happens after each page."""
    found = []
    while address:
        said = site.get(address).json()
        found += ids(said["items"])
        between()
        address = said["next"] and urlsplit(said["next"])._replace(scheme="", netloc="").geturl()
    return found


@pytest.fixture
def seven(publish):
    """Seven stories, three of them of one moment, newest first."""
    ages = [0, 1, 2, 2, 2, 3, 4]
    stories = [publish(published_at=NOON - timedelta(hours=age)) for age in ages]
    return sorted(stories, key=lambda one: (one.published_at, one.public_id), reverse=True)


def test_the_list_is_the_site_s_own_newest_first(site, seven):
    assert ids(ask(site)["items"]) == [one.public_id for one in seven]
    latest = site.get("/latest/").content.decode()
    places = [latest.index(f"{one.public_id}/", latest.index("<main")) for one in seven]
    assert places == sorted(places)


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50])
def test_pages_follow_one_another_without_a_gap(site, seven, limit):
    assert walk(site, f"{LIST}?limit={limit}") == [one.public_id for one in seven]


def test_stories_that_come_in_meanwhile_move_nothing(site, seven, publish):
    numbers = count()

    def come_in():
        publish(published_at=NOON + timedelta(hours=1 + next(numbers)))

    assert walk(site, f"{LIST}?limit=2", come_in) == [one.public_id for one in seven]


def test_a_story_that_goes_meanwhile_takes_nothing_with_it(site, seven):
    said = ask(site, "?limit=3")
    with transaction.atomic():
        retract_article(seven[2].public_id, Tombstone.Kind.GONE, NOON)  # the one that the cursor names
    assert walk(site, said["next"].partition("8000")[2]) == [one.public_id for one in seven[3:]]


def test_the_next_page_is_in_the_answer_and_in_its_link_header(site, seven):
    answer = site.get(f"{LIST}?limit=3")
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'
    last = site.get(f"{LIST}?limit=7")
    assert last.json()["next"] is None
    assert "Link" not in last


@pytest.fixture
def various(publish):
    publish(public_id="world001", published_at=NOON)
    publish(
        public_id="river001",
        section="bangladesh",
        published_at=NOON - timedelta(days=1),
        topics=[("river", "নদী")],
        byline=[("kalpita-sen", "কল্পিতা সেন", "reporter"), ("kalpita-sen", "কল্পিতা সেন", "photographer")],
    )
    publish(
        public_id="english1", language="en", published_at=NOON - timedelta(days=2), topics=[("river", "নদী")]
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("section=bangladesh", ["river001"]),
        ("topic=river", ["river001", "english1"]),
        ("contributor=kalpita-sen", ["river001"]),
        ("language=en", ["english1"]),
        ("topic=river&section=world", ["english1"]),
        ("contributor=kalpita-sen&language=en", []),
        ("since=2026-03-01", ["world001"]),
        ("until=2026-02-28", ["river001", "english1"]),
        ("since=2026-02-28&until=2026-02-28", ["river001"]),
        ("since=2026-03-01T12:00:00%2B06:00", ["world001"]),
        ("until=2026-03-01T06:00:00Z", ["river001", "english1"]),
        ("since=2026-03-02&until=2026-01-01", []),
        ("since=0001-01-01&until=9999-12-31", ["world001", "river001", "english1"]),
    ],
)
def test_a_list_is_narrowed_to_what_is_asked(site, various, query, expected):
    assert ids(ask(site, f"?{query}")["items"]) == expected


def test_filters_go_along_to_the_next_page(site, various):
    assert walk(site, f"{LIST}?topic=river&limit=1&until=2999-01-01") == ["river001", "english1"]


@pytest.mark.parametrize("kind", ["section", "topic", "contributor"])
def test_a_name_without_a_live_story_is_as_unknown_as_one_that_never_was(site, publish, kind):
    publish(
        public_id="story001",
        section="secret",
        topics=[("secret", "গোপন")],
        byline=[("secret", "গোপন", "reporter")],
    )
    with transaction.atomic():
        retract_article("story001", Tombstone.Kind.WITHDRAWN, NOON, notice="x")
    secret, never = (site.get(f"{LIST}?{kind}={slug}") for slug in ("secret", "never"))
    assert (secret.status_code, secret.content) == (404, never.content)
    assert secret.json()["parameter"] == kind


def test_what_was_merged_or_moved_leads_to_what_it_is_now(site, various):
    TopicAlias.objects.create(slug="stream", topic=Topic.objects.get(slug="river"))
    Redirect.objects.create(path="/home-news/", target="/bangladesh/", made_at=NOON)
    answer = site.get(f"{LIST}?topic=stream&limit=1")
    assert (answer.status_code, answer["Location"]) == (301, f"{LIST}?topic=river&limit=1")
    assert site.get(f"{LIST}?section=home-news")["Location"] == f"{LIST}?section=bangladesh"


# What readers do not have

HIDDEN = "শব্দটি-কারও-জানার-নয়"


@pytest.mark.parametrize("kind", list(Tombstone.Kind))
def test_what_was_taken_from_readers_is_nowhere_and_says_nothing(site, publish, kind):
    target = publish(public_id="target01")
    publish(
        public_id="story001",
        section="bangladesh",
        headline=HIDDEN,
        standfirst=HIDDEN,
        body=f"<p>{HIDDEN}</p>",
        topics=[("hidden", HIDDEN)],
        byline=[("hidden", HIDDEN, "reporter")],
    )
    with transaction.atomic():
        retract_article(
            "story001", kind, NOON, notice=HIDDEN, target=target.public_id if kind == "redirected" else ""
        )
    for name in (
        "articles",
        "sections",
        "topics",
        "contributors",
        "corrections",
        "changes",
        f"search/?q={HIDDEN}",
        "",
    ):
        address = f"/api/v1/{name}" if "?" in name or not name else f"/api/v1/{name}/"
        assert HIDDEN not in site.get(address).content.decode(), address
    answer = site.get(f"{LIST}story001/")
    if kind == Tombstone.Kind.REDIRECTED:
        assert (answer.status_code, answer["Location"]) == (301, f"{LIST}target01/")
        return
    said = answer.json()
    assert answer.status_code == 410
    assert HIDDEN not in answer.content.decode()
    assert (said["id"], said["state"], said["at"]) == ("story001", kind.value, "2026-03-01T12:00:00+06:00")


def test_what_an_editor_publishes_is_there_at_once_and_what_is_only_written_never(site, newsroom, draft):
    assert site.get(LIST).json()["items"] == []
    assert draft.headline not in json.dumps(site.get("/api/v1/changes/").json(), ensure_ascii=False)


# What it costs

QUERIES = {
    "": 1,
    "articles/": 1,
    "articles/?section=world": 2,
    "articles/?topic=river&contributor=kalpita-sen&language=bn": 6,  # two names, and the time limit around the list
    "articles/river001/": 2,
    "search/?q=পাঠাগার": 5,
    "sections/": 1,
    "topics/": 1,
    "contributors/": 1,
    "corrections/": 2,
    "changes/": 1,
}


def test_each_answer_asks_the_database_a_few_times_however_many_stories_it_has(
    site, various, publish, at_most
):
    for _number in range(20):
        publish(topics=[("river", "নদী")])
    for name, limit in QUERIES.items():
        with at_most(limit):
            assert site.get(f"/api/v1/{name}").status_code == 200, name


def test_no_list_reads_a_body(site, various):
    with connection.execute_wrapper(refuse_bodies):
        ask(site)


def refuse_bodies(execute, sql, params, many, context):
    assert '"body"' not in sql
    return execute(sql, params, many, context)


# Cursors that nobody gave

CURSORS = [
    "",
    "0",
    "1.1.1",
    ".",
    "1.story001\n",
    "99999999999999999999.story001",
    "1.STORY001",
    "১.story001",
    "-0",
    "\x00" * 9,
]


@pytest.mark.parametrize("name", ["articles", "corrections", "changes", "topics", "contributors", "search"])
def test_a_cursor_that_no_page_gave_is_refused(site, name):
    for cursor in CURSORS:
        if name in ("topics", "contributors") and cursor == "0":
            continue  # a slug as good as any
        asked = {"after": cursor} | ({"q": "নদী"} if name == "search" else {})
        answer = site.get(f"/api/v1/{name}/", asked)
        assert (answer.status_code, answer.json()["parameter"]) == (400, "after"), cursor


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(cursor=st.text(max_size=40) | st.from_regex(r"-?[0-9]{1,18}\.[0-9a-z]{8}", fullmatch=True))
def test_any_text_as_a_cursor_is_answered_or_refused(site, cursor):
    for name in ("articles", "changes"):
        assert site.get(f"/api/v1/{name}/", {"after": cursor}).status_code in (200, 400)


def test_articles_are_what_the_read_model_holds(site, seven):
    assert len(walk(site, f"{LIST}?limit=2")) == Article.objects.count()
