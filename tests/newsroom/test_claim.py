"""Claiming a submitted story: who is reviewing it, since when; and giving the review up again."""

from types import SimpleNamespace

import pytest

from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Story
from newsroom.workflow import available_steps
from tests.newsroom.helpers import Trace, save, take, walk

pytestmark = pytest.mark.django_db
State = Story.State


@pytest.fixture
def submitted(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.SUBMITTED)


@pytest.fixture
def claimed(newsroom: SimpleNamespace, submitted: Story) -> Story:
    take(submitted, newsroom.editor, "claim")
    return submitted


def test_a_claim_says_who_reviews_it_and_since_when(newsroom: SimpleNamespace, submitted: Story) -> None:
    claim = take(submitted, newsroom.editor, "claim")
    assert (submitted.reviewer, submitted.reviewing_since) == (newsroom.editor, claim.at)
    assert submitted.state == claim.to_state == State.SUBMITTED
    assert submitted.record.get(verb="claim").actor == newsroom.editor


@pytest.mark.parametrize("name", ["reporter", "other_reporter", "photo", "nobody"])
def test_who_does_not_review_claims_nothing(name: str, newsroom: SimpleNamespace, submitted: Story) -> None:
    before = Trace.of(submitted)
    with pytest.raises(ForbiddenError):
        take(submitted, getattr(newsroom, name), "claim")
    assert Trace.of(submitted) == before


def test_what_is_not_submitted_is_not_claimed(newsroom: SimpleNamespace, draft: Story) -> None:
    with pytest.raises(ConflictError):
        take(draft, newsroom.editor, "claim")


@pytest.mark.parametrize("name", ["editor", "other_editor", "chief"])
def test_a_claimed_story_is_claimed_by_nobody_again(
    name: str, newsroom: SimpleNamespace, claimed: Story
) -> None:
    before = Trace.of(claimed)
    with pytest.raises(BlockedError) as refusal:
        take(claimed, getattr(newsroom, name), "claim")
    if name != "editor":
        assert str(newsroom.editor) in str(refusal.value.problems[0].message)
    assert Trace.of(claimed) == before


def test_the_reviewer_gives_it_up(newsroom: SimpleNamespace, claimed: Story) -> None:
    take(claimed, newsroom.editor, "unclaim")
    assert (claimed.reviewer, claimed.reviewing_since, claimed.state) == (None, None, State.SUBMITTED)
    take(claimed, newsroom.other_editor, "claim")
    assert claimed.reviewer == newsroom.other_editor


def test_another_editor_does_not_take_the_review_away_but_a_chief_may(
    newsroom: SimpleNamespace, claimed: Story
) -> None:
    with pytest.raises(BlockedError):
        take(claimed, newsroom.other_editor, "unclaim")
    assert claimed.reviewer == newsroom.editor
    take(claimed, newsroom.chief, "unclaim")
    assert claimed.reviewer is None


def test_an_unclaimed_story_cannot_be_given_up(newsroom: SimpleNamespace, submitted: Story) -> None:
    with pytest.raises(BlockedError):
        take(submitted, newsroom.chief, "unclaim")


@pytest.mark.parametrize(
    ("name", "verb"),
    [("editor", "approve"), ("other_editor", "return"), ("reporter", "recall"), ("chief", "override")],
)
def test_the_review_ends_when_the_story_moves_on(
    name: str, verb: str, newsroom: SimpleNamespace, claimed: Story
) -> None:
    take(claimed, getattr(newsroom, name), verb)
    assert (claimed.reviewer, claimed.reviewing_since) == (None, None)


def test_the_review_ends_when_the_story_is_spiked(newsroom: SimpleNamespace, claimed: Story) -> None:
    take(claimed, newsroom.editor, "spike")
    assert claimed.reviewer is None


def test_a_save_does_not_end_the_review(newsroom: SimpleNamespace, claimed: Story) -> None:
    save(claimed, newsroom.editor, kicker="মৌসুম")
    assert claimed.reviewer == newsroom.editor


def test_a_claim_keeps_nobody_from_deciding(newsroom: SimpleNamespace, claimed: Story) -> None:
    """It is a sign to the others, not a lock: nobody waits for somebody who went home."""
    offered = {c.step.verb for c in available_steps(newsroom.other_editor, claimed) if not c.problems}
    assert {"approve", "return"} <= offered
    take(claimed, newsroom.other_editor, "approve")
    assert claimed.state == State.APPROVED
