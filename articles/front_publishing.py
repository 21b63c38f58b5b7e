"""The only writer of what editors placed on the fronts. Runs inside its caller's transaction, as publishing.py does."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from articles.editions import announce, next_edition, require_transaction
from articles.models import Article, Front, Placement, Section
from articles.placing import BlockSnapshot, FrontSnapshot, SlotSnapshot, standing_at


def publish_front_layout(front: FrontSnapshot, section: Section | None, at: datetime) -> int:
    """Make `front` the published front of `section` (None: the front page), as of the aware datetime `at`.

    Replaces the earlier one whole. Stories that are not live, blocks of unknown sections and slots whose time is over
    are left out. Returns the edition.
    """
    require_transaction()
    # Whoever takes a story from readers waits for this edition, so what is live now is so at the commit.
    edition = next_edition()
    front = standing_at(
        front, at, set(Article.objects.filter(pk__in=front.stories).values_list("pk", flat=True))
    )
    sections = Section.objects.in_bulk([block.section for block in front.blocks], field_name="slug")
    Front.objects.filter(section=section).delete()
    row = Front.objects.create(
        section=section,
        blocks=[
            {"section": block.section, "shown": block.shown}
            for block in front.blocks
            if block.section in sections
        ],
        edition=edition,
        published_at=at,
    )
    leads = Placement.objects.bulk_create(
        _placement(row, block, position, slot, at) for block, position, slot in _filled(front, sections)
    )
    Placement.objects.bulk_create(
        Placement(
            front=row, block=lead.block, lead=lead, position=position, article_id=story, since=lead.since
        )
        for lead, (_block, _position, slot) in zip(leads, _filled(front, sections), strict=True)
        for position, story in enumerate(slot.related, 1)
    )
    announce(edition, front=section.slug if section else "")
    return edition


def _filled(
    front: FrontSnapshot, sections: Mapping[str, Section]
) -> Iterator[tuple[Section | None, int, SlotSnapshot]]:
    """Each filled slot that the page shows, with its block's section (None: the top) and its number from 1."""
    blocks = [(sections[block.section], block.slots) for block in front.blocks if _is_shown(block, sections)]
    for section, slots in [(None, front.top), *blocks]:
        for position, slot in enumerate(slots, 1):
            if slot:
                yield section, position, slot


def _is_shown(block: BlockSnapshot, sections: Mapping[str, Section]) -> bool:
    return block.shown and block.section in sections


def _placement(
    front: Front, block: Section | None, position: int, slot: SlotSnapshot, at: datetime
) -> Placement:
    return Placement(
        front=front,
        block=block,
        position=position,
        article_id=slot.story,
        headline=slot.headline,
        picture=slot.picture.as_json() if slot.picture else None,
        until=slot.until,
        yields=slot.yields,
        since=slot.since or at,
    )
