"""A layout as readers would get it, without writing anything."""

from dataclasses import replace
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from articles.fronts import Front, Placed, compose_front, compose_section, fillings_of
from articles.models import Article, Section
from articles.placing import TOP, FrontSnapshot
from articles.reading import listed
from articles.showing import ShownPicture
from newsroom.fronts.checks import settle
from newsroom.fronts.layout import FrontLayout, named_slots
from newsroom.fronts.snapshots import snapshot_of_layout
from newsroom.models import Picture

_WIDTH = 720  # pixels; a thumbnail's


def compose_front_layout(layout: FrontLayout, section: Section | None) -> Front:
    """What the page of this front would show now, for articles/front.html.

    Of a section's page it is the top: `read_section_listing(CuratedSection(section, front), 1)` is the rest. Pictures
    that were chosen here are shown by their private thumbnails: only the newsroom may see them yet.
    """
    now = timezone.now()
    layout = settle(layout, now)
    front = snapshot_of_layout(layout)
    if section is None:
        composed = compose_front(front, fillings_of(front.stories), now)
    else:
        composed = _section_front(front, section, now)
    return _with_private_pictures(composed, layout)


def _section_front(front: FrontSnapshot, section: Section, now: datetime) -> Front:
    stories = front.stories
    newest = listed(Article.objects.filter(section=section).exclude(pk__in=stories))[:TOP]
    return compose_section(front, listed(Article.objects.filter(pk__in=stories)), newest, now)


def _with_private_pictures(front: Front, layout: FrontLayout) -> Front:
    numbers = {slot.story: slot.picture for _name, slot in named_slots(layout) if slot.picture}
    library = Picture.objects.in_bulk(set(numbers.values())) if numbers else {}
    chosen = {story: library[number] for story, number in numbers.items() if number in library}

    def shown(placed: Placed) -> Placed:
        picture = chosen.get(placed.article.public_id) if placed.by_hand else None
        return replace(placed, shown_picture=_private_picture(picture)) if picture else placed

    return Front(
        lead=shown(front.lead) if front.lead else None,
        next=[shown(placed) for placed in front.next],
        blocks=[replace(block, articles=[shown(one) for one in block.articles]) for block in front.blocks],
    )


def _private_picture(picture: Picture) -> ShownPicture:
    width = min(picture.width, _WIDTH)
    return ShownPicture(
        src=reverse("admin:newsroom_picture_thumbnail", args=[picture.pk]),
        sources=(),
        width=width,
        height=round(picture.height * width / picture.width),
        alt=picture.alt,
        caption=picture.caption,
        credit=picture.credit,
    )
