"""What the templates of the paper's own pages are given, and of the lists that lead everywhere."""

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from articles import linked_data
from articles.addresses import absolute
from articles.bengali.text import cut
from articles.boxes import Sources, first_words, show_body
from articles.frame import site_frame
from articles.models import Page
from articles.most_read import ReadMost
from articles.pages import DESCRIPTION_LENGTH, Head
from articles.site_map import SiteMap

FEWEST_TO_SHOW: Final = 3  # a list of one is no list


def house_page(page: Page, *, preview: bool = False) -> dict[str, Any]:
    """The context of articles/page.html; with `preview` of a page that need not be saved, and says that it is one."""
    frame = site_frame()
    described = page.description or first_words(page.body)
    canonical = "" if preview else absolute(page.get_absolute_url())
    way = [(page.title, page.get_absolute_url())]
    return frame | {
        "head": Head(page.title, cut(described, DESCRIPTION_LENGTH) or page.title, canonical),
        "page": page,
        "blocks": show_body(page.body, Sources({}, {})),
        "preview": preview,
        "linked_data": linked_data.written([linked_data.breadcrumbs(way)]) if canonical else "",
    }


def most_read_page(lists: Sequence[ReadMost]) -> dict[str, Any]:
    """The context of articles/most_read.html."""
    title, url = gettext("Most read"), reverse("most-read")
    description = gettext("What readers of %(paper)s read most in the last hour and in the last 24 hours.")
    return site_frame() | {
        "head": Head(title, description % {"paper": settings.KHOBOR_NAME}, absolute(url)),
        "title": title,
        "lists": lists,
        "is_early": all(len(one.articles) < FEWEST_TO_SHOW for one in lists),
        "linked_data": linked_data.written([linked_data.breadcrumbs([(title, url)])]),
    }


def site_map_page(site_map: SiteMap) -> dict[str, Any]:
    """The context of articles/site_map.html."""
    title, url = gettext("Site map"), reverse("site-map")
    description = gettext("The sections, topics, people and days of %(paper)s on one page.")
    return site_frame() | {
        "head": Head(title, description % {"paper": settings.KHOBOR_NAME}, absolute(url)),
        "title": title,
        "map": site_map,
        "linked_data": linked_data.written([linked_data.breadcrumbs([(title, url)])]),
    }
