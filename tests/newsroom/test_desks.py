"""Desks: editors act on their own desks' stories only, chiefs on all, everybody on their own; and who may see what."""

from types import SimpleNamespace

import pytest

from newsroom.content import StoryContent
from newsroom.desks import set_visibility
from newsroom.editing import may_edit, start_story
from newsroom.errors import ForbiddenError
from newsroom.inbox import reviewers_of
from newsroom.models import Message, RecordEntry, Story
from newsroom.step_table import STEPS
from newsroom.visibility import is_on_desk, may_see, visible_stories
from newsroom.workflow import available_steps
from tests.newsroom.helpers import Trace, another_desk, hire, save, take, walk

pytestmark = pytest.mark.django_db
State = Story.State
EVERYBODY = ("reporter", "other_reporter", "editor", "other_editor", "chief", "photo", "nobody")


@pytest.fixture
def far_editor(newsroom: SimpleNamespace) -> object:
    return hire("far_editor", "editor", another_desk())


# Whose desk


@pytest.mark.parametrize("state", State, ids=str)
def test_an_editor_of_another_desk_can_do_nothing_to_a_story(
    state: State, newsroom: SimpleNamespace, far_editor: object, draft: Story
) -> None:
    walk(draft, newsroom, state)
    before = Trace.of(draft)
    assert available_steps(far_editor, draft) == []
    assert not may_edit(far_editor, draft)
    with pytest.raises(ForbiddenError):
        save(draft, far_editor, kicker="মৌসুম")
    for step in STEPS:
        with pytest.raises(ForbiddenError):
            take(draft, far_editor, step.verb)
    assert Trace.of(draft) == before


def test_whoever_joins_the_desk_may(newsroom: SimpleNamespace, far_editor: object, draft: Story) -> None:
    walk(draft, newsroom, State.SUBMITTED)
    newsroom.desk.members.add(far_editor)
    take(draft, far_editor, "approve")
    newsroom.desk.members.remove(far_editor)
    with pytest.raises(ForbiddenError):
        take(draft, far_editor, "publish")


def test_a_chief_acts_on_every_desk(newsroom: SimpleNamespace, draft: Story) -> None:
    chief = hire("other_chief", "chief")
    assert not chief.desks.exists()
    for verb in ("submit", "approve", "publish"):
        take(draft, chief, verb)
    assert draft.is_live


def test_ones_own_story_stays_ones_own_on_every_desk(
    newsroom: SimpleNamespace, far_editor: object, content: StoryContent
) -> None:
    story = start_story(far_editor, content)
    assert story.desk == newsroom.desk
    save(story, far_editor, kicker="মৌসুম")
    take(story, far_editor, "submit")
    offered = {choice.step.verb for choice in available_steps(far_editor, story)}
    assert offered == {"recall", "hand_over", "spike"}
    with pytest.raises(ForbiddenError):
        take(story, far_editor, "return")


def test_a_story_of_no_desk_yet_is_every_editors(
    newsroom: SimpleNamespace, far_editor: object, content: StoryContent
) -> None:
    story = start_story(newsroom.reporter, StoryContent(headline=content.headline))
    assert story.desk is None
    assert is_on_desk(far_editor, story)
    assert may_edit(far_editor, story)


def test_what_is_submitted_is_told_to_the_editors_of_its_desk(
    newsroom: SimpleNamespace, far_editor: object, draft: Story
) -> None:
    take(draft, newsroom.reporter, "submit")
    told = {message.user for message in Message.objects.filter(kind="submitted")}
    assert told == {newsroom.editor, newsroom.other_editor, newsroom.chief} == set(reviewers_of(draft))


# Restricted stories


@pytest.fixture
def restricted(newsroom: SimpleNamespace, draft: Story) -> Story:
    """Between the reporter and one editor."""
    set_visibility(draft.pk, newsroom.reporter, restricted=True, insiders=[newsroom.editor])
    draft.refresh_from_db()
    return draft


def test_it_exists_for_its_assignee_and_the_people_named_only(
    newsroom: SimpleNamespace, restricted: Story
) -> None:
    seeing = {name for name in EVERYBODY if visible_stories(getattr(newsroom, name)).exists()}
    assert seeing == {"reporter", "editor"}
    assert seeing == {name for name in EVERYBODY if may_see(getattr(newsroom, name), restricted)}


@pytest.mark.parametrize("name", ["chief", "other_editor", "other_reporter"])
def test_whoever_is_outside_can_do_nothing_to_it(
    name: str, newsroom: SimpleNamespace, restricted: Story
) -> None:
    user = getattr(newsroom, name)
    before = Trace.of(restricted)
    assert available_steps(user, restricted) == []
    assert not may_edit(user, restricted)
    for step in STEPS:
        with pytest.raises(ForbiddenError):
            take(restricted, user, step.verb)
    with pytest.raises(ForbiddenError):
        set_visibility(restricted.pk, user, restricted=False, insiders=[])
    assert Trace.of(restricted) == before


def test_messages_of_it_go_to_insiders_only(newsroom: SimpleNamespace, restricted: Story) -> None:
    take(restricted, newsroom.reporter, "submit")
    assert {message.user for message in Message.objects.all()} == {newsroom.editor}


def test_those_inside_take_it_all_the_way(newsroom: SimpleNamespace, restricted: Story) -> None:
    take(restricted, newsroom.reporter, "submit")
    take(restricted, newsroom.editor, "approve")
    take(restricted, newsroom.editor, "publish")
    assert restricted.is_live


def test_whoever_restricts_it_stays_inside_and_it_is_on_the_record(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    set_visibility(draft.pk, newsroom.editor, restricted=True, insiders=[newsroom.chief])
    assert set(draft.insiders.all()) == {newsroom.editor, newsroom.chief}
    entry = RecordEntry.objects.get(kind=RecordEntry.Kind.ACCESS)
    assert (entry.actor, entry.story, entry.verb, entry.data) == (
        newsroom.editor,
        draft,
        "restrict",
        {"insiders": ["chief", "editor"]},
    )


def test_it_can_be_opened_again(newsroom: SimpleNamespace, restricted: Story) -> None:
    set_visibility(restricted.pk, newsroom.reporter, restricted=False, insiders=[])
    assert visible_stories(newsroom.other_reporter).exists()
    assert RecordEntry.objects.filter(kind=RecordEntry.Kind.ACCESS).first().verb == "open"


@pytest.mark.parametrize("name", ["other_reporter", "far_editor", "photo", "nobody"])
def test_who_has_no_hand_in_it_restricts_nothing(
    name: str, newsroom: SimpleNamespace, far_editor: object, draft: Story
) -> None:
    with pytest.raises(ForbiddenError):
        set_visibility(draft.pk, getattr(newsroom, name, far_editor), restricted=True, insiders=[])
    assert not draft.insiders.exists()
