"""The desk's own name for a story: saved with it, found by it, and no part of what is approved."""

import pytest

from newsroom.models import Story
from tests.newsroom.helpers import take, walk
from tests.newsroom.screens.conftest import form_data

State = Story.State


def change(story: Story) -> str:
    return f"/newsroom/story/{story.pk}/change/"


def autosave(client, story, **changes):
    data = form_data(story, **changes) | {"tab": "abcdefgh1234"}
    return client.post(f"/story/{story.pk}/autosave/", data)


def test_it_is_saved_with_the_story_in_one_normalised_line(log_in):
    log_in("reporter").post("/newsroom/story/add/", form_data(slug_line="  হাওর \n ব\u09dfান "))
    assert Story.objects.get().slug_line == "হাওর বয়ান".replace("\u09df", "\u09af\u09bc")


def test_autosave_saves_it(log_in, draft):
    assert autosave(log_in("reporter"), draft, slug_line="হাওর-ধান").status_code == 200
    draft.refresh_from_db()
    assert draft.slug_line == "হাওর-ধান"


@pytest.mark.parametrize("by_itself", [True, False])
@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISHED])
def test_it_takes_no_approval_away_and_makes_nobody_a_writer(log_in, newsroom, draft, state, by_itself):
    walk(draft, newsroom, state)
    version = draft.version
    client = log_in("editor")
    if by_itself:
        assert autosave(client, draft, slug_line="হাওর").status_code == 200
    else:
        assert client.post(change(draft), form_data(draft, slug_line="হাওর")).status_code == 302
    draft.refresh_from_db()
    assert (draft.slug_line, draft.state, draft.version) == ("হাওর", state, version)
    assert not draft.writers.filter(user=newsroom.editor).exists()


def test_a_changed_text_still_waits_for_the_writers_own_save(log_in, newsroom, draft):
    walk(draft, newsroom, State.APPROVED)
    response = autosave(log_in("editor"), draft, slug_line="হাওর", headline="অন্য শিরোনাম")
    assert response.status_code == 409
    assert response.json()["reopens"]
    draft.refresh_from_db()
    assert (draft.slug_line, draft.state) == ("", State.APPROVED)


def test_a_page_that_does_not_ask_for_it_leaves_it(log_in, draft):
    Story.objects.filter(pk=draft.pk).update(slug_line="হাওর")
    log_in("reporter").post(change(draft), form_data(draft, headline="অন্য শিরোনাম"))
    draft.refresh_from_db()
    assert (draft.slug_line, draft.headline) == ("হাওর", "অন্য শিরোনাম")


@pytest.mark.parametrize("words", ["ক" * 61, "\u09df" * 40])
def test_one_that_is_too_long_is_refused_at_its_field(log_in, draft, words):
    response = log_in("reporter").post(change(draft), form_data(draft, slug_line=words, headline="নতুন"))
    assert response.status_code == 422
    assert response.context["form"].errors["slug_line"]


def test_nobody_else_names_a_story(log_in, newsroom, draft):
    response = log_in("other_reporter").post(change(draft), form_data(draft, slug_line="হাওর"))
    assert response.status_code == 403
    draft.refresh_from_db()
    assert draft.slug_line == ""


def test_the_queue_shows_and_finds_it(log_in, draft):
    Story.objects.filter(pk=draft.pk).update(slug_line="HAOR-ধান-১")
    client = log_in("reporter")
    page = client.get("/newsroom/story/", {"tab": "mine"}).content.decode()
    assert "HAOR-ধান-১" in page
    for words in ("haor", "ধান-১", "হাওর haor"):
        assert client.get("/newsroom/story/", {"tab": "all", "q": words}).context["stories"] == [draft], words
    assert client.get("/newsroom/story/", {"tab": "all", "q": "নেই"}).context["stories"] == []


def test_readers_never_see_it(newsroom, draft, site):
    Story.objects.filter(pk=draft.pk).update(slug_line="গোপন-নাম")
    for user, verb in (
        (newsroom.reporter, "submit"),
        (newsroom.editor, "approve"),
        (newsroom.editor, "publish"),
    ):
        take(draft, user, verb)
    assert "গোপন-নাম" not in str(draft.live_revision.content)
    assert "গোপন-নাম" not in site.get(f"/bangladesh/{draft.public_id}/").content.decode()
