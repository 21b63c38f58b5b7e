"""What must be right of a layout before it is kept, and before readers get it."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Section
from newsroom.errors import Problem
from newsroom.fronts.layout import FrontLayout, Slot, map_slots, named_slots
from newsroom.models import Picture, Story, User
from newsroom.picture_rights import rights_problem
from newsroom.visibility import open_pictures, visible_pictures, visible_stories

Words = str | Promise


def named_stories(layout: FrontLayout, *, hidden: bool = False) -> Iterator[tuple[str, str]]:
    """Every story that is placed with the field that says so ("top-1.story", "world-2.related-1")."""
    for name, slot in named_slots(layout, hidden=hidden):
        for place, story in enumerate(slot.stories):
            yield (f"{name}.related-{place}" if place else f"{name}.story"), story


def stories_of(layout: FrontLayout) -> set[str]:
    """All that are placed, in hidden blocks too."""
    return {story for _field, story in named_stories(layout, hidden=True)}


def settle(layout: FrontLayout, now: datetime) -> FrontLayout:
    """`layout` as it is at `now`: slots whose time is over or whose story readers lost have become automatic."""
    live = live_stories(stories_of(layout))
    sections = set(Section.objects.values_list("slug", flat=True)) if layout.blocks else set()
    settled = {name: _settled(slot, live, now) for name, slot in named_slots(layout, hidden=True)}
    layout = map_slots(layout, settled)
    return replace(layout, blocks=tuple(block for block in layout.blocks if block.section in sections))


def live_stories(public_ids: Collection[str]) -> set[str]:
    return (
        set(Article.objects.filter(pk__in=public_ids).values_list("pk", flat=True)) if public_ids else set()
    )


def _settled(slot: Slot, live: set[str], now: datetime) -> Slot:
    if not slot.story or slot.story not in live or (slot.until and slot.until <= now):
        return Slot()
    return replace(slot, related=tuple(story for story in slot.related if story in live))


def find_problems(layout: FrontLayout, before: FrontLayout, user: User, now: datetime) -> list[Problem]:
    """What `user` has to put right in `layout` before it can be kept in place of `before`."""
    return [
        *_story_problems(layout, before, user),
        *_doubles(layout),
        *_time_problems(layout, before, now),
        *_block_problems(layout, before),
        *_choice_problems(layout, before, user),
        *find_picture_problems(layout, now.date()),
    ]


def _story_problems(layout: FrontLayout, before: FrontLayout, user: User) -> list[Problem]:
    """New ones must be live, and none that this user may not know of. Those that stood there are public."""
    new = stories_of(layout) - stories_of(before)
    if not new:
        return []
    known = live_stories(new)
    hidden = Story.objects.filter(public_id__in=new).exclude(pk__in=visible_stories(user))
    known -= set(hidden.values_list("public_id", flat=True))
    return [
        Problem(field, _("This story is not live."))
        for field, story in named_stories(layout, hidden=True)
        if story in new - known
    ]


def _doubles(layout: FrontLayout) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for field, story in named_stories(layout):
        if story in seen:
            problems.append(Problem(field, _("This story stands on this front already.")))
        seen.add(story)
    return problems


def _time_problems(layout: FrontLayout, before: FrontLayout, now: datetime) -> list[Problem]:
    """Times lie ahead. One that passed while the front was worked on empties its slot, and stops nobody."""
    known = {(slot.story, slot.until) for _name, slot in named_slots(before, hidden=True)}
    return [
        Problem(f"{name}.until", _("This time has passed."))
        for name, slot in named_slots(layout, hidden=True)
        if slot.until and slot.until <= now and (slot.story, slot.until) not in known
    ]


def _block_problems(layout: FrontLayout, before: FrontLayout) -> list[Problem]:
    new = {block.section for block in layout.blocks} - {block.section for block in before.blocks}
    known = set(Section.objects.filter(slug__in=new).values_list("slug", flat=True)) if new else set()
    return [Problem("blocks", _("There is no such section.")) for _slug in new - known]


def _choice_problems(layout: FrontLayout, before: FrontLayout, user: User) -> list[Problem]:
    """Pictures that this user may not know of: the same words as for those that are not there."""
    old = {slot.picture for _name, slot in named_slots(before, hidden=True)}
    chosen = {
        name: slot.picture
        for name, slot in named_slots(layout, hidden=True)
        if slot.picture and slot.picture not in old
    }
    if not chosen:
        return []
    seen = set(visible_pictures(user).filter(pk__in=chosen.values()).values_list("pk", flat=True))
    there = set(open_pictures().filter(pk__in=chosen.values()).values_list("pk", flat=True))
    return [
        Problem(f"{name}.picture", _gone())
        for name, number in chosen.items()
        if number in there and number not in seen
    ]


def find_picture_problems(layout: FrontLayout, on: date, *, ready: bool = False) -> list[Problem]:
    """Pictures in place of a story's own are everybody's, described, credited and may be printed on that day.

    With `ready`, the worker has also made what readers get of them.
    """
    chosen = {name: slot.picture for name, slot in named_slots(layout) if slot.picture}
    library = open_pictures().in_bulk(set(chosen.values())) if chosen else {}
    return [
        Problem(f"{name}.picture", message)
        for name, number in chosen.items()
        for message in _messages(library.get(number), on, ready=ready)
    ]


def _messages(picture: Picture | None, on: date, *, ready: bool) -> Iterator[Words]:
    if picture is None:
        yield _gone()
        return
    if not picture.alt and not picture.decorative:
        yield _("Describe the picture for those who cannot see it, in the library.")
    if not picture.credit:
        yield _("Say in the library whose picture it is.")
    if message := rights_problem(picture, on):
        yield message
    if ready and picture.renditions is None:
        yield picture.renditions_problem or format_lazy(
            _("The picture “{picture}” is being prepared for readers. Try again in a moment."),
            picture=str(picture),
        )


def _gone() -> Words:
    return _("This picture is not in the library any more. Take it out.")
