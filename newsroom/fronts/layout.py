"""The shape of a front: numbered slots, of which an editor fills some. Read from whatever a browser sends."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import grapheme_length, normalise
from articles.models.reference import PUBLIC_ID_PATTERN, SLUG_PATTERN
from articles.placing import BLOCK, RELATED, TOP
from newsroom.errors import BlockedError, Problem

HEADLINE: Final = 120  # letters, as a reader counts them
_CHARACTERS: Final = 300  # the column's
_BLOCKS: Final = 100  # more sections no paper has
_LARGEST: Final = 2**63 - 1  # a number that PostgreSQL can look up
FIRST_YEAR, LAST_YEAR = 2000, 2200  # of a time that every clock and calendar here can reckon with
_PUBLIC_ID: Final = re.compile(PUBLIC_ID_PATTERN, re.ASCII)
_SLUG: Final = re.compile(SLUG_PATTERN, re.ASCII)
# PostgreSQL has no place for these.
_UNKEPT: Final = re.compile("[\x00\ud800-\udfff]")


class LayoutError(BlockedError):
    """The layout cannot be kept as it is: `problems` say what, at fields like "top-1.headline" (422)."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(_("The front could not be saved:"), problems)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for one story. Without a story it fills itself with the newest.

    `picture` is a number of the library; it and `headline` stand in place of the story's own, here only. At `until`
    the slot empties. With `yields` it goes to the first story published after `since`, the moment it was filled.
    `related` are the public ids of its package.
    """

    story: str = ""
    headline: str = ""
    picture: int | None = None
    until: datetime | None = None
    yields: bool = False
    since: datetime | None = None
    related: tuple[str, ...] = ()

    @property
    def stories(self) -> tuple[str, ...]:
        return (self.story, *self.related) if self.story else ()


@dataclass(frozen=True, slots=True)
class BlockLayout:
    """A section's block on the front page; BLOCK slots."""

    section: str  # slug
    shown: bool = True
    slots: tuple[Slot, ...] = (Slot(),) * BLOCK


@dataclass(frozen=True, slots=True)
class FrontLayout:
    """A whole front. `top` has TOP slots, the first of them the lead; a section's front has no blocks."""

    top: tuple[Slot, ...] = (Slot(),) * TOP
    blocks: tuple[BlockLayout, ...] = ()


def named_slots(layout: FrontLayout, *, hidden: bool = False) -> Iterator[tuple[str, Slot]]:
    """Every slot with its name ("top-1", "world-2"); those of blocks that are not shown only if `hidden`."""
    for number, slot in enumerate(layout.top, 1):
        yield f"top-{number}", slot
    for block in layout.blocks:
        if block.shown or hidden:
            for number, slot in enumerate(block.slots, 1):
                yield f"{block.section}-{number}", slot


def map_slots(layout: FrontLayout, change: Mapping[str, Slot]) -> FrontLayout:
    """`layout` with the slots that `change` names replaced."""
    return FrontLayout(
        top=tuple(change.get(f"top-{number}", slot) for number, slot in enumerate(layout.top, 1)),
        blocks=tuple(
            replace(
                block,
                slots=tuple(
                    change.get(f"{block.section}-{number}", slot)
                    for number, slot in enumerate(block.slots, 1)
                ),
            )
            for block in layout.blocks
        ),
    )


def layout_json(layout: FrontLayout) -> dict[str, Any]:
    """Plain JSON values under the names of the dataclasses; times in ISO 8601."""
    return {
        "top": [_slot_json(slot) for slot in layout.top],
        "blocks": [
            {
                "section": block.section,
                "shown": block.shown,
                "slots": [_slot_json(slot) for slot in block.slots],
            }
            for block in layout.blocks
        ],
    }


def _slot_json(slot: Slot) -> dict[str, Any]:
    return {
        "story": slot.story,
        "headline": slot.headline,
        "picture": slot.picture,
        "until": slot.until.isoformat() if slot.until else None,
        "yields": slot.yields,
        "since": slot.since.isoformat() if slot.since else None,
        "related": list(slot.related),
    }


# Reading


def parse_layout(data: object, *, is_section: bool) -> FrontLayout:
    """The layout that `data` (decoded JSON, from anybody) says. What it leaves out is automatic.

    Raises LayoutError for anything that is none: unknown keys, wrong types, too much of something. Whether stories
    and pictures exist is not looked at here.
    """
    reader = _Reader()
    layout = reader.layout(data, is_section=is_section)
    if reader.problems:
        raise LayoutError(tuple(reader.problems))
    return layout


class _Reader:
    """Collects every problem, so that all of them can be shown at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def refuse(self, field: str, message: Any = None) -> None:
        self.problems.append(Problem(field, message or _("This cannot be read. Load the page again.")))

    def layout(self, data: object, *, is_section: bool) -> FrontLayout:
        values = self.mapping("", data, {"top", "blocks"})
        top = self.slots("top", values.get("top", []), TOP)
        given = self.rows("blocks", values.get("blocks", []), 0 if is_section else _BLOCKS)
        blocks = [block for one in given if (block := self.block(one))]
        if len({block.section for block in blocks}) < len(blocks):
            self.refuse("blocks")
        return FrontLayout(top, tuple(blocks))

    def block(self, data: object) -> BlockLayout | None:
        values = self.mapping("blocks", data, {"section", "shown", "slots"})
        section = values.get("section")
        if not isinstance(section, str) or len(section) > 40 or not _SLUG.fullmatch(section):
            self.refuse("blocks")
            return None
        shown = self.yes_or_no(section, values.get("shown", True))
        return BlockLayout(section, shown, self.slots(section, values.get("slots", []), BLOCK))

    def slots(self, name: str, data: object, count: int) -> tuple[Slot, ...]:
        rows = self.rows(name, data, count)
        slots = [self.slot(f"{name}-{number}", row) for number, row in enumerate(rows, 1)]
        return tuple(slots + [Slot()] * (count - len(slots)))

    def slot(self, name: str, data: object) -> Slot:
        values = self.mapping(
            name, data, {"story", "headline", "picture", "until", "yields", "since", "related"}
        )
        slot = Slot(
            story=self.public_id(f"{name}.story", values.get("story", "")),
            headline=self.headline(f"{name}.headline", values.get("headline", "")),
            picture=self.number(f"{name}.picture", values.get("picture")),
            until=self.instant(f"{name}.until", values.get("until")),
            yields=self.yes_or_no(f"{name}.yields", values.get("yields", False)),
            since=self.instant(f"{name}.since", values.get("since")),
            related=tuple(
                self.public_id(f"{name}.related-{place}", one)
                for place, one in enumerate(
                    self.rows(f"{name}.related", values.get("related", []), RELATED), 1
                )
            ),
        )
        # What is said of an automatic slot is said of nothing.
        return replace(slot, related=tuple(filter(None, slot.related))) if slot.story else Slot()

    def mapping(self, field: str, data: object, keys: set[str]) -> dict[str, Any]:
        if not isinstance(data, dict) or data.keys() - keys:
            self.refuse(field)
            return {}
        return data

    def rows(self, field: str, data: object, most: int) -> list[object]:
        if not isinstance(data, list | tuple) or len(data) > most:
            self.refuse(field)
            return []
        return list(data)

    def public_id(self, field: str, data: object) -> str:
        if data == "" or (isinstance(data, str) and _PUBLIC_ID.fullmatch(data)):
            return str(data)
        self.refuse(field)
        return ""

    def headline(self, field: str, data: object) -> str:
        if not isinstance(data, str) or _UNKEPT.search(data):
            self.refuse(field)
            return ""
        # The column counts characters, and a hostile text has thousands of them in one letter.
        text = " ".join(normalise(data[: 4 * _CHARACTERS]).split())
        if len(data) > 4 * _CHARACTERS or len(text) > _CHARACTERS or grapheme_length(text) > HEADLINE:
            self.refuse(field, format_lazy(_("A headline here has at most {count} letters."), count=HEADLINE))
        return text

    def number(self, field: str, data: object) -> int | None:
        if data is None:
            return None
        if not isinstance(data, int) or isinstance(data, bool) or not 0 < data <= _LARGEST:
            self.refuse(field)
            return None
        return data

    def instant(self, field: str, data: object) -> datetime | None:
        """An ISO 8601 time; without an offset it is the paper's own. Empty for none."""
        if data is None or data == "":
            return None
        try:
            when = datetime.fromisoformat(data) if isinstance(data, str) else None
        except ValueError:
            when = None
        if when is None or not FIRST_YEAR <= when.year <= LAST_YEAR:
            self.refuse(field, _("This is not a time."))
            return None
        return when if timezone.is_aware(when) else timezone.make_aware(when)

    def yes_or_no(self, field: str, data: object) -> bool:
        if not isinstance(data, bool):
            self.refuse(field)
        return data is True
