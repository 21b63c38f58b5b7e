"""What an editor does with a front, one thing at a time, without scripts. (With them, static/newsroom/front.js.)"""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from newsroom.fronts.layout import BlockLayout, FrontLayout, Slot, map_slots, named_slots

Move = Callable[[FrontLayout, str], FrontLayout]


def slot_names(layout: FrontLayout) -> list[str]:
    """Every place in the page's order, those of hidden blocks too."""
    return [name for name, _slot in named_slots(layout, hidden=True)]


def move_slot(layout: FrontLayout, origin: str, target: str) -> FrontLayout:
    """What stands in `origin` goes to `target`, and what stands there comes back. Unknown places change nothing."""
    slots = dict(named_slots(layout, hidden=True))
    if origin not in slots or target not in slots:
        return layout
    return map_slots(layout, {origin: slots[target], target: slots[origin]})


def move_up(layout: FrontLayout, place: str) -> FrontLayout:
    return _move_by(layout, place, -1)


def move_down(layout: FrontLayout, place: str) -> FrontLayout:
    return _move_by(layout, place, 1)


def _move_by(layout: FrontLayout, place: str, step: int) -> FrontLayout:
    names = slot_names(layout)
    at = names.index(place) + step if place in names else -1
    return move_slot(layout, place, names[at]) if 0 <= at < len(names) else layout


def take_out(layout: FrontLayout, place: str) -> FrontLayout:
    """The place fills itself again."""
    return map_slots(layout, {place: Slot()})


def fill_slot(layout: FrontLayout, place: str, slot: Slot) -> FrontLayout:
    """`slot` stands in `place`, and its stories nowhere else: no story twice on one front."""
    stories = set(slot.stories)
    cleared = {name: _without(other, stories) for name, other in named_slots(layout, hidden=True)}
    return map_slots(layout, cleared | {place: slot})


def _without(slot: Slot, stories: set[str]) -> Slot:
    if slot.story in stories:
        return Slot()
    return replace(slot, related=tuple(one for one in slot.related if one not in stories))


def move_block_up(layout: FrontLayout, section: str) -> FrontLayout:
    return _move_block(layout, section, -1)


def move_block_down(layout: FrontLayout, section: str) -> FrontLayout:
    return _move_block(layout, section, 1)


def _move_block(layout: FrontLayout, section: str, step: int) -> FrontLayout:
    blocks = list(layout.blocks)
    at = next((index for index, block in enumerate(blocks) if block.section == section), -1)
    if at < 0 or not 0 <= at + step < len(blocks):
        return layout
    blocks[at], blocks[at + step] = blocks[at + step], blocks[at]
    return replace(layout, blocks=tuple(blocks))


def show_block(layout: FrontLayout, section: str) -> FrontLayout:
    return _set_shown(layout, section, True)


def hide_block(layout: FrontLayout, section: str) -> FrontLayout:
    return _set_shown(layout, section, False)


def _set_shown(layout: FrontLayout, section: str, shown: bool) -> FrontLayout:
    def changed(block: BlockLayout) -> BlockLayout:
        return replace(block, shown=shown) if block.section == section else block

    return replace(layout, blocks=tuple(changed(block) for block in layout.blocks))


MOVES: Final[dict[str, Move]] = {
    "up": move_up,
    "down": move_down,
    "out": take_out,
    "block-up": move_block_up,
    "block-down": move_block_down,
    "block-show": show_block,
    "block-hide": hide_block,
}
