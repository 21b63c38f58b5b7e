"""The workflow is this table, and `take_step` is the only way through it.

Buttons, permissions, the diagram in ARCHITECTURE.md and the tests all read STEPS.
A story's state is never set in any other place.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from newsroom import publishing, revisions
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem, WorkflowError
from newsroom.guards import Guard, check_approved, check_clean, check_complete, check_four_eyes
from newsroom.models import Revision, Story, Transition, User

logger = logging.getLogger("newsroom.workflow")
State = Story.State

# What a step does beside moving the state. Gets the revision it acts on; returns the edition it made, if any.
Effect = Callable[[Story, User, Revision, datetime], int | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed move. All of it is data, so that it can be shown, drawn and tested."""

    verb: str
    sources: tuple[State, ...]
    target: State
    permission: str
    label: str | Promise  # on the button
    record: str | Promise  # in the history, after the name of who took it
    done: str | Promise  # what the user is told afterwards
    explanation: str | Promise  # in the dialog, before
    guards: tuple[Guard, ...] = ()
    own_only: bool = False  # the assignee's own move, which nobody makes for him or her
    own_or_any: bool = False  # the assignee, or whoever may edit everybody's stories
    needs_reason: bool = False
    by_saving: bool = False  # taken by saving a change, never by a button
    makes_revision: bool = False  # a named moment: the working copy as it stands is kept
    voids_approval: bool = False
    effect: Effect | None = None


STEPS: tuple[Step, ...] = (
    Step(
        verb="submit",
        sources=(State.DRAFT, State.RETURNED),
        target=State.SUBMITTED,
        permission="newsroom.submit_story",
        label=_("Submit"),
        record=_("submitted it"),
        done=_("The story is submitted; the editors see it now."),
        explanation=_("The story goes to the desk's editors. You can recall it until it is approved."),
        guards=(check_complete, check_clean),
        own_or_any=True,
        makes_revision=True,
    ),
    Step(
        verb="recall",
        sources=(State.SUBMITTED,),
        target=State.DRAFT,
        permission="newsroom.submit_story",
        label=_("Recall"),
        record=_("recalled it"),
        done=_("The story is a draft again."),
        explanation=_("The story becomes a draft again, and you can go on writing."),
        own_only=True,
    ),
    Step(
        verb="return",
        sources=(State.SUBMITTED, State.APPROVED),
        target=State.RETURNED,
        permission="newsroom.review_story",
        label=_("Return"),
        record=_("sent it back"),
        done=_("The story went back with your reason."),
        explanation=_("The story goes back to its writer, who sees your reason above the text."),
        needs_reason=True,
        makes_revision=True,
        voids_approval=True,
    ),
    Step(
        verb="approve",
        sources=(State.SUBMITTED,),
        target=State.APPROVED,
        permission="newsroom.review_story",
        label=_("Approve"),
        record=_("approved it"),
        done=_("The story is approved, exactly as it stands."),
        explanation=_("You approve exactly this text. Any later change voids the approval."),
        guards=(check_four_eyes, check_complete, check_clean),
        makes_revision=True,
        effect=revisions.approve_revision,
    ),
    Step(
        verb="publish",
        sources=(State.APPROVED,),
        target=State.PUBLISHED,
        permission="newsroom.publish_story",
        label=_("Publish now"),
        record=_("published it"),
        done=_("The story is live."),
        explanation=_(
            "Readers see the approved text at once: on its page, the front page, lists, ticker and feeds."
        ),
        guards=(check_approved, check_clean),
        effect=publishing.publish_revision,
    ),
    Step(
        verb="reopen",
        sources=(State.APPROVED, State.PUBLISHED),
        target=State.DRAFT,
        permission="newsroom.change_story",
        label=_("Reopen"),
        record=_("reopened it"),
        done=_("The story is a draft again; what readers see stays as it is until the change is published."),
        explanation=_("Saving a change makes the story a draft again."),
        own_or_any=True,
        by_saving=True,
        voids_approval=True,
    ),
)
STEP_BY_VERB = {step.verb: step for step in STEPS}


@dataclass(frozen=True, slots=True)
class Choice:
    """A step this user may take now, and what still blocks it (empty: nothing does)."""

    step: Step
    problems: tuple[Problem, ...]


def may_take(user: User, story: Story, step: Step) -> bool:
    """Whether this user may ever take this step on this story, whatever its state."""
    if not user.is_active or not user.has_perm(step.permission):
        return False
    is_own = story.assignee_id == user.pk
    if step.own_only:
        return is_own
    if step.own_or_any:
        return is_own or user.has_perm("newsroom.edit_any_story")
    return True


def available_steps(user: User, story: Story) -> list[Choice]:
    """The buttons: steps from the present state that this user may take, with what blocks each."""
    return [
        Choice(step=step, problems=tuple(check_step(user, story, step)))
        for step in STEPS
        if not step.by_saving and story.state in step.sources and may_take(user, story, step)
    ]


def check_step(user: User, story: Story, step: Step) -> list[Problem]:
    return [problem for guard in step.guards for problem in guard(story, user)]


def take_step(
    story_id: int,
    user: User,
    verb: str,
    *,
    seen_version: int,
    reason: str = "",
    at: datetime | None = None,
) -> Transition:
    """Take story `story_id` through the step `verb`, under its row lock, and record it.

    `seen_version` is the version of the working copy that the user acted on. `at` is for
    loading older stories; it is now otherwise. All or nothing, in one transaction.

    Raises ForbiddenError (unknown verb, wrong user), ConflictError (wrong state, or
    changed since it was seen) and BlockedError (a guard, or a missing reason); each refusal is logged.
    """
    step = STEP_BY_VERB.get(verb)
    try:
        if step is None or step.by_saving:
            raise ForbiddenError(_("There is no such step."))
        with transaction.atomic():
            story = lock_story(story_id)
            if not may_take(user, story, step):
                raise ForbiddenError(_("You may not take this step on this story."))
            if story.state not in step.sources:
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
            problems = check_step(user, story, step)
            if step.needs_reason and not reason.strip():
                problems.append(Problem("reason", _("Give a reason.")))
            if problems:
                raise BlockedError(_("This is still missing:"), tuple(problems))
            return perform_step(story, user, step, reason=reason, at=at or timezone.now())
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


def perform_step(story: Story, user: User, step: Step, *, reason: str, at: datetime) -> Transition:
    """Make the move on a story whose row is locked and whose step was found allowed: by take_step, or by saving."""
    from_state = story.state
    edition = None
    if step.makes_revision:
        revision: Revision | None = revisions.revision_for(story, user, step.verb, at)
    else:
        revision = revisions.newest_revision(story)
    if step.voids_approval:
        revisions.void_approval(story, at)
    if step.effect and revision:
        edition = step.effect(story, user, revision, at)
    story.state = step.target
    story.state_since = at
    story.version += 1
    story.save(update_fields=["state", "state_since", "version", "live_revision"])
    return Transition.objects.create(
        story=story,
        verb=step.verb,
        from_state=from_state,
        to_state=step.target,
        actor=user,
        at=at,
        reason=normalise(reason).strip(),
        revision=revision,
        edition=edition,
    )


def lock_story(story_id: int) -> Story:
    """The story with its row locked until the transaction ends. Raises Story.DoesNotExist."""
    return Story.objects.select_for_update(of=("self",)).get(pk=story_id)
