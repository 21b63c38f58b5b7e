"""The screen on which the front is made up: who may, what is saved at once, and what is said of what cannot be."""

import json

import pytest
from django.test import Client

from articles.models import Article
from newsroom.content import content_of
from newsroom.editing import start_story
from newsroom.fronts.drafts import layout_of
from newsroom.fronts.layout import Slot
from newsroom.models import FrontDraft, Story
from tests.newsroom.screens.fronts import FRONT, OTHER_TAB, TAB, layout_with, place, send, url

# Looking


def test_an_editor_sees_the_front_with_what_fills_it(log_in, newsroom, live):
    newest, *_ = live(3)
    page = log_in("editor").get(FRONT)
    assert page.status_code == 200
    text = page.content.decode()
    assert newest.headline in text
    assert page.context["front_data"]["filling"]["top-1"] in {story.pk for story in Article.objects.all()}


def test_a_section_has_a_front_of_its_own(log_in, newsroom, live):
    live(2)
    page = log_in("editor").get("/front/of/bangladesh/")
    assert page.status_code == 200
    assert page.context["blocks"] == []
    assert log_in("editor").get("/front/of/nowhere/").status_code == 404


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_who_makes_up_no_fronts_sees_none(log_in, front, name):
    client = log_in(name)
    for address in (FRONT, url(front, "publish"), url(front, "preview"), url(front, "preview/framed")):
        assert client.get(address).status_code == 403
    for address in ("save", "undo", "redo", "lock", "do", "travel", "publish", "plan", "slot/top-1"):
        assert client.post(url(front, address), {"tab": TAB}).status_code == 403
    front.refresh_from_db()
    assert front.version == 0


@pytest.mark.parametrize(
    "name", ["save", "undo", "redo", "do", "travel", "plan", "lock/release", "take-over"]
)
def test_what_changes_something_is_posted(log_in, front, name):
    response = log_in("editor").get(url(front, name))
    assert response.status_code == 405
    assert "POST" in response["Allow"]


def test_logged_out_the_script_is_told_so(front):
    assert Client().post(url(front, "save"), {"layout": "{}"}).status_code == 401


def test_a_front_that_is_none_is_404(log_in, front):
    client = log_in("editor")
    for address in ("save", "publish", "preview", "stories", "slot/top-1"):
        assert client.get(f"/front/{front.pk + 999}/{address}/").status_code == 404
    assert client.get(url(front, "slot/top-7")).status_code == 404
    assert client.get(url(front, "slot/nonsense")).status_code == 404


def test_the_screen_costs_few_queries_however_full_the_front_is(
    log_in, newsroom, front, live, django_assert_max_num_queries
):
    stories = live(12)
    place(front, newsroom.editor, **{f"top_{n}": Slot(story=stories[n].pk) for n in range(1, 7)})
    client = log_in("editor")
    with django_assert_max_num_queries(32):
        client.get(FRONT)


# Saving by the script


def test_a_change_is_saved_at_once_and_what_fills_the_rest_comes_back(log_in, front, live):
    story = live(3)[2]
    layout = layout_with(front, top_1=Slot(story=story.pk, headline="এই স্থানের শিরোনাম"))
    answer = send(log_in("editor"), front, layout).json()
    assert answer["version"] == 1
    assert answer["layout"]["top"][0]["headline"] == "এই স্থানের শিরোনাম"
    assert set(answer["filling"]) >= {"top-2", "top-3"}
    assert answer["can_undo"]
    assert len(answer["changes"]) == 1
    assert layout_of(FrontDraft.objects.get()).top[0].story == story.pk


def test_a_story_yields_to_what_comes_after_it_was_told_to(newsroom, front, live):
    story = live(1)[0]
    place(front, newsroom.editor, top_1=Slot(story=story.pk))
    stood = layout_of(front).top[0].since
    place(front, newsroom.editor, top_1=Slot(story=story.pk, headline="অন্য শিরোনাম"))
    assert layout_of(front).top[0].since == stood
    place(front, newsroom.editor, top_1=Slot(story=story.pk, yields=True))
    told = layout_of(front).top[0].since
    assert told > stood
    place(front, newsroom.editor, top_1=Slot(story=story.pk, yields=True, headline="আরেক শিরোনাম"))
    assert layout_of(front).top[0].since == told


def test_undo_and_redo_go_back_and_forth(log_in, front, live):
    client = log_in("editor")
    send(client, front, layout_with(front, top_1=Slot(story=live(1)[0].pk)))
    answer = client.post(url(front, "undo"), {"version": 1, "tab": TAB}).json()
    assert answer["layout"]["top"][0]["story"] == ""
    assert (answer["can_undo"], answer["can_redo"]) == (False, True)
    answer = client.post(url(front, "redo"), {"version": answer["version"], "tab": TAB}).json()
    assert answer["layout"]["top"][0]["story"]


def test_of_two_who_save_the_second_sees_both(log_in, newsroom, front, live):
    one, other = live(2)
    place(front, newsroom.other_editor, top_1=Slot(story=one.pk))
    response = send(log_in("editor"), front, layout_with(front, top_2=Slot(story=other.pk)), version=0)
    assert response.status_code == 409
    answer = response.json()
    assert answer["version"] == 1
    assert answer["layout"]["top"][0]["story"] == one.pk
    assert one.pk in answer["cards"]


def test_somebody_elses_front_is_not_saved_into_until_it_is_taken_over(log_in, newsroom, front, live):
    layout = layout_with(front, top_1=Slot(story=live(1)[0].pk))
    assert log_in("other_editor").post(url(front, "lock"), {"tab": OTHER_TAB}).status_code == 200
    client = log_in("editor")
    response = send(client, front, layout)
    assert response.status_code == 409
    assert response.json()["held"]["name"] == str(newsroom.other_editor)
    assert str(newsroom.other_editor) in client.get(FRONT).content.decode()
    assert client.post(url(front, "lock/take-over"), {"tab": TAB}).status_code == 200
    assert send(client, front, layout).status_code == 200
    taken = log_in("other_editor").post(url(front, "lock"), {"tab": OTHER_TAB})
    assert (taken.status_code, taken.json()["taken"]) == (409, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "null",
        "[]",
        "7",
        '"x"',
        "[" * 100_000,
        '{"top": 1}',
        '{"top": [{"story": {"a": []}}]}',
        '{"top": [{"story": "../../../"}]}',
        '{"top": [{"picture": 1e400}]}',
        '{"top": [{"story": "aaaaaaaa", "until": "0000-00-00"}]}',
        '{"top": [{"story": "aaaaaaaa", "headline": "\\ud800"}]}',
        '{"top": [], "blocks": [{"section": "no-such-section", "shown": 1, "slots": []}]}',
        '{"top": [], "blocks": [], "script": "<script>alert(1)</script>"}',
        '{"top": ' + json.dumps([{"story": ""}] * 5000) + "}",
        "x" * 500_000,
    ],
)
def test_hostile_layouts_are_refused_and_change_nothing(log_in, front, text):
    response = send(log_in("editor"), front, text)
    assert response.status_code == 422
    answer = response.json()
    assert answer["problems"] or answer["general"]
    front.refresh_from_db()
    assert front.version == 0


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "১"])
def test_a_version_that_is_none_was_never_seen(log_in, front, live, version):
    layout = layout_with(front, top_1=Slot(story=live(1)[0].pk))
    assert send(log_in("editor"), front, layout, version=version).status_code == 409


def test_what_is_wrong_is_said_at_its_place(log_in, front, live):
    story = live(1)[0]
    layout = layout_with(front, top_2=Slot(story=story.pk, headline="ক" * 200))
    response = send(log_in("editor"), front, layout)
    assert (response.status_code, list(response.json()["problems"])) == (422, ["top-2"])


def test_nobody_outside_finds_or_places_a_restricted_story(log_in, newsroom, front, publish, content):
    """Live or not: whoever may not know of the story in the newsroom does not meet it here."""
    secret = start_story(newsroom.reporter, content)
    publish(public_id=secret.public_id, headline=content_of(secret).headline, section="bangladesh")
    Story.objects.update(restricted=True)
    client = log_in("editor")
    found = client.get(url(front, "stories"), {"q": ""}).json()["stories"]
    assert secret.public_id not in [card["id"] for card in found]
    layout = layout_with(front, top_2=Slot(story=secret.public_id))
    assert send(client, front, layout).status_code == 422


def test_stories_are_found_by_words_and_section(log_in, front, live, publish):
    live(2)
    other = publish(section="world", section_name="বিশ্ব", headline="সাগরের ওপারে মেলা")
    client = log_in("editor")

    def found(**query):
        stories = client.get(url(front, "stories"), query).json()["stories"]
        return [card["id"] for card in stories]

    assert len(found()) == 3
    assert found(section="world") == [other.pk]
    assert found(q="সাগর") == [other.pk]
    for hostile in ("\x00", "%", "'\"<>", "ক" * 5000, "\\"):
        assert client.get(url(front, "stories"), {"q": hostile, "section": hostile}).status_code == 200
