"""“Keep this version”: a revision whenever its writer wants one, and none that says the same twice."""

import pytest

from newsroom.models import Approval, Story
from tests.newsroom.helpers import Trace, walk
from tests.newsroom.screens.conftest import form_data

State = Story.State


def url(story: Story) -> str:
    return f"/newsroom/story/{story.pk}/change/"


def keep(client, story: Story, **changes):
    story.refresh_from_db()
    return client.post(url(story), form_data(story, **changes) | {"_keep": "1"}, follow=True)


def test_what_stands_is_saved_and_kept(log_in, newsroom, draft):
    response = keep(log_in("reporter"), draft, headline="রাখার মতো")
    assert "১" in str(next(iter(response.context["messages"])))
    revision = draft.revisions.get()
    assert (revision.moment, revision.created_by, revision.content["headline"]) == (
        "keep",
        newsroom.reporter,
        "রাখার মতো",
    )
    draft.refresh_from_db()
    assert (draft.headline, draft.state) == ("রাখার মতো", State.DRAFT)


def test_keeping_the_same_twice_makes_one_version(log_in, draft):
    keep(log_in("reporter"), draft)
    keep(log_in("reporter"), draft)
    assert draft.revisions.count() == 1
    keep(log_in("reporter"), draft, kicker="মৌসুম")
    assert [row.content["kicker"] for row in draft.revisions.all()] == ["মৌসুম", "কৃষি"]


def test_a_new_story_can_be_kept_at_once(log_in):
    log_in("reporter").post("/newsroom/story/add/", form_data(headline="নতুন") | {"_keep": "1"})
    assert Story.objects.get().revisions.get().content["headline"] == "নতুন"


@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISHED], ids=str)
def test_keeping_what_is_approved_takes_no_approval_away(log_in, newsroom, draft, state):
    walk(draft, newsroom, state)
    before = Trace.of(draft)
    keep(log_in("editor"), draft)
    assert Trace.of(draft) == before
    assert Approval.objects.filter(voided_at=None).exists()


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody"])
def test_who_may_not_write_keeps_nothing(log_in, draft, name):
    assert keep(log_in(name), draft).status_code == 403
    assert not draft.revisions.exists()


def test_a_submitted_story_is_not_its_writers_to_keep(log_in, newsroom, draft):
    walk(draft, newsroom, State.SUBMITTED)
    before = Trace.of(draft)
    assert keep(log_in("reporter"), draft, headline="দেরি").status_code == 403
    assert Trace.of(draft) == before


def test_a_form_with_a_mistake_keeps_nothing(log_in, draft):
    assert keep(log_in("reporter"), draft, headline="দীর্ঘ " * 60).status_code == 422
    assert not draft.revisions.exists()
