"""Notes on a story or on one of its paragraphs: threads with answers, resolved when done. Never public."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import cut, normalise
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem
from newsroom.inbox import Kind, send_messages
from newsroom.mentions import Mentions, people_for, read_mentions
from newsroom.models import Note, Story, User
from newsroom.pairing import likeness
from newsroom.paragraphs import quotable, split_blocks
from newsroom.visibility import may_see

MOST: Final = 400  # notes shown of one story, the newest
ALIKE: Final = 0.5
_QUOTE_LETTERS: Final = 100
_MAX_LENGTH: Final = 4000


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph a note is about: its index from 0 as the text stands now (None: it is gone), and its words."""

    index: int | None
    quote: str


@dataclass(frozen=True, slots=True)
class Thread:
    note: Note
    answers: tuple[Note, ...]
    place: Place | None  # None: about the whole story


@dataclass(frozen=True, slots=True)
class Written:
    """A note that was kept, and the names in it that nobody here has."""

    note: Note
    unknown: tuple[str, ...]


# Writing


@transaction.atomic
def add_note(story: Story, user: User, text: str, *, place: Place | None = None) -> Written:
    """Begin a thread, on the paragraph that begins with `place.quote` or on the whole story.

    Everybody it calls by @name gets a message in the same transaction. Raises
    ForbiddenError, and BlockedError for an empty or too long text, a paragraph that is gone,
    and for calling somebody who may not see the story.
    """
    _check_may_write(user, story)
    found = None
    if place is not None:
        found = find_paragraph(place, quotes_of(story.body))
        if found.index is None:
            raise _blocked("paragraph", _("This paragraph is gone. Choose it again."))
    note = Note(story=story, author=user)
    if found:
        note.paragraph, note.quote = found.index, found.quote
    return _write(note, text)


@transaction.atomic
def answer_note(story: Story, note_id: int, user: User, text: str) -> Written:
    """Add an answer to a thread of this story. Raises Note.DoesNotExist, and what add_note raises.

    ConflictError for a thread that was resolved: it has to be reopened first.
    """
    _check_may_write(user, story)
    thread = _lock_thread(story, note_id)
    if thread.resolved_at:
        raise ConflictError(_("This thread was resolved. Reopen it to answer."))
    return _write(Note(story=story, thread=thread, author=user), text)


@transaction.atomic
def resolve_note(story: Story, note_id: int, user: User) -> None:
    """Lay a thread aside as done. One that is resolved already stays as it is. Raises as answer_note does."""
    _check_may_write(user, story)
    thread = _lock_thread(story, note_id)
    if thread.resolved_at is None:
        thread.resolved_at, thread.resolved_by = timezone.now(), user
        thread.save(update_fields=["resolved_at", "resolved_by"])


@transaction.atomic
def reopen_note(story: Story, note_id: int, user: User) -> None:
    """Take a resolved thread up again. Raises as answer_note does."""
    _check_may_write(user, story)
    thread = _lock_thread(story, note_id)
    thread.resolved_at = thread.resolved_by = None
    thread.save(update_fields=["resolved_at", "resolved_by"])


def _write(note: Note, text: str) -> Written:
    note.text = normalise(text).strip()
    if not note.text:
        raise _blocked("text", _("Write something."))
    if len(note.text) > _MAX_LENGTH:
        raise _blocked("text", _("A note has room for 4,000 characters."))
    mentions = read_mentions(note.text)
    told = _people_called(mentions, note.story)
    note.save()
    send_messages(
        told, Kind.MENTIONED, actor=note.author, story=note.story, text=cut(note.text, 500), at=note.at
    )
    return Written(note, mentions.unknown)


def _people_called(mentions: Mentions, story: Story) -> list[User]:
    """Whom to tell. Raises BlockedError when one of them may not know of the story."""
    told: list[User] = []
    may_know = people_for(story).in_bulk()
    for person in mentions.people:
        if person.pk not in may_know:
            raise _blocked("text", format_lazy(_("{who} may not see this story."), who=str(person)))
        told.append(person)
    for desk in mentions.desks:
        members = [
            may_know[pk] for pk in desk.members.values_list("pk", flat=True).order_by() if pk in may_know
        ]
        if not members:
            raise _blocked("text", format_lazy(_("Nobody of {desk} may see this story."), desk=desk.name))
        told += members
    return told


def _check_may_write(user: User, story: Story) -> None:
    if not user.is_active or not user.has_perm("newsroom.view_story") or not may_see(user, story):
        raise ForbiddenError(_("You may not write notes on this story."))


def _lock_thread(story: Story, note_id: int) -> Note:
    return Note.objects.select_for_update(of=("self",)).get(pk=note_id, story=story, thread=None)


def _blocked(field: str, message: object) -> BlockedError:
    return BlockedError(_("The note was not kept:"), (Problem(field, message),))  # type: ignore[arg-type]


# Reading


def threads_of(story: Story) -> list[Thread]:
    """The story's threads, oldest first, each with the place its paragraph has now."""
    notes = Note.objects.filter(story=story).select_related("author", "resolved_by").order_by("-at", "-id")
    newest = list(notes[:MOST])[::-1]
    answers: dict[int, list[Note]] = {}
    for note in newest:
        if note.thread_id:
            answers.setdefault(note.thread_id, []).append(note)
    quotes = quotes_of(story.body)
    return [
        Thread(
            note,
            tuple(answers.get(note.pk, ())),
            None if note.paragraph is None else find_paragraph(Place(note.paragraph, note.quote), quotes),
        )
        for note in newest
        if note.thread_id is None
    ]


def quotes_of(body: str) -> list[str]:
    """Each paragraph's first words, short enough to be kept with a note."""
    return [_quote(block) for block in split_blocks(body)]


def find_paragraph(place: Place, quotes: Sequence[str]) -> Place:
    """Where the paragraph stands now: the same words nearest to its old place, else the likest; else it is gone."""
    old = place.index or 0
    same = [index for index, quote in enumerate(quotes) if quote == place.quote]
    if same:
        index = min(same, key=lambda index: abs(index - old))
        return Place(index, quotes[index])
    words = Counter(place.quote.split())
    scores = [
        (likeness(words, Counter(quote.split())), -abs(index - old), index)
        for index, quote in enumerate(quotes)
    ]
    score, _nearness, index = max(scores, default=(0.0, 0, 0))
    return Place(index, quotes[index]) if score >= ALIKE else Place(None, place.quote)


def _quote(block: str) -> str:
    """Cut by letters, and further where letters are made of many characters: the column holds 300."""
    text = quotable(block)
    length = _QUOTE_LETTERS
    while len(quote := cut(text, length)) > 300:
        length //= 2
    return quote
