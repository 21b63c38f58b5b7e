"""The workflow is this table, and `take_step` is the only way through it.

Buttons, permissions, the diagram in ARCHITECTURE.md and the tests all read STEPS.
A story's state, and what readers have of it, are never set in any other place.
"""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom import announcing, corrections, desks, publishing, retraction, reviewing, revisions, scheduling
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem, WorkflowError
from newsroom.guards import check_approved, check_clean, check_complete, check_four_eyes
from newsroom.models import Revision, Story, Transition, User
from newsroom.steps import EVERY_STATE, Details, Move, Public, State, Step
from newsroom.visibility import is_on_desk, may_see

logger = logging.getLogger("newsroom.workflow")
NOT_LIVE = (Public.NONE, Public.WITHDRAWN, Public.GONE, Public.REDIRECTED)

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
        is_careful=True,
        effects=(reviewing.release,),
    ),
    Step(
        verb="claim",
        sources=(State.SUBMITTED,),
        target=None,
        permission="newsroom.review_story",
        label=_("Claim"),
        record=_("claimed it for review"),
        done=_("You are reviewing this story; the others see that."),
        explanation=_("The other editors see that you are reviewing this story."),
        guards=(reviewing.check_unclaimed,),
        effects=(reviewing.claim,),
    ),
    Step(
        verb="unclaim",
        sources=(State.SUBMITTED,),
        target=None,
        permission="newsroom.review_story",
        label=_("Give up the review"),
        record=_("gave up the review"),
        done=_("The story is free for another editor."),
        explanation=_("The story is free for another editor to review."),
        guards=(reviewing.check_claimed,),
        effects=(reviewing.release,),
        is_careful=True,
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
        asks=("category", "reason", "paragraphs"),
        requires=("category", "reason"),
        check_details=reviewing.check_category,
        makes_revision=True,
        voids_approval=True,
        is_careful=True,
        effects=(reviewing.release,),
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
        effects=(revisions.approve_revision, reviewing.release),
    ),
    Step(
        verb="override",
        sources=(State.SUBMITTED,),
        target=State.APPROVED,
        permission="newsroom.break_glass",
        label=_("Approve alone (break glass)"),
        record=_("approved it alone"),
        done=_(
            "The story is approved by you alone. This is on the record, and the other chief editors were told."
        ),
        explanation=_(
            "You approve although you wrote in it yourself. It goes on the record with your reason, and the"
            " other chief editors are told at once."
        ),
        guards=(check_complete, check_clean),
        asks=("reason",),
        requires=("reason",),
        makes_revision=True,
        is_careful=True,
        effects=(revisions.approve_alone, reviewing.release),
    ),
    Step(
        verb="publish",
        sources=(State.APPROVED, State.SCHEDULED),
        target=State.PUBLISHED,
        public_target=Public.LIVE,
        permission="newsroom.publish_story",
        label=_("Publish now"),
        record=_("published it"),
        done=_("The story is live."),
        explanation=_(
            "Readers see the approved text at once: on its page, the front page, lists, ticker and feeds."
        ),
        guards=(check_approved, check_clean, scheduling.check_embargo),
        by_clock=True,
        effects=(publishing.publish_revision, scheduling.clear_publish_time),
    ),
    Step(
        verb="schedule",
        sources=(State.APPROVED,),
        target=State.SCHEDULED,
        permission="newsroom.publish_story",
        label=_("Schedule"),
        record=_("scheduled it"),
        done=_("The story is scheduled."),
        explanation=_("The approved text goes live by itself at this time."),
        guards=(check_approved, check_clean),
        asks=("publish_at",),
        requires=("publish_at",),
        check_details=scheduling.check_publish_at,
        effects=(scheduling.set_publish_time,),
    ),
    Step(
        verb="unschedule",
        sources=(State.SCHEDULED,),
        target=State.APPROVED,
        permission="newsroom.publish_story",
        label=_("Unschedule"),
        record=_("took it off the schedule"),
        done=_("The story is no longer scheduled; it stays approved."),
        explanation=_("The story stays approved, and goes live only when somebody publishes it."),
        is_careful=True,
        effects=(scheduling.clear_publish_time,),
    ),
    Step(
        verb="reopen",
        sources=(State.APPROVED, State.SCHEDULED, State.PUBLISHED),
        target=State.DRAFT,
        permission="newsroom.change_story",
        label=_("Reopen"),
        record=_("reopened it"),
        done=_("The story is a draft again; what readers see stays as it is until the change is published."),
        explanation=_("Saving a change makes the story a draft again."),
        own_or_any=True,
        by_saving=True,
        voids_approval=True,
        effects=(scheduling.clear_publish_time,),
    ),
    Step(
        verb="correct",
        sources=(State.PUBLISHED, State.DRAFT, State.RETURNED),
        target=State.DRAFT,
        public_sources=(Public.LIVE,),
        permission="newsroom.change_story",
        label=_("Correct"),
        record=_("began a correction"),
        done=_("The note is in the draft. Mend the text; readers see both when the change is published."),
        explanation=_(
            "Write the note that readers will see under the story. It goes through approval with the mended text."
        ),
        asks=("kind", "reason"),
        requires=("kind", "reason"),
        check_details=corrections.check_note,
        own_or_any=True,
        voids_approval=True,
        effects=(corrections.add_note,),
    ),
    Step(
        verb="hand_over",
        sources=(State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED),
        target=None,
        permission="newsroom.change_story",
        label=_("Hand to another desk"),
        record=_("handed it to another desk"),
        done=_("The story is on the other desk now."),
        explanation=_("The other desk's editors look after the story from now on."),
        asks=("desk_id",),
        requires=("desk_id",),
        check_details=desks.check_desk,
        own_or_any=True,
        is_careful=True,
        effects=(desks.hand_over,),
    ),
    Step(
        verb="spike",
        sources=(State.DRAFT, State.RETURNED, State.SUBMITTED, State.APPROVED),
        target=State.SPIKED,
        public_sources=NOT_LIVE,
        permission="newsroom.change_story",
        label=_("Spike"),
        record=_("spiked it"),
        done=_("The story is spiked. It is not lost: it can be restored."),
        explanation=_("The story leaves everybody's lists. Nothing is lost: it can be restored."),
        asks=("reason",),
        own_or_any=True,
        voids_approval=True,
        is_careful=True,
        effects=(reviewing.release,),
    ),
    Step(
        verb="restore",
        sources=(State.SPIKED, State.PUBLISHED),
        target=State.DRAFT,
        public_sources=NOT_LIVE,
        permission="newsroom.change_story",
        label=_("Restore"),
        record=_("restored it"),
        done=_("The story is a draft again."),
        explanation=_("The story becomes a draft again. Readers get it back only after a new approval."),
        own_or_any=True,
        voids_approval=True,
    ),
    Step(
        verb="withdraw",
        sources=EVERY_STATE,
        target=None,
        public_sources=(Public.LIVE,),
        public_target=Public.WITHDRAWN,
        permission="newsroom.retract_story",
        label=_("Withdraw"),
        record=_("withdrew it"),
        done=_("The story is withdrawn: readable at its address under your notice, and in no list."),
        explanation=_(
            "The story leaves the front page, lists, ticker and feeds at once. At its address readers find the"
            " text under the notice you write here."
        ),
        asks=("reason",),
        requires=("reason",),
        is_careful=True,
        effects=(retraction.withdraw, retraction.stop_the_clock),
    ),
    Step(
        verb="takedown",
        sources=EVERY_STATE,
        target=None,
        public_sources=(Public.LIVE, Public.WITHDRAWN),
        public_target=Public.GONE,
        permission="newsroom.retract_story",
        label=_("Take down"),
        record=_("took it down"),
        done=_("The story is taken down. Its earlier text stays in the newsroom's record."),
        explanation=_("Readers get nothing of the story any more. Your reason stays in the newsroom."),
        asks=("reason",),
        requires=("reason",),
        is_careful=True,
        effects=(retraction.take_down, retraction.stop_the_clock),
    ),
    Step(
        verb="redirect",
        sources=EVERY_STATE,
        target=None,
        public_sources=(Public.LIVE, Public.WITHDRAWN, Public.GONE),
        public_target=Public.REDIRECTED,
        permission="newsroom.retract_story",
        label=_("Redirect"),
        record=_("redirected it"),
        done=_("Readers of this address now get the other story."),
        explanation=_("Readers who open this story get another live story instead."),
        asks=("target", "reason"),
        requires=("target",),
        check_details=retraction.check_target,
        is_careful=True,
        effects=(retraction.redirect, retraction.stop_the_clock),
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


def perform_step(story: Story, user: User, step: Step, details: Details, at: datetime) -> Transition:
    """Make the move on a story whose row is locked and whose step was found allowed.

    Used by take_step, by saving, and by the clock.
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
    edition = None
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
    return transition


def lock_story(story_id: int) -> Story:
    """The story with its row locked until the transaction ends. Raises Story.DoesNotExist."""
    return Story.objects.select_for_update(of=("self",)).get(pk=story_id)
