"""Preview, pictures, settings, log-in, errors."""

import pytest
from django.test import Client

from articles.models import Article, Edition, Redirect
from newsroom.models import Picture, User
from tests.newsroom.screens.conftest import form_data


def test_the_preview_is_the_readers_page_and_publishes_nothing(log_in, draft):
    response = log_in("reporter").get(f"/newsroom/story/{draft.pk}/preview/")
    page = response.content.decode()
    assert response.status_code == 200
    assert draft.headline in page
    assert "noindex" in page
    assert "no-store" in response["Cache-Control"]
    assert "articles/article.html" in [template.name for template in response.templates]
    assert not Article.objects.exists()
    assert Edition.objects.get().number == 0


def test_an_empty_draft_can_be_previewed(log_in, newsroom):
    client = log_in("reporter")
    client.post("/newsroom/story/add/", form_data())
    story = newsroom.reporter.stories.get()
    assert client.get(f"/newsroom/story/{story.pk}/preview/").status_code == 200


def test_a_preview_shows_the_private_picture_without_making_it_public(log_in, draft, picture_file, settings):
    client = log_in("reporter")
    client.post(f"/newsroom/story/{draft.pk}/change/", form_data(draft) | {"picture_file": picture_file()})
    draft.refresh_from_db()
    page = client.get(f"/newsroom/story/{draft.pk}/preview/").content.decode()
    assert f"/newsroom/picture/{draft.lead_picture_id}/thumbnail/" in page
    assert not settings.MEDIA_ROOT.exists()


def test_a_stranger_sees_neither_preview_nor_picture(draft, log_in, picture_file):
    log_in("reporter").post(
        f"/newsroom/story/{draft.pk}/change/", form_data(draft) | {"picture_file": picture_file()}
    )
    for path in (
        f"/newsroom/story/{draft.pk}/preview/",
        f"/newsroom/picture/{Picture.objects.get().pk}/thumbnail/",
    ):
        assert Client().get(path).status_code == 302
        assert log_in("nobody").get(path).status_code == 403


def test_a_photo_editor_adds_a_picture_to_the_library(log_in, picture_file):
    client = log_in("photo")
    data = {"file": picture_file(), "caption": "পালতোলা নৌকা", "credit": "খবর", "alt": "নদীতে নৌকা"}
    assert client.post("/newsroom/picture/add/", data).status_code == 200
    picture = Picture.objects.get()
    assert (picture.caption, picture.uploaded_by.username) == ("পালতোলা নৌকা", "photo")
    assert client.get("/newsroom/picture/").status_code == 200
    assert client.get(f"/newsroom/picture/{picture.pk}/change/").status_code == 200
    assert client.post("/newsroom/picture/add/", {"caption": "ফাইল ছাড়া"}).status_code == 422
    assert Picture.objects.count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/settings/",
        "/newsroom/user/",
        "/newsroom/user/add/",
        "/newsroom/desk/",
        "/articles/section/",
        "/articles/topic/add/",
        "/articles/contributor/",
        "/ticker/",
        "/password_change/",
    ],
)
def test_a_chief_reaches_every_screen(log_in, path):
    assert log_in("chief").get(path).status_code == 200


@pytest.mark.parametrize("path", ["/newsroom/user/", "/newsroom/desk/", "/articles/section/", "/ticker/"])
def test_a_reporter_does_not(log_in, path):
    assert log_in("reporter").get(path).status_code == 403


def test_a_chief_cannot_make_or_touch_a_superuser(log_in):
    root = User.objects.create_superuser("root", password="a long one indeed")
    client = log_in("chief")
    assert client.get(f"/newsroom/user/{root.pk}/change/").status_code == 302  # as if it were not there
    page = client.get(f"/newsroom/user/{User.objects.get(username='reporter').pk}/change/").content.decode()
    assert "is_superuser" not in page
    assert "user_permissions" not in page


def test_a_section_cannot_take_one_of_the_sites_own_addresses(log_in):
    response = log_in("chief").post(
        "/articles/section/add/", {"slug": "latest", "name": "নতুন", "position": 1}
    )
    assert response.status_code == 200
    assert "slug" in response.context["adminform"].form.errors


def test_the_demo_password_opens_nothing_outside_a_demo(newsroom, settings):
    settings.DEMO = False
    assert not Client().login(username="editor", password="demo")
    settings.DEMO = True
    assert Client().login(username="editor", password="demo")


@pytest.mark.parametrize("path", ["/nothing/", "/খবর/", "/newsroom/story/1/step/submit/", "/%ff%fe/"])
def test_an_unknown_address_is_404_in_bengali(log_in, path):
    response = log_in("editor").get(path)
    assert response.status_code == 404
    assert "এই ঠিকানায়" in response.content.decode()


def test_names_are_stored_in_one_encoding_and_a_public_address_leads_on(log_in, draft, walk, newsroom):
    client = log_in("chief")
    data = {"slug": "new-name", "name": "জ\u09dfা", "kind": "person"}
    client.post(f"/articles/contributor/{newsroom.other_person.pk}/change/", data)
    newsroom.other_person.refresh_from_db()
    assert (newsroom.other_person.slug, newsroom.other_person.name) == ("new-name", "জ\u09af\u09bcা")
    walk(draft, "reporter submit", "editor approve", "editor publish")
    client.post(f"/articles/contributor/{newsroom.person.pk}/change/", data | {"slug": "other"})
    newsroom.person.refresh_from_db()
    assert newsroom.person.slug == "other"
    moved = Redirect.objects.get(path="/author/namuna-hasan/")
    assert moved.target == "/author/other/"
    assert newsroom.person.name == "জ\u09af\u09bcা"


def test_an_english_story_names_its_writers_in_english(newsroom, content, draft, walk, log_in):
    newsroom.person.name_en = "Namuna Hasan"
    newsroom.person.save()
    log_in("reporter").post(f"/newsroom/story/{draft.pk}/change/", form_data(draft, language="en"))
    walk(draft, "reporter submit", "editor approve", "editor publish")
    assert [entry.name for entry in Article.objects.get().byline_entries] == ["Namuna Hasan"]
