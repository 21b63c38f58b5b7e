"""Changing the ticker's working copy: its written lines, their order, and what comes by itself.

Each change names the version that its maker saw (newsroom/ticker.py), and makes the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import grapheme_length, normalise
from articles.models import Section
from newsroom.errors import BlockedError, Problem
from newsroom.models import Story, TickerDraft, TickerDraftSetup, User
from newsroom.ticker import (
    CHANGE,
    LineState,
    line_state,
    note_version,
    open_ticker,
    ordered_drafts,
    publish_drafts,
)
from newsroom.visibility import may_see

# How many letters (graphemes) of a line are in sight at once. Measured in the ticker of the demo's paper: its letters
# are 10.9 px wide on average, in nine of ten lines under 11.6; its window is 358 px wide on a telephone of 390 px and
# 1095 px in a browser of 1440, less 14 px for the mark before each line.
PHONE_LETTERS: Final = 30
DESK_LETTERS: Final = 90
MOST_LETTERS: Final = 140  # nobody reads more than that from a strip that moves
_COLUMN: Final = 300  # code points: what the column holds
MOST_LINES: Final = 40
MOST_AUTOMATIC: Final = 15  # of the twenty that articles/ticker.py reads: some stand further up already
LONGEST: Final = timedelta(days=366)
ADD: Final = "newsroom.add_tickerdraft"
DELETE: Final = "newsroom.delete_tickerdraft"


@dataclass(frozen=True, slots=True)
class WrittenLine:
    """A line as somebody wants it. `starts_at` None: at once; both times aware."""

    text: str
    story: Story | None
    breaking: bool
    starts_at: datetime | None
    ends_at: datetime


def check_line(line: WrittenLine, user: User, kept: Story | None = None) -> list[Problem]:
    """What is wrong with it, by field. `kept` is the story that the line leads to already, whoever may know of it."""
    now = timezone.now()
    problems = []
    if problem := find_text_problem(line.text):
        problems.append(problem)
    if line.story and line.story != kept and not (line.story.is_live and may_see(user, line.story)):
        problems.append(Problem("story", _("Readers do not have this story.")))
    elif line.story and not line.story.is_live:
        problems.append(
            Problem("story", _("Readers do not have this story any more. Choose another one, or none."))
        )
    if line.ends_at <= now:
        problems.append(Problem("ends_at", _("This time has passed.")))
    elif line.starts_at and line.ends_at <= line.starts_at:
        problems.append(Problem("ends_at", _("The end must come after the beginning.")))
    elif line.ends_at > now + LONGEST:
        problems.append(Problem("ends_at", _("At most a year ahead.")))
    if line.starts_at and line.starts_at < now - LONGEST:
        problems.append(Problem("starts_at", _("This time is too long ago.")))
    return problems


def find_text_problem(text: str) -> Problem | None:
    text = clean_text(text)
    if not text:
        return Problem("text", _("A line needs words."))
    if grapheme_length(text) <= MOST_LETTERS and len(text) <= _COLUMN:
        return None
    words = _("This is too long: a line may have {count} letters at most.")
    return Problem("text", format_lazy(words, count=to_bengali_digits(MOST_LETTERS)))


def clean_text(text: str) -> str:
    """On one line, in the spelling that is stored."""
    return " ".join(normalise(text).split())


@transaction.atomic
def add_line(user: User, line: WrittenLine, *, seen_version: int, publish: bool = False) -> TickerDraft:
    """A new line, the first of its kind (what is newest is read first), and with `publish` the whole ticker at once.

    Raises ForbiddenError, TickerConflictError, and BlockedError with what is wrong at which field.
    """
    setup = open_ticker(user, ADD, seen_version)
    problems = check_line(line, user)
    if TickerDraft.objects.count() >= MOST_LINES:
        problems.append(Problem("", _("There are as many lines as the ticker may have. Remove one first.")))
    _refuse(problems)
    draft = TickerDraft()
    _write(draft, line)
    _number([draft, *(one for one in ordered_drafts() if one != draft)])
    note_version(setup)
    if publish:
        publish_drafts(user, seen_version=setup.version)
    return draft


@transaction.atomic
def change_line(
    user: User, number: int, line: WrittenLine, *, seen_version: int, publish: bool = False
) -> TickerDraft:
    """Raises ForbiddenError, TickerConflictError, BlockedError, TickerDraft.DoesNotExist."""
    setup = open_ticker(user, CHANGE, seen_version)
    draft = TickerDraft.objects.select_related("story").get(pk=number)
    _refuse(check_line(line, user, kept=draft.story))
    _write(draft, line)
    note_version(setup)
    if publish:
        publish_drafts(user, seen_version=setup.version)
    return draft


@transaction.atomic
def remove_line(user: User, number: int, *, seen_version: int) -> TickerDraft:
    """Raises ForbiddenError, TickerConflictError, TickerDraft.DoesNotExist. Returns what was removed."""
    setup = open_ticker(user, DELETE, seen_version)
    draft = TickerDraft.objects.get(pk=number)
    draft.delete()
    note_version(setup)
    return draft


@transaction.atomic
def remove_ended(user: User, *, seen_version: int) -> int:
    """Take out every line whose time is over. Returns how many. Raises ForbiddenError, TickerConflictError."""
    setup = open_ticker(user, DELETE, seen_version)
    removed, _by_model = TickerDraft.objects.filter(ends_at__lte=timezone.now()).delete()
    note_version(setup)
    return removed


@transaction.atomic
def order_lines(user: User, numbers: Sequence[int], *, seen_version: int) -> TickerDraftSetup:
    """Put the lines into the order of these numbers; breaking ones stay before the others.

    Raises ForbiddenError, TickerConflictError, and BlockedError when these are not exactly the ticker's lines.
    """
    setup = open_ticker(user, CHANGE, seen_version)
    drafts = {draft.pk: draft for draft in ordered_drafts()}
    if sorted(numbers) != sorted(drafts):
        _refuse([Problem("", _("These are not the lines of the ticker."))])
    _number([drafts[number] for number in numbers])
    note_version(setup)
    return setup


def move_line(user: User, number: int, step: int, *, seen_version: int) -> None:
    """One place up (-1) or down (1) among the lines of its kind that have not ended; nothing at either end.

    Raises as order_lines does, and TickerDraft.DoesNotExist.
    """
    drafts, now = ordered_drafts(), timezone.now()
    moved = next((draft for draft in drafts if draft.pk == number), None)
    if moved is None:
        raise TickerDraft.DoesNotExist(number)
    ended = [one for one in drafts if line_state(one, now) == LineState.ENDED]
    kin = [one for one in drafts if one.breaking == moved.breaking and one not in ended]
    place = kin.index(moved) + step if moved in kin else -1
    if not 0 <= place < len(kin):
        return
    order = [draft.pk for draft in drafts]
    one, other = order.index(moved.pk), order.index(kin[place].pk)
    order[one], order[other] = order[other], order[one]
    order_lines(user, order, seen_version=seen_version)


@transaction.atomic
def set_filling(user: User, sections: Sequence[Section], length: int, *, seen_version: int) -> None:
    """With what the ticker goes on: `length` newest headlines of these sections (none: of all).

    Raises ForbiddenError, TickerConflictError, BlockedError.
    """
    setup = open_ticker(user, CHANGE, seen_version)
    if not 0 <= length <= MOST_AUTOMATIC:
        words = _("A number from 0 to {most}.")
        _refuse([Problem("length", format_lazy(words, most=to_bengali_digits(MOST_AUTOMATIC)))])
    setup.sections.set(sections)
    setup.length = length
    note_version(setup)


def _write(draft: TickerDraft, line: WrittenLine) -> None:
    draft.text = clean_text(line.text)
    draft.story = line.story
    draft.breaking = line.breaking
    draft.starts_at = line.starts_at
    draft.ends_at = line.ends_at
    draft.save()


def _number(drafts: Sequence[TickerDraft]) -> None:
    for position, draft in enumerate(drafts):
        draft.position = position
    TickerDraft.objects.bulk_update(drafts, ["position"])


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise BlockedError(_("The line is not saved yet."), tuple(problems))
