"""A front as its screen shows it: what stands in each place, what would fill the others, and what readers lack."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.bengali.dates import iso
from articles.fronts import Front
from articles.models import Article, Section
from articles.reading import listed
from articles.snapshot import PublicPicture
from articles.templatetags.bengali import digits, relative
from newsroom.fronts.candidates import Candidate
from newsroom.fronts.checks import stories_of
from newsroom.fronts.differences import changed_places, describe_blocks, describe_change, published_layout
from newsroom.fronts.drafts import layout_of
from newsroom.fronts.layout import FrontLayout, Slot, layout_json, named_slots
from newsroom.fronts.preview import compose_front_layout
from newsroom.models import FrontDraft


@dataclass(frozen=True, slots=True)
class Card:
    """A live story in few words. `thumbnail` is an address, or empty; `where` says where it stands already."""

    id: str
    headline: str
    language: str
    section_name: str
    published_at: datetime
    thumbnail: str
    where: str = ""

    @property
    def age(self) -> str:
        return relative(self.published_at)

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "headline": self.headline,
            "language": self.language,
            "section_name": self.section_name,
            "published_at": iso(self.published_at),
            "age": self.age,
            "thumbnail": self.thumbnail,
            "is_live": True,
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One place of the front. `shown` is its story, or the one that fills it now."""

    place: str
    name: str
    number: int
    slot: Slot
    shown: Card | None
    own_picture: str
    change_url: str
    problem: str = ""

    @property
    def is_automatic(self) -> bool:
        return not self.slot.story

    @property
    def is_missing(self) -> bool:
        return bool(self.slot.story) and self.shown is None

    @property
    def headline(self) -> str:
        return self.slot.headline or (self.shown.headline if self.shown else "")

    @property
    def language(self) -> str:
        return self.shown.language if self.shown else ""

    @property
    def section_name(self) -> str:
        return self.shown.section_name if self.shown else ""

    @property
    def published_at(self) -> datetime | None:
        return self.shown.published_at if self.shown else None

    @property
    def thumbnail(self) -> str:
        return self.own_picture or (self.shown.thumbnail if self.shown else "")


@dataclass(frozen=True, slots=True)
class BlockRows:
    """A section's block on the front page."""

    slug: str
    name: str
    shown: bool
    slots: list[Row]


@dataclass
class Board:
    """The working copy of a front as it is now. `problems`: what is wrong, by place."""

    draft: FrontDraft
    problems: Mapping[str, str] = field(default_factory=dict)
    now: datetime = field(default_factory=timezone.now)

    @cached_property
    def layout(self) -> FrontLayout:
        return layout_of(self.draft, self.now)

    @cached_property
    def published(self) -> FrontLayout:
        return published_layout(self.draft, self.now)

    @cached_property
    def sections(self) -> dict[str, str]:
        """Names of sections by slug, in the paper's order."""
        return dict(Section.objects.order_by("position", "id").values_list("slug", "name"))

    @cached_property
    def composed(self) -> Front:
        return compose_front_layout(self.layout, self.draft.section)

    @cached_property
    def filling(self) -> dict[str, str]:
        """The story that fills each automatic slot now, by place."""
        return find_filling(self.composed, self.layout)

    @cached_property
    def cards(self) -> dict[str, Card]:
        wanted = stories_of(self.layout) | stories_of(self.published) | set(self.filling.values())
        return {row.pk: card_of(row) for row in listed(Article.objects.filter(pk__in=wanted))}

    @cached_property
    def changes(self) -> list[str]:
        """What readers would get anew, a line for each place."""
        lines = [
            describe_change(place, slot, before, self.headline_of, self.name_of)
            for place, slot, before in changed_places(self.layout, self.published)
        ]
        return lines + describe_blocks(self.layout, self.published, self.sections)

    @property
    def changes_summary(self) -> str:
        if not self.changes:
            return _("Readers have exactly this")
        return _("Changed since readers got it: %(count)s") % {"count": digits(len(self.changes))}

    def headline_of(self, public_id: str) -> str:
        if not public_id:
            return _("automatic")
        card = self.cards.get(public_id)
        return card.headline if card else _("a story that is not live any more")

    def name_of(self, place: str) -> str:
        return place_name(place, self.sections)

    def rows(self, key: str, slots: Iterable[Slot]) -> list[Row]:
        return [self._row(f"{key}-{number}", number, slot) for number, slot in enumerate(slots, 1)]

    def _row(self, place: str, number: int, slot: Slot) -> Row:
        return Row(
            place=place,
            name=self.name_of(place),
            number=number,
            slot=slot,
            shown=self.cards.get(slot.story or self.filling.get(place, "")),
            own_picture=thumbnail_address(slot.picture) if slot.picture else "",
            change_url=reverse("admin:newsroom_front_slot", args=[self.draft.pk, place]),
            problem=self.problems.get(place, ""),
        )

    @property
    def top(self) -> list[Row]:
        return self.rows("top", self.layout.top)

    @property
    def blocks(self) -> list[BlockRows]:
        return [
            BlockRows(
                block.section,
                self.sections.get(block.section, block.section),
                block.shown,
                self.rows(block.section, block.slots),
            )
            for block in self.layout.blocks
        ]

    def as_json(self) -> dict[str, Any]:
        """What the page's script knows of the front."""
        chosen = {slot.picture for _name, slot in named_slots(self.layout, hidden=True) if slot.picture}
        return {
            "version": self.draft.version,
            "layout": layout_json(self.layout),
            "cards": {public_id: card.as_json() for public_id, card in self.cards.items()},
            "pictures": {number: {"thumbnail": thumbnail_address(number)} for number in chosen},
            "filling": self.filling,
            "problems": dict(self.problems),
            "changes": self.changes,
            "changes_summary": self.changes_summary,
        }


def find_filling(front: Front, layout: FrontLayout) -> dict[str, str]:
    """Which story of the composed front stands in which automatic slot.

    Those that nobody placed stand in the order of the automatic slots of their part of the page.
    """
    placed = stories_of(layout)
    shown = {"top": [front.lead, *front.next] if front.lead else []}
    shown |= {block.section.slug: list(block.articles) for block in front.blocks}
    empty: dict[str, list[str]] = {}
    for name, slot in named_slots(layout):
        if not slot.story:
            empty.setdefault(name.rpartition("-")[0], []).append(name)
    return {
        name: public_id
        for key, names in empty.items()
        for name, public_id in zip(
            names,
            [one.article.pk for one in shown.get(key, []) if one.article.pk not in placed],
            strict=False,
        )
    }


def place_name(place: str, sections: Mapping[str, str]) -> str:
    """A place as it is called: the lead, place 2, or the section's name with a number."""
    key, _dash, number = place.rpartition("-")
    if place == "top-1":
        return _("Lead")
    if key == "top":
        return _("Place %(number)s") % {"number": digits(number)}
    return _("%(section)s, place %(number)s") % {"section": sections.get(key, key), "number": digits(number)}


def card_of(story: Article | Candidate, where: str = "") -> Card:
    """The card of a live article (loaded as `listed` does), or of a candidate."""
    if isinstance(story, Candidate):
        public_id, section_name, picture = story.public_id, story.section.name, story.picture
    else:
        public_id, section_name, picture = story.pk, story.section_name, story.lead_picture
    return Card(
        id=public_id,
        headline=story.headline,
        language=story.language,
        section_name=section_name,
        published_at=story.published_at,
        thumbnail=_smallest(picture) if picture else "",
        where=where,
    )


def thumbnail_address(picture_id: int) -> str:
    return reverse("admin:newsroom_picture_thumbnail", args=[picture_id])


def _smallest(picture: PublicPicture) -> str:
    narrow = picture.in_format("jpeg")
    return default_storage.url(narrow[0].name) if narrow else ""
