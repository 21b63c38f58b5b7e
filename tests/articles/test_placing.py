"""How a front fills itself, whatever editors placed: no story twice, and no slot empty while there are stories."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.placing import (
    BLOCK,
    TOP,
    BlockSnapshot,
    Filling,
    FrontSnapshot,
    SlotSnapshot,
    arrange,
    standing_at,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECTIONS = ["world", "sports", "economy"]


def story(number, section="world", *, pictured=False):
    """Story 0 is the newest; they are an hour apart."""
    return Filling(f"{number:08d}", section, NOW - timedelta(hours=number), pictured)


def slot(number, **said):
    return SlotSnapshot(f"{number:08d}", since=said.pop("since", NOW), **said)


def shown(front, stories, sections=()):
    """The numbers of the stories in the top, and by block."""
    known = {one.story: one for one in stories}
    front = standing_at(front, NOW, known)
    others = [one for one in stories if one.story not in front.stories]
    arrangement = arrange(front, known, others, sections)
    blocks = {slug: [int(spot.story) for spot in spots] for slug, spots in arrangement.blocks}
    return [int(spot.story) for spot in arrangement.top], blocks


def top(*slots):
    return FrontSnapshot(top=(*slots, *[None] * (TOP - len(slots))))


def test_without_a_choice_the_newest_stand_in_their_order():
    assert shown(FrontSnapshot(), [story(n) for n in range(9)])[0] == [0, 1, 2, 3, 4, 5]


def test_a_lead_that_nobody_chose_has_a_picture():
    stories = [story(n, pictured=n in (4, 7)) for n in range(9)]
    assert shown(FrontSnapshot(), stories)[0] == [4, 0, 1, 2, 3, 5]


def test_a_placed_story_stands_in_its_slot_and_nowhere_else():
    assert shown(top(None, slot(0), slot(8)), [story(n) for n in range(9)])[0] == [1, 0, 8, 2, 3, 4]


def test_the_stories_of_a_package_stand_nowhere_else():
    front = top(slot(5, related=("00000000", "00000001")))
    assert shown(front, [story(n) for n in range(9)])[0] == [5, 2, 3, 4, 6, 7]


@pytest.mark.parametrize(("seconds", "stands"), [(1, True), (0, False), (-1, False)])
def test_a_slot_ends_at_its_very_second(seconds, stands):
    front = top(slot(5, until=NOW + timedelta(seconds=seconds)))
    assert (shown(front, [story(n) for n in range(9)])[0][0] == 5) is stands


def test_a_slot_yields_to_what_came_after_it_was_filled():
    front = top(slot(3, yields=True, since=NOW - timedelta(hours=2)))
    stories = [story(n) for n in range(2, 9)]
    assert shown(front, stories)[0] == [3, 2, 4, 5, 6, 7]  # published at that moment: not after it
    assert shown(front, [story(1), *stories])[0] == [1, 2, 3, 4, 5, 6]


def test_what_had_to_yield_is_one_of_the_others():
    front = top(slot(8, yields=True, since=NOW - timedelta(hours=7), related=("00000006",)))
    assert shown(front, [story(n) for n in range(9)])[0] == [0, 1, 2, 3, 4, 5]
    assert shown(front, [story(n) for n in (0, 6, 8)])[0] == [0, 6, 8]


def test_a_block_yields_only_to_its_section():
    block = BlockSnapshot("world", slots=(slot(30, yields=True, since=NOW - timedelta(hours=20)),))
    stories = [story(n, "sports") for n in range(12)] + [story(n) for n in (30, 31)]
    _top, blocks = shown(FrontSnapshot(blocks=(block,)), stories, SECTIONS)
    assert blocks["world"] == [30, 31]
    _top, blocks = shown(FrontSnapshot(blocks=(block,)), [*stories, story(19)], SECTIONS)
    assert blocks["world"] == [19, 30, 31]


def test_blocks_stand_as_editors_ordered_them_and_the_others_follow():
    stories = [story(n, SECTIONS[n % 3]) for n in range(30)]
    front = FrontSnapshot(
        blocks=(BlockSnapshot("economy"), BlockSnapshot("world", shown=False), BlockSnapshot("gone"))
    )
    assert list(shown(front, stories, SECTIONS)[1]) == ["economy", "sports"]


@st.composite
def fronts(draw):
    """Any stories, and any layout of them and of others that are gone, without doubles (the newsroom refuses them)."""
    stories = [
        Filling(
            f"{n:08d}",
            draw(st.sampled_from(SECTIONS)),
            NOW - timedelta(hours=draw(st.integers(0, 9))),
            draw(st.booleans()),
        )
        for n in range(draw(st.integers(0, 26)))
    ]
    names = draw(st.permutations([f"{n:08d}" for n in range(32)]))

    def slots(count):
        return tuple(draw(st.booleans()) and names and a_slot() or None for _ in range(count))

    def a_slot():
        return SlotSnapshot(
            names.pop(),
            until=draw(st.sampled_from([None, NOW, NOW + timedelta(1)])),
            yields=draw(st.booleans()),
            since=NOW - timedelta(hours=draw(st.integers(-1, 10))),
            related=tuple(names.pop() for _ in range(min(len(names), draw(st.integers(0, 2))))),
        )

    sections = draw(st.lists(st.sampled_from(SECTIONS), unique=True))
    blocks = tuple(BlockSnapshot(slug, draw(st.booleans()), slots(BLOCK)) for slug in sections)
    return stories, FrontSnapshot(slots(TOP), blocks)


@given(fronts())
def test_no_story_stands_twice_and_no_slot_is_empty_while_there_are_stories(drawn):
    stories, front = drawn
    known = {one.story: one for one in stories}
    front = standing_at(front, NOW, known)
    # No more of the others than the database is asked for.
    others = sorted(
        (one for one in stories if one.story not in front.stories), key=lambda one: (one.at, one.story)
    )
    newest = [one for slug in SECTIONS for one in [x for x in others if x.section == slug][-TOP - BLOCK :]]
    arrangement = arrange(front, known, newest, SECTIONS)
    assert len(arrangement.stories) == len(set(arrangement.stories))
    left = set(known) - set(arrangement.stories)
    assert len(arrangement.top) == TOP or not left
    hidden = {block.section for block in front.blocks if not block.shown}
    blocks = dict(arrangement.blocks)
    for slug in SECTIONS:
        of_section = {one for one in left if known[one].section == slug}
        assert slug in hidden or len(blocks.get(slug, [])) == BLOCK or not of_section
