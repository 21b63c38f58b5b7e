"""How a front fills itself: which story stands where, given what editors placed and what is newest.

Plain reckoning over what the database said: nothing is asked here. `FrontSnapshot` is also what crosses the border from
the newsroom when a front is published.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from articles.snapshot import PublicPicture

TOP: Final = 6  # slots at the top of a front: the lead and five beside it
BLOCK: Final = 4  # slots of a section's block on the front page
RELATED: Final = 4  # stories a package may have beside its lead
LEAD_FROM: Final = 6  # a lead that nobody chose is the first with a picture among this many of the newest


@dataclass(frozen=True, slots=True)
class SlotSnapshot:
    """What an editor put into a slot. Times are aware; stories are public ids; see models.Placement."""

    story: str
    headline: str = ""
    picture: PublicPicture | None = None
    until: datetime | None = None
    yields: bool = False
    since: datetime | None = None
    related: tuple[str, ...] = ()

    @property
    def stories(self) -> tuple[str, ...]:
        return (self.story, *self.related)


Slots = tuple[SlotSnapshot | None, ...]  # by their number; None fills itself


@dataclass(frozen=True, slots=True)
class BlockSnapshot:
    section: str  # slug
    shown: bool = True
    slots: Slots = (None,) * BLOCK


@dataclass(frozen=True, slots=True)
class FrontSnapshot:
    """A front as editors made it up. Sections without a block follow those with one, by themselves."""

    top: Slots = (None,) * TOP
    blocks: tuple[BlockSnapshot, ...] = ()

    @property
    def slots(self) -> Iterator[SlotSnapshot]:
        """Those that somebody filled, as far as the page shows them."""
        for slots in (self.top, *(block.slots for block in self.blocks if block.shown)):
            yield from filter(None, slots)

    @property
    def stories(self) -> set[str]:
        return {story for slot in self.slots for story in slot.stories}


@dataclass(frozen=True, slots=True)
class Filling:
    """A live story as far as its place depends on it. `section` is a slug."""

    story: str
    section: str
    at: datetime
    pictured: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A story in its place. `slot` is what an editor said of it there; None where the page filled itself."""

    story: str
    slot: SlotSnapshot | None = None

    @property
    def related(self) -> tuple[str, ...]:
        return self.slot.related if self.slot else ()


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What stands where. Slots for which there was no story are left out; so are blocks without any."""

    top: Sequence[Spot]
    blocks: Sequence[tuple[str, Sequence[Spot]]] = ()  # by the section's slug

    @property
    def stories(self) -> list[str]:
        spots = [*self.top, *(spot for _section, block in self.blocks for spot in block)]
        return [story for spot in spots for story in (spot.story, *spot.related)]


def standing_at(front: FrontSnapshot, now: datetime, live: Collection[str] | None = None) -> FrontSnapshot:
    """`front` without the slots whose time is over and, if `live` is given, without the stories not among them."""

    def stands(slot: SlotSnapshot | None) -> SlotSnapshot | None:
        if (
            slot is None
            or (slot.until and slot.until <= now)
            or (live is not None and slot.story not in live)
        ):
            return None
        kept = tuple(story for story in slot.related if live is None or story in live)
        return replace(slot, related=kept)

    return FrontSnapshot(
        top=tuple(map(stands, front.top)),
        blocks=tuple(replace(block, slots=tuple(map(stands, block.slots))) for block in front.blocks),
    )


def arrange(
    front: FrontSnapshot,
    placed: Mapping[str, Filling],
    newest: Iterable[Filling],
    sections: Sequence[str] = (),
    *,
    picks_lead: bool = True,
) -> Arrangement:
    """Fill every slot of `front`, which is as it stands now.

    `placed` knows all its stories; `newest` are others: at least the TOP newest of all and, of each of `sections`
    (slugs, in the paper's order), the TOP + BLOCK newest, in any order. No story comes twice. A slot that yields
    goes to the newest story that is nowhere else, if it came after the slot was filled; what stood there is then
    one of the others. A lead that nobody chose has a picture, if `picks_lead`.
    """
    pool = _Pool(newest)
    top = _fill(front.top, TOP, pool, placed, picks_lead=picks_lead)
    named = {block.section: block for block in front.blocks}
    order = [slug for slug in named if slug in sections] + [slug for slug in sections if slug not in named]
    blocks: dict[str, list[Spot]] = {}
    for slug in order:
        block = named.get(slug, BlockSnapshot(slug))
        if block.shown:
            blocks[slug] = _fill(block.slots, BLOCK, pool, placed, slug)
    # A story that had to yield in another section's block may be what its own was short of.
    for slug, spots in blocks.items():
        while len(spots) < BLOCK and (found := pool.take(slug)):
            spots.append(Spot(found.story))
    return Arrangement(top, [(slug, spots) for slug, spots in blocks.items() if spots])


def _fill(
    slots: Slots,
    count: int,
    pool: "_Pool",
    placed: Mapping[str, Filling],
    section: str = "",
    *,
    picks_lead: bool = False,
) -> list[Spot]:
    spots = []
    for number in range(count):
        slot = slots[number] if number < len(slots) else None
        if slot and slot.yields and slot.since and (newer := pool.take(section, after=slot.since)):
            spots.append(Spot(newer.story))
            for story in slot.stories:
                pool.put(placed[story])
        elif slot:
            spots.append(Spot(slot.story, slot))
        elif found := pool.take_lead() if picks_lead and number == 0 else pool.take(section):
            spots.append(Spot(found.story))
    return spots


class _Pool:
    """The stories that stand nowhere yet, newest first."""

    def __init__(self, stories: Iterable[Filling]) -> None:
        self._stories = sorted(stories, key=_age, reverse=True)

    def take(self, section: str = "", after: datetime | None = None) -> Filling | None:
        """The newest, of `section` if that is named; only if it was published after `after`."""
        found = next((one for one in self._stories if section in ("", one.section)), None)
        if found is None or (after and found.at <= after):
            return None
        self._stories.remove(found)
        return found

    def take_lead(self) -> Filling | None:
        first = self._stories[:LEAD_FROM]
        found = next((one for one in first if one.pictured), first[0] if first else None)
        if found:
            self._stories.remove(found)
        return found

    def put(self, story: Filling) -> None:
        self._stories.append(story)
        self._stories.sort(key=_age, reverse=True)


def _age(story: Filling) -> tuple[datetime, str]:
    """The order of every list: stories of the same moment by their public id."""
    return story.at, story.story
