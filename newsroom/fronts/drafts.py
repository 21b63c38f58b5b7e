"""The working copy of a front: made on first use, saved as a whole, with a way back."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone

from articles.models import Section
from newsroom.fronts.checks import find_problems, settle
from newsroom.fronts.errors import FrontConflictError
from newsroom.fronts.layout import (
    BlockLayout,
    FrontLayout,
    LayoutError,
    Slot,
    layout_json,
    map_slots,
    named_slots,
    parse_layout,
)
from newsroom.fronts.locks import hold_front, lock_front
from newsroom.models import FrontDraft, FrontPublication, FrontVersion, Picture, User
from newsroom.renditions import queue_renditions

KEPT: Final = 50  # versions one can go back to


def front_draft(section: Section | None) -> FrontDraft:
    """The working copy of the front page (None) or of a section's front; begins with what was published last."""
    with transaction.atomic():
        published = FrontPublication.objects.filter(section=section).first()
        layout = published.layout if published else layout_json(FrontLayout())
        draft, is_new = FrontDraft.objects.get_or_create(section=section, defaults={"layout": layout})
        if is_new:
            FrontVersion.objects.create(draft=draft, number=draft.version, layout=layout)
    return draft


def layout_of(draft: FrontDraft, now: datetime | None = None) -> FrontLayout:
    """The layout as it is now, complete: every slot, and for the front page every section's block.

    Slots whose time is over and those of stories that readers lost are automatic; sections it does not name follow.
    """
    layout = settle(stored_layout(draft), now or timezone.now())
    if draft.section_id is not None:
        return layout
    named = {block.section for block in layout.blocks}
    others = Section.objects.order_by("position", "id").values_list("slug", flat=True)
    return replace(
        layout, blocks=layout.blocks + tuple(BlockLayout(slug) for slug in others if slug not in named)
    )


def stored_layout(draft: FrontDraft) -> FrontLayout:
    return parse_layout(draft.layout, is_section=draft.section_id is not None)


@transaction.atomic
def save_layout(draft_id: int, user: User, data: object, *, seen_version: int, token: str) -> FrontDraft:
    """Keep the layout that `data` (decoded JSON) says, in place of version `seen_version`. One more step to undo.

    `token` is of the browser tab, which gets the lock; empty for none. Raises ForbiddenError, FrontConflictError
    (also FrontLockedError) and LayoutError.
    """
    draft = open_draft(draft_id, user, seen_version, token)
    layout = parse_layout(data, is_section=draft.section_id is not None)
    now, before = timezone.now(), stored_layout(draft)
    if problems := find_problems(layout, before, user, now):
        raise LayoutError(tuple(problems))
    keep_layout(draft, user, with_moments(settle(layout, now), before, now))
    _prepare_pictures(layout)
    return draft


def keep_layout(draft: FrontDraft, user: User, layout: FrontLayout) -> None:
    """Save a checked layout as the next version of a row that is locked. What was undone before is gone."""
    kept = layout_json(layout)
    if kept == draft.layout:
        return
    draft.versions.filter(number__gt=draft.at_version).delete()
    _change(draft, user, kept)
    draft.at_version = draft.version
    draft.save(update_fields=["at_version"])
    draft.versions.create(number=draft.version, layout=kept, actor=user)
    oldest = draft.versions.order_by("-number").values_list("number", flat=True)[KEPT : KEPT + 1]
    draft.versions.filter(number__lte=max(oldest, default=-1)).delete()


def can_undo(draft: FrontDraft) -> bool:
    return draft.versions.filter(number__lt=draft.at_version).exists()


def can_redo(draft: FrontDraft) -> bool:
    return draft.versions.filter(number__gt=draft.at_version).exists()


@transaction.atomic
def undo_layout(draft_id: int, user: User, *, seen_version: int, token: str) -> FrontDraft:
    """Go back to the layout before the last save; nothing happens where there is none. Raises as save_layout does."""
    draft = open_draft(draft_id, user, seen_version, token)
    return _go_to(draft, user, draft.versions.filter(number__lt=draft.at_version).order_by("number").last())


@transaction.atomic
def redo_layout(draft_id: int, user: User, *, seen_version: int, token: str) -> FrontDraft:
    """Take the last undo back; nothing happens where there is none. Raises as save_layout does."""
    draft = open_draft(draft_id, user, seen_version, token)
    return _go_to(draft, user, draft.versions.filter(number__gt=draft.at_version).order_by("number").first())


def open_draft(draft_id: int, user: User, seen_version: int, token: str) -> FrontDraft:
    """The front with its row locked, as `user` saw it and held by the tab `token`."""
    draft = lock_front(draft_id, user)
    hold_front(draft, user, token)
    if draft.version != seen_version:
        raise FrontConflictError(draft)
    return draft


def _go_to(draft: FrontDraft, user: User, version: FrontVersion | None) -> FrontDraft:
    if version:
        _change(draft, user, version.layout)
        draft.at_version = version.number
        draft.save(update_fields=["at_version"])
    return draft


def _change(draft: FrontDraft, user: User, layout: dict) -> None:
    draft.layout, draft.changed_by, draft.changed_at = layout, user, timezone.now()
    draft.version += 1
    draft.save(update_fields=["layout", "version", "changed_at", "changed_by"])


def with_moments(layout: FrontLayout, before: FrontLayout, now: datetime) -> FrontLayout:
    """Each slot says since when its story stands there, whatever the browser said.

    One that yields from now on yields to what is published from now on: what came before did not move it.
    """
    old = dict(named_slots(before, hidden=True))

    def moment(name: str, slot: Slot) -> datetime | None:
        was = old.get(name)
        is_same = was and was.story == slot.story and (was.yields or not slot.yields)
        return (was.since if was and is_same else None) or now

    slots = {
        name: replace(slot, since=moment(name, slot))
        for name, slot in named_slots(layout, hidden=True)
        if slot.story
    }
    return map_slots(layout, slots)


def _prepare_pictures(layout: FrontLayout) -> None:
    """Have the worker make what readers will need of the pictures that were chosen here."""
    chosen = {slot.picture for _name, slot in named_slots(layout, hidden=True) if slot.picture}
    missing = Picture.objects.filter(pk__in=chosen, renditions__isnull=True, renditions_problem="")
    for number in missing.values_list("pk", flat=True) if chosen else ():
        queue_renditions(number)
