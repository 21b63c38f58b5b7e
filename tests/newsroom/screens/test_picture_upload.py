"""Bringing pictures in: one request per file, or many with one form."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from newsroom.models import Picture, PictureUse, Story

UPLOAD, ADD = "/library/upload/", "/newsroom/picture/add/"


@pytest.fixture
def broken() -> SimpleUploadedFile:
    return SimpleUploadedFile("ভাঙা.jpg", b"\xff\xd8\xff\xe0 no picture", content_type="image/jpeg")


def test_a_file_becomes_a_picture_with_the_words_all_share(log_in, newsroom, picture_file):
    words = {
        "credit": "ছবি: নমুনা",
        "photographer": "কল্পিতা সেন",
        "rights": "licensed",
        "rights_until": "2030-01-31",
    }
    response = log_in("reporter").post(UPLOAD, words | {"file": picture_file(name="নদী.jpg")})
    picture = Picture.objects.get()
    assert response.status_code == 201
    assert response.json()["picture"]["id"] == picture.pk
    assert (picture.credit, picture.photographer, picture.rights) == ("ছবি: নমুনা", "কল্পিতা সেন", "licensed")
    assert (picture.rights_until.isoformat(), picture.file_name) == ("2030-01-31", "নদী.jpg")
    assert picture.uploaded_by == newsroom.reporter
    assert [one["field"] for one in response.json()["picture"]["missing"]] == ["caption", "alt"]


def test_a_file_that_is_here_is_shown_where_it_is(log_in, picture_file):
    first = log_in("photo").post(UPLOAD, {"file": picture_file(), "credit": "এক"}).json()["picture"]
    response = log_in("reporter").post(UPLOAD, {"file": picture_file(name="অন্য নাম.jpg"), "credit": "দুই"})
    assert (response.status_code, response.json()["known"]) == (200, True)
    assert response.json()["picture"]["change"] == first["change"]
    assert Picture.objects.get().credit == "এক"


def test_a_broken_file_gives_its_reason_in_bengali(log_in, broken):
    response = log_in("reporter").post(UPLOAD, {"file": broken})
    assert response.status_code == 422
    (message,) = response.json()["errors"].values()
    assert "ছবি" in message
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"rights": "licensed"}, "rights_until"),
        ({"rights": "free"}, "licence_url"),
        ({"rights": "free", "licence_url": "javascript:alert(1)"}, "licence_url"),
        ({"rights": "stolen"}, "rights"),
        ({"credit": "ক" * 200}, "credit"),
    ],
)
def test_words_that_cannot_be_kept_are_named_at_their_field(log_in, picture_file, words, field):
    response = log_in("photo").post(UPLOAD, words | {"file": picture_file()})
    assert (response.status_code, list(response.json()["errors"])) == (422, [field])
    assert not Picture.objects.exists()


def test_no_file_is_no_picture(log_in):
    response = log_in("photo").post(UPLOAD, {"file": "text"})
    assert (response.status_code, list(response.json()["errors"])) == (422, ["file"])


def test_only_who_may_uploads_and_only_with_a_post(log_in, picture_file):
    assert log_in("nobody").post(UPLOAD, {"file": picture_file()}).status_code == 403
    assert log_in("nobody").get(ADD).status_code == 403
    assert log_in("photo").get(UPLOAD).status_code == 405
    assert Client().post(UPLOAD, {"file": picture_file()}).status_code == 401
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = log_in("photo").cookies
    assert strict.post(UPLOAD, {"file": picture_file()}).status_code == 403
    assert not Picture.objects.exists()


def test_many_files_in_one_form_are_answered_one_by_one(log_in, picture_file, broken):
    known = picture_file(size=(300, 300), name="জানা.jpg")
    log_in("photo").post(UPLOAD, {"file": known})
    known.seek(0)
    files = [picture_file(name="এক.jpg"), broken, picture_file(size=(640, 480), name="দুই.jpg"), known]
    response = log_in("reporter").post(ADD, {"file": files, "credit": "ছবি: নমুনা"})
    arrivals = response.context["arrivals"]
    assert response.status_code == 422  # one was refused
    assert [(one.picture is not None, one.was_known) for one in arrivals] == [
        (True, False),
        (False, False),
        (True, False),
        (True, True),
    ]
    page = response.content.decode()
    for name in ("এক.jpg", "ভাঙা.jpg", "দুই.jpg", "জানা.jpg"):
        assert name in page
    assert Picture.objects.filter(credit="ছবি: নমুনা").count() == 2


def test_a_form_without_files_says_so_and_keeps_its_words(log_in):
    response = log_in("photo").post(ADD, {"credit": "ছবি: নমুনা"})
    assert response.status_code == 422
    assert "ছবি: নমুনা" in response.content.decode()


def test_names_of_files_are_shown_and_never_believed(log_in, picture_file):
    name = "<img src=x onerror=alert(1)>.jpg"
    page = log_in("photo").post(ADD, {"file": picture_file(name=name)}).content.decode()
    assert "<img src=x" not in page
    assert "onerror" not in Picture.objects.get().original


def test_a_restricted_storys_file_is_not_told_apart_from_any_refusal(log_in, newsroom, draft, picture_file):
    log_in("reporter").post(UPLOAD, {"file": picture_file(), "caption": "গোপন"})
    PictureUse.objects.create(story=draft, picture=Picture.objects.get(), copy="working")
    Story.objects.update(restricted=True)
    response = log_in("chief").post(UPLOAD, {"file": picture_file()})
    assert (response.status_code, list(response.json())) == (422, ["errors"])
    assert "গোপন" not in response.content.decode()
    story_form = log_in("other_reporter").post(
        "/newsroom/story/add/",
        {"headline": "অন্যের", "language": "bn", "byline-TOTAL_FORMS": 0, "byline-INITIAL_FORMS": 0}
        | {"picture_file": picture_file()},
    )
    assert "picture_file" in story_form.context["form"].errors


@pytest.mark.parametrize("field", ["caption", "alt", "credit", "people"])
def test_words_that_do_not_fit_once_they_are_normalised_are_told(log_in, picture_file, field):
    limit = Picture._meta.get_field(field).max_length
    response = log_in("photo").post(UPLOAD, {"file": picture_file(), field: "\u09df" * limit})
    assert (response.status_code, list(response.json()["errors"])) == (422, [field])


def test_a_files_name_is_kept_as_far_as_it_fits(log_in, picture_file):
    response = log_in("photo").post(UPLOAD, {"file": picture_file(name="\u09df" * 200 + ".jpg")})
    assert response.status_code == 201
    assert Picture.objects.get().file_name == "\u09af\u09bc" * 127 + "\u09af"
