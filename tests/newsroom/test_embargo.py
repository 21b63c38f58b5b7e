"""The embargo as an invariant: nobody, and no clock, gets a story out before its time."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import Article
from newsroom.errors import BlockedError, ForbiddenError
from newsroom.models import RecordEntry, Story, Transition, User
from newsroom.scheduling import publish_due_stories, set_embargo
from newsroom.workflow import publish_by_clock
from tests.newsroom.helpers import Trace, another_desk, hire, save, take, walk

pytestmark = pytest.mark.django_db
State = Story.State


def ahead(**delta: float) -> datetime:
    return timezone.now() + timedelta(**delta)


@pytest.fixture
def approved(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.APPROVED)


@pytest.fixture
def embargoed(newsroom: SimpleNamespace, approved: Story) -> Story:
    """Approved, under embargo for two hours more."""
    set_embargo(approved.pk, newsroom.editor, ahead(hours=2))
    approved.refresh_from_db()
    return approved


@pytest.fixture
def superuser(newsroom: SimpleNamespace) -> User:
    return hire("root", "chief", newsroom.desk, is_superuser=True)


# Nothing before its time


@pytest.mark.parametrize("name", ["editor", "chief", "superuser"])
def test_nobody_publishes_before_it(
    name: str, newsroom: SimpleNamespace, superuser: User, embargoed: Story
) -> None:
    user = superuser if name == "superuser" else getattr(newsroom, name)
    before = Trace.of(embargoed)
    with pytest.raises(BlockedError) as refusal:
        take(embargoed, user, "publish")
    assert [problem.field for problem in refusal.value.problems] == ["embargo_until"]
    with pytest.raises(BlockedError):  # nor by saying that it is later
        take(embargoed, user, "publish", at=ahead(hours=3))
    assert Trace.of(embargoed) == before


@pytest.mark.parametrize("name", ["editor", "chief", "superuser"])
def test_nobody_schedules_into_it(
    name: str, newsroom: SimpleNamespace, superuser: User, embargoed: Story
) -> None:
    user = superuser if name == "superuser" else getattr(newsroom, name)
    before = Trace.of(embargoed)
    with pytest.raises(BlockedError) as refusal:
        take(embargoed, user, "schedule", publish_at=ahead(hours=1))
    assert [problem.field for problem in refusal.value.problems] == ["publish_at"]
    assert Trace.of(embargoed) == before


def test_it_may_be_scheduled_for_its_very_end(newsroom: SimpleNamespace, embargoed: Story) -> None:
    take(embargoed, newsroom.editor, "schedule", publish_at=embargoed.embargo_until)
    assert (embargoed.state, embargoed.publish_at) == (State.SCHEDULED, embargoed.embargo_until)


def test_it_is_published_once_the_embargo_is_over(newsroom: SimpleNamespace, embargoed: Story) -> None:
    Story.objects.filter(pk=embargoed.pk).update(embargo_until=ahead(seconds=-1))
    take(embargoed, newsroom.editor, "publish")
    assert embargoed.is_live


def test_the_clock_waits_for_it_too(newsroom: SimpleNamespace, approved: Story) -> None:
    """Even for a story whose embargo came past all rules, on top of a time that has come."""
    take(approved, newsroom.editor, "schedule")
    with transaction.atomic():
        Story.objects.filter(pk=approved.pk).update(
            state=State.APPROVED, embargo_until=ahead(hours=2), publish_at=ahead(hours=-1)
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=approved.pk).update(state=State.SCHEDULED)
    assert publish_due_stories() == 0
    assert not publish_by_clock(approved.pk)
    assert not Article.objects.exists()


def test_the_database_refuses_even_a_publish_that_no_rule_saw(
    newsroom: SimpleNamespace, embargoed: Story
) -> None:
    with pytest.raises(IntegrityError, match="embargo"), transaction.atomic():
        Transition.objects.create(
            story=embargoed,
            verb="publish",
            from_state=State.APPROVED,
            to_state=State.PUBLISHED,
            actor=newsroom.chief,
            revision=embargoed.revisions.get(),
            edition=1,
        )


def test_a_live_story_keeps_what_readers_have_while_its_change_waits(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, State.PUBLISHED)
    live = Article.objects.values().get()
    save(draft, newsroom.reporter, headline="কাল সকালের শিরোনাম")
    set_embargo(draft.pk, newsroom.reporter, ahead(hours=2))
    walk(draft, newsroom, State.APPROVED)
    with pytest.raises(BlockedError):
        take(draft, newsroom.chief, "publish")
    assert Article.objects.values().get() == live


def test_a_live_story_under_embargo_can_still_be_taken_from_readers(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, State.PUBLISHED)
    set_embargo(draft.pk, newsroom.editor, ahead(hours=2))
    take(draft, newsroom.editor, "takedown")
    assert not Article.objects.exists()


# Whose right it is


@pytest.mark.parametrize("name", ["reporter", "editor", "chief"])
def test_whoever_may_edit_sets_and_prolongs_one(name: str, newsroom: SimpleNamespace, draft: Story) -> None:
    user = getattr(newsroom, name)
    for until in (ahead(hours=1), ahead(hours=2)):
        assert set_embargo(draft.pk, user, until).embargo_until == until
        draft.refresh_from_db()
        assert draft.embargo_until == until


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody", "far_editor"])
def test_nobody_else_does(name: str, newsroom: SimpleNamespace, draft: Story) -> None:
    newsroom.far_editor = hire("far_editor", "editor", another_desk())
    before = Trace.of(draft)
    with pytest.raises(ForbiddenError):
        set_embargo(draft.pk, getattr(newsroom, name), ahead(hours=1))
    assert Trace.of(draft) == before


@pytest.mark.parametrize("hours", [None, 1, -1], ids=["lifted", "shortened", "put into the past"])
def test_only_an_editor_loosens_one(hours: int | None, newsroom: SimpleNamespace, draft: Story) -> None:
    set_embargo(draft.pk, newsroom.reporter, ahead(hours=2))
    until = None if hours is None else ahead(hours=hours)
    before = Trace.of(draft)
    with pytest.raises(ForbiddenError):
        set_embargo(draft.pk, newsroom.reporter, until)
    assert Trace.of(draft) == before
    set_embargo(draft.pk, newsroom.editor, until)
    draft.refresh_from_db()
    assert draft.embargo_until == until


def test_one_that_is_over_may_be_forgotten_by_anybody_who_edits(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    set_embargo(draft.pk, newsroom.reporter, ahead(hours=-1))
    set_embargo(draft.pk, newsroom.reporter, None)
    draft.refresh_from_db()
    assert draft.embargo_until is None


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED], ids=str)
def test_a_reporter_whose_story_is_out_of_hand_sets_none(
    state: State, newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, state)
    with pytest.raises(ForbiddenError):
        set_embargo(draft.pk, newsroom.reporter, ahead(hours=1))


def test_a_scheduled_story_is_unscheduled_before_an_embargo_overtakes_it(
    newsroom: SimpleNamespace, approved: Story
) -> None:
    take(approved, newsroom.editor, "schedule", publish_at=ahead(hours=1))
    before = Trace.of(approved)
    with pytest.raises(ForbiddenError):
        set_embargo(approved.pk, newsroom.chief, ahead(hours=2))
    assert Trace.of(approved) == before
    take(approved, newsroom.editor, "unschedule")
    set_embargo(approved.pk, newsroom.chief, ahead(hours=2))


# What is kept of it


def test_every_change_of_it_is_on_the_record(newsroom: SimpleNamespace, draft: Story) -> None:
    first = ahead(hours=2)
    set_embargo(draft.pk, newsroom.reporter, first)
    set_embargo(draft.pk, newsroom.editor, None)
    lifted, put = RecordEntry.objects.filter(kind=RecordEntry.Kind.TIMES)
    assert (put.actor, put.story, put.verb, put.data) == (
        newsroom.reporter,
        draft,
        "embargo",
        {"before": "", "after": first.isoformat()},
    )
    assert (lifted.actor, lifted.data) == (newsroom.editor, {"before": first.isoformat(), "after": ""})


def test_the_same_embargo_again_changes_nothing(newsroom: SimpleNamespace, embargoed: Story) -> None:
    before = Trace.of(embargoed)
    set_embargo(embargoed.pk, newsroom.editor, embargoed.embargo_until)
    assert Trace.of(embargoed) == before


def test_it_voids_no_approval(newsroom: SimpleNamespace, embargoed: Story) -> None:
    assert embargoed.state == State.APPROVED
    assert Trace.of(embargoed).standing_approvals
