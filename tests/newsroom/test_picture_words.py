"""What is said of a picture: taken in with its file, changed, and its rights on the record."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from newsroom.editing import start_story
from newsroom.errors import ConflictError, ForbiddenError
from newsroom.models import Picture, PictureUse, RecordEntry, Story
from newsroom.picture_words import (
    missing_words,
    rights_problems,
    save_picture,
    state_of,
    take_in,
    tidy_words,
    word_problems,
)
from newsroom.pictures import read_picture
from tests.newsroom.pictures import shelve


def test_a_new_file_comes_with_the_words_given(newsroom, picture_file):
    words = {
        "credit": " ছবি:  নমুনা ",
        "rights": "own",
        "file_name": "নদী.jpg",
        "caption": "",
        "rights_until": None,
    }
    taken = take_in(*read_picture(picture_file()), newsroom.reporter, words)
    picture = Picture.objects.get()
    assert not taken.was_known
    assert (picture.credit, picture.rights, picture.file_name) == ("ছবি: নমুনা", "own", "নদী.jpg")
    assert picture.uploaded_by == newsroom.reporter


def test_the_same_file_again_is_the_picture_it_was_and_keeps_its_words(newsroom, picture_file):
    first = take_in(*read_picture(picture_file()), newsroom.reporter, {"credit": "প্রথম"})
    again = take_in(*read_picture(picture_file()), newsroom.photo, {"credit": "দ্বিতীয়"})
    assert (again.picture, again.was_known) == (first.picture, True)
    assert Picture.objects.get().credit == "প্রথম"


def test_a_file_of_a_restricted_story_is_refused_without_a_word_of_it(newsroom, content, picture_file):
    taken = take_in(*read_picture(picture_file()), newsroom.reporter, {"caption": "গোপন"})
    story = start_story(newsroom.reporter, content)
    Story.objects.update(restricted=True)
    PictureUse.objects.create(story=story, picture=taken.picture, copy="working")
    with pytest.raises(ValidationError) as refusal:
        take_in(*read_picture(picture_file()), newsroom.chief, {})
    assert "গোপন" not in str(refusal.value)
    assert take_in(*read_picture(picture_file()), newsroom.reporter, {}).was_known


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ({}, []),
        ({"caption": ""}, ["caption"]),
        ({"alt": ""}, ["alt"]),
        ({"alt": "", "decorative": True}, []),
        ({"credit": "", "rights": ""}, ["credit", "rights"]),
    ],
)
def test_a_picture_knows_what_it_lacks(newsroom, words, fields):
    assert [one.field for one in missing_words(shelve(newsroom.photo, **words))] == fields


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"credit": "খবর", "alt": "নৌকা"}, []),
        ({"credit": "", "alt": "নৌকা"}, ["credit"]),
        ({"credit": "খবর", "alt": ""}, ["alt"]),
        ({"credit": "খবর", "alt": "", "decorative": True}, []),
        ({"caption": ""}, []),
        ({"rights": "licensed"}, ["rights_until"]),
        ({"rights": "licensed", "rights_until": date(2027, 1, 1)}, []),
        ({"rights": "free"}, ["licence_url"]),
        ({"rights": "free", "licence_url": "https://example.org/by"}, []),
        ({"rights": "own"}, []),
        ({"rights": "agency"}, []),
    ],
)
def test_what_cannot_be_kept_is_named_at_its_field(said, fields):
    assert [one.field for one in word_problems(said)] == fields
    assert {one.field for one in rights_problems(said)} <= set(fields)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"caption": " দুই\n লাইন "}, {"caption": "দুই লাইন"}),
        ({"place": "মাও\u09df\u09be"}, {"place": "মাও\u09af\u09bc\u09be"}),
        ({"rights": "own", "rights_until": date(2027, 1, 1), "licence_url": "https://a.example"},
         {"rights": "own", "rights_until": None, "licence_url": ""}),
        ({"rights": "licensed", "rights_until": date(2027, 1, 1)},
         {"rights": "licensed", "rights_until": date(2027, 1, 1), "licence_url": ""}),
        ({"decorative": True, "alt": "নৌকা"}, {"decorative": True, "alt": ""}),
    ],
)  # fmt: skip
def test_words_are_kept_in_one_spelling_and_without_what_their_rights_lack(given, kept):
    assert tidy_words(given) == kept


def test_saving_writes_what_is_said_and_stories_keep_theirs(newsroom, draft):
    picture = shelve(newsroom.photo)
    Story.objects.update(lead_picture=picture, picture_caption="সংবাদের নিজের")
    save_picture(picture.pk, newsroom.photo, {"caption": "নতুন", "people": "নমুনা হাসান"})
    picture.refresh_from_db()
    assert (picture.caption, picture.people) == ("নতুন", "নমুনা হাসান")
    assert Story.objects.get().picture_caption == "সংবাদের নিজের"


def test_a_moved_focus_has_the_renditions_made_anew(newsroom):
    picture = shelve(newsroom.photo, renditions=[], renditions_problem="")
    save_picture(picture.pk, newsroom.photo, {"caption": "ফোকাস নয়"})
    assert Picture.objects.get().renditions == []
    save_picture(picture.pk, newsroom.photo, {"focus_x": 0.2, "focus_y": 0.8})
    moved = Picture.objects.get()
    assert (moved.focus_x, moved.focus_y, moved.renditions) == (0.2, 0.8, None)


def test_a_change_of_rights_is_on_the_record_by_number_alone(newsroom):
    picture = shelve(newsroom.photo, caption="গোপন ছবি")
    save_picture(picture.pk, newsroom.editor, {"rights": "licensed", "rights_until": date(2027, 1, 31)})
    entry = RecordEntry.objects.get(kind="picture")
    assert (entry.actor, entry.verb, entry.text) == (newsroom.editor, "picture_rights", f"#{picture.pk}")
    assert entry.data["before"] == {"rights": "own", "rights_until": None}
    assert entry.data["after"] == {"rights": "licensed", "rights_until": "2027-01-31"}
    save_picture(picture.pk, newsroom.editor, {"caption": "অন্য কথা"})
    assert RecordEntry.objects.filter(kind="picture").count() == 1


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("other_reporter", {"caption": "অন্যের"}),
        ("nobody", {"caption": "কারও নয়"}),
        ("reporter", {"rights": "agency"}),
        ("reporter", {"caption": "নিজের", "rights": "agency"}),
    ],
)
def test_who_may_not_changes_nothing(newsroom, name, changes):
    picture = shelve(newsroom.reporter)
    before = state_of(picture)
    with pytest.raises(ForbiddenError):
        save_picture(picture.pk, getattr(newsroom, name), changes)
    assert state_of(Picture.objects.get()) == before
    assert not RecordEntry.objects.filter(kind="picture").exists()


def test_a_picture_changed_meanwhile_is_not_overwritten(newsroom):
    picture = shelve(newsroom.photo)
    seen = state_of(picture)
    save_picture(picture.pk, newsroom.editor, {"place": "মাওয়া"})
    with pytest.raises(ConflictError), translation.override("en"):
        save_picture(picture.pk, newsroom.photo, {"caption": "দেরি"}, seen=seen)
    assert Picture.objects.get().caption != "দেরি"
