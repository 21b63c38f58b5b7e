"""@mentions in a note: which people and desks a text calls, and whom one may call on a story."""

from dataclasses import dataclass
from typing import Final

import regex  # type: ignore[import-untyped]
from django.db.models import Q, QuerySet

from articles.bengali.text import normalise
from newsroom.inbox import people_who_may
from newsroom.models import Desk, Story, User

MOST_SUGGESTIONS: Final = 8
_AT = regex.compile(r"(?<![\p{L}\p{M}\p{N}_.])@")
_NAME_END = regex.compile(
    # A Bengali ending may hang on a name (@করিমকে, @করিমের); otherwise no letter goes on behind it.
    r"(?:-?(?:কে|কেও|র|ের|এর|দের|রা|েরা|ও|ই))?(?![\p{L}\p{M}\p{N}_])"
)
_ANY_NAME = regex.compile(r"[\p{L}\p{M}\p{N}_][\p{L}\p{M}\p{N}_.\-\u200c\u200d]{0,60}")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Whom a text calls. `unknown` are words after an @ that are nobody's name here."""

    people: tuple[User, ...]
    desks: tuple[Desk, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to choose while typing: what it shows, and what it puts behind the @."""

    name: str
    insert: str
    is_desk: bool


def people_for(story: Story) -> QuerySet[User]:
    """Everybody who may see the story."""
    people = people_who_may("newsroom.view_story")
    if story.restricted:
        people = people.filter(Q(pk=story.assignee_id) | Q(inside_stories=story))
    return people


def desks_for(story: Story) -> QuerySet[Desk]:
    """Desks of which at least one member may see the story."""
    return Desk.objects.filter(members__in=people_for(story)).distinct()


def read_mentions(text: str) -> Mentions:
    """The people (by user name or displayed name) and desks called in `text`; of several names the longest."""
    if "@" not in text:
        return Mentions((), (), ())
    called = _names()
    lengths = sorted({len(name) for name in called}, reverse=True)
    folded = _folded(text)
    people: dict[int, User] = {}
    desks: dict[int, Desk] = {}
    unknown: list[str] = []
    for at in _AT.finditer(folded):
        start = at.end()
        found = next(
            (
                called[name]
                for length in lengths
                if (name := folded[start : start + length]) in called
                and _NAME_END.match(folded, start + length)
            ),
            None,
        )
        if found is None:
            if word := _ANY_NAME.match(folded, start):
                unknown.append(word.group())
            continue
        for one in found:
            if isinstance(one, Desk):
                desks[one.pk] = one
            else:
                people[one.pk] = one
    return Mentions(tuple(people.values()), tuple(desks.values()), tuple(unknown))


def suggest_names(story: Story, start: str) -> list[Suggestion]:
    """People and desks one may call on this story, a word of whose name begins with `start`."""
    start = _folded(start)
    people = list(people_for(story).order_by("username"))
    shown = [str(person) for person in people]
    suggestions = [
        # Two people of one name are told apart by their user names.
        Suggestion(name, name if shown.count(name) == 1 else person.username, is_desk=False)
        for person, name in zip(people, shown, strict=True)
        if _begins(f"{name} {person.username}", start)
    ]
    suggestions += [
        Suggestion(desk.name, desk.name, is_desk=True)
        for desk in desks_for(story).order_by("name")
        if _begins(desk.name, start)
    ]
    return suggestions[:MOST_SUGGESTIONS]


def _begins(names: str, start: str) -> bool:
    return any(word.startswith(start) for word in _folded(names).split())


def _names() -> dict[str, list[User | Desk]]:
    """Everybody and every desk of the newsroom by each of their names, casefolded."""
    called: dict[str, list[User | Desk]] = {}
    for user in User.objects.filter(is_active=True, is_staff=True):
        for name in {_folded(user.username), _folded(str(user))}:
            called.setdefault(name, []).append(user)
    for desk in Desk.objects.all():
        called.setdefault(_folded(desk.name), []).append(desk)
    return called


def _folded(name: str) -> str:
    return normalise(name).casefold()
