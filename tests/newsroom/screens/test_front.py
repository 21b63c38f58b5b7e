"""The screen on which the front is made up: who may, what is saved, and what is said of what cannot be."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from newsroom.content import content_of
from newsroom.fronts.drafts import front_draft, layout_of, save_layout
from newsroom.fronts.layout import FrontLayout, Slot, layout_json
from newsroom.fronts.moves import fill_slot
from newsroom.fronts.publishing import publish_front
from newsroom.models import FrontDraft, FrontPlan, FrontPublication, Story

TAB, OTHER_TAB = "a1b2c3d4e5f6", "f6e5d4c3b2a1"
FRONT = "/front/"


@pytest.fixture
def live(newsroom, publish):
    """live(3) -> as many live stories of the newsroom's section, the newest first."""

    def make(count: int) -> list[Article]:
        now = timezone.now()
        return [
            publish(
                section="bangladesh",
                section_name="বাংলাদেশ",
                headline=f"নমুনা খবর {number}",
                published_at=now - timedelta(minutes=number),
            )
            for number in range(count)
        ]

    return make


@pytest.fixture
def draft(newsroom) -> FrontDraft:
    return front_draft(None)


def layout_with(draft: FrontDraft, **slots: Slot) -> FrontLayout:
    """The draft's layout with these slots: top_1=Slot(…)."""
    layout = layout_of(draft)
    for name, slot in slots.items():
        layout = fill_slot(layout, name.replace("_", "-"), slot)
    return layout


def place(draft: FrontDraft, user, **slots: Slot) -> FrontDraft:
    layout = layout_json(layout_with(draft, **slots))
    save_layout(draft.pk, user, layout, seen_version=draft.version, token="")
    draft.refresh_from_db()
    return draft


def url(draft: FrontDraft, name: str) -> str:
    return f"/front/{draft.pk}/{name}/"


def send(client: Client, draft: FrontDraft, layout: FrontLayout | str, version: int | None = None):
    text = layout if isinstance(layout, str) else json.dumps(layout_json(layout))
    seen = draft.version if version is None else version
    return client.post(url(draft, "save"), {"layout": text, "version": seen, "tab": TAB})


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
def test_who_makes_up_no_fronts_sees_none(log_in, draft, name):
    client = log_in(name)
    for address in (FRONT, url(draft, "publish"), url(draft, "preview"), url(draft, "preview/framed")):
        assert client.get(address).status_code == 403
    for address in ("save", "undo", "redo", "lock", "do", "travel", "publish", "plan", "slot/top-1"):
        assert client.post(url(draft, address), {"tab": TAB}).status_code == 403
    draft.refresh_from_db()
    assert draft.version == 0


@pytest.mark.parametrize(
    "name", ["save", "undo", "redo", "do", "travel", "plan", "lock/release", "take-over"]
)
def test_what_changes_something_is_posted(log_in, draft, name):
    response = log_in("editor").get(url(draft, name))
    assert response.status_code == 405
    assert "POST" in response["Allow"]


def test_logged_out_the_script_is_told_so(draft):
    assert Client().post(url(draft, "save"), {"layout": "{}"}).status_code == 401


def test_a_front_that_is_none_is_404(log_in, draft):
    client = log_in("editor")
    for address in ("save", "publish", "preview", "stories", "slot/top-1"):
        assert client.get(f"/front/{draft.pk + 999}/{address}/").status_code == 404
    assert client.get(url(draft, "slot/top-7")).status_code == 404
    assert client.get(url(draft, "slot/nonsense")).status_code == 404


def test_the_screen_costs_few_queries_however_full_the_front_is(
    log_in, newsroom, draft, live, django_assert_max_num_queries
):
    stories = live(12)
    place(draft, newsroom.editor, **{f"top_{n}": Slot(story=stories[n].pk) for n in range(1, 7)})
    client = log_in("editor")
    with django_assert_max_num_queries(32):
        client.get(FRONT)


# Saving by the script


def test_a_change_is_saved_at_once_and_what_fills_the_rest_comes_back(log_in, draft, live):
    story = live(3)[2]
    layout = layout_with(draft, top_1=Slot(story=story.pk, headline="এই স্থানের শিরোনাম"))
    answer = send(log_in("editor"), draft, layout).json()
    assert answer["version"] == 1
    assert answer["layout"]["top"][0]["headline"] == "এই স্থানের শিরোনাম"
    assert set(answer["filling"]) >= {"top-2", "top-3"}
    assert answer["can_undo"]
    assert len(answer["changes"]) == 1
    assert layout_of(FrontDraft.objects.get()).top[0].story == story.pk


def test_a_story_yields_to_what_comes_after_it_was_told_to(newsroom, draft, live):
    story = live(1)[0]
    place(draft, newsroom.editor, top_1=Slot(story=story.pk))
    stood = layout_of(draft).top[0].since
    place(draft, newsroom.editor, top_1=Slot(story=story.pk, headline="অন্য শিরোনাম"))
    assert layout_of(draft).top[0].since == stood
    place(draft, newsroom.editor, top_1=Slot(story=story.pk, yields=True))
    told = layout_of(draft).top[0].since
    assert told > stood
    place(draft, newsroom.editor, top_1=Slot(story=story.pk, yields=True, headline="আরেক শিরোনাম"))
    assert layout_of(draft).top[0].since == told


def test_undo_and_redo_go_back_and_forth(log_in, draft, live):
    client = log_in("editor")
    send(client, draft, layout_with(draft, top_1=Slot(story=live(1)[0].pk)))
    answer = client.post(url(draft, "undo"), {"version": 1, "tab": TAB}).json()
    assert answer["layout"]["top"][0]["story"] == ""
    assert (answer["can_undo"], answer["can_redo"]) == (False, True)
    answer = client.post(url(draft, "redo"), {"version": answer["version"], "tab": TAB}).json()
    assert answer["layout"]["top"][0]["story"]


def test_of_two_who_save_the_second_sees_both(log_in, newsroom, draft, live):
    one, other = live(2)
    place(draft, newsroom.other_editor, top_1=Slot(story=one.pk))
    response = send(log_in("editor"), draft, layout_with(draft, top_2=Slot(story=other.pk)), version=0)
    assert response.status_code == 409
    answer = response.json()
    assert answer["version"] == 1
    assert answer["layout"]["top"][0]["story"] == one.pk
    assert one.pk in answer["cards"]


def test_somebody_elses_front_is_not_saved_into_until_it_is_taken_over(log_in, newsroom, draft, live):
    layout = layout_with(draft, top_1=Slot(story=live(1)[0].pk))
    assert log_in("other_editor").post(url(draft, "lock"), {"tab": OTHER_TAB}).status_code == 200
    client = log_in("editor")
    response = send(client, draft, layout)
    assert response.status_code == 409
    assert response.json()["held"]["name"] == str(newsroom.other_editor)
    assert str(newsroom.other_editor) in client.get(FRONT).content.decode()
    assert client.post(url(draft, "lock/take-over"), {"tab": TAB}).status_code == 200
    assert send(client, draft, layout).status_code == 200
    taken = log_in("other_editor").post(url(draft, "lock"), {"tab": OTHER_TAB})
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
def test_hostile_layouts_are_refused_and_change_nothing(log_in, draft, text):
    response = send(log_in("editor"), draft, text)
    assert response.status_code == 422
    answer = response.json()
    assert answer["problems"] or answer["general"]
    draft.refresh_from_db()
    assert draft.version == 0


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "১"])
def test_a_version_that_is_none_was_never_seen(log_in, draft, live, version):
    layout = layout_with(draft, top_1=Slot(story=live(1)[0].pk))
    assert send(log_in("editor"), draft, layout, version=version).status_code == 409


def test_what_is_wrong_is_said_at_its_place(log_in, draft, live):
    story = live(1)[0]
    layout = layout_with(draft, top_2=Slot(story=story.pk, headline="ক" * 200))
    response = send(log_in("editor"), draft, layout)
    assert (response.status_code, list(response.json()["problems"])) == (422, ["top-2"])


def test_nobody_outside_finds_or_places_a_restricted_story(log_in, newsroom, draft, publish, content):
    """Live or not: whoever may not know of the story in the newsroom does not meet it here."""
    from newsroom.editing import start_story

    secret = start_story(newsroom.reporter, content)
    publish(public_id=secret.public_id, headline=content_of(secret).headline, section="bangladesh")
    Story.objects.update(restricted=True)
    client = log_in("editor")
    found = client.get(url(draft, "stories"), {"q": ""}).json()["stories"]
    assert secret.public_id not in [card["id"] for card in found]
    layout = layout_with(draft, top_2=Slot(story=secret.public_id))
    assert send(client, draft, layout).status_code == 422


def test_stories_are_found_by_words_and_section(log_in, draft, live, publish):
    live(2)
    other = publish(section="world", section_name="বিশ্ব", headline="সাগরের ওপারে মেলা")
    client = log_in("editor")

    def found(**query):
        stories = client.get(url(draft, "stories"), query).json()["stories"]
        return [card["id"] for card in stories]

    assert len(found()) == 3
    assert found(section="world") == [other.pk]
    assert found(q="সাগর") == [other.pk]
    for hostile in ("\x00", "%", "'\"<>", "ক" * 5000, "\\"):
        assert client.get(url(draft, "stories"), {"q": hostile, "section": hostile}).status_code == 200


# Without scripts


def test_a_button_moves_a_story(log_in, newsroom, draft, live):
    one, other = live(2)
    place(draft, newsroom.editor, top_1=Slot(story=one.pk), top_2=Slot(story=other.pk))
    client = log_in("editor")
    response = client.post(url(draft, "do"), {"do": "up:top-2", "version": draft.version})
    assert response.url == f"{FRONT}#slot-top-2"
    assert [slot.story for slot in layout_of(FrontDraft.objects.get()).top[:2]] == [other.pk, one.pk]
    draft.refresh_from_db()
    client.post(url(draft, "do"), {"do": "out:top-1", "version": draft.version})
    assert layout_of(FrontDraft.objects.get()).top[0].story == ""


def test_a_section_is_hidden_and_shown(log_in, draft, live):
    live(1)
    client = log_in("editor")
    client.post(url(draft, "do"), {"do": "block-hide:bangladesh", "version": 0})
    assert not layout_of(FrontDraft.objects.get()).blocks[0].shown
    client.post(url(draft, "travel"), {"way": "undo", "version": 1})
    assert layout_of(FrontDraft.objects.get()).blocks[0].shown


def test_a_form_puts_a_story_into_its_place(log_in, draft, live, settings):
    one, other = live(2)
    client = log_in("editor")
    address = url(draft, "slot/top-3")
    assert client.get(address).status_code == 200
    data = {
        "story": one.pk,
        "place": "top-4",
        "headline": "এখানকার শিরোনাম",
        "until": timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M"),
        "yields": "on",
        "related_0": other.pk,
        "version": 0,
    }
    assert client.post(address, data).url == f"{FRONT}#slot-top-4"
    slot = layout_of(FrontDraft.objects.get()).top[3]
    assert (slot.story, slot.headline, slot.yields, slot.related) == (
        one.pk,
        "এখানকার শিরোনাম",
        True,
        (other.pk,),
    )
    page = client.get(url(draft, "slot/top-4"))
    assert page.context["form"].initial["until"] is not None
    data |= {"story": "", "address": f"{settings.KHOBOR_SITE_URL}/bangladesh/{other.pk}/", "version": 1}
    assert client.post(address, data | {"related_0": "", "place": "top-3"}).status_code == 302
    assert layout_of(FrontDraft.objects.get()).top[2].story == other.pk


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"address": "https://example.com/"}, "address"),
        ({"address": "zzzzzzzz"}, "address"),
        ({"headline": "ক" * 200}, "headline"),
        ({"until": "2001-01-01T00:00"}, "until"),
        ({"until": "x"}, "until"),
        ({"picture": "99999999"}, "picture"),
        ({"place": "top-9"}, "place"),
        ({"story": "\x00"}, "story"),
    ],
)
def test_what_is_wrong_in_the_form_is_said_at_its_field_and_nothing_is_lost(
    log_in, draft, live, wrong, field
):
    story = live(1)[0]
    data = {"story": story.pk, "place": "top-1", "headline": "আমার শিরোনাম", "version": 0} | wrong
    response = log_in("editor").post(url(draft, "slot/top-1"), data)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert data["headline"] in response.content.decode()
    draft.refresh_from_db()
    assert draft.version == 0


def test_the_forms_conflict_shows_both_and_sent_again_is_meant(log_in, newsroom, draft, live):
    one, other = live(2)
    place(draft, newsroom.other_editor, top_1=Slot(story=one.pk))
    client = log_in("editor")
    data = {"story": other.pk, "place": "top-1", "headline": "আমার শিরোনাম", "version": 0}
    response = client.post(url(draft, "slot/top-1"), data)
    assert response.status_code == 409
    page = response.content.decode()
    assert one.headline in page
    assert "আমার শিরোনাম" in page
    again = data | {"version": response.context["form"]["version"].value()}
    assert client.post(url(draft, "slot/top-1"), again).status_code == 302


def test_a_button_pressed_on_an_old_page_says_so_and_shows_what_is_there(log_in, newsroom, draft, live):
    one, _other = live(2)
    place(draft, newsroom.other_editor, top_1=Slot(story=one.pk))
    response = log_in("editor").post(url(draft, "do"), {"do": "out:top-1", "version": 0})
    assert response.status_code == 409
    assert one.headline in response.content.decode()
    assert log_in("editor").post(url(draft, "do"), {"do": "nonsense", "version": 1}).status_code == 422


# To readers


def test_the_preview_is_the_readers_page_with_the_working_copy(log_in, newsroom, draft, live):
    story = live(3)[2]
    place(draft, newsroom.editor, top_1=Slot(story=story.pk, headline="শুধু খসড়ায়"))
    client = log_in("editor")
    framed = client.get(url(draft, "preview/framed"))
    assert framed["X-Frame-Options"] == "SAMEORIGIN"
    assert "no-store" in framed["Cache-Control"]
    assert "শুধু খসড়ায়" in framed.content.decode()
    assert "preview/framed" in client.get(url(draft, "preview")).content.decode()
    section = place(
        front_draft(newsroom.section), newsroom.editor, top_1=Slot(story=story.pk, headline="বিভাগে")
    )
    assert "বিভাগে" in client.get(url(section, "preview/framed")).content.decode()


def test_an_editor_publishes_and_brings_back(log_in, newsroom, draft, live):
    one, other = live(2)
    client = log_in("editor")
    place(draft, newsroom.editor, top_1=Slot(story=one.pk))
    page = client.get(url(draft, "publish")).content.decode()
    assert one.headline in page
    assert client.post(url(draft, "publish"), {"version": 0}).status_code == 409
    assert client.post(url(draft, "publish"), {"version": draft.version}).url == FRONT
    first = FrontPublication.objects.get()
    place(draft, newsroom.editor, top_1=Slot(story=other.pk))
    publish_front(draft.pk, newsroom.editor, seen_version=draft.version)
    response = client.post(url(draft, f"restore/{first.pk}"), {"version": draft.version})
    assert response.url == FRONT
    assert layout_of(FrontDraft.objects.get()).top[0].story == one.pk
    assert client.post(url(draft, "restore/999999"), {"version": 0}).status_code == 404


def test_a_front_is_planned_and_the_plan_cancelled(log_in, newsroom, draft, live):
    place(draft, newsroom.editor, top_1=Slot(story=live(1)[0].pk))
    client = log_in("editor")
    when = timezone.localtime(timezone.now() + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(url(draft, "plan"), {"publish_at": when, "version": draft.version}).url == FRONT
    plan = FrontPlan.objects.get()
    FrontPlan.objects.update(problem="ছবির স্বত্ব শেষ")
    assert "ছবির স্বত্ব শেষ" in client.get(FRONT).content.decode()
    assert log_in("reporter").post(f"/front/plan/{plan.pk}/cancel/").status_code == 403
    assert client.post(f"/front/plan/{plan.pk}/cancel/").url == FRONT
    assert not FrontPlan.objects.exists()
    assert client.post(f"/front/plan/{plan.pk}/cancel/").status_code == 404


@pytest.mark.parametrize(
    "when", ["", "x", "2001-01-01T00:00", "9999-12-31T23:59", "2030-13-45T99:99", "\x00"]
)
def test_a_time_that_is_none_is_refused_at_its_field(log_in, draft, when):
    response = log_in("editor").post(url(draft, "plan"), {"publish_at": when, "version": 0})
    assert response.status_code == 422
    assert "front-publish-at-wrong" in response.content.decode()
    assert not FrontPlan.objects.exists()
