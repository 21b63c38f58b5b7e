"""What a step tells others: their inboxes and the record, in the step's own transaction."""

from newsroom.inbox import Kind, people_who_may, reviewers_of, send_messages
from newsroom.models import RecordEntry, Transition, User
from newsroom.record import write_record
from newsroom.steps import Move


def announce(move: Move, transition: Transition) -> None:
    """Write the record's entry and the messages that `move` causes."""
    story, verb = move.story, move.step.verb
    is_break_glass = verb == "override"
    write_record(
        RecordEntry.Kind.BREAK_GLASS if is_break_glass else RecordEntry.Kind.STEP,
        move.user,
        story=story,
        verb=verb,
        text=transition.reason,
        at=move.at,
        from_state=transition.from_state,
        to_state=transition.to_state,
        public=transition.to_public,
        revision=move.revision.number if move.revision else None,
        edition=transition.edition,
    )
    if verb == "submit":
        send_messages(reviewers_of(story), Kind.SUBMITTED, actor=move.user, story=story, at=move.at)
    elif verb in {"return", "approve", "publish"}:
        kind = {"return": Kind.RETURNED, "approve": Kind.APPROVED, "publish": Kind.PUBLISHED}[verb]
        send_messages(_writers(move), kind, actor=move.user, story=story, text=transition.reason, at=move.at)
    elif is_break_glass:
        chiefs = people_who_may("newsroom.break_glass")
        send_messages(chiefs, Kind.ALERT, actor=move.user, story=story, text=transition.reason, at=move.at)


def _writers(move: Move) -> list[User]:
    """The assignee, and whoever wrote in the revision."""
    writers = list(move.revision.writers.all()) if move.revision else []
    return [*writers, move.story.assignee] if move.story.assignee else writers
