"""Saving while somebody types: what it keeps, and all that it must leave alone."""

from dataclasses import replace
from typing import Any

import pytest

from newsroom.editing import save_story
from newsroom.models import Approval, Picture, Story
from tests.newsroom.helpers import Trace, walk
from tests.newsroom.screens.conftest import form_data

TAB, OTHER_TAB = "a1b2c3d4e5f6", "f6e5d4c3b2a1"
BEGIN = "/story/autosave/"
State = Story.State


def url(story: Story) -> str:
    return f"/story/{story.pk}/autosave/"


def sent(story: Story | None = None, **changes: Any) -> dict[str, Any]:
    return form_data(story) | {"tab": TAB} | changes


def test_what_is_typed_is_saved_and_the_new_version_answered(log_in, draft):
    response = log_in("reporter").post(url(draft), sent(draft, headline="আপনিই থাকা শিরোনাম"))
    draft.refresh_from_db()
    assert response.status_code == 200
    assert draft.headline == "আপনিই থাকা শিরোনাম"
    answer = response.json()
    assert (answer["id"], answer["version"]) == (draft.pk, draft.version)
    assert answer["page"]["change"] == f"/newsroom/story/{draft.pk}/change/"
    assert "2026" not in answer["saved_text"]  # in words, for the pill


def test_it_makes_no_history(log_in, draft):
    before = Trace.of(draft)
    for headline in ("এক", "দুই", "তিন"):
        draft.refresh_from_db()
        log_in("reporter").post(url(draft), sent(draft, headline=headline))
    after = Trace.of(draft)
    assert (after.revisions, after.transitions, after.state) == (
        before.revisions,
        before.transitions,
        "draft",
    )


def test_the_same_words_again_change_nothing(log_in, draft):
    before = Trace.of(draft)
    assert log_in("reporter").post(url(draft), sent(draft)).json()["version"] == draft.version
    assert Trace.of(draft) == before


def test_a_save_whose_answer_was_lost_can_be_repeated(log_in, draft):
    data = sent(draft, headline="উত্তর হারিয়ে গেছে")
    first = log_in("reporter").post(url(draft), data).json()
    again = log_in("reporter").post(url(draft), data)
    assert (again.status_code, again.json()["version"]) == (200, first["version"])


def test_the_first_words_begin_a_draft(log_in, newsroom):
    answer = log_in("reporter").post(BEGIN, sent(headline="প্রথম শব্দ")).json()
    story = Story.objects.get()
    assert (answer["id"], story.headline, story.assignee, story.state) == (
        story.pk,
        "প্রথম শব্দ",
        newsroom.reporter,
        State.DRAFT,
    )
    assert story.edit_lock.holder == newsroom.reporter


def test_a_beginning_that_is_repeated_begins_no_second_draft(log_in):
    log_in("reporter").post(BEGIN, sent(headline="একবার"))
    answer = log_in("reporter").post(BEGIN, sent(headline="একবার, আরও কথা")).json()
    assert answer["id"] == Story.objects.get().pk
    assert Story.objects.get().headline == "একবার, আরও কথা"


def test_another_tab_begins_a_draft_of_its_own(log_in):
    log_in("reporter").post(BEGIN, sent(headline="এক"))
    log_in("reporter").post(BEGIN, sent(headline="দুই", tab=OTHER_TAB))
    assert Story.objects.count() == 2


def test_somebody_elses_tab_of_the_same_name_begins_a_draft_of_its_own(log_in):
    log_in("reporter").post(BEGIN, sent(headline="এক"))
    log_in("other_reporter").post(BEGIN, sent(headline="দুই"))
    assert Story.objects.count() == 2


def test_a_picture_waits_for_the_writers_own_save(log_in, draft, picture_file):
    data = sent(draft, headline="ছবি পরে") | {"picture_file": picture_file()}
    assert log_in("reporter").post(url(draft), data).status_code == 200
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"), [("headline", "দীর্ঘ " * 60), ("kicker", "\u09df" * 80), ("section", "999999")]
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_saved(log_in, draft, field, value):
    before = Trace.of(draft)
    response = log_in("reporter").post(url(draft), sent(draft, **{field: value}))
    assert response.status_code == 422
    assert list(response.json()["errors"]) == [field]
    assert Trace.of(draft) == before


def test_a_name_twice_in_the_byline_is_named(log_in, draft):
    data = sent(draft) | {
        "byline-TOTAL_FORMS": 2,
        "byline-1-contributor": draft.byline_lines.get().contributor_id,
    }
    data |= {"byline-1-role": "reporter", "byline-1-ORDER": 2}
    response = log_in("reporter").post(url(draft), data)
    assert (response.status_code, list(response.json()["errors"])) == (422, ["byline"])


def test_a_newer_save_is_not_overwritten(log_in, newsroom, draft, content):
    data = sent(draft, headline="আমার")
    save_story(draft.pk, newsroom.editor, replace(content, headline="সম্পাদকের"), seen_version=draft.version)
    before = Trace.of(draft)
    response = log_in("reporter").post(url(draft), data)
    assert (response.status_code, response.json()["conflict"]) == (409, True)
    assert Trace.of(draft) == before


@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISHED], ids=str)
def test_it_takes_no_approval_away(log_in, newsroom, draft, state):
    walk(draft, newsroom, state)
    before = Trace.of(draft)
    response = log_in("editor").post(url(draft), sent(draft, headline="চুপিচুপি বদল"))
    assert (response.status_code, response.json()["reopens"]) == (409, True)
    assert Trace.of(draft) == before
    assert Approval.objects.filter(voided_at=None).exists()


def test_a_submitted_story_is_not_its_writers_to_save(log_in, newsroom, draft):
    walk(draft, newsroom, State.SUBMITTED)
    before = Trace.of(draft)
    assert log_in("reporter").post(url(draft), sent(draft, headline="দেরি")).status_code == 403
    assert Trace.of(draft) == before


@pytest.mark.parametrize(("name", "status"), [("other_reporter", 403), ("photo", 403), ("nobody", 403)])
def test_nobody_else_saves_in_a_draft(log_in, draft, name, status):
    before = Trace.of(draft)
    assert log_in(name).post(url(draft), sent(draft, headline="অন্যের")).status_code == status
    assert Trace.of(draft) == before


@pytest.mark.parametrize("name", ["photo", "nobody"])
def test_who_writes_no_stories_begins_none(log_in, name):
    assert log_in(name).post(BEGIN, sent(headline="ক")).status_code == 403
    assert not Story.objects.exists()


def test_a_restricted_story_does_not_exist_for_an_outsider(log_in, draft):
    Story.objects.update(restricted=True)
    for name in ("editor", "chief"):
        assert log_in(name).post(url(draft), sent(draft, headline="বাইরের")).status_code == 404
    assert log_in("reporter").post(url(draft), sent(draft, headline="ভেতরের")).status_code == 200


def test_without_a_log_in_it_says_so_instead_of_sending_away(client, draft):
    for address in (url(draft), BEGIN, "/session/"):
        response = client.post(address, sent(draft))
        assert (response.status_code, response.json()["login"]) == (401, True)


def test_words_are_never_saved_under_another_name(log_in, newsroom, draft):
    """Somebody else logged in in another tab of this browser meanwhile."""
    data = sent(draft, headline="কার লেখা?", writer=newsroom.reporter.pk)
    assert log_in("editor").post(url(draft), data).status_code == 401
    assert log_in("reporter").post(url(draft), data).status_code == 200


def test_reading_the_address_is_no_save(log_in, draft):
    for address in (url(draft), BEGIN):
        response = log_in("reporter").get(address)
        assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.parametrize("tab", ["", "ক" * 9, "x" * 40, "a b", "<script>"])
def test_a_tab_without_a_sensible_name_is_refused(log_in, draft, tab):
    for address in (url(draft), BEGIN):
        assert log_in("reporter").post(address, sent(draft, tab=tab)).status_code == 422


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999", "\x00"])
def test_a_form_without_a_sensible_version_saves_nothing(log_in, draft, version):
    before = Trace.of(draft)
    response = log_in("reporter").post(url(draft), sent(draft, headline="টাইপ করা", version=version))
    assert response.status_code in {409, 422}
    assert Trace.of(draft) == before


@pytest.mark.parametrize("data", [{}, {"byline-TOTAL_FORMS": "x"}, {"byline-TOTAL_FORMS": "99999"}])
def test_half_a_form_saves_nothing(log_in, draft, data):
    before = Trace.of(draft)
    response = log_in("reporter").post(url(draft), {"tab": TAB, "version": draft.version} | data)
    assert response.status_code == 422
    assert Trace.of(draft) == before


def test_the_session_is_known_by_its_person(log_in, newsroom):
    client = log_in("reporter")
    assert client.get("/session/").json() == {"user": newsroom.reporter.pk}
    assert client.get("/session/", {"writer": newsroom.editor.pk}).status_code == 401
