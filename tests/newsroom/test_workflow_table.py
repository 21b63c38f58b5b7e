"""The Step table, cell by cell: every step, by everybody, from every state."""

import logging
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from newsroom.content import PictureRef, StoryContent, content_of
from newsroom.editing import may_edit, start_story
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, WorkflowError
from newsroom.models import Picture, Story, Transition
from newsroom.workflow import STEP_BY_VERB, STEPS, Step, available_steps, take_step
from tests.newsroom.helpers import Trace, save, take, walk

pytestmark = pytest.mark.django_db
State = Story.State


@dataclass(frozen=True)
class Role:
    """Somebody who tries a step on the reporter's story."""

    name: str
    user: str
    owns: bool = False
    wrote: bool = False
    inactive: bool = False


ROLES = (
    Role("the reporter who owns it", "reporter", owns=True, wrote=True),
    Role("another reporter", "other_reporter"),
    Role("an editor", "editor"),
    Role("an editor who wrote in it", "editor", wrote=True),
    Role("the chief", "chief"),
    Role("the picture desk", "photo"),
    Role("a user without a group", "nobody"),
    Role("an inactive editor", "editor", inactive=True),
)
# Said a second time, in words of its own: who may take which step at all. The code's table must agree.
EDITORS = {"an editor", "an editor who wrote in it", "the chief"}
OWNER = {"the reporter who owns it"}
WHO = {
    "submit": OWNER | EDITORS,
    "recall": OWNER,
    "return": EDITORS,
    "approve": EDITORS,
    "publish": EDITORS,
    "reopen": set(),  # by saving only
}
FROM_TO = {
    "submit": ({"draft", "returned"}, "submitted"),
    "recall": ({"submitted"}, "draft"),
    "return": ({"submitted", "approved"}, "returned"),
    "approve": ({"submitted"}, "approved"),
    "publish": ({"approved"}, "published"),
    "reopen": ({"approved", "published"}, "draft"),
}
BUTTONS = [step for step in STEPS if not step.by_saving]


def named(value: Any) -> str | None:
    return {Step: lambda: value.verb, Role: lambda: value.name, State: lambda: value.value}.get(
        type(value), lambda: None
    )()


@pytest.fixture
def story(newsroom: SimpleNamespace, draft: Story) -> Story:
    return draft


def prepare(story: Story, newsroom: SimpleNamespace, state: State, role: Role) -> Any:
    """The story in `state`, and the user who plays `role`."""
    user = getattr(newsroom, role.user)
    if role.wrote and not role.owns:
        save(story, user, sign_off="সম্পাদকের হাতে")
    walk(story, newsroom, state)
    if role.inactive:
        user.is_active = False
        user.save()
    return user


def expected(step: Step, role: Role, state: State) -> type[WorkflowError] | None:
    if role.name not in WHO[step.verb]:
        return ForbiddenError
    if state not in FROM_TO[step.verb][0]:
        return ConflictError
    if step.verb == "approve" and role.wrote:
        return BlockedError
    return None


def test_the_table_holds_these_steps_and_no_other() -> None:
    assert {step.verb: ({str(s.value) for s in step.sources}, step.target.value) for step in STEPS} == FROM_TO
    assert set(STEP_BY_VERB) == set(WHO)


@pytest.mark.parametrize("state", State, ids=named)
@pytest.mark.parametrize("role", ROLES, ids=named)
@pytest.mark.parametrize("step", STEPS, ids=named)
def test_a_step_is_taken_exactly_where_the_table_says(
    step: Step, role: Role, state: State, newsroom: SimpleNamespace, story: Story
) -> None:
    user = prepare(story, newsroom, state, role)
    before = Trace.of(story)
    refusal = expected(step, role, state)

    offered = {choice.step.verb: choice.problems for choice in available_steps(user, story)}
    if refusal is None:
        assert offered[step.verb] == ()
    elif refusal is BlockedError:
        assert offered[step.verb]
    else:
        assert step.verb not in offered

    if refusal is not None:
        with pytest.raises(refusal):
            take(story, user, step.verb)
        assert Trace.of(story) == before
        return

    transition = take(story, user, step.verb)
    after = Trace.of(story)
    assert after.state == step.target == transition.to_state
    assert transition.from_state == state
    assert (transition.actor, transition.story) == (user, story)
    assert after.version == before.version + 1
    assert after.state_since == transition.at
    assert after.transitions == (*before.transitions, transition.pk)
    assert after.content == before.content
    assert after.edition == before.edition + (step.verb == "publish")
    assert len(after.articles) == (state == State.PUBLISHED or step.verb == "publish")


@pytest.mark.parametrize("state", State, ids=named)
@pytest.mark.parametrize("role", ROLES, ids=named)
def test_what_is_offered_is_what_can_be_taken(
    role: Role, state: State, newsroom: SimpleNamespace, story: Story
) -> None:
    """Also for a live story that is being changed, where nobody's state says that readers see it."""
    walk(story, newsroom, State.PUBLISHED)
    save(story, newsroom.reporter, headline="হাওরে ধান কাটা শুরু")
    user = prepare(story, newsroom, state, role)
    offered = {choice.step.verb: not choice.problems for choice in available_steps(user, story)}
    for step in BUTTONS:
        refusal = expected(step, role, state)
        assert offered.get(step.verb) == {None: True, BlockedError: False}.get(refusal)


@pytest.mark.parametrize("state", State, ids=named)
@pytest.mark.parametrize("role", ROLES, ids=named)
def test_reopening_is_done_by_saving_and_by_whom_may_edit(
    role: Role, state: State, newsroom: SimpleNamespace, story: Story
) -> None:
    user = prepare(story, newsroom, state, role)
    allowed = role.name in EDITORS or (role.name in OWNER and state in {"draft", "returned", "published"})
    assert may_edit(user, story) == allowed
    before = Trace.of(story)
    if not allowed:
        with pytest.raises(ForbiddenError):
            save(story, user, headline="হাওরে ধান কাটা শুরু")
        assert Trace.of(story) == before
        return
    save(story, user, headline="হাওরে ধান কাটা শুরু")
    verbs = [transition.verb for transition in story.transitions.exclude(pk__in=before.transitions)]
    reopens = state in FROM_TO["reopen"][0]
    assert verbs == (["reopen"] if reopens else [])
    assert story.state == ("draft" if reopens else state)
    assert not (reopens and Trace.of(story).standing_approvals)


# Refusals that do not depend on who asks


@pytest.mark.parametrize(
    "verb", ["", "delete", "SUBMIT", "submit ", "reopen", "জমা", "x\nrefused: step='publish'"]
)
def test_a_step_that_is_not_in_the_table_is_refused_and_logged_on_one_line(
    verb: str, newsroom: SimpleNamespace, story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    walk(story, newsroom, State.APPROVED)
    before = Trace.of(story)
    with caplog.at_level(logging.INFO, "newsroom.workflow"), pytest.raises(ForbiddenError):
        take(story, newsroom.chief, verb)
    assert Trace.of(story) == before
    (record,) = caplog.records
    assert "\n" not in record.getMessage()


@pytest.mark.parametrize("off_by", [-1, 1, 1000])
@pytest.mark.parametrize("step", BUTTONS, ids=named)
def test_a_step_on_another_version_than_the_one_seen_is_refused(
    step: Step, off_by: int, newsroom: SimpleNamespace, story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    walk(story, newsroom, step.sources[0])
    user = newsroom.reporter if step.own_only else newsroom.editor
    before = Trace.of(story)
    with caplog.at_level(logging.INFO, "newsroom.workflow"), pytest.raises(ConflictError):
        take(story, user, step.verb, seen_version=story.version + off_by)
    assert Trace.of(story) == before
    assert "ConflictError" in caplog.text


@pytest.mark.parametrize("reason", ["", " ", "\n\t ", "\u00a0\u2003"])
@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED], ids=named)
def test_a_return_without_a_reason_is_refused(
    reason: str, state: State, newsroom: SimpleNamespace, story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    walk(story, newsroom, state)
    before = Trace.of(story)
    with caplog.at_level(logging.INFO, "newsroom.workflow"), pytest.raises(BlockedError) as refusal:
        take(story, newsroom.editor, "return", reason=reason)
    assert [problem.field for problem in refusal.value.problems] == ["reason"]
    assert Trace.of(story) == before
    assert "BlockedError" in caplog.text


def test_a_reason_is_kept_trimmed_with_the_transition(newsroom: SimpleNamespace, story: Story) -> None:
    walk(story, newsroom, State.SUBMITTED)
    assert take(story, newsroom.editor, "return", reason="  উৎস দিন\n").reason == "উৎস দিন"


@pytest.mark.parametrize(
    ("state", "user", "verb", "refusal"),
    [
        (State.DRAFT, "editor", "publish", ConflictError),
        (State.SUBMITTED, "reporter", "approve", ForbiddenError),
        (State.SUBMITTED, "nobody", "submit", ForbiddenError),
        (State.PUBLISHED, "chief", "approve", ConflictError),
    ],
)
def test_every_refusal_says_in_the_log_who_tried_what(
    state: State,
    user: str,
    verb: str,
    refusal: type[WorkflowError],
    newsroom: SimpleNamespace,
    story: Story,
    caplog: pytest.LogCaptureFixture,
) -> None:
    walk(story, newsroom, state)
    with caplog.at_level(logging.INFO, "newsroom.workflow"), pytest.raises(refusal) as caught:
        take(story, getattr(newsroom, user), verb)
    (record,) = caplog.records
    assert (record.name, record.levelno) == ("newsroom.workflow", logging.WARNING)
    message = record.getMessage()
    assert f"step='{verb}' story={story.pk} user={user} version={story.version}" in message
    assert refusal.__name__ in message
    assert str(caught.value.message) in message


def test_a_taken_step_is_not_logged_as_a_refusal(
    newsroom: SimpleNamespace, story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        walk(story, newsroom, State.PUBLISHED)
    assert caplog.records == []


def test_a_story_that_does_not_exist_cannot_take_a_step(newsroom: SimpleNamespace) -> None:
    with pytest.raises(Story.DoesNotExist):
        take_step(10**9, newsroom.chief, "submit", seen_version=1)
    assert not Transition.objects.exists()


# What a story must have


@pytest.fixture
def picture(newsroom: SimpleNamespace) -> Picture:
    return Picture.objects.create(
        sha256="a" * 64,
        original="a.jpg",
        thumbnail="b.jpg",
        width=800,
        height=600,
        uploaded_by=newsroom.photo,
    )


INCOMPLETE: dict[str, tuple[dict[str, Any], list[str]]] = {
    "no headline": ({"headline": ""}, ["headline"]),
    "a headline of spaces": ({"headline": " \u00a0 "}, ["headline"]),
    "no section": ({"section": None}, ["section"]),
    "no text": ({"body": ""}, ["body"]),
    "a text of empty paragraphs": ({"body": "<p>&nbsp;</p><p><br></p>"}, ["body"]),
    "a text of one rule": ({"body": "<hr>"}, ["body"]),
    "nobody in the byline": ({"byline": ()}, ["byline"]),
    "nothing at all": (
        {"headline": "", "section": None, "body": "", "byline": ()},
        ["headline", "section", "body", "byline"],
    ),
}


@pytest.mark.parametrize("case", INCOMPLETE)
def test_an_incomplete_story_is_not_submitted_and_says_at_which_field(
    case: str, newsroom: SimpleNamespace, content: StoryContent
) -> None:
    changes, fields = INCOMPLETE[case]
    story = start_story(newsroom.reporter, replace(content, **changes))
    before = Trace.of(story)
    with pytest.raises(BlockedError) as refusal:
        take(story, newsroom.reporter, "submit")
    assert [problem.field for problem in refusal.value.problems] == fields
    assert all(str(problem.message) for problem in refusal.value.problems)
    assert Trace.of(story) == before
    assert content_of(story) == replace(content, **changes).cleaned()  # the draft is kept as it was


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ({"alt": "", "credit": "নমুনা হাসান"}, ["picture_alt"]),
        ({"alt": "নদীর ঘাটে নৌকা", "credit": ""}, ["picture_credit"]),
        ({"alt": " ", "credit": "\u00a0"}, ["picture_alt", "picture_credit"]),
    ],
    ids=["no alternative text", "no credit", "neither"],
)
def test_a_picture_needs_its_words(
    words: dict[str, str],
    fields: list[str],
    newsroom: SimpleNamespace,
    content: StoryContent,
    picture: Picture,
) -> None:
    ref = PictureRef.to(picture, caption="", **words)
    story = start_story(newsroom.reporter, replace(content, picture=ref))
    with pytest.raises(BlockedError) as refusal:
        take(story, newsroom.reporter, "submit")
    assert [problem.field for problem in refusal.value.problems] == fields
    assert story.lead_picture == picture


def test_a_source_stands_in_for_a_byline(newsroom: SimpleNamespace, content: StoryContent) -> None:
    story = start_story(newsroom.reporter, replace(content, byline=(), source_credit="নমুনা বার্তা সংস্থা"))
    take(story, newsroom.reporter, "submit")
    assert story.state == State.SUBMITTED


def test_what_an_editor_empties_after_submitting_is_missed_at_the_approval(
    newsroom: SimpleNamespace, story: Story
) -> None:
    walk(story, newsroom, State.SUBMITTED)
    save(story, newsroom.editor, headline="")
    with pytest.raises(BlockedError) as refusal:
        take(story, newsroom.chief, "approve")
    assert [problem.field for problem in refusal.value.problems] == ["headline"]


@pytest.mark.parametrize(
    ("state", "verb"), [("draft", "submit"), ("submitted", "approve"), ("approved", "publish")]
)
def test_markup_that_came_past_the_cleaner_stops_every_step_towards_readers(
    state: str, verb: str, newsroom: SimpleNamespace, story: Story
) -> None:
    walk(story, newsroom, State(state))
    Story.objects.filter(pk=story.pk).update(body="<p onclick=alert(1)>হাওর</p>")
    with pytest.raises(BlockedError) as refusal:
        take(story, newsroom.chief, verb)
    assert "body" in {problem.field for problem in refusal.value.problems}
    assert story.state == state


def test_an_approved_text_that_changed_behind_our_back_is_not_published(
    newsroom: SimpleNamespace, story: Story
) -> None:
    walk(story, newsroom, State.APPROVED)
    Story.objects.filter(pk=story.pk).update(headline="কেউ অনুমোদন করেনি")
    before = Trace.of(story)
    with pytest.raises(BlockedError):
        take(story, newsroom.chief, "publish")
    assert Trace.of(story) == before


# Four eyes over time


def test_an_editor_who_wrote_before_the_last_publish_may_approve_what_came_after(
    newsroom: SimpleNamespace, story: Story
) -> None:
    save(story, newsroom.editor, kicker="মৌসুম")
    walk(story, newsroom, State.PUBLISHED)
    save(story, newsroom.reporter, headline="হাওরে ধান কাটা শুরু")
    take(story, newsroom.reporter, "submit")
    take(story, newsroom.editor, "approve")
    assert story.state == State.APPROVED


def test_taking_back_ones_own_words_does_not_give_back_the_right_to_approve(
    newsroom: SimpleNamespace, story: Story
) -> None:
    walk(story, newsroom, State.SUBMITTED)
    headline = story.headline
    save(story, newsroom.editor, headline="আমার শিরোনাম")
    save(story, newsroom.editor, headline=headline)
    with pytest.raises(BlockedError):
        take(story, newsroom.editor, "approve")
    take(story, newsroom.chief, "approve")
    assert set(story.revisions.first().writers.all()) == {newsroom.reporter, newsroom.editor}


def test_submitting_for_somebody_is_not_writing(newsroom: SimpleNamespace, story: Story) -> None:
    take(story, newsroom.editor, "submit")
    take(story, newsroom.editor, "approve")
    assert story.state == State.APPROVED


# What a table is good for


@pytest.mark.parametrize("step", STEPS, ids=named)
def test_every_step_has_words_for_its_button_its_dialog_and_its_success(step: Step) -> None:
    with translation.override("en"):
        assert str(step.label)
        assert str(step.explanation).endswith(".")
        assert str(step.done).endswith(".")


def test_every_state_can_be_reached_and_left() -> None:
    assert {step.target for step in STEPS} == set(State)
    assert {source for step in STEPS for source in step.sources} == set(State)
