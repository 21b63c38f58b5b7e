"""The page on which a picture is replaced everywhere."""

from dataclasses import replace

import pytest

from newsroom.content import PictureRef
from newsroom.editing import start_story
from newsroom.locks import acquire_lock
from newsroom.models import Picture, Story
from tests.newsroom.pictures import shelve


@pytest.fixture
def old(newsroom) -> Picture:
    return shelve(newsroom.photo, "পুরোনো")


@pytest.fixture
def new(newsroom) -> Picture:
    return shelve(newsroom.photo, "নতুন")


@pytest.fixture
def story(newsroom, content, old) -> Story:
    return start_story(newsroom.reporter, replace(content, picture=PictureRef.to(old, "ক", "খ", "গ")))


def page(picture: Picture) -> str:
    return f"/library/{picture.pk}/replace/"


def test_the_page_says_what_would_happen_and_does_nothing(log_in, old, new, story):
    response = log_in("editor").get(page(old))
    assert response.context["possible"] == 1
    assert story.headline in response.content.decode()
    assert Story.objects.get().lead_picture == old


def test_it_replaces_and_tells_of_every_story(log_in, newsroom, old, new, story, content):
    lead = PictureRef.to(old, "ক", "খ", "গ")
    held = start_story(newsroom.reporter, replace(content, headline="কেউ লিখছেন", picture=lead))
    acquire_lock(held.pk, newsroom.reporter, "a1b2c3d4e5f6")
    response = log_in("editor").post(page(old), {"new": new.pk})
    assert (response.status_code, response.context["replaced"]) == (200, 1)
    assert {one.story: one.was_replaced for one in response.context["outcomes"]} == {story: True, held: False}
    story.refresh_from_db()
    assert story.lead_picture == new


@pytest.mark.parametrize("sent", [{}, {"new": ""}, {"new": "999999"}, {"new": "x"}, {"new": "9" * 30}])
def test_without_a_picture_to_take_its_place_nothing_happens(log_in, old, story, sent):
    response = log_in("editor").post(page(old), sent)
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["new"])
    assert Story.objects.get().lead_picture == old


def test_a_picture_that_is_not_fit_is_refused_at_the_field(log_in, newsroom, old, story):
    bare = shelve(newsroom.photo, credit="")
    for unfit in (bare, old):
        response = log_in("chief").post(page(old), {"new": unfit.pk})
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["new"])
    assert Story.objects.get().lead_picture == old


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_only_editors_replace(log_in, old, new, story, name):
    assert log_in(name).get(page(old)).status_code == 403
    assert log_in(name).post(page(old), {"new": new.pk}).status_code == 403
    assert Story.objects.get().lead_picture == old


def test_a_restricted_storys_picture_cannot_be_taken(log_in, newsroom, old, new, story, content):
    secret = shelve(newsroom.reporter, "গোপন")
    hidden = start_story(newsroom.reporter, replace(content, picture=PictureRef.to(secret, "", "", "")))
    Story.objects.filter(pk=hidden.pk).update(restricted=True)
    response = log_in("chief").post(page(old), {"new": secret.pk})
    assert response.status_code == 422
    assert "গোপন" not in response.content.decode()
    assert log_in("chief").get(page(secret)).status_code == 404


def test_another_method_is_refused(log_in, old):
    assert log_in("editor").delete(page(old)).status_code == 405
