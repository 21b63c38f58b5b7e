"""Who is writing in a story now: a lease per story, held by one browser tab, that a heartbeat renews.

It spares people work; it protects no text. That does the version token of every save, with or without a lock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.editing import keep_version, may_edit
from newsroom.errors import ConflictError, ForbiddenError
from newsroom.inbox import Kind, send_messages
from newsroom.models import EditLock, RecordEntry, Story, User
from newsroom.record import write_record
from newsroom.workflow import lock_story

LEASE: Final = timedelta(seconds=60)
HEARTBEAT: Final = timedelta(seconds=20)


class LockedError(ConflictError):
    """Somebody else is writing. `was_taken`: he or she took the lock from the very tab that asks."""

    def __init__(self, lock: EditLock, *, was_taken: bool) -> None:
        words = _("{name} took over this story.") if was_taken else _("{name} is writing in this story.")
        super().__init__(format_lazy(words, name=lock.holder))
        self.lock = lock
        self.was_taken = was_taken


@dataclass(frozen=True, slots=True)
class Hold:
    """A lock that is one's own; `in_other_tab`: the same user's other tab held it a moment ago."""

    lock: EditLock
    in_other_tab: bool


def standing_lock(story: Story, at: datetime | None = None) -> EditLock | None:
    """The lock that holds now. One that ran out is none, and so is one of somebody who may no longer write."""
    stands = EditLock.objects.filter(story=story, leased_until__gt=at or timezone.now())
    lock = stands.select_related("holder").first()
    return lock if lock and may_edit(lock.holder, story) else None


@transaction.atomic
def acquire_lock(story_id: int, user: User, token: str, *, is_active: bool = True) -> Hold:
    """Take the free lock, or renew one's own, for the tab `token`. `is_active`: something was typed since.

    The lock follows its user from tab to tab. Raises ForbiddenError, and LockedError while somebody else has it.
    """
    story = lock_story(story_id)
    _check_may_edit(user, story)
    now = timezone.now()
    standing = standing_lock(story, now)
    if standing and standing.holder_id != user.pk:
        raise LockedError(standing, was_taken=bool(token) and standing.taken_from_token == token)
    values = {"holder": user, "token": token, "leased_until": now + LEASE}
    if is_active or not standing:
        values["last_activity"] = now
    if not standing:
        values |= {"since": now, "taken_from_token": ""}
    lock, _created = EditLock.objects.update_or_create(story=story, defaults=values)
    return Hold(lock, in_other_tab=standing is not None and standing.token != token)


@transaction.atomic
def release_lock(story_id: int, user: User, token: str) -> bool:
    """End this tab's lease. False when it had none, or another tab has it by now."""
    story = lock_story(story_id)
    own = EditLock.objects.filter(story=story, holder=user, token=token, leased_until__gt=timezone.now())
    return own.update(leased_until=timezone.now()) > 0


@transaction.atomic
def take_over_lock(story_id: int, user: User, token: str) -> EditLock:
    """Take the lock from whoever has it: what is saved is kept as a revision first, and the other is told.

    A lock that is free or one's own is simply taken, and nobody is told. Raises ForbiddenError.
    """
    story = lock_story(story_id)
    _check_may_edit(user, story)
    now = timezone.now()
    standing = standing_lock(story, now)
    if standing is None or standing.holder_id == user.pk:
        return acquire_lock(story_id, user, token).lock
    former, former_token = standing.holder, standing.token
    kept = keep_version(story_id, user, moment="takeover")
    standing.holder, standing.token, standing.taken_from_token = user, token, former_token
    standing.since = standing.last_activity = now
    standing.leased_until = now + LEASE
    standing.save()
    write_record(RecordEntry.Kind.TAKEOVER, user, story=story, subject=former, at=now, revision=kept.number)
    send_messages([former], Kind.TAKEOVER, actor=user, story=story, at=now)
    return standing


def story_begun_in(user: User, token: str) -> Story | None:
    """The draft that this tab began, if its creation was answered and the answer was lost on the way."""
    lock = EditLock.objects.filter(holder=user, token=token, story__assignee=user).select_related("story")
    return row.story if (row := lock.order_by("-since").first()) else None


def _check_may_edit(user: User, story: Story) -> None:
    if not may_edit(user, story):
        raise ForbiddenError(_("You may not change this story now."))
