"""One picture's page: its words, its rights, its focal point, its renditions and its uses."""

import pytest
from django.test import Client

from newsroom.models import Picture, PictureUse, RecordEntry, Story
from newsroom.picture_words import save_picture, state_of
from newsroom.renditions import make_renditions_of
from tests.newsroom.pictures import shelve


@pytest.fixture
def picture(newsroom) -> Picture:
    return shelve(newsroom.reporter)


def page(picture: Picture) -> str:
    return f"/newsroom/picture/{picture.pk}/change/"


def api(picture: Picture, part: str) -> str:
    return f"/library/{picture.pk}/{part}/"


def sent(picture: Picture, **changes) -> dict:
    words = {
        name: getattr(picture, name)
        for name in ("caption", "alt", "credit", "photographer", "rights", "place")
    }
    return words | {"from_left": "50", "from_top": "50", "seen": state_of(picture)} | changes


def test_everything_is_saved_with_one_form(log_in, picture):
    changes = {
        "caption": "নতুন ক্যাপশন",
        "people": "নমুনা হাসান, কল্পিতা সেন",
        "taken_at": "2026-11-20T17:30",
        "rights": "free",
        "licence_url": "https://example.org/by/4.0",
        "from_left": "25",
        "from_top": "12.5",
    }
    response = log_in("photo").post(page(picture), sent(picture, **changes))
    assert (response.status_code, response["Location"]) == (302, page(picture))
    picture.refresh_from_db()
    assert (picture.caption, picture.people) == ("নতুন ক্যাপশন", "নমুনা হাসান, কল্পিতা সেন")
    assert (picture.rights, picture.licence_url) == ("free", "https://example.org/by/4.0")
    assert (picture.focus_x, picture.focus_y) == (0.25, 0.125)
    assert picture.taken_at.isoformat() == "2026-11-20T11:30:00+00:00"
    assert RecordEntry.objects.filter(verb="picture_rights").count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"credit": ""}, "credit"),
        ({"alt": ""}, "alt"),
        ({"rights": "licensed"}, "rights_until"),
        ({"rights": "free"}, "licence_url"),
        ({"rights": "free", "licence_url": "no address"}, "licence_url"),
        ({"from_left": "101"}, "from_left"),
        ({"from_top": "-1"}, "from_top"),
        ({"from_top": "nan"}, "from_top"),
        ({"taken_at": "yesterday"}, "taken_at"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_lost(log_in, picture, changes, field):
    before = state_of(picture)
    response = log_in("photo").post(page(picture), sent(picture, caption="এই শব্দ থাকবে") | changes)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "এই শব্দ থাকবে" in response.content.decode()
    picture.refresh_from_db()
    assert state_of(picture) == before


def test_a_decorative_picture_needs_no_description(log_in, picture):
    assert log_in("photo").post(page(picture), sent(picture, alt="", decorative="on")).status_code == 302


def test_two_at_once_overwrite_nothing(log_in, newsroom, picture):
    data = sent(picture, caption="দ্বিতীয়")
    save_picture(picture.pk, newsroom.editor, {"caption": "প্রথম"})
    response = log_in("photo").post(page(picture), data)
    shown = response.content.decode()
    assert response.status_code == 409
    assert "প্রথম" in shown
    assert "দ্বিতীয়" in shown
    assert Picture.objects.get().caption == "প্রথম"
    again = data | {"seen": response.context["form"]["seen"].value()}
    assert log_in("photo").post(page(picture), again).status_code == 302
    assert Picture.objects.get().caption == "দ্বিতীয়"


def test_whoever_brought_it_in_changes_words_but_no_rights(log_in, picture):
    client = log_in("reporter")
    assert "rights" not in client.get(page(picture)).context["form"].fields
    assert client.post(page(picture), sent(picture, caption="নিজের ছবি", rights="agency")).status_code == 302
    picture.refresh_from_db()
    assert (picture.caption, picture.rights) == ("নিজের ছবি", "own")


def test_others_read_it(log_in, picture):
    client = log_in("other_reporter")
    response = client.get(page(picture))
    assert (response.status_code, response.context["may_change"]) == (200, False)
    assert picture.credit in response.content.decode()
    assert client.post(page(picture), sent(picture, caption="অন্যের")).status_code == 403
    for part, data in {"words": {"caption": "অন্যের"}, "focus": {"x": 0, "y": 0}, "renditions": {}}.items():
        assert client.post(api(picture, part), data).status_code == 403
    assert Picture.objects.get().caption == picture.caption


@pytest.mark.parametrize("number", ["0", "999999", "9" * 25, "x"])
def test_a_picture_that_is_not_there_is_not_found(log_in, newsroom, number):
    assert log_in("photo").get(f"/newsroom/picture/{number}/change/").status_code == 404


def test_the_focal_point_is_set_by_a_click(log_in, picture):
    answer = log_in("photo").post(api(picture, "focus"), {"x": "0.125", "y": "1"}).json()
    assert answer["picture"]["focus"] == {"x": 0.125, "y": 1}
    picture.refresh_from_db()
    assert (picture.focus_x, picture.focus_y) == (0.125, 1)


@pytest.mark.parametrize("point", [{}, {"x": "2", "y": "0"}, {"x": "nan", "y": "0"}, {"x": "0", "y": "-0.1"}])
def test_a_point_outside_the_picture_is_none(log_in, picture, point):
    assert log_in("photo").post(api(picture, "focus"), point).status_code == 422
    assert Picture.objects.get().focus_x == 0.5


def test_words_for_a_new_picture_leave_what_they_do_not_speak_of(log_in, picture):
    response = log_in("reporter").post(api(picture, "words"), {"caption": "", "credit": "নতুন"})
    assert response.status_code == 200
    after = Picture.objects.get()
    assert (after.caption, after.alt, after.credit, after.rights) == (
        picture.caption,
        picture.alt,
        "নতুন",
        "own",
    )


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ({"credit": "খবর"}, ["alt"]),
        ({"alt": "নৌকা"}, ["credit"]),
        ({}, ["credit", "alt"]),
        ({"credit": "খবর", "decorative": "true"}, []),
    ],
)
def test_before_a_picture_is_used_its_words_are_complete(log_in, newsroom, words, fields):
    bare = shelve(newsroom.reporter, credit="", alt="")
    response = log_in("reporter").post(api(bare, "words"), words | {"complete": "1"})
    assert list(response.json().get("errors", {})) == fields


def test_uses_are_those_one_may_know_of(log_in, newsroom, picture, draft):
    PictureUse.objects.create(story=draft, picture=picture, copy="live")
    assert draft.headline in log_in("photo").get(page(picture)).content.decode()
    Story.objects.update(restricted=True)
    assert log_in("photo").get(page(picture)).status_code == 404
    assert draft.headline in log_in("reporter").get(page(picture)).content.decode()


def test_renditions_say_how_far_they_are_and_are_asked_for_again(log_in, newsroom, picture_file):
    client = log_in("photo")
    client.post("/library/upload/", {"file": picture_file(size=(320, 240))})
    picture = Picture.objects.get()
    state = lambda: client.get(api(picture, "renditions")).json()["state"]  # noqa: E731
    assert state() == "making"
    make_renditions_of(picture.pk)
    assert state() == "ready"
    Picture.objects.update(renditions=None, renditions_problem="ফাইলটি নেই")
    assert state() == "problem"
    assert "ফাইলটি নেই" in client.get(page(picture)).content.decode()
    assert client.post(api(picture, "renditions")).status_code == 302
    assert state() == "making"


def test_the_large_picture_is_private_and_follows_the_renditions(log_in, picture_file):
    client = log_in("photo")
    client.post("/library/upload/", {"file": picture_file(size=(1400, 900))})
    picture = Picture.objects.get()
    small = client.get(api(picture, "large"))
    assert small["Content-Type"] == "image/jpeg"
    first = b"".join(small.streaming_content)
    make_renditions_of(picture.pk)
    large = client.get(api(picture, "large"))
    assert len(b"".join(large.streaming_content)) > len(first)
    assert "private" in large["Cache-Control"]
    assert Client().get(api(picture, "large")).status_code == 302


def test_a_lost_file_is_not_found(log_in, picture):
    assert log_in("photo").get(api(picture, "large")).status_code == 404


@pytest.mark.parametrize("field", ["caption", "alt", "credit", "photographer", "place", "people"])
def test_what_fits_only_until_it_is_normalised_is_told_at_its_field(log_in, picture, field):
    limit = Picture._meta.get_field(field).max_length
    client, text = log_in("photo"), "\u09df" * limit  # য় as one character is stored as two
    saved = client.post(page(picture), sent(picture, **{field: text}))
    assert (saved.status_code, list(saved.context["form"].errors)) == (422, [field])
    some = client.post(api(picture, "words"), {field: text})
    assert (some.status_code, list(some.json()["errors"])) == (422, [field])


@pytest.mark.parametrize("when", ["0001-01-01T00:00", "0202-11-20T17:30", "9999-12-31T23:59"])
def test_a_time_at_which_no_picture_was_taken_is_told(log_in, picture, when):
    """Half a year, typed; the first of these made the whole library unreadable."""
    client = log_in("photo")
    response = client.post(page(picture), sent(picture, taken_at=when))
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["taken_at"])
    assert client.get("/newsroom/picture/").status_code == 200
