"""Writing and reading the record. Its rows can be added and read; a trigger refuses everything else."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.bengali.dates import iso
from articles.days import start_of_day
from newsroom.models import RecordEntry, Story, User
from newsroom.visibility import visible_stories

CSV_COLUMNS: Final = (
    "id",
    "at",
    "kind",
    "verb",
    "actor",
    "subject",
    "story",
    "public_id",
    "headline",
    "text",
    "data",
)
# What a spreadsheet takes for a formula (OWASP, “CSV Injection”).
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_record(
    kind: RecordEntry.Kind,
    actor: User | None,
    *,
    story: Story | None = None,
    subject: User | None = None,
    verb: str = "",
    text: str = "",
    at: datetime | None = None,
    **data: object,
) -> RecordEntry:
    """Add one entry, in the caller's transaction. `data` must be plain JSON values."""
    return RecordEntry.objects.create(
        kind=kind,
        actor=actor,
        story=story,
        subject=subject,
        verb=verb,
        text=text,
        data=data,
        at=at or timezone.now(),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. `words` are of a headline, or a story's number or public id; days are whole ones."""

    words: str = ""
    person: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


def visible_entries(user: User) -> QuerySet[RecordEntry]:
    """The record as far as this user may know of it, newest first: nothing of a story restricted to others."""
    seen = Exists(visible_stories(user).filter(pk=OuterRef("story")))
    entries = RecordEntry.objects.filter(Q(story=None) | seen).order_by("-id")
    return entries.select_related("actor", "subject", "story")


def find_entries(user: User, wanted: Wanted) -> QuerySet[RecordEntry]:
    entries = visible_entries(user)
    for word in wanted.words.split():
        entries = entries.filter(story__in=_stories_of(user, word))
    if wanted.person:
        people = User.objects.filter(
            Q(username__icontains=wanted.person) | Q(display_name__icontains=wanted.person)
        )
        entries = entries.filter(Q(actor__in=people) | Q(subject__in=people))
    if wanted.kind:
        entries = entries.filter(kind=wanted.kind)
    if wanted.since:
        entries = entries.filter(at__gte=start_of_day(wanted.since))
    if wanted.until and wanted.until < date.max:
        entries = entries.filter(at__lt=start_of_day(wanted.until + timedelta(days=1)))
    return entries


def _stories_of(user: User, word: str) -> QuerySet[Story]:
    """Stories this user may see, by a word of the headline, by number, or by public id."""
    match = Q(headline__icontains=word) | Q(public_id=word)
    if word.isdecimal() and len(word) < 19:
        match |= Q(pk=int(word))
    return visible_stories(user).filter(match)


class _Line:
    """A file that only hands back what is written to it: csv's writer needs one."""

    def write(self, line: str) -> str:
        return line


def csv_lines(entries: QuerySet[RecordEntry]) -> Iterator[str]:
    """The entries as CSV, row by row, beginning with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(CSV_COLUMNS)
    for entry in entries.iterator(chunk_size=1000):
        yield writer.writerow([neutral(cell) for cell in _cells(entry)])


def _cells(entry: RecordEntry) -> list[str]:
    story = entry.story
    return [
        str(entry.pk),
        iso(entry.at),
        entry.kind,
        entry.verb,
        entry.actor.get_username() if entry.actor else "",
        entry.subject.get_username() if entry.subject else "",
        str(story.pk) if story else "",
        story.public_id if story else "",
        story.headline if story else "",
        entry.text,
        json.dumps(entry.data, ensure_ascii=False) if entry.data else "",
    ]


def neutral(cell: str) -> str:
    """A cell that no spreadsheet runs: what begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
