"""Who is working on a front now: a lease, held by one browser tab. As newsroom/locks.py has it for stories.

It spares people work; it protects no layout. That does the version that every save began from.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from newsroom.errors import ForbiddenError
from newsroom.fronts.errors import FrontLockedError
from newsroom.inbox import Kind, send_messages
from newsroom.locks import LEASE
from newsroom.models import FrontDraft, RecordEntry, User
from newsroom.record import write_record

_TOKEN = 64  # characters, the column's


def may_change(user: User) -> bool:
    return user.is_active and user.has_perm("newsroom.change_frontdraft")


def lock_front(draft_id: int, user: User) -> FrontDraft:
    """The front with its row locked until the transaction ends. Raises ForbiddenError, FrontDraft.DoesNotExist."""
    if not may_change(user):
        raise ForbiddenError(_("You may not change the fronts."))
    # Of itself alone: the outer joins to section and holder cannot be locked.
    rows = FrontDraft.objects.select_related("section", "holder", "changed_by").select_for_update(
        of=("self",)
    )
    return rows.get(pk=draft_id)


def standing_holder(draft: FrontDraft, at: datetime | None = None) -> User | None:
    """Who has the front now. A lease that ran out is none, and so is one of somebody who may no longer change it."""
    if draft.holder is None or draft.leased_until is None or draft.leased_until <= (at or timezone.now()):
        return None
    return draft.holder if may_change(draft.holder) else None


@transaction.atomic
def acquire_front_lock(draft_id: int, user: User, token: str) -> FrontDraft:
    """Take the free front, or renew one's own lease, for the tab `token`. It follows its user from tab to tab.

    Raises ForbiddenError, and FrontLockedError while somebody else has it.
    """
    draft = lock_front(draft_id, user)
    hold_front(draft, user, token)
    return draft


def hold_front(draft: FrontDraft, user: User, token: str) -> None:
    """`acquire_front_lock` for a row that is locked already. Without a token nothing is taken, only looked."""
    now, token = timezone.now(), _clean(token)
    holder = standing_holder(draft, now)
    if holder and holder != user:
        raise FrontLockedError(draft, was_taken=bool(token) and draft.taken_from_token == token)
    if not token:
        return
    if holder is None:
        draft.taken_from_token = ""
    draft.holder, draft.token, draft.leased_until = user, token, now + LEASE
    _save(draft)


@transaction.atomic
def release_front_lock(draft_id: int, user: User, token: str) -> bool:
    """End this tab's lease. False when it had none, or another tab has it by now."""
    draft = lock_front(draft_id, user)
    if standing_holder(draft) != user or draft.token != _clean(token):
        return False
    draft.leased_until = timezone.now()
    _save(draft)
    return True


@transaction.atomic
def take_over_front_lock(draft_id: int, user: User, token: str) -> FrontDraft:
    """Take the front from whoever has it, and tell him or her. What was saved is kept: undo leads back to it.

    One that is free or one's own is simply taken, and nobody is told. Raises ForbiddenError.
    """
    draft = lock_front(draft_id, user)
    former = standing_holder(draft)
    if former is None or former == user:
        hold_front(draft, user, token)
        return draft
    now = timezone.now()
    draft.taken_from_token = draft.token
    draft.holder, draft.token, draft.leased_until = user, _clean(token), now + LEASE
    _save(draft)
    write_record(
        RecordEntry.Kind.FRONT, user, subject=former, verb="take_over_front", text=front_name(draft), at=now
    )
    with translation.override(settings.LANGUAGE_CODE):
        told = gettext("This front was taken over while you were working on it: %(front)s") % {
            "front": front_name(draft)
        }
    send_messages([former], Kind.ALERT, actor=user, text=told, at=now)
    return draft


def front_name(draft: FrontDraft) -> str:
    """What the front is called where the record is read: in the newsroom's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(draft)


def _save(draft: FrontDraft) -> None:
    draft.save(update_fields=["holder", "token", "taken_from_token", "leased_until"])


def _clean(token: str) -> str:
    return normalise(token[: 4 * _TOKEN])[:_TOKEN]
