"""The ticker as the newsroom has it: its written lines, what comes by itself after them, and publishing both."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from articles.publishing import publish_ticker
from articles.snapshot import TickerEntry, TickerFilling
from newsroom.errors import ConflictError, ForbiddenError
from newsroom.models import Story, TickerDraft, TickerDraftSetup, TickerPublication, User
from newsroom.tasks import drop_expired_ticker_lines

PUBLISH: Final = "newsroom.publish_ticker"
CHANGE: Final = "newsroom.change_tickerdraft"
LASTS: Final = timedelta(hours=6)  # a line for which nobody said anything else


class LineState(StrEnum):
    """What the clock and its story make of a written line."""

    STANDING = "standing"
    WAITING = "waiting"  # it begins later
    MISSING = "missing"  # readers do not have its story (any more)
    ENDED = "ended"


class TickerConflictError(ConflictError):
    """The ticker is not what the user saw (409)."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed the ticker since you opened it. Look at it again, then decide.")
        )


def line_state(draft: TickerDraft, now: datetime) -> LineState:
    """The state of a line whose story is at hand (select_related)."""
    if draft.ends_at <= now:
        return LineState.ENDED
    if draft.story and not draft.story.is_live:
        return LineState.MISSING
    if draft.starts_at and draft.starts_at > now:
        return LineState.WAITING
    return LineState.STANDING


def ordered_drafts() -> list[TickerDraft]:
    """The written lines as readers would get them: breaking ones first, then in their order."""
    return list(TickerDraft.objects.select_related("story").order_by("-breaking", "position", "id"))


def standing_lines(now: datetime) -> list[TickerEntry]:
    """The lines as they would be published: what has not ended, and leads to what readers have or nowhere."""
    drafts = [(draft, line_state(draft, now)) for draft in ordered_drafts()]
    return [entry_of(draft) for draft, state in drafts if state in {LineState.STANDING, LineState.WAITING}]


def entry_of(draft: TickerDraft) -> TickerEntry:
    return TickerEntry(
        text=draft.text,
        public_id=draft.story.public_id if draft.story else "",
        breaking=draft.breaking,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
    )


def ticker_setup() -> TickerDraftSetup:
    """With what the ticker goes on, as the newsroom has it; nobody has to have chosen anything."""
    return TickerDraftSetup.objects.filter(pk=1).first() or TickerDraftSetup(pk=1)


def filling_of(setup: TickerDraftSetup) -> TickerFilling:
    numbers = setup.sections.order_by("position", "id").values_list("pk", flat=True)
    return TickerFilling(tuple(numbers), setup.length)


def open_ticker(user: User | None, permission: str, seen_version: int | None) -> TickerDraftSetup:
    """The one row that every change of the ticker locks, in the caller's transaction.

    `seen_version` None: the caller is no person who looked at anything. Raises ForbiddenError, TickerConflictError.
    """
    if user is not None and not (user.is_active and user.has_perm(permission)):
        raise ForbiddenError(_("This is not open to you."))
    TickerDraftSetup.objects.get_or_create(pk=1)
    setup = TickerDraftSetup.objects.select_for_update().get(pk=1)
    if seen_version is not None and setup.version != seen_version:
        raise TickerConflictError
    return setup


def note_version(setup: TickerDraftSetup) -> None:
    """The ticker changed: whoever opened it before did not see what it is now."""
    setup.version += 1
    setup.save(update_fields=["version", "length"])


@transaction.atomic
def publish_drafts(user: User | None, *, seen_version: int | None = None) -> int:
    """Make the working copy what readers have, record it, and queue the moment each line ends.

    Returns the number of written lines. Raises ForbiddenError, and TickerConflictError when it is not what was seen.
    """
    setup = open_ticker(user, PUBLISH, seen_version)
    lines, filling = standing_lines(timezone.now()), filling_of(setup)
    edition = publish_ticker(lines, filling)
    TickerPublication.objects.create(
        edition=edition,
        actor=user,
        lines=[_as_json(line) for line in lines],
        setup={"sections": _slugs(filling.sections), "length": filling.length},
    )
    for ends_at in sorted({line.ends_at for line in lines}):
        drop_expired_ticker_lines.configure(schedule_at=ends_at).defer()
    return len(lines)


@transaction.atomic
def bring_back(publication: TickerPublication, user: User, *, seen_version: int) -> None:
    """Make the working copy what was published then; readers get it with the next publish.

    What has ended since, or lost its story, comes back as such. Raises ForbiddenError, TickerConflictError.
    """
    setup = open_ticker(user, CHANGE, seen_version)
    lines = publication.lines
    stories = Story.objects.in_bulk(
        [line["article"] for line in lines if line["article"]], field_name="public_id"
    )
    TickerDraft.objects.all().delete()
    TickerDraft.objects.bulk_create(
        TickerDraft(
            text=line["text"],
            story=stories.get(line["article"]),
            breaking=line["breaking"],
            starts_at=_moment(line.get("starts_at")),
            # Publications before lines had times on the record: as long as they usually stand.
            ends_at=_moment(line.get("ends_at")) or publication.at + LASTS,
            position=position,
        )
        for position, line in enumerate(lines)
    )
    if publication.setup:
        setup.sections.set(Section.objects.filter(slug__in=publication.setup["sections"]))
        setup.length = publication.setup["length"]
    note_version(setup)


def publications(limit: int) -> list[TickerPublication]:
    """The last publications, newest first."""
    return list(TickerPublication.objects.select_related("actor").order_by("-at", "-id")[:limit])


def _as_json(line: TickerEntry) -> dict[str, Any]:
    return {
        "text": line.text,
        "article": line.public_id,
        "breaking": line.breaking,
        "starts_at": line.starts_at.isoformat() if line.starts_at else None,
        "ends_at": line.ends_at.isoformat(),
    }


def _slugs(numbers: Sequence[int]) -> list[str]:
    sections = Section.objects.in_bulk(numbers)
    return [sections[number].slug for number in numbers]


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None
