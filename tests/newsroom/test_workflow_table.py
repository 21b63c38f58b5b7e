"""The Step table, cell by cell: every step, by everybody, from every state, whatever readers have."""

import logging
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from newsroom.content import PictureRef, StoryContent, content_of
from newsroom.editing import may_edit, start_story
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, WorkflowError
from newsroom.models import Picture, Story, Transition, User
from newsroom.step_table import STEP_BY_VERB, STEPS
from newsroom.steps import Step
from newsroom.workflow import available_steps, take_step
from tests.newsroom.helpers import (
    Trace,
    another_desk,
    hire,
    live_article,
    reachable,
    save,
    take,
    walk,
    walk_to,
)

pytestmark = pytest.mark.django_db
State = Story.State
Public = Story.Public


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
    Role("an editor of another desk", "far_editor"),
    Role("the chief", "chief"),
    Role("the picture desk", "photo"),
    Role("a user without a group", "nobody"),
    Role("an inactive editor", "editor", inactive=True),
)
# Said a second time, in words of its own: who may take which step at all. The code's table must agree.
CHIEF = {"the chief"}
EDITORS = {"an editor", "an editor who wrote in it"} | CHIEF
OWNER = {"the reporter who owns it"}
WHO: dict[str, set[str]] = {
    "submit": OWNER | EDITORS,
    "recall": OWNER,
    "claim": EDITORS,
    "unclaim": EDITORS,
    "return": EDITORS,
    "approve": EDITORS,
    "override": CHIEF,
    "publish": EDITORS,
    "schedule": EDITORS,
    "unschedule": EDITORS,
    "reopen": set(),  # by saving only
    "correct": OWNER | EDITORS,
    "hand_over": OWNER | EDITORS,
    "spike": OWNER | EDITORS,
    "restore": OWNER | EDITORS,
    "withdraw": EDITORS,
    "takedown": EDITORS,
    "redirect": EDITORS,
}
SAME = None
FROM_TO: dict[str, tuple[set[str], str | None]] = {
    "submit": ({"draft", "returned"}, "submitted"),
    "recall": ({"submitted"}, "draft"),
    "claim": ({"submitted"}, SAME),
    "unclaim": ({"submitted"}, SAME),
    "return": ({"submitted", "approved"}, "returned"),
    "approve": ({"submitted"}, "approved"),
    "override": ({"submitted"}, "approved"),
    "publish": ({"approved", "scheduled"}, "published"),
    "schedule": ({"approved"}, "scheduled"),
    "unschedule": ({"scheduled"}, "approved"),
    "reopen": ({"approved", "scheduled", "published"}, "draft"),
    "correct": ({"published", "draft", "returned"}, "draft"),
    "hand_over": ({"draft", "returned", "submitted", "approved"}, SAME),
    "spike": ({"draft", "returned", "submitted", "approved"}, "spiked"),
    "restore": ({"spiked", "published"}, "draft"),
    "withdraw": (set(State.values), SAME),
    "takedown": (set(State.values), SAME),
    "redirect": (set(State.values), SAME),
}
ANYTHING = set(Public.values)
NOT_LIVE = ANYTHING - {"live"}
# The same for what readers have. A step that is not named here does not ask, and changes nothing of it.
PUBLIC_FROM_TO: dict[str, tuple[set[str], str | None]] = {
    "publish": (ANYTHING, "live"),
    "correct": ({"live"}, SAME),
    "spike": (NOT_LIVE, SAME),
    "restore": (NOT_LIVE, SAME),
    "withdraw": ({"live"}, "withdrawn"),
    "takedown": ({"live", "withdrawn"}, "gone"),
    "redirect": ({"live", "withdrawn", "gone"}, "redirected"),
}
NEW_EDITION = {"publish", "withdraw", "takedown", "redirect"}
BUTTONS = [step for step in STEPS if not step.by_saving]
# A story may be in both at once: what is spiked is not live, what is published was public.
SITUATIONS = [(state, public) for public in Public for state in State if reachable(state, public)]


def named(value: Any) -> str | None:
    if isinstance(value, bool):
        return "an editor wrote in it" if value else ""
    return value.verb if isinstance(value, Step) else value if isinstance(value, str) else None


@pytest.fixture
def story(newsroom: SimpleNamespace, draft: Story) -> Story:
    newsroom.far_editor = hire("far_editor", "editor", another_desk())
    return draft


def player(newsroom: SimpleNamespace, role: Role) -> User:
    """Who plays `role`; asked for once more, as rights are remembered with a user."""
    user = User.objects.get(pk=getattr(newsroom, role.user).pk)
    user.is_active = not role.inactive
    return user


def expected(verb: str, role: Role, state: State, public: Public) -> type[WorkflowError] | None:
    if role.name not in WHO[verb]:
        return ForbiddenError
    if state not in FROM_TO[verb][0] or public not in PUBLIC_FROM_TO.get(verb, (ANYTHING, SAME))[0]:
        return ConflictError
    if verb == "approve" and role.wrote:
        return BlockedError
    if verb == "unclaim":  # nobody claimed it on the way here
        return BlockedError
    return None


def test_the_table_holds_these_steps_and_no_other() -> None:
    assert {
        step.verb: ({str(s.value) for s in step.sources}, step.target and step.target.value) for step in STEPS
    } == FROM_TO
    assert {
        step.verb: (
            {str(s.value) for s in step.public_sources},
            step.public_target and step.public_target.value,
        )
        for step in STEPS
        if step.verb in PUBLIC_FROM_TO
    } == PUBLIC_FROM_TO
    assert {step.verb for step in STEPS if step.public_target or set(step.public_sources) != ANYTHING} == set(
        PUBLIC_FROM_TO
    )
    assert set(STEP_BY_VERB) == set(WHO)


def by_whom_it_was_written() -> list[Any]:
    """Every situation; and where an approval may be on the way, once more with an editor's hand in the text."""
    with_editor = [pair for pair in SITUATIONS if pair[1] in {Public.NONE, Public.LIVE}]
    return [(*pair, False) for pair in SITUATIONS] + [(*pair, True) for pair in with_editor]


@pytest.mark.parametrize(("state", "public", "wrote"), by_whom_it_was_written(), ids=named)
def test_steps_are_taken_and_changes_saved_exactly_where_the_tables_say(
    state: State, public: Public, wrote: bool, newsroom: SimpleNamespace, story: Story
) -> None:
    """Everybody tries everything from one situation; what succeeds is taken back for the next."""
    walk_to(story, newsroom, state, public, hand=newsroom.editor if wrote else None)
    said = {"desk_id": newsroom.far_editor.desks.get().pk, "target": live_article().pk}
    before = Trace.of(story)
    for role in [role for role in ROLES if wrote == (role.wrote and not role.owns)]:
        user = player(newsroom, role)
        offered = {choice.step.verb: choice.problems for choice in available_steps(user, story)}
        for step in STEPS:
            refusal = expected(step.verb, role, state, public)
            what = f"{role.name}: {step.verb}"
            assert (step.verb in offered) == (refusal in {None, BlockedError}), what
            if refusal is None:
                assert offered[step.verb] == (), what
                point = transaction.savepoint()
                check_taken(story, user, step, before, said)
                transaction.savepoint_rollback(point)
            else:
                assert refusal is not BlockedError or offered[step.verb], what
                with pytest.raises(refusal):
                    take(story, user, step.verb, **said)
        point = transaction.savepoint()
        check_saving(story, user, role, before)
        transaction.savepoint_rollback(point)
    assert Trace.of(story) == before


def check_taken(story: Story, user: User, step: Step, before: Trace, said: dict[str, Any]) -> None:
    """Take the step, and look at everything it may change."""
    transition = take(story, user, step.verb, **said)
    after = Trace.of(story)
    to_state = FROM_TO[step.verb][1] or before.state
    to_public = PUBLIC_FROM_TO.get(step.verb, ((), SAME))[1] or before.public_state
    if step.verb in NEW_EDITION and before.state == State.SCHEDULED:
        to_state = FROM_TO[step.verb][1] or State.APPROVED  # a retraction stops the clock
    assert (after.state, after.public_state) == (to_state, to_public)
    assert (transition.from_state, transition.to_state, transition.to_public) == (
        before.state,
        to_state,
        to_public,
    )
    assert (transition.actor, transition.story) == (user, story)
    assert after.version == before.version + 1
    assert after.state_since == (before.state_since if to_state == before.state else transition.at)
    assert after.transitions == (*before.transitions, transition.pk)
    assert len(after.record) == len(before.record) + 1
    assert after.edition == before.edition + (step.verb in NEW_EDITION)
    assert (transition.edition is not None) == (step.verb in NEW_EDITION)
    readers_have = {article["public_id"] for article in after.articles}
    buried = {stone["public_id"]: stone["kind"] for stone in after.tombstones}
    assert (story.public_id in readers_have) == (to_public == Public.LIVE)
    assert buried.get(story.public_id, "none") == (to_public if to_public != Public.LIVE else "none")
    if step.verb == "correct":
        assert after.content == replace(before.content, correction=after.content.correction)
        assert after.content.correction
    else:
        assert after.content == before.content
    assert (story.publish_at is not None) == (to_state == State.SCHEDULED)


def check_saving(story: Story, user: User, role: Role, before: Trace) -> None:
    """A change is saved by whom may edit, reopens what was approved, and leaves readers what they have."""
    story.refresh_from_db()
    allowed = role.name in EDITORS or (
        role.name in OWNER and before.state in {"draft", "returned", "published"}
    )
    allowed = allowed and before.state != "spiked"
    assert may_edit(user, story) == allowed
    if not allowed:
        with pytest.raises(ForbiddenError):
            save(story, user, headline="হাওরে কেউ নেই")
        return
    save(story, user, headline="হাওরে কেউ নেই")
    after = Trace.of(story)
    reopens = before.state in FROM_TO["reopen"][0]
    verbs = [transition.verb for transition in story.transitions.exclude(pk__in=before.transitions)]
    assert verbs == (["reopen"] if reopens else [])
    assert after.state == ("draft" if reopens else before.state)
    assert not (reopens and after.standing_approvals)
    assert (after.public_state, after.articles, after.tombstones, after.edition) == (
        before.public_state,
        before.articles,
        before.tombstones,
        before.edition,
    )


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
    user = newsroom.reporter if step.own_only else newsroom.chief
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
    assert {step.target for step in STEPS if step.target} == set(State)
    assert {step.public_target for step in STEPS if step.public_target} == set(Public) - {Public.NONE}
    assert {source for step in STEPS for source in step.sources} == set(State)
