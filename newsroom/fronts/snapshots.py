"""A layout of the newsroom as it crosses the border to readers."""

from collections.abc import Mapping

from articles.placing import BlockSnapshot, FrontSnapshot, Slots, SlotSnapshot
from articles.snapshot import PublicPicture
from newsroom.fronts.layout import FrontLayout, Slot, named_slots
from newsroom.models import Picture
from newsroom.renditions import renditions_of


def snapshot_of_layout(layout: FrontLayout) -> FrontSnapshot:
    """What readers are to get of `layout`; nothing of what stands in blocks that are not shown.

    A picture that is gone, or that the worker has not prepared, is left out: what may be published is checked before.
    """
    numbers = {slot.picture for _name, slot in named_slots(layout) if slot.picture}
    library = Picture.objects.in_bulk(numbers) if numbers else {}
    return FrontSnapshot(
        top=_slots(layout.top, library),
        blocks=tuple(
            BlockSnapshot(block.section, block.shown, _slots(block.slots if block.shown else (), library))
            for block in layout.blocks
        ),
    )


def _slots(slots: tuple[Slot, ...], library: Mapping[int, Picture]) -> Slots:
    return tuple(_slot(slot, library) if slot.story else None for slot in slots)


def _slot(slot: Slot, library: Mapping[int, Picture]) -> SlotSnapshot:
    picture = library.get(slot.picture) if slot.picture else None
    return SlotSnapshot(
        story=slot.story,
        headline=slot.headline,
        picture=_public(picture) if picture and picture.renditions else None,
        until=slot.until,
        yields=slot.yields,
        since=slot.since,
        related=slot.related,
    )


def _public(picture: Picture) -> PublicPicture:
    """With the library's words: here nobody approves others."""
    return PublicPicture(
        alt="" if picture.decorative else picture.alt,
        caption=picture.caption,
        credit=picture.credit,
        renditions=renditions_of(picture),
        focus=(picture.focus_x, picture.focus_y),
    )
