"""A layout as a browser may send it: read completely, or refused at its field."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from articles.placing import BLOCK, TOP
from newsroom.fronts.layout import (
    HEADLINE,
    BlockLayout,
    FrontLayout,
    LayoutError,
    Slot,
    layout_json,
    named_slots,
    parse_layout,
)

ZONE = ZoneInfo(settings.TIME_ZONE)
FULL = FrontLayout(
    top=(
        Slot(
            story="aaaaaaaa",
            headline="অন্য শিরোনাম",
            picture=7,
            until=datetime(2031, 1, 2, 3, 4, tzinfo=ZONE),
            yields=True,
            since=datetime(2030, 1, 2, 3, 4, tzinfo=ZONE),
            related=("bbbbbbbb", "cccccccc"),
        ),
        *[Slot()] * (TOP - 1),
    ),
    blocks=(
        BlockLayout("world", shown=False),
        BlockLayout("sports", slots=(Slot("dddddddd"), *[Slot()] * 3)),
    ),
)


def problems_of(data, *, is_section=False):
    with pytest.raises(LayoutError) as refused:
        parse_layout(data, is_section=is_section)
    return [problem.field for problem in refused.value.problems]


def top(**slot):
    return {"top": [{"story": "aaaaaaaa", **slot}]}


def test_what_is_written_is_read_again():
    assert parse_layout(layout_json(FULL), is_section=False) == FULL


def test_what_is_left_out_is_automatic():
    assert parse_layout({}, is_section=False) == FrontLayout()
    assert (
        parse_layout({"blocks": [{"section": "world"}]}, is_section=False).blocks[0].slots
        == (Slot(),) * BLOCK
    )


def test_what_is_said_of_an_automatic_slot_is_said_of_nothing():
    layout = parse_layout({"top": [{"headline": "শিরোনাম", "yields": True}]}, is_section=False)
    assert layout == FrontLayout()


def test_slots_have_names():
    names = [name for name, _slot in named_slots(FULL)]
    assert names == [*(f"top-{n}" for n in range(1, 7)), *(f"sports-{n}" for n in range(1, 5))]


def test_a_headline_is_kept_in_one_spelling_and_one_line():
    layout = parse_layout(top(headline="  ঢাকায়\n বৃষ্টি "), is_section=False)
    assert layout.top[0].headline == "ঢাকায় বৃষ্টি"


def test_a_time_without_an_offset_is_the_papers():
    layout = parse_layout(top(until="2031-01-02T03:04"), is_section=False)
    assert layout.top[0].until == datetime(2031, 1, 2, 3, 4, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (None, ""),
        ([], ""),
        ("{}", ""),
        ({"top": [], "more": 1}, ""),
        ({"top": {}}, "top"),
        ({"top": [{}] * (TOP + 1)}, "top"),
        ({"top": [1]}, "top-1"),
        ({"top": [{"story": "aaaaaaaa", "x": 1}]}, "top-1"),
        (top(story="AAAAAAAA"), "top-1.story"),
        (top(story="a" * 9), "top-1.story"),
        (top(story="aaaaaaaa\n"), "top-1.story"),
        (top(story=None), "top-1.story"),
        (top(story=["aaaaaaaa"]), "top-1.story"),
        (top(headline=1), "top-1.headline"),
        (top(headline="ক\0"), "top-1.headline"),
        (top(headline="ক\ud800"), "top-1.headline"),
        (top(headline="ক" * (HEADLINE + 1)), "top-1.headline"),
        (top(headline="ক" + "্ক" * 400), "top-1.headline"),
        (top(headline="ক" * 10**6), "top-1.headline"),
        (top(picture="7"), "top-1.picture"),
        (top(picture=True), "top-1.picture"),
        (top(picture=0), "top-1.picture"),
        (top(picture=2**63), "top-1.picture"),
        (top(picture=1.5), "top-1.picture"),
        (top(until="কাল"), "top-1.until"),
        (top(until=1), "top-1.until"),
        (top(until="0001-01-01T00:00+14:00"), "top-1.until"),
        (top(until="9999-12-31T23:59-12:00"), "top-1.until"),
        (top(yields="no"), "top-1.yields"),
        (top(yields=None), "top-1.yields"),
        (top(since="x"), "top-1.since"),
        (top(related="bbbbbbbb"), "top-1.related"),
        (top(related=["bbbbbbbb"] * 5), "top-1.related"),
        (top(related=["bbbbbbbb", "?"]), "top-1.related-2"),
        ({"blocks": [{"slots": []}]}, "blocks"),
        ({"blocks": [{"section": "No"}]}, "blocks"),
        ({"blocks": [{"section": "a" * 41}]}, "blocks"),
        ({"blocks": [{"section": "world"}, {"section": "world"}]}, "blocks"),
        ({"blocks": [{"section": "world"}] * 101}, "blocks"),
        ({"blocks": [{"section": "world", "shown": 1}]}, "world"),
        ({"blocks": [{"section": "world", "slots": [{}] * (BLOCK + 1)}]}, "world"),
        ({"blocks": [{"section": "world", "slots": [{}, {"story": "?"}]}]}, "world-2.story"),
    ],
)
def test_what_is_no_layout_is_refused_at_its_field(data, field):
    assert field in problems_of(data)


def test_a_sections_front_has_no_blocks():
    assert problems_of({"blocks": [{"section": "world"}]}, is_section=True) == ["blocks"]
    assert parse_layout(layout_json(FrontLayout()), is_section=True) == FrontLayout()


def test_every_problem_is_told_at_once():
    assert problems_of({"top": [{"story": "?"}, {"story": "aaaaaaaa", "headline": 1}]}) == [
        "top-1.story",
        "top-2.headline",
    ]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=7)
        | st.dictionaries(
            st.sampled_from(
                [
                    "top",
                    "blocks",
                    "story",
                    "headline",
                    "picture",
                    "until",
                    "yields",
                    "since",
                    "related",
                    "section",
                    "slots",
                ]
            )
            | st.text(max_size=3),
            inner,
            max_size=7,
        )
    ),
    max_leaves=30,
)


@given(JSON)
def test_nothing_but_a_refusal_comes_of_anything(data):
    with suppress(LayoutError):
        layout = parse_layout(data, is_section=False)
        assert parse_layout(layout_json(layout), is_section=False) == layout
