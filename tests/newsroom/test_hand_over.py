"""Handing a story to another desk, whose editors look after it from then on."""

from types import SimpleNamespace

import pytest

from articles.models import Section
from newsroom.content import Ref
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import DeskSection, Message, Story
from newsroom.workflow import available_steps
from tests.newsroom.helpers import Trace, another_desk, hire, save, take, walk, walk_to

pytestmark = pytest.mark.django_db
State = Story.State


@pytest.fixture
def sports(newsroom: SimpleNamespace) -> SimpleNamespace:
    """Another desk, with an editor."""
    desk = another_desk()
    return SimpleNamespace(desk=desk, editor=hire("sports_editor", "editor", desk))


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED], ids=str)
def test_the_story_is_the_other_desks_then(
    state: State, newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, state)
    take(draft, newsroom.editor, "hand_over", desk_id=sports.desk.pk)
    assert (draft.desk, draft.state) == (sports.desk, state)
    assert available_steps(newsroom.editor, draft) == []
    assert available_steps(sports.editor, draft)
    with pytest.raises(ForbiddenError):
        take(draft, newsroom.editor, "hand_over", desk_id=newsroom.desk.pk)
    take(draft, sports.editor, "hand_over", desk_id=newsroom.desk.pk)
    assert draft.desk == newsroom.desk


def test_the_writer_may_do_it_too(newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story) -> None:
    take(draft, newsroom.reporter, "hand_over", desk_id=sports.desk.pk)
    assert draft.desk == sports.desk
    save(draft, newsroom.reporter, kicker="মৌসুম")  # and goes on writing
    assert draft.desk == sports.desk


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody", "sports_editor"])
def test_nobody_hands_on_what_is_not_theirs(
    name: str, newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story
) -> None:
    user = getattr(newsroom, name, sports.editor)
    with pytest.raises(ForbiddenError):
        take(draft, user, "hand_over", desk_id=sports.desk.pk)
    assert draft.desk == newsroom.desk


@pytest.mark.parametrize("which", ["its own", "none", "one that does not exist", "no number of a row"])
def test_it_needs_another_desk(which: str, newsroom: SimpleNamespace, draft: Story) -> None:
    desk_id = {"its own": draft.desk_id, "none": None, "one that does not exist": 10**9}.get(which, 10**30)
    before = Trace.of(draft)
    with pytest.raises(BlockedError) as refusal:
        take(draft, newsroom.editor, "hand_over", desk_id=desk_id)
    assert [problem.field for problem in refusal.value.problems] == ["desk_id"]
    assert Trace.of(draft) == before


@pytest.mark.parametrize("state", [State.SCHEDULED, State.PUBLISHED, State.SPIKED], ids=str)
def test_what_is_out_of_work_stays_where_it_is(
    state: State, newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, state)
    with pytest.raises(ConflictError):
        take(draft, newsroom.chief, "hand_over", desk_id=sports.desk.pk)


def test_the_other_desks_editors_hear_of_a_story_that_waits_for_them(
    newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, State.SUBMITTED)
    Message.objects.all().delete()
    take(draft, newsroom.editor, "hand_over", desk_id=sports.desk.pk)
    message = Message.objects.get()
    assert (message.user, message.kind, message.actor) == (sports.editor, "submitted", newsroom.editor)


def test_nobody_reviews_it_any_more(newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, State.SUBMITTED)
    take(draft, newsroom.editor, "claim")
    take(draft, newsroom.editor, "hand_over", desk_id=sports.desk.pk)
    assert draft.reviewer is None
    take(draft, sports.editor, "claim")
    assert draft.reviewer == sports.editor


def test_an_approval_goes_with_it(newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, State.APPROVED)
    take(draft, newsroom.editor, "hand_over", desk_id=sports.desk.pk)
    take(draft, sports.editor, "publish")
    assert draft.is_live


def test_a_save_in_the_same_section_leaves_it_there_and_another_section_moves_it(
    newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story
) -> None:
    take(draft, newsroom.reporter, "hand_over", desk_id=sports.desk.pk)
    save(draft, newsroom.reporter, kicker="মৌসুম")
    assert draft.desk == sports.desk
    third = Section.objects.create(slug="culture", name="সংস্কৃতি")
    culture = type(sports.desk).objects.create(name="সংস্কৃতি ডেস্ক")
    DeskSection.objects.create(desk=culture, section=third)
    save(draft, newsroom.reporter, section=Ref.to(third))
    assert draft.desk == culture


def test_the_record_names_the_step(newsroom: SimpleNamespace, sports: SimpleNamespace, draft: Story) -> None:
    walk_to(draft, newsroom, State.DRAFT, Story.Public.LIVE)
    take(draft, newsroom.editor, "hand_over", desk_id=sports.desk.pk)
    assert draft.record.get(verb="hand_over").actor == newsroom.editor
    assert draft.is_live
