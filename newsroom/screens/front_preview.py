"""The working copy of a front as readers would get it, on a phone and on a desktop."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.fronts import CuratedSection, read_section_listing
from articles.pages import error_page, front_page, listing_page
from newsroom.admin.site import newsroom_site
from newsroom.models import FrontDraft
from newsroom.screens.answers import framed_preview
from newsroom.screens.front import front_address, get_draft
from newsroom.screens.front_board import Board
from newsroom.site_addresses import as_on_the_site


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("front/<int:draft_id>/preview/", wrap(require_safe(frames_view)), name="newsroom_front_preview"),
        path(
            "front/<int:draft_id>/preview/framed/",
            wrap(require_safe(framed_view)),
            name="newsroom_front_framed",
        ),
    ]


def frames_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Both widths side by side, and in a line how it differs from what readers have."""
    draft = get_draft(request, draft_id)
    context = newsroom_site.each_context(request) | {
        "title": _("Preview"),
        "framed": reverse("admin:newsroom_front_framed", args=[draft.pk]),
        "back": front_address(draft),
        "changes_summary": Board(draft).changes_summary,
    }
    return render(request, "newsroom/front_preview.html", context)


def framed_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    return framed_preview(render_front(request, get_draft(request, draft_id)))


def render_front(request: HttpRequest, draft: FrontDraft) -> str:
    """The public page of this front with the working copy's layout, as HTML."""
    front, section = Board(draft).composed, draft.section
    with as_on_the_site():
        if section is None:
            return render_to_string(
                "articles/front.html", front_page(front) | {"alert": None}, request=request
            )
        listing = read_section_listing(CuratedSection(section, front), 1)
        if listing is None:  # readers get no page of a section in which nothing is live
            nothing = error_page(section.name, _("The first stories are being written."))
            return render_to_string("articles/error.html", nothing, request=request)
        page = listing_page(listing, section.get_absolute_url(), section.name, subject=section)
        page["alert"] = None  # the banner is no part of what is made up here
        return render_to_string("articles/section.html", page, request=request)
