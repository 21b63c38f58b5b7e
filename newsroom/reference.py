"""The addresses of sections, topics and contributors: one may change, and who has the old one is led to the new."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from articles.addresses import feed_addresses
from articles.models import Contributor, Section, Topic
from articles.months import note_moved_section
from articles.redirects import holds_redirect, move_addresses

Row = Section | Topic | Contributor
# What the page of each is called among the site's addresses; its feeds are called the same.
_PAGES: Final[dict[type[Row], str]] = {Section: "section", Topic: "topic", Contributor: "author"}


def page_path(kind: type[Row], slug: str) -> str:
    """Where the site has the page of a row with this slug."""
    return reverse(_PAGES[kind], args=[slug], urlconf=settings.SITE_URLCONF)


def led_away_to(kind: type[Row], slug: str) -> str | None:
    """Where readers of this address are led; None if it is free, or no address at all (other checks say so)."""
    try:
        return holds_redirect(page_path(kind, slug))
    except NoReverseMatch:
        return None


def check_address(row: Row, slug: str) -> None:
    """Raises ValidationError for an address that readers are led away from: what was published still names it.

    A row may take its own former address back.
    """
    target = led_away_to(type(row), slug)
    if target is not None and not (
        row.pk and target == page_path(type(row), type(row).objects.get(pk=row.pk).slug)
    ):
        raise ValidationError(_("This address leads readers to another page since it was changed."))


def follow_address(row: Row, former: str, at: datetime) -> None:
    """Lead readers of the page and the feeds of `row` from its `former` slug to the one it has now.

    Nothing leads to what no reader had: a name may be a secret until a story is out.
    """
    if row.slug == former or not row.articles.exists():
        return
    kind, name = type(row), _PAGES[type(row)]
    feeds = zip(feed_addresses(name, former), feed_addresses(name, row.slug), strict=True)
    move_addresses([(page_path(kind, former), page_path(kind, row.slug)), *feeds], at)
    if kind is Section:
        note_moved_section()  # every article's address begins with it
