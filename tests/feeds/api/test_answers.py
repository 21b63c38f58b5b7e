"""How the API answers, whatever is asked: problems, other sites' scripts, and who has it already."""

import html
import json
import re

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from django.utils import timezone

from articles.cache.addresses import read_address
from articles.models import Tombstone
from articles.publishing import retract_article
from tests.articles.reader import Page

ALL = ["", "articles/", "sections/", "topics/", "contributors/", "corrections/", "changes/", "search/?q=x"]
HUGE = "9" * 20_000


@pytest.fixture
def story(publish):
    return publish(public_id="story001", section="world", topics=[("river", "নদী")])


# Problems


@pytest.mark.parametrize(
    ("address", "status", "code", "parameter"),
    [
        ("articles/?limit=0", 400, "bad-parameter", "limit"),
        ("articles/?limit=51", 400, "bad-parameter", "limit"),
        ("articles/?limit=05", 400, "bad-parameter", "limit"),
        ("articles/?limit=২০", 400, "bad-parameter", "limit"),
        (f"articles/?limit={HUGE}", 400, "bad-parameter", "limit"),
        ("articles/?limit=5&limit=6", 400, "bad-parameter", "limit"),
        ("articles/?section=", 400, "bad-parameter", "section"),
        ("articles/?topic=নদী", 400, "bad-parameter", "topic"),
        ("articles/?contributor=a%00b", 400, "bad-parameter", "contributor"),
        ("articles/?language=xx", 400, "bad-parameter", "language"),
        ("articles/?since=yesterday", 400, "bad-parameter", "since"),
        ("articles/?since=2026-02-30", 400, "bad-parameter", "since"),
        ("articles/?since=2026-03-01T10:00:00", 400, "bad-parameter", "since"),
        (
            "articles/?until=2026-03-01T10:00:00+06:00",
            400,
            "bad-parameter",
            "until",
        ),  # + is a space in an address
        ("articles/?until=%F0%9D%9F%9A026-03-01", 400, "bad-parameter", "until"),
        ("search/", 400, "bad-parameter", "q"),
        ("search/?q=", 400, "bad-parameter", "q"),
        ("search/?q=%00", 400, "bad-parameter", "q"),
        (f"search/?q={HUGE}", 400, "bad-parameter", "q"),
        ("articles/?page=2", 400, "unknown-parameter", None),
        ("articles/story001/?lite=1", 400, "unknown-parameter", None),
        ("?%00=%00", 400, "unknown-parameter", None),
        ("articles/?" + "&".join(f"a{n}=1" for n in range(1500)), 400, "bad-request", None),
        ("articles/00000000/", 404, "not-found", None),
        ("articles/STORY001/", 404, "not-found", None),
        ("articles/?topic=nothing", 404, "not-found", "topic"),
        ("nothing/", 404, "not-found", None),
        ("%00/%F0%9D%9F%9A/../x", 404, "not-found", None),
    ],
)
def test_what_cannot_be_answered_is_a_problem_that_says_what_to_do(
    site, story, address, status, code, parameter
):
    answer = site.get(f"/api/v1/{address}")
    said = answer.json()
    assert (answer.status_code, said["status"]) == (status, status)
    assert answer["Content-Type"] == "application/problem+json"
    assert said["type"].endswith(f"/api/#{code}")
    assert said.get("parameter") == parameter
    assert said["title"].isascii()
    assert said["detail"]
    assert HUGE not in answer.content.decode()
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_plus_that_became_a_space_is_explained(site):
    said = site.get("/api/v1/articles/?since=2026-03-01T10:00:00+06:00").json()
    assert "%2B" in said["detail"]


def test_parameters_that_are_not_known_are_named(site):
    said = site.get("/api/v1/articles/?page=2&<b>=1").json()
    assert said["parameters"] == ["page", "?b?"]
    assert "limit" in said["detail"]


def test_while_the_database_is_away_it_says_so_as_json(site, database_down):
    for name in ALL:
        answer = site.get(f"/api/v1/{name}")
        assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json"), name
        assert answer["Retry-After"] == "30"
        assert answer["Cache-Control"] == "no-store"


def test_a_list_that_would_take_too_long_says_so(site, story):
    def slowly(execute, sql, params, many, context):
        if "statement_timeout" in sql:
            params = ["1"]  # ms
        elif 'ORDER BY "articles_article"."published_at"' in sql:
            sql = sql.replace("SELECT", "SELECT pg_sleep(0.05),", 1)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(slowly):
        answer = site.get("/api/v1/articles/?language=bn")
    assert (answer.status_code, answer.json()["type"].partition("#")[2]) == (422, "too-broad")
    assert site.get("/api/v1/articles/?language=bn").status_code == 200


# Methods, and scripts of other sites


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_it_can_only_be_read(site, story, method):
    for name in ("articles/", "articles/story001/", "nothing/"):
        answer = getattr(site, method)(f"/api/v1/{name}")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert answer.json()["type"].endswith("#method-not-allowed")


def test_a_script_of_another_site_may_ask_with_a_condition(site, story):
    preflight = site.options(
        "/api/v1/articles/",
        headers={
            "origin": "https://other.example",
            "access-control-request-method": "GET",
            "access-control-request-headers": "if-none-match",
        },
    )
    assert (preflight.status_code, preflight.content) == (204, b"")
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert "GET" in preflight["Access-Control-Allow-Methods"]
    assert "If-None-Match" in preflight["Access-Control-Allow-Headers"]
    answer = site.get("/api/v1/articles/", headers={"origin": "https://other.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Link"} <= set(answer["Access-Control-Expose-Headers"].split(", "))
    assert "Access-Control-Allow-Credentials" not in answer
    assert site.options("/api/openapi.json").status_code == 204


def test_other_pages_still_refuse_what_only_the_api_answers(site):
    assert site.options("/").status_code == 405
    assert site.post("/api/").status_code == 405


@pytest.mark.parametrize("name", ["", "articles/", "articles/story001/", "changes/"])
def test_a_head_says_what_a_get_says_without_its_body(site, story, name):
    get, head = site.get(f"/api/v1/{name}"), site.head(f"/api/v1/{name}")
    assert (head.status_code, head.content) == (200, b"")
    for header in ("ETag", "Content-Type", "Content-Length"):
        assert head[header] == get[header]


def test_an_address_without_its_last_slash_leads_to_it(site, story):
    answer = site.get("/api/v1/articles?limit=2")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/articles/?limit=2")
    assert site.get("/api/v1").status_code == 301
    assert site.get("/api/v1/nothing").status_code == 404


# Who has it already


@pytest.mark.parametrize("name", ["", "articles/", "articles/story001/", "topics/", "search/?q=পাঠাগার"])
def test_what_has_not_changed_costs_no_body(site, story, name):
    known = site.get(f"/api/v1/{name}")["ETag"]
    for ask in (site.get, site.head):
        again = ask(f"/api/v1/{name}", headers={"if-none-match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == known
        assert again["Access-Control-Allow-Origin"] == "*"


def test_what_an_editor_changed_is_there_at_once(site, story, publish):
    known = site.get("/api/v1/articles/")["ETag"]
    publish()
    assert site.get("/api/v1/articles/", headers={"if-none-match": known}).status_code == 200


def test_a_story_says_when_it_last_changed(site, story):
    date = site.get("/api/v1/articles/story001/")["Last-Modified"]
    assert site.get("/api/v1/articles/story001/", headers={"if-modified-since": date}).status_code == 304
    old = "Mon, 01 Jan 2001 00:00:00 GMT"
    assert site.get("/api/v1/articles/story001/", headers={"if-modified-since": old}).status_code == 200


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("/api/", True),
        ("/api/?x=1", True),  # a page drops what it does not know
        ("/api/openapi.json", True),
        ("/api/v1/articles/", True),
        ("/api/v1/articles/?topic=river&limit=5", True),
        ("/api/v1/articles/?limit=5&limit=6", False),
        ("/api/v1/articles/?after=1.story001", False),
        ("/api/v1/articles/?since=2026-01-01", False),
        ("/api/v1/articles/?lite=1", False),
        ("/api/v1/articles/?x=1", False),
        ("/api/v1/search/?q=x", False),
        ("/api/v1/nothing/", False),
    ],
)
def test_memory_keeps_what_has_an_end_and_never_answers_for_what_would_be_refused(site, address, is_kept):
    assert (read_address(RequestFactory().get(address)) is not None) == is_kept


def test_the_light_page_s_header_makes_no_second_copy(site):
    asked = [read_address(RequestFactory().get("/api/v1/", headers=one)) for one in ({}, {"save-data": "on"})]
    assert asked[0] == asked[1]


# What describes it


def test_the_description_is_found_from_the_page_the_entry_and_the_front_page(site, publish):
    publish()
    entry = site.get("/api/v1/")
    assert 'rel="service-desc"' in entry["Link"]
    assert all(link.endswith("/") for link in entry.json()["links"].values())
    page = site.get("/api/")
    assert 'rel="service-desc"' in page["Link"]
    for one in (page, site.get("/")):
        assert Page(one).hrefs("link", rel="service-desc") == ["/api/openapi.json"]
    assert Page(site.get("/")).hrefs("link", rel="service-doc") == ["/api/"]
    assert "Disallow: /api/v1/" in site.get("/robots.txt").content.decode()


def test_the_page_tells_people_everything_the_description_tells_programs(site, publish):
    publish()
    words = site.get("/api/").content.decode()
    described = site.get("/api/openapi.json").json()
    for path, methods in described["paths"].items():
        assert path in words
        for parameter in methods["get"]["parameters"]:
            assert f">{parameter['name']}<" in words or parameter["in"] == "path"
    assert "curl" in words
    assert len(json.dumps(described)) < 100_000


def test_what_is_copied_from_the_page_gets_an_answer(site, story):
    examples = re.findall(r"curl '[^']*?(/api/[^']*)'", html.unescape(site.get("/api/").content.decode()))
    assert len(examples) > 8
    for address in examples:
        assert site.get(address).status_code == 200, address


def test_each_kind_of_problem_has_its_place_on_the_page(site, story):
    page = Page(site.get("/api/"))
    anchor = site.get("/api/v1/articles/?x=1").json()["type"].partition("#")[2]
    assert page.find("div", id=anchor)


def test_a_withdrawn_story_comes_back_with_its_next_publish(site, story, publish):
    with transaction.atomic():
        retract_article("story001", Tombstone.Kind.WITHDRAWN, timezone.now(), notice="x")
    assert site.get("/api/v1/articles/story001/").status_code == 410
    publish(public_id="story001")
    assert site.get("/api/v1/articles/story001/").status_code == 200
