"""From the working copy of a front to what readers have."""

from dataclasses import replace
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.front_publishing import publish_front_layout
from articles.fronts import read_placed
from articles.models import Section
from articles.pictures import copy_renditions
from articles.placing import BLOCK, FrontSnapshot, standing_at
from newsroom.errors import ForbiddenError, Problem
from newsroom.fronts.checks import find_picture_problems, settle
from newsroom.fronts.drafts import (
    front_draft,
    keep_layout,
    open_draft,
    stored_layout,
    with_moments,
)
from newsroom.fronts.errors import FrontConflictError
from newsroom.fronts.layout import FrontLayout, LayoutError, layout_json, parse_layout
from newsroom.fronts.locks import front_name, lock_front
from newsroom.fronts.snapshots import snapshot_of_layout
from newsroom.models import FrontDraft, FrontPublication, RecordEntry, User
from newsroom.record import write_record
from newsroom.renditions import FOLDER
from newsroom.storage import originals


def may_publish(user: User) -> bool:
    return user.is_active and user.has_perm("newsroom.publish_front")


@transaction.atomic
def publish_front(draft_id: int, user: User, *, seen_version: int) -> int:
    """Make the working copy what readers have, if it is still version `seen_version`. Returns the edition.

    Whoever has the lock keeps it, and nothing is published but what the user saw. Stories that readers lost and slots
    whose time is over are left out. Raises ForbiddenError, FrontConflictError, and LayoutError for what may not be
    printed (any more).
    """
    draft = open_to_publish(draft_id, user, seen_version)
    return publish_layout(draft, stored_layout(draft), user)


def open_to_publish(draft_id: int, user: User, seen_version: int) -> FrontDraft:
    """The front with its row locked, as `user` saw it. Raises ForbiddenError and FrontConflictError."""
    if not may_publish(user):
        raise ForbiddenError(_("You may not publish the fronts."))
    draft = lock_front(draft_id, user)
    if draft.version != seen_version:
        raise FrontConflictError(draft)
    return draft


def publish_layout(draft: FrontDraft, layout: FrontLayout, user: User, *, by_clock: bool = False) -> int:
    """Publish one layout of this front and record it, in the caller's transaction. Returns the edition."""
    now = timezone.now()
    layout = settle(layout, now)
    if problems := find_picture_problems(layout, timezone.localdate(now), ready=True):
        raise LayoutError(tuple(problems))
    front = snapshot_of_layout(layout)
    _copy_pictures(front)  # before the edition, for which every other publish waits
    edition = publish_front_layout(front, draft.section, now)
    FrontPublication.objects.create(
        section=draft.section,
        layout=layout_json(layout),
        edition=edition,
        actor=user,
        by_clock=by_clock,
        at=now,
    )
    write_record(
        RecordEntry.Kind.FRONT,
        user,
        verb="publish_front",
        text=front_name(draft),
        at=now,
        edition=edition,
        by_clock=by_clock,
    )
    return edition


def _copy_pictures(front: FrontSnapshot) -> None:
    files = [one for slot in front.slots if slot.picture for one in slot.picture.renditions]
    try:
        copy_renditions(files, originals(), FOLDER, default_storage)
    except FileNotFoundError as error:
        message = _("The picture's file cannot be read any more. Choose another picture.")
        raise LayoutError((Problem("", message),)) from error


@transaction.atomic
def restore_publication(publication_id: int, user: User, *, seen_version: int) -> FrontDraft:
    """Bring an earlier published front back into the working copy, as one more step to undo.

    Raises ForbiddenError, FrontConflictError (also when somebody else has the lock), FrontPublication.DoesNotExist.
    """
    publication = FrontPublication.objects.select_related("section").get(pk=publication_id)
    draft = open_draft(front_draft(publication.section).pk, user, seen_version, "")
    now = timezone.now()
    layout = parse_layout(publication.layout, is_section=publication.section_id is not None)
    keep_layout(draft, user, with_moments(settle(layout, now), stored_layout(draft), now))
    return draft


def unpublished_changes(draft: FrontDraft) -> bool:
    """Whether publishing now would change what editors placed on the front that readers have."""
    now = timezone.now()
    public, placed = read_placed(draft.section)
    own = snapshot_of_layout(settle(stored_layout(draft), now))
    return _comparable(own, now) != _comparable(standing_at(public, now, placed), now)


def _comparable(front: FrontSnapshot, now: datetime) -> FrontSnapshot:
    """Without what makes no difference to readers: the slots of blocks that are not shown."""
    empty = (None,) * BLOCK
    blocks = (block if block.shown else replace(block, slots=empty) for block in front.blocks)
    return replace(standing_at(front, now), blocks=tuple(blocks))


def publications_of(section: Section | None, limit: int = 20) -> list[FrontPublication]:
    """The front's last publications, newest first."""
    return list(FrontPublication.objects.filter(section=section).select_related("actor")[:limit])
