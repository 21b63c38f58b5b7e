"""What a search finds, in which order, and how it is paged."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction

from articles.models import Article, SearchDocument, Tombstone
from articles.publishing import retract_article
from articles.search.document import index_missing, word_vector
from articles.search.finding import PER_PAGE, Cursor, find_articles, read_cursor
from articles.search.query import Filters, Term, parse_query

NOON = datetime(2026, 3, 1, 6, tzinfo=UTC)
Publish = Callable[..., Article]


def headlines(text: str, **filters: object) -> list[str]:
    found = find_articles(parse_query(text), Filters(**filters))  # type: ignore[arg-type]
    return [one.article.headline for one in found.found]


def test_a_word_finds_every_form_of_it_the_exact_one_first_then_the_newest(publish: Publish) -> None:
    publish(headline="পাকিস্তানে বন্যা", published_at=NOON)
    publish(headline="পাকিস্তান সফরে দল", published_at=NOON - timedelta(days=9))
    publish(headline="পাকিস্তানের নদী", published_at=NOON - timedelta(days=1))
    publish(headline="চাঁদের হাট", published_at=NOON)
    assert headlines("পাকিস্তান") == ["পাকিস্তান সফরে দল", "পাকিস্তানে বন্যা", "পাকিস্তানের নদী"]


def test_another_spelling_comes_before_another_form(publish: Publish) -> None:
    publish(headline="বাড়ির পথে", published_at=NOON)
    publish(headline="বাড়ী ফেরা", published_at=NOON - timedelta(days=2))
    publish(headline="বাড়ি ফেরা", published_at=NOON - timedelta(days=3))
    assert headlines("বাড়ি") == ["বাড়ি ফেরা", "বাড়ী ফেরা", "বাড়ির পথে"]


def test_a_headline_comes_before_the_text_of_another_story(publish: Publish) -> None:
    publish(headline="নদীর খবর", body="<p>সেতুর কাজ শেষ।</p>", published_at=NOON)
    publish(headline="সেতুর কাজ", published_at=NOON - timedelta(days=3))
    assert headlines("সেতু") == ["সেতুর কাজ", "নদীর খবর"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("ধান কাটা", True),
        ("কাটা ধান", True),
        ("“ধান কাটা”", True),
        ('"ধান কাটা"', True),
        ('"কাটা ধান"', False),
        ("ধান -কাটা", False),
        ('ধান -"কাটা ধান"', True),
        ('ধান -"ধান কাটা"', False),
        ("ধান পাট", False),
        ('"ধানের"', False),  # quoted, a word is meant as it is spelled
        ("ধানের", True),
    ],
)
def test_phrases_and_exclusions(publish: Publish, asked: str, found: bool) -> None:
    publish(headline="হাওরে ধান কাটা শুরু")
    assert bool(headlines(asked)) is found


def test_a_phrase_does_not_reach_from_one_part_of_a_story_into_the_next(publish: Publish) -> None:
    publish(headline="নতুন সেতু", standfirst="খুলছে কাল।")
    assert headlines('"সেতু খুলছে"') == []


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("headline", "পাঠাগার"),
        ("kicker", "বিশেষ"),
        ("standfirst", "তরুণ"),
        ("body", "আলমারি"),
        ("dateline", "নেত্রকোনা"),
        ("sign_off", ""),
    ],
)
def test_every_part_that_a_reader_sees_is_searched(publish: Publish, name: str, asked: str) -> None:
    texts = {
        "headline": "নতুন পাঠাগার",
        "kicker": "বিশেষ",
        "standfirst": "গড়েছেন তরুণেরা।",
        "body": "<p>চারটি আলমারি।</p>",
        "dateline": "নেত্রকোনা",
        "sign_off": "নহ",
    }
    publish(**texts)
    assert len(headlines(asked)) == (1 if asked else 0)


def test_names_of_people_and_topics_are_searched(publish: Publish) -> None:
    publish(headline="ক", byline=[("kalpita-sen", "কল্পিতা সেন", "reporter")], topics=[("haor", "হাওর")])
    assert headlines("কল্পিতা") == headlines("হাওরের") == ["ক"]


def test_filters_keep_to_a_section_an_author_and_days(publish: Publish) -> None:
    publish(headline="ভোট এক", section="world", published_at=NOON)
    publish(
        headline="ভোট দুই",
        section="sports",
        section_name="খেলা",
        byline=[("namuna", "নমুনা", "reporter")],
        published_at=NOON - timedelta(days=5),
    )
    assert headlines("ভোট", section="sports") == ["ভোট দুই"]
    assert headlines("ভোট", author="namuna") == ["ভোট দুই"]
    assert headlines("ভোট", author="nobody") == headlines("ভোট", section="nowhere") == []
    assert headlines("ভোট", since=date(2026, 3, 1)) == ["ভোট এক"]
    assert headlines("ভোট", until=date(2026, 2, 28)) == ["ভোট দুই"]
    assert headlines("ভোট", since=date(2026, 3, 1), until=date(2026, 3, 1)) == ["ভোট এক"]


def test_a_day_of_the_filter_is_a_day_where_the_paper_is(publish: Publish) -> None:
    publish(
        headline="ভোরের খবর", published_at=datetime(2026, 3, 1, 19, tzinfo=UTC)
    )  # 01:00 on the 2nd in Dhaka
    assert headlines("ভোর", since=date(2026, 3, 2), until=date(2026, 3, 2)) == ["ভোরের খবর"]
    assert headlines("ভোর", until=date(2026, 3, 1)) == []


def test_pages_follow_each_other_without_gap_or_repetition(publish: Publish) -> None:
    for number in range(PER_PAGE * 2 + 3):
        publish(
            headline=f"মেলা {number}" if number % 3 else f"মেলার {number}",
            published_at=NOON - timedelta(minutes=number // 2),
        )
    query, seen, after = parse_query("মেলা"), [], None
    while True:
        page = find_articles(query, Filters(), after)
        seen += [one.article.public_id for one in page.found]
        assert page.total == PER_PAGE * 2 + 3
        if not page.next:
            break
        after = read_cursor(page.next)
        assert after
    assert len(seen) == len(set(seen)) == PER_PAGE * 2 + 3


def test_a_corrected_story_is_found_by_its_new_words_only(publish: Publish) -> None:
    article = publish(headline="পুরোনো শিরোনাম")
    publish(headline="নতুন শিরোনাম", public_id=article.public_id)
    assert headlines("পুরোনো") == []
    assert headlines("নতুন") == ["নতুন শিরোনাম"]


@pytest.mark.parametrize("kind", [Tombstone.Kind.WITHDRAWN, Tombstone.Kind.GONE])
def test_a_retracted_story_is_found_no_more(publish: Publish, kind: Tombstone.Kind) -> None:
    article = publish(headline="ভুল খবর")
    with transaction.atomic():
        retract_article(article.public_id, kind, NOON, notice="ভুল ছিল।")
    assert headlines("ভুল") == []
    assert SearchDocument.objects.count() == 0


def test_stories_from_before_the_search_are_indexed_in_batches(publish: Publish) -> None:
    for number in range(5):
        publish(headline=f"আগের খবর {number}")
    SearchDocument.objects.all().delete()
    assert list(index_missing(batch=2)) == [2, 2, 1]
    assert len(headlines("আগের")) == 5


def test_a_text_beyond_all_measure_is_indexed_as_far_as_a_vector_goes(db: None) -> None:
    words = " ".join(f"শব্দ{number}" for number in range(40_000)) + " একই" * 2_000
    with connection.cursor() as cursor:
        cursor.execute("SELECT length(%s::tsvector)", [word_vector([("D", words), ("D", "একই " * 500)])])
        assert cursor.fetchone()[0] > 10_000


@pytest.mark.parametrize(
    ("text", "terms", "without"),
    [
        ("", [], []),
        ("ঢাকা", ["ঢাকা"], []),
        ("ঢাকা ঢাকা", ["ঢাকা"], []),
        ("র‍্যাব-১১", ["র‍্যাব ১১"], []),
        ("-ঢাকা", [], ["ঢাকা"]),
        ("ঢাকা - খুলনা", ["ঢাকা", "খুলনা"], []),
        ("“এক দুই", ["এক দুই"], []),
        ('"" -""', [], []),
        ("&|!():*'\\", [], []),
        ("a:* & b", ["a", "b"], []),
    ],
)
def test_a_question_is_read(text: str, terms: list[str], without: list[str]) -> None:
    query = parse_query(text)
    assert [" ".join(term.words) for term in query.terms] == terms
    assert [" ".join(term.words) for term in query.without] == without


def test_a_very_long_question_is_cut_and_says_so() -> None:
    query = parse_query(" ".join(f"শব্দ{number}" for number in range(100)))
    assert query.is_cut
    assert len(query.terms) <= 12
    assert not parse_query("এক দুই").is_cut
    assert Term(("এক",)) in parse_query("এক দুই").terms


@pytest.mark.parametrize(
    "text",
    ["", "x", "9.1.abcdefgh", "1.-1.abcdefgh", "1.1.ABCDEFGH", "১.1.abcdefgh", f"1.{'9' * 18}.abcdefgh"],
)
def test_a_forged_cursor_is_none(text: str) -> None:
    assert read_cursor(text) is None


def test_a_cursor_survives_its_own_spelling() -> None:
    cursor = Cursor(3, datetime(2026, 3, 1, 6, 0, 0, 123456, tzinfo=UTC), "abcd2345")
    assert read_cursor(str(cursor)) == cursor
