"""Curated fronts as readers get them."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.front_publishing import publish_front_layout
from articles.fronts import read_front_page, read_section, read_section_listing
from articles.models import Article, Placement, Section
from articles.placing import BLOCK, TOP, BlockSnapshot, FrontSnapshot, SlotSnapshot
from articles.reading import PER_PAGE

NOW = timezone.now()
SECTIONS = ("world", "sports", "economy")


@pytest.fixture
def paper(publish):
    """Public ids of 48 stories in three sections, an hour apart, the newest first."""
    return [
        publish(
            headline=f"শিরোনাম {number}",
            section=SECTIONS[number % 3],
            published_at=NOW - timedelta(hours=number),
        ).pk
        for number in range(48)
    ]


@pytest.fixture
def make_up():
    """make_up(top, blocks, section=None) publishes a front; slots are given as SlotSnapshots or None."""

    def publishing(*top, blocks=(), section=None):
        slots = (*top, *[None] * (TOP - len(top)))
        row = Section.objects.get(slug=section) if section else None
        with transaction.atomic():
            publish_front_layout(FrontSnapshot(slots, tuple(blocks)), row, timezone.now())

    return publishing


def ids(placed):
    return [one.public_id for one in placed]


def everything(front):
    spots = [front.lead, *front.next, *(one for block in front.blocks for one in block.articles)]
    return [public_id for one in spots for public_id in (one.public_id, *ids(one.package))]


def block(slug, *slots, shown=True):
    return BlockSnapshot(slug, shown, (*slots, *[None] * (BLOCK - len(slots))))


def test_stories_stand_where_they_were_placed_and_once(paper, make_up):
    make_up(
        SlotSnapshot(paper[20], related=(paper[0], paper[21])),
        None,
        SlotSnapshot(paper[2]),
        blocks=[block("economy", None, SlotSnapshot(paper[1])), block("world")],
    )
    front = read_front_page()
    assert (front.lead.public_id, ids(front.lead.package)) == (paper[20], [paper[0], paper[21]])
    assert ids(front.next) == [paper[3], paper[2], paper[4], paper[5], paper[6]]
    assert [one.section.slug for one in front.blocks] == ["economy", "world", "sports"]
    assert ids(front.blocks[0].articles) == [paper[8], paper[1], paper[11], paper[14]]
    assert len(everything(front)) == len(set(everything(front))) == TOP + 2 + 3 * BLOCK


def test_headline_and_picture_are_this_places_alone(site, paper, make_up, picture):
    make_up(SlotSnapshot(paper[0], headline="এখানে অন্য শিরোনাম", picture=picture))
    front = read_front_page()
    assert (front.lead.headline, front.lead.lead_picture) == ("এখানে অন্য শিরোনাম", picture)
    html = site.get("/").content.decode()
    assert html.count("এখানে অন্য শিরোনাম") == 1  # and in the list of the latest as it was published
    assert "শিরোনাম 0<" in html
    assert (
        "এখানে অন্য শিরোনাম"
        not in site.get(Article.objects.get(pk=paper[0]).get_absolute_url()).content.decode()
    )


def test_the_package_is_linked_under_its_lead(site, paper, make_up):
    make_up(SlotSnapshot(paper[0], related=(paper[40],)))
    html = site.get("/").content.decode()
    assert html.count(Article.objects.get(pk=paper[40]).get_absolute_url()) == 1


def test_a_hidden_block_is_left_out_and_its_stories_may_stand_elsewhere(paper, make_up):
    make_up(blocks=[block("world", SlotSnapshot(paper[0]), shown=False)])
    front = read_front_page()
    assert front.lead.public_id == paper[0]
    assert [one.section.slug for one in front.blocks] == ["sports", "economy"]


def test_a_withdrawn_story_leaves_its_slot_with_its_package(paper, make_up):
    make_up(
        SlotSnapshot(paper[30], related=(paper[31],)), SlotSnapshot(paper[32], related=(paper[33], paper[34]))
    )
    Article.objects.filter(pk__in=[paper[30], paper[33]]).delete()
    front = read_front_page()
    assert ids([front.lead, *front.next])[:3] == [paper[0], paper[32], paper[1]]
    assert ids(front.next[0].package) == [paper[34]]


def test_a_slot_whose_time_is_over_fills_itself_without_anybody_publishing(paper, make_up):
    make_up(SlotSnapshot(paper[30], until=timezone.now() + timedelta(hours=1), related=(paper[0],)))
    assert read_front_page().lead.public_id == paper[30]
    Placement.objects.exclude(until=None).update(until=timezone.now())
    assert read_front_page().lead.public_id == paper[0]


def test_a_slot_that_yields_goes_to_what_is_published_next(paper, make_up, publish):
    make_up(SlotSnapshot(paper[30], yields=True, since=NOW))
    assert read_front_page().lead.public_id == paper[30]
    newer = publish(published_at=timezone.now())
    assert read_front_page().lead.public_id == newer.pk


def test_a_curated_front_takes_few_queries(site, paper, make_up, at_most):
    make_up(SlotSnapshot(paper[9], related=(paper[0],)), blocks=[block("world", SlotSnapshot(paper[12]))])
    with at_most(5):
        site.get("/")


def test_a_front_may_place_more_than_there_is(publish, make_up):
    only = publish().pk
    make_up(None, None, SlotSnapshot(only))
    front = read_front_page()
    assert (front.lead.public_id, front.next, front.blocks) == (only, [], [])


# Sections


def listing(number=1, slug="world"):
    return read_section_listing(read_section(slug), number)


def test_without_a_layout_a_sections_front_is_its_list(paper):
    assert ids(listing().articles) == paper[0::3]


def test_a_section_begins_with_what_was_placed_and_goes_on_with_the_rest(paper, make_up):
    own = paper[0::3]
    make_up(None, SlotSnapshot(own[9], related=(own[1],)), section="world")
    front = read_section("world").front
    top = [own[0], own[9], own[2], own[3], own[4], own[5]]
    assert ids([front.lead, *front.next]) == top
    assert ids(listing().articles) == top + [one for one in own[6:] if one != own[9]]


def test_pages_of_a_curated_section_follow_each_other_without_loss_or_doubles(
    publish, make_up, site, at_most
):
    own = [publish(published_at=NOW - timedelta(hours=n)).pk for n in range(2 * PER_PAGE + 5)]
    since = NOW - timedelta(hours=3, minutes=30)
    make_up(
        SlotSnapshot(own[30], related=(own[0], own[33])),
        SlotSnapshot(own[25], yields=True, since=since),
        SlotSnapshot(own[41]),
        section="world",
    )
    pages = [listing(number) for number in (1, 2, 3)]
    assert listing(4) is None
    shown = [public_id for page in pages for public_id in ids(page.articles)]
    assert shown[:6] == [own[30], own[1], own[41], own[2], own[3], own[4]]
    assert sorted([*shown, own[0], own[33]]) == sorted(own)
    assert [len(page.articles) for page in pages] == [PER_PAGE, PER_PAGE, 3]
    assert [page.has_next for page in pages] == [True, True, False]
    for address in ("/world/", "/world/?page=2"):
        with at_most(4):
            assert site.get(address).status_code == 200


def test_a_sections_slots_end_and_yield_too(paper, make_up, publish):
    own = paper[0::3]
    make_up(
        SlotSnapshot(own[9], until=timezone.now() + timedelta(hours=1)),
        SlotSnapshot(own[8], yields=True, since=NOW),
        section="world",
    )
    assert ids(listing().articles)[:2] == [own[9], own[8]]
    Placement.objects.exclude(until=None).update(until=timezone.now())
    newer = publish(published_at=timezone.now())
    publish(section="sports", published_at=timezone.now())
    assert ids(listing().articles)[:3] == [newer.pk, own[8], own[0]]
