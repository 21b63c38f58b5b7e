"""The screen on which editors make up the front page and the sections' fronts."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Section
from newsroom.admin.site import newsroom_site
from newsroom.errors import Problem
from newsroom.fronts.candidates import candidates
from newsroom.fronts.drafts import can_redo, can_undo, front_draft
from newsroom.fronts.layout import HEADLINE
from newsroom.fronts.locks import may_change, standing_holder
from newsroom.locks import HEARTBEAT
from newsroom.models import FrontDraft, FrontPublication, User
from newsroom.screens.access import require
from newsroom.screens.front_board import Board, Card, card_of, place_name
from newsroom.screens.front_words import script_texts

VIEW: Final = "newsroom.view_frontdraft"
PUBLISH: Final = "newsroom.publish_front"
SCRIPTS: Final = (
    "newsroom/asking.js",
    *(
        f"newsroom/front{name}.js"
        for name in ("", "_saving", "_lock", "_stories", "_slot", "_drag", "_tools")
    ),
)
HISTORY: Final = 12  # publications that are listed
_NO_CARD: Final = Card("", "", "", "", timezone.now(), "")  # what the pattern of a row is made of


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("front/", wrap(require_safe(front_view)), name="newsroom_front"),
        path("front/of/<slug:section>/", wrap(require_safe(front_view)), name="newsroom_section_front"),
    ]


def front_view(request: HttpRequest, section: str = "") -> HttpResponse:
    """The front page's working copy, or that of a section's front. Finds stories by ?q= and ?section= as well."""
    require(request, VIEW)
    chosen = get_object_or_404(Section, slug=section) if section else None
    return show_front(request, front_draft(chosen))


def get_draft(request: HttpRequest, draft_id: int, permission: str = VIEW) -> FrontDraft:
    """The working copy of a front, for whoever may see fronts. Raises PermissionDenied, Http404."""
    require(request, permission)
    return get_object_or_404(
        FrontDraft.objects.select_related("section", "holder", "changed_by"), pk=draft_id
    )


def front_address(draft: FrontDraft) -> str:
    if draft.section is None:
        return reverse("admin:newsroom_front")
    return reverse("admin:newsroom_section_front", args=[draft.section.slug])


def show_front(
    request: HttpRequest,
    draft: FrontDraft,
    *,
    refusal: str = "",
    problems: tuple[Problem, ...] = (),
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The screen; with `refusal` and `problems` after something was not done."""
    user = require(request, VIEW)
    board = Board(draft, problems=problems_by_place(problems))
    context = newsroom_site.each_context(request) | _frame(request, draft, user) | _page(board, user)
    context |= {"refusal": refusal, "problem_rows": _problem_rows(board, problems)}
    context["front_data"] = _script_data(board, user, context)
    return render(request, "newsroom/front.html", context | more, status=status)


def _frame(request: HttpRequest, draft: FrontDraft, user: User) -> dict[str, Any]:
    own = draft.section.slug if draft.section else ""
    text, only = request.GET.get("q", "")[:200], request.GET.get("section", own)[:40]
    found = candidates(user, section=draft.section, text=text, within=only)
    sections = list(Section.objects.order_by("position", "id"))
    names = {one.slug: one.name for one in sections}
    return {
        "title": _("Front: %(section)s") % {"section": draft.section} if draft.section else _("Front page"),
        "section": draft.section,
        "sections": sections,
        "fronts": _fronts(draft, sections),
        "stories": [card_of(one, said_where(one.placed, names)) for one in found],
        "no_card": _NO_CARD,
        "asked_text": text,
        "asked_section": only,
        "scripts": SCRIPTS,
        "plans": draft.plans.select_related("actor"),
        "publications": FrontPublication.objects.filter(section=draft.section).select_related("actor")[
            :HISTORY
        ],
    }


def _fronts(draft: FrontDraft, sections: list[Section]) -> list[dict[str, Any]]:
    front_page = {
        "name": _("Front page"),
        "url": reverse("admin:newsroom_front"),
        "is_current": draft.section is None,
    }
    return [
        front_page,
        *(
            {
                "name": one.name,
                "url": reverse("admin:newsroom_section_front", args=[one.slug]),
                "is_current": one.pk == draft.section_id,
            }
            for one in sections
        ),
    ]


def _page(board: Board, user: User) -> dict[str, Any]:
    draft = board.draft
    holder = standing_holder(draft, board.now)
    held = describe_holder(holder) if holder and holder != user else None
    return {
        "draft": draft,
        "version": draft.version,
        "top": board.top,
        "blocks": board.blocks,
        "changes": board.changes,
        "changes_summary": board.changes_summary,
        "may_change": may_change(user),
        "may_publish": user.has_perm(PUBLISH),
        "can_undo": can_undo(draft),
        "can_redo": can_redo(draft),
        "held": held,
        "place": settings.KHOBOR_PLACE,
    }


def _script_data(board: Board, user: User, context: dict[str, Any]) -> dict[str, Any]:
    """What the page's scripts need to know, as JSON."""
    return board.as_json() | {
        "user": user.pk,
        "draft": board.draft.pk,
        "may_change": context["may_change"],
        "held": context["held"],
        "heartbeat": HEARTBEAT.total_seconds(),
        "headline_limit": HEADLINE,
        "sections": board.sections,
        "page": _addresses(board.draft),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "zone": settings.TIME_ZONE,
        "locale": "bn-BD" if get_language() == "bn" else get_language(),
        "texts": script_texts(),
    }


def _addresses(draft: FrontDraft) -> dict[str, str]:
    names = ("save", "undo", "redo", "lock", "release", "take_over", "stories")
    return {name: reverse(f"admin:newsroom_front_{name}", args=[draft.pk]) for name in names}


def describe_holder(holder: User) -> dict[str, str]:
    """Who has the front, in words."""
    return {
        "name": str(holder),
        "text": _("%(name)s is working on this front.") % {"name": holder},
        "taken_text": _("%(name)s took over this front. What you had not saved yet is kept in this browser.")
        % {"name": holder},
    }


def problems_by_place(problems: tuple[Problem, ...]) -> dict[str, str]:
    """What is wrong, by the place it is wrong at ("" for what belongs to none)."""
    found: dict[str, str] = {}
    for problem in problems:
        place = problem.field.partition(".")[0]
        place = place if place.rpartition("-")[2].isdigit() else ""
        found[place] = f"{found[place]} {problem.message}" if place in found else str(problem.message)
    return found


def said_where(place: str, sections: dict[str, str]) -> str:
    return _("Stands at: %(place)s") % {"place": place_name(place, sections)} if place else ""


def _problem_rows(board: Board, problems: tuple[Problem, ...]) -> list[dict[str, str]]:
    return [
        {"place": place, "name": board.name_of(place) if place else "", "message": message}
        for place, message in problems_by_place(problems).items()
    ]
