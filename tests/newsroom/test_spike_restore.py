"""Spiking a story puts it out of everybody's way; restoring it gives back every word."""

from types import SimpleNamespace

import pytest

from newsroom.content import content_of
from newsroom.errors import ConflictError, ForbiddenError
from newsroom.models import Approval, Story
from tests.newsroom.helpers import Trace, save, take, walk, walk_to

pytestmark = pytest.mark.django_db
State = Story.State
Public = Story.Public


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED], ids=str)
@pytest.mark.parametrize("name", ["reporter", "editor", "chief"])
def test_what_readers_do_not_have_can_be_spiked(
    name: str, state: State, newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, state)
    content = content_of(draft)
    spiked = take(draft, getattr(newsroom, name), "spike", reason=" পুরোনো হয়ে গেছে ")
    assert (draft.state, spiked.reason) == (State.SPIKED, "পুরোনো হয়ে গেছে")
    assert content_of(draft) == content
    assert not Approval.objects.filter(voided_at=None).exists()


def test_a_reason_is_not_demanded(newsroom: SimpleNamespace, draft: Story) -> None:
    take(draft, newsroom.reporter, "spike", reason="")
    assert draft.state == State.SPIKED


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody"])
def test_nobody_spikes_or_restores_what_is_not_theirs(
    name: str, newsroom: SimpleNamespace, draft: Story
) -> None:
    with pytest.raises(ForbiddenError):
        take(draft, getattr(newsroom, name), "spike")
    take(draft, newsroom.reporter, "spike")
    with pytest.raises(ForbiddenError):
        take(draft, getattr(newsroom, name), "restore")
    assert draft.state == State.SPIKED


@pytest.mark.parametrize("state", [State.DRAFT, State.APPROVED, State.SCHEDULED, State.PUBLISHED], ids=str)
def test_what_is_live_cannot_be_spiked(state: State, newsroom: SimpleNamespace, draft: Story) -> None:
    """It is taken from readers first, on purpose and on the record."""
    walk_to(draft, newsroom, state, Public.LIVE)
    before = Trace.of(draft)
    with pytest.raises(ConflictError):
        take(draft, newsroom.chief, "spike")
    assert Trace.of(draft) == before


def test_what_was_withdrawn_can_be_spiked(newsroom: SimpleNamespace, draft: Story) -> None:
    walk_to(draft, newsroom, State.SPIKED, Public.WITHDRAWN)
    assert (draft.state, draft.public_state) == (State.SPIKED, Public.WITHDRAWN)


@pytest.mark.parametrize("name", ["reporter", "editor", "chief"])
def test_nobody_writes_in_a_spiked_story(name: str, newsroom: SimpleNamespace, draft: Story) -> None:
    take(draft, newsroom.reporter, "spike")
    before = Trace.of(draft)
    with pytest.raises(ForbiddenError):
        save(draft, getattr(newsroom, name), kicker="মৌসুম")
    assert Trace.of(draft) == before


@pytest.mark.parametrize("name", ["reporter", "editor", "chief"])
def test_a_restored_story_is_a_draft_with_every_word(
    name: str, newsroom: SimpleNamespace, draft: Story
) -> None:
    content = content_of(draft)
    take(draft, newsroom.reporter, "spike")
    take(draft, getattr(newsroom, name), "restore")
    assert draft.state == State.DRAFT
    assert content_of(draft) == content
    walk(draft, newsroom, State.PUBLISHED)


def test_a_spiked_story_is_spiked_once_and_a_draft_is_not_restored(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    with pytest.raises(ConflictError):
        take(draft, newsroom.reporter, "restore")
    take(draft, newsroom.reporter, "spike")
    with pytest.raises(ConflictError):
        take(draft, newsroom.reporter, "spike")


def test_a_live_story_needs_no_restoring(newsroom: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, State.PUBLISHED)
    with pytest.raises(ConflictError):
        take(draft, newsroom.chief, "restore")
