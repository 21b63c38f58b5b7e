"""`take_step` is the only way through the workflow's table (newsroom/step_table.py).

A story's state, and what readers have of it, are never set in any other place.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom import announcing, outside, revisions, scheduling
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem, WorkflowError
from newsroom.models import Revision, Story, Transition, User
from newsroom.push import queue_note
from newsroom.step_table import STEP_BY_VERB, STEPS
from newsroom.steps import Details, Move, Step
from newsroom.visibility import is_on_desk, may_see

logger = logging.getLogger("newsroom.workflow")


@dataclass(frozen=True, slots=True)
class Choice:
    """A step this user may take now, and what still blocks it (empty: nothing does)."""

    step: Step
    problems: tuple[Problem, ...]


def may_take(user: User, story: Story, step: Step) -> bool:
    """Whether this user may ever take this step on this story, whatever its state."""
    if not user.is_active or not user.has_perm(step.permission) or not may_see(user, story):
        return False
    is_own = story.assignee_id == user.pk
    if step.own_only:
        return is_own
    if step.own_or_any and is_own:
        return True
    if step.own_or_any and not user.has_perm("newsroom.edit_any_story"):
        return False
    return is_on_desk(user, story)


def stands_before(story: Story, step: Step) -> bool:
    """Whether the step leads on from where the story is, on both axes."""
    return story.state in step.sources and story.public_state in step.public_sources


def available_steps(user: User, story: Story) -> list[Choice]:
    """The buttons: steps from the present state that this user may take, with what blocks each."""
    return [
        Choice(step=step, problems=tuple(check_step(user, story, step)))
        for step in STEPS
        if not step.by_saving and stands_before(story, step) and may_take(user, story, step)
    ]


def check_step(user: User, story: Story, step: Step) -> list[Problem]:
    return [problem for guard in step.guards for problem in guard(story, user)]


def take_step(
    story_id: int,
    user: User,
    verb: str,
    *,
    seen_version: int,
    details: Details | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Transition:
    """Take story `story_id` through the step `verb`, under its row lock, and record it.

    `seen_version` is the version of the working copy that the user acted on. `reason` is short
    for details that are no more than that. `at` is for loading older stories; it is now
    otherwise. All or nothing, in one transaction.

    Raises ForbiddenError (unknown verb, wrong user), ConflictError (wrong state, or
    changed since it was seen) and BlockedError (a guard, or missing details); each refusal is logged.
    """
    step = STEP_BY_VERB.get(verb)
    details = (details or Details(reason=reason)).cleaned()
    try:
        if step is None or step.by_saving:
            raise ForbiddenError(_("There is no such step."))
        with transaction.atomic():
            story = lock_story(story_id)
            if not may_take(user, story, step):
                raise ForbiddenError(_("You may not take this step on this story."))
            if not stands_before(story, step):
                raise ConflictError(
                    format_lazy(
                        _("The story is now in the state “{state}”; this step cannot be taken from there."),
                        state=story.get_state_display(),
                    )
                )
            if story.version != seen_version:
                raise ConflictError(
                    _("The story changed since you opened it. Look at it again, then decide.")
                )
            problems = check_step(user, story, step) + missing_details(story, step, details)
            if problems:
                raise BlockedError(_("This is still missing:"), tuple(problems))
            return perform_step(story, user, step, details, at or timezone.now())
    except WorkflowError as error:
        logger.warning(
            "refused: step=%r story=%s user=%s version=%s: %s: %s",
            verb,
            story_id,
            user.get_username(),
            seen_version,
            type(error).__name__,
            error.message,
        )
        raise


def publish_by_clock(story_id: int) -> bool:
    """Publish a scheduled story whose time has come, in the name of whoever scheduled it.

    False when there is nothing to do: another worker has it or did it, or it was
    unscheduled or moved. Raises BlockedError when a guard forbids it now.
    """
    step = STEP_BY_VERB["publish"]
    with transaction.atomic():
        due = scheduling.due_stories(timezone.now()).filter(pk=story_id)
        story = due.select_for_update(of=("self",), skip_locked=True).first()
        if story is None:
            return False
        scheduler = story.transitions.filter(verb="schedule").select_related("actor")[0].actor
        if problems := check_step(scheduler, story, step):
            raise BlockedError(_("This is still missing:"), tuple(problems))
        perform_step(story, scheduler, step, Details(), timezone.now())
        return True


def missing_details(story: Story, step: Step, details: Details) -> list[Problem]:
    """What the step asks for and was not said, or makes no sense."""
    if step.check_details and (problems := step.check_details(story, details)):
        return problems
    if "reason" in step.requires and not details.reason.strip():
        return [Problem("reason", _("Give a reason."))]
    return []


def perform_step(
    story: Story, user: User, step: Step, details: Details, at: datetime, *, is_told: bool = True
) -> Transition:
    """Make the move on a story whose row is locked and whose step was found allowed.

    Used by take_step, by saving, by the clock, and by newsroom/wxr/, whose stories are news to nobody outside:
    hubs and search engines are told only if `is_told`.
    """
    from_state = story.state
    revision: Revision | None = None
    if step.makes_revision:
        revision = revisions.revision_for(story, user, step.verb, at)
    elif not step.by_saving:
        revision = revisions.newest_revision(story)
    if step.voids_approval:
        revisions.void_approval(story, at)
    move = Move(story=story, user=user, step=step, details=details, at=at, revision=revision)
    edition, former = None, story.live_revision_id
    for effect in step.effects:
        edition = effect(move) or edition
    if step.target and step.target != story.state:
        story.state = step.target
        story.state_since = at
    if step.public_target:
        story.public_state = step.public_target
    story.version += 1
    story.save()
    transition = Transition.objects.create(
        story=story,
        verb=step.verb,
        from_state=from_state,
        to_state=story.state,
        to_public=story.public_state,
        actor=user,
        at=at,
        reason=details.reason.strip(),
        category=details.category,
        paragraphs=list(details.paragraphs),
        revision=revision,
        edition=edition,
    )
    announcing.announce(move, transition)
    if edition and is_told:
        outside.tell_outside(story, former)
        if step.verb == "publish":
            queue_note(story)
    return transition


def lock_story(story_id: int) -> Story:
    """The story with its row locked until the transaction ends. Raises Story.DoesNotExist."""
    return Story.objects.select_for_update(of=("self",)).get(pk=story_id)
