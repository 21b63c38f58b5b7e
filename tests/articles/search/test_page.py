"""The search page: an honest answer to any question, and never an error."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Contributor
from articles.search.highlight import Segment, mark_words, snippet
from articles.search.query import parse_query
from articles.search.suggesting import meant_instead, suggest

Publish = Callable[..., Article]


def test_a_reader_finds_a_story_with_the_words_marked(site, publish: Publish) -> None:
    publish(headline="খুলনায় নতুন সেতু", standfirst="সেতুটি খুলবে কাল।")
    page = site.get("/search/", {"q": "সেতু"}).content.decode()
    assert "<mark>সেতু</mark>" in page
    assert "<mark>সেতুটি</mark> খুলবে কাল।" in page
    assert 'name="robots" content="noindex"' in page


def test_without_a_question_there_is_a_field(site) -> None:
    response = site.get("/search/")
    assert response.status_code == 200
    assert 'role="search"' in response.content.decode()


def test_an_empty_answer_says_so_and_offers_what_may_have_been_meant(site, publish: Publish) -> None:
    publish(headline="শহরের পথে পথে মেলা")
    page = site.get("/search/", {"q": "সহরের"}).content.decode()
    assert "“সহরের”" in page
    assert "শহরের" in page


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("সহর", "শহর"),
        ("শহর", ""),
        ("খখখখ", ""),
        ("সহর মেলা", "শহর মেলা"),
        ("পাঠাগড়", "পাঠাগার"),
        ("গ্রন্থাগর", "গ্রন্থাগার"),
    ],
)
def test_what_may_have_been_meant(publish: Publish, asked: str, meant: str) -> None:
    publish(headline="শহর জুড়ে মেলা, পাঠাগার ও গ্রন্থাগার")
    assert meant_instead(parse_query(asked)) == meant


HOSTILE = [
    "'", "\\", "%", "%00", "\x00", "' OR 1=1 --", "a' & 'b", "!!!", "((((", ":*", "<->", "a <-> b", "-", "--", '"', '""', "“", "”“",
    "<script>alert(1)</script>", "{{ 7*7 }}", "../../etc/passwd", "\u202e", "\ud800", "\ufdfa" * 50, "a" * 10_000, "ক" * 5_000,
    "্" * 300, "\u200d" * 200, "é" * 300, "-" * 500, '"' * 500, " " * 500, "ক খ " * 3_000, "-ক " * 100, "১" * 400, "1,2,3,4" * 40,
    "a:*b:*", "s:শহর", "e:'", "$$", "NULL", "𝕏𝕐", "🙂", "<!--", "&lt;", "%s %(x)s", "{0}", "\t\n\r", "٣", "漢字", "Ω≈ç√",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_question_gets_an_answer(site, publish: Publish, text: str) -> None:
    publish()
    for address in ("/search/", "/search/suggest.json"):
        response = site.get(address, {"q": text.encode("utf-8", "replace").decode()})
        assert response.status_code == 200
        assert "<script>alert" not in response.content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(alphabet="কখশহর্াি ঁ়\u200d\"-'&|!<>():*", max_size=40))
def test_no_text_whatever_makes_an_error(site, text: str, bengali: str) -> None:
    assert site.get("/search/", {"q": text.encode("utf-8", "replace").decode()}).status_code == 200
    assert site.get("/search/suggest.json", {"q": bengali}).status_code == 200
    assert (
        site.get("/search/", {"q": bengali, "since": text.encode("utf-8", "replace").decode()}).status_code
        == 200
    )


@pytest.mark.parametrize(
    "filters",
    [
        {"since": "yesterday"},
        {"until": "2026-02-30"},
        {"since": "2026-05-01", "until": "2026-01-01"},
        {"section": "<b>"},
        {"author": "'"},
        {"since": "0001-01-01"},
    ],
)
def test_a_filter_that_makes_no_sense_is_said_and_left_out(
    site, publish: Publish, filters: dict[str, str]
) -> None:
    publish(headline="নদীর খবর")
    page = site.get("/search/", {"q": "নদী"} | filters).content.decode()
    assert 'id="wrong"' in page
    assert "<mark>নদীর</mark>" in page


def test_bengali_digits_make_a_day(site, publish: Publish) -> None:
    publish(headline="নদীর খবর")
    page = site.get("/search/", {"q": "নদী", "since": "২০২০-০১-০১"}).content.decode()
    assert 'id="wrong"' not in page
    assert 'value="2020-01-01"' in page


def test_a_forged_page_is_not_found(site) -> None:
    assert site.get("/search/", {"q": "ক", "after": "x"}).status_code == 404


def test_the_next_page_keeps_the_question(site, publish: Publish) -> None:
    for number in range(22):
        publish(headline=f"মেলা {number}")
    page = site.get("/search/", {"q": "মেলা", "section": "world"}).content.decode()
    address = page.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "section=world" in address
    assert site.get(address).content.decode().count('class="found-story"') == 2


def test_a_page_costs_few_queries(site, publish: Publish, at_most) -> None:
    for number in range(5):
        publish(headline=f"মেলা {number}")
    with at_most(6):  # with the savepoint and the time limit: two for the frame, one for the search
        site.get("/search/", {"q": "মেলা"})


@pytest.mark.urls("config.urls_site")
def test_suggestions_are_topics_people_and_headlines_that_go_on(publish: Publish) -> None:
    publish(
        headline="নির্বাচনে নতুন নিয়ম",
        topics=[("election", "নির্বাচন")],
        byline=[("nirban", "নির্বাণ নমুনা", "reporter")],
    )
    assert {one.kind for one in suggest("নির্বা")} == {"topic", "person", "story"}
    assert [one.text for one in suggest("নির্বাচনে নতু")] == ["নির্বাচনে নতুন নিয়ম"]
    assert suggest("ন") == []
    assert suggest("অন্য কিছু") == []


@pytest.mark.urls("config.urls_site")
def test_nobody_in_particular_is_suggested_as_a_person(publish: Publish) -> None:
    publish(headline="ক", byline=[("staff", "নিজস্ব প্রতিবেদক", "reporter")])
    Contributor.objects.update(kind=Contributor.Kind.HOUSE)
    assert suggest("নিজস্ব") == []


@pytest.mark.urls("config.urls_site")
def test_only_names_that_readers_can_meet_are_suggested(publish: Publish) -> None:
    Contributor.objects.create(slug="unseen", name="অদেখা নমুনা")
    assert suggest("অদেখা") == []


def test_the_text_shown_is_where_the_words_are(publish: Publish) -> None:
    filler = "<p>" + "কথা " * 200 + "</p>"
    article = publish(standfirst="", body=f"{filler}<p>সেখানে সেতুর কাজ শুরু হয়েছে।</p>{filler}")
    shown = snippet(article, parse_query("সেতু কাজ"))
    assert [segment.text for segment in shown if segment.is_marked] == ["সেতুর", "কাজ"]
    assert shown[0] == Segment("… ")
    assert shown[-1] == Segment(" …")


def test_marking_loses_no_letter() -> None:
    text = "“নদী” ও নদীর—কথা; র‍্যাব!"
    segments = mark_words(text, parse_query("নদী র‌্যাব"))
    assert "".join(segment.text for segment in segments) == text
    assert [segment.text for segment in segments if segment.is_marked] == ["নদী", "নদীর", "র‍্যাব"]


def test_every_page_leads_to_the_search(site, publish: Publish) -> None:
    article = publish()
    for address in ("/", article.get_absolute_url(), "/latest/"):
        assert f'href="{reverse("search")}"' in site.get(address).content.decode()
