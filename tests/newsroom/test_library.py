"""Finding pictures: by words, by filters, by where they are used, and only what one may know of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from articles.bengali.text import normalise
from newsroom.content import PictureRef
from newsroom.editing import start_story
from newsroom.library import (
    Wanted,
    ending_live_uses,
    find_pictures,
    folded_words,
    has_lapsed,
    lapsed_live_uses,
    may_change_rights,
    may_change_words,
    photographers,
    uses_of,
)
from newsroom.models import Picture, PictureUse, Story
from tests.newsroom.pictures import shelve

TODAY = date(2026, 11, 23)


def found(user, today=TODAY, **wanted) -> list[Picture]:
    return list(find_pictures(user, Wanted(**wanted), today))


def show(story: Story, picture: Picture, *copies: str) -> None:
    for copy in copies or ("working",):
        PictureUse.objects.create(story=story, picture=picture, copy=copy)


@pytest.fixture
def boat(newsroom) -> Picture:
    return shelve(
        newsroom.photo,
        caption="পদ্মার ঘাটে পালতোলা নৌকা",
        alt="ঘাটে বাঁধা তিনটি নৌকা",
        credit="ছবি: কল্পিতা সেন",
        photographer="কল্পিতা সেন",
        place="মাওয়া",
        people="নমুনা হাসান, কাল্পনিক রায়",
        file_name="IMG_2025.jpg",
    )


@pytest.mark.parametrize(
    "words",
    ["পালতোলা", "তিনটি", "কল্পিতা", "মাওয়া", "কাল্পনিক", "img_2025", "নৌকা কল্পিতা", "মাওয়া রায়", "ঘাট"],
    ids=["caption", "alt", "credit", "place", "people", "file", "two", "two fields", "part"],
)
def test_any_word_of_what_is_said_finds_a_picture(newsroom, boat, words):
    shelve(newsroom.photo, "ট্রেন")
    assert found(newsroom.reporter, words=words) == [boat]


def test_every_word_must_be_said(newsroom, boat):
    assert found(newsroom.reporter, words="পালতোলা ট্রেন") == []


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        (normalise("মাওয়া"), "মাও\u09df\u09be"),  # য় as one code point or two
        ("র\u200d্যাব", "র\u200c্যাব"),
        ("র\u200d্যাব", "র্যাব"),
        ("২০২৫ সালের বন্যা", "2025"),
        ("Flood of 2025", "২০২৫ flood"),
        ("অসমৰ নদী", "অসমর"),
        ("HAOR", "haor"),
    ],
)
def test_spellings_of_one_word_find_each_other(newsroom, said, asked):
    picture = shelve(newsroom.photo, caption=said)
    assert found(newsroom.reporter, words=asked) == [picture]


def test_a_search_is_folded_as_the_index_is():
    assert folded_words(" ২০২৫  র\u200d্যাব\n") == ["2025", "র্যাব"]
    assert len(folded_words("ক " * 500)) == 8


@pytest.mark.parametrize("words", ["%", "_", "\\", "' OR 1=1 --", "\x00", "a" * 200])
def test_what_means_something_to_the_database_means_nothing_here(newsroom, boat, words):
    assert found(newsroom.reporter, words=words) in ([], [boat])


def test_a_search_is_answered_by_the_index(newsroom):
    pictures = find_pictures(newsroom.chief, Wanted(words="পালতোলা")).order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_indexscan = off")
    assert "newsroom_picture_words" in pictures.explain()


def test_the_newest_stand_first(newsroom):
    first, second = shelve(newsroom.photo, "এক"), shelve(newsroom.photo, "দুই")
    assert found(newsroom.reporter) == [second, first]


def test_a_photographer_or_a_right_narrows(newsroom, boat):
    agency = shelve(newsroom.photo, photographer="নমুনা হাসান", rights="agency")
    assert found(newsroom.reporter, photographer="কল্পিতা সেন") == [boat]
    assert found(newsroom.reporter, rights="agency") == [agency]
    assert photographers(newsroom.reporter) == ["কল্পিতা সেন", "নমুনা হাসান"]


def test_filters_show_what_they_say(newsroom, draft):
    used = shelve(newsroom.photo, "ব্যবহৃত")
    show(draft, used)
    mine = shelve(newsroom.reporter, "আমার")
    lapsed = shelve(newsroom.photo, rights="licensed", rights_until=TODAY - timedelta(days=1))
    last_day = shelve(newsroom.photo, rights="licensed", rights_until=TODAY)
    soon = shelve(newsroom.photo, rights="licensed", rights_until=TODAY + timedelta(days=14))
    later = shelve(newsroom.photo, rights="licensed", rights_until=TODAY + timedelta(days=15))
    bare = shelve(newsroom.photo, alt="")
    decorative = shelve(newsroom.photo, alt="", decorative=True)
    reporter = newsroom.reporter
    assert found(reporter, only="unused") == [decorative, bare, later, soon, last_day, lapsed, mine]
    assert found(reporter, only="mine") == [mine]
    assert found(reporter, only="lapsed") == [lapsed]
    assert found(reporter, only="lapsing") == [soon, last_day]
    assert found(reporter, only="missing") == [bare]
    assert [has_lapsed(one, TODAY) for one in (lapsed, last_day, soon, used)] == [True, False, False, False]


@pytest.fixture
def secret(newsroom, content) -> Picture:
    """A picture that only a restricted story shows, in its body."""
    picture = shelve(newsroom.reporter, "গোপন", photographer="গোপন চিত্রী")
    story = start_story(newsroom.reporter, content)
    Story.objects.filter(pk=story.pk).update(restricted=True)
    show(story, picture, "working", "live")
    return picture


@pytest.mark.parametrize("name", ["editor", "chief", "photo"])
def test_a_restricted_storys_picture_is_in_nobody_elses_library(newsroom, secret, name):
    user = getattr(newsroom, name)
    Picture.objects.update(rights="licensed", rights_until=TODAY - timedelta(days=1))
    assert found(user, words="গোপন") == found(user, only="lapsed") == []
    assert photographers(user) == uses_of(user, secret) == ending_live_uses(user, TODAY) == []


def test_its_own_people_find_it(newsroom, secret):
    assert found(newsroom.reporter, words="গোপন") == [secret]
    assert photographers(newsroom.reporter) == ["গোপন চিত্রী"]
    (use,) = uses_of(newsroom.reporter, secret)
    assert (use.is_working, use.is_live) == (True, True)


def test_a_use_says_which_copy_shows_the_picture(newsroom, content, draft):
    picture = shelve(newsroom.photo)
    live_only = start_story(newsroom.reporter, replace(content, headline="শুধু প্রকাশ্যে"))
    show(live_only, picture, "live")
    lead = replace(content, picture=PictureRef.to(picture, "", "", ""))
    working = start_story(newsroom.reporter, replace(lead, headline="শুধু খসড়ায়"))
    seen = {
        use.story: (use.is_working, use.is_live, use.awaits_approval)
        for use in uses_of(newsroom.chief, picture)
    }
    assert seen == {working: (True, False, False), live_only: (False, True, True)}


def test_the_report_holds_live_stories_whose_rights_ended_or_end_soon(newsroom, content, draft):
    def licensed(days: int) -> Picture:
        return shelve(newsroom.photo, rights="licensed", rights_until=TODAY + timedelta(days=days))

    old, near, far = licensed(-30), licensed(14), licensed(15)
    for picture in (old, near, far):
        show(draft, picture, "live")
    show(start_story(newsroom.reporter, content), old, "working")
    report = ending_live_uses(newsroom.chief, TODAY)
    assert [(use.picture, use.story, use.is_lapsed) for use in report] == [
        (old, draft, True),
        (near, draft, False),
    ]


def test_the_report_begins_with_what_cannot_be_published_any_more(newsroom, draft):
    from django.utils import timezone

    ended = timezone.localdate() - timedelta(days=2)
    picture = shelve(newsroom.photo, rights="licensed", rights_until=ended)
    show(draft, picture, "live")
    assert [use.picture for use in lapsed_live_uses(newsroom.chief)] == [picture]
    assert [use.picture for use in ending_live_uses(newsroom.chief) if use.is_lapsed] == [picture]


@pytest.mark.parametrize(
    ("name", "words", "rights"),
    [
        ("photo", True, True),
        ("editor", True, True),
        ("chief", True, True),
        ("reporter", True, False),
        ("other_reporter", False, False),
        ("nobody", False, False),
    ],
)
def test_who_brought_a_picture_in_keeps_its_words_and_not_its_rights(newsroom, name, words, rights):
    picture = shelve(newsroom.reporter)
    user = getattr(newsroom, name)
    assert (may_change_words(user, picture), may_change_rights(user, picture)) == (words, rights)


def test_who_brought_it_in_says_once_by_what_right(newsroom):
    assert may_change_rights(newsroom.reporter, shelve(newsroom.reporter, rights=""))
    assert not may_change_rights(newsroom.other_reporter, shelve(newsroom.reporter, rights=""))
