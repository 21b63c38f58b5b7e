"""Handing a story to another desk, and who may know of it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from newsroom.errors import ForbiddenError, Problem
from newsroom.inbox import Kind, reviewers_of, send_messages
from newsroom.models import Desk, RecordEntry, Story, User
from newsroom.record import write_record
from newsroom.steps import Details, Move
from newsroom.visibility import is_on_desk, may_see


def check_desk(story: Story, details: Details) -> list[Problem]:
    if details.desk_id is None or details.desk_id == story.desk_id:
        return [Problem("desk_id", _("Choose another desk."))]
    if not Desk.objects.filter(pk=details.desk_id).exists():
        return [Problem("desk_id", _("There is no such desk."))]
    return []


def hand_over(move: Move) -> None:
    """Put the story on another desk, whose editors are told."""
    move.story.desk_id = move.details.desk_id
    move.story.reviewer = None
    move.story.reviewing_since = None
    if move.story.state == Story.State.SUBMITTED:
        send_messages(reviewers_of(move.story), Kind.SUBMITTED, actor=move.user, story=move.story, at=move.at)


def may_decide_visibility(user: User, story: Story) -> bool:
    """Whether this user may restrict the story: its assignee, and editors of its desk who can see it."""
    if not user.is_active or not may_see(user, story):
        return False
    is_editor = user.has_perm("newsroom.edit_any_story") and is_on_desk(user, story)
    return story.assignee_id == user.pk or is_editor


@transaction.atomic
def set_visibility(story_id: int, user: User, *, restricted: bool, insiders: Iterable[User]) -> Story:
    """Restrict a story to its assignee and the people named, or open it again. On the record.

    Whoever restricts it stays inside. Raises ForbiddenError.
    """
    from newsroom.workflow import lock_story

    story = lock_story(story_id)
    if not may_decide_visibility(user, story):
        raise ForbiddenError(_("You may not decide who sees this story."))
    people = {person.pk: person for person in insiders}
    if restricted:
        people[user.pk] = user
    story.restricted = restricted
    story.version += 1
    story.save(update_fields=["restricted", "version"])
    story.insiders.set(people.values())
    write_record(
        RecordEntry.Kind.ACCESS,
        user,
        story=story,
        verb="restrict" if restricted else "open",
        insiders=sorted(person.get_username() for person in people.values()),
    )
    return story
