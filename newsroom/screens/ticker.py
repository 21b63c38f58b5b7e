"""The ticker's desk: written lines in order, what comes by itself, how readers get it, and its way to them."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.admin.site import newsroom_site
from newsroom.errors import ConflictError, ForbiddenError, WorkflowError
from newsroom.models import TickerDraft, User
from newsroom.screens.access import require
from newsroom.screens.ticker_board import Board
from newsroom.screens.ticker_forms import FillingForm, LineForm
from newsroom.ticker import CHANGE, PUBLISH, publications
from newsroom.ticker_lines import ADD, DELETE, DESK_LETTERS, MOST_LETTERS, PHONE_LETTERS

VIEW: Final = "newsroom.view_tickerdraft"
HISTORY: Final = 8  # publications that are listed
PREVIEWS: Final = (("desktop", 1440), ("phone", 390))  # pixels


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("ticker/", wrap(require_safe(ticker_view)), name="newsroom_ticker"),
        # Where the plain list was.
        path("newsroom/tickerdraft/", wrap(moved_view), name="newsroom_ticker_was"),
        path("newsroom/tickerdraft/<path:url>", wrap(moved_view), name="newsroom_ticker_was_below"),
    ]


def ticker_view(request: HttpRequest) -> HttpResponse:
    return show_ticker(request)


def moved_view(request: HttpRequest, url: str = "") -> HttpResponse:
    require(request, VIEW)
    return HttpResponseRedirect(reverse("admin:newsroom_ticker"))


def to_ticker(anchor: str = "") -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:newsroom_ticker") + (f"#{anchor}" if anchor else ""))


def refuse(request: HttpRequest, error: WorkflowError, **shown: Any) -> HttpResponse:
    """The screen as the ticker is now, and why something was not done; with whatever was typed (`shown`)."""
    if isinstance(error, ForbiddenError):
        status = 403
    else:
        status = 409 if isinstance(error, ConflictError) else 422
    return show_ticker(request, refusal=str(error.message), status=status, **shown)


def show_ticker(
    request: HttpRequest,
    *,
    form: LineForm | None = None,
    draft: TickerDraft | None = None,
    filling_form: FillingForm | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    """The screen. `form` is the line that somebody writes: a new one, or `draft` at its place."""
    user = require(request, VIEW)
    board = Board()
    rights = _rights(user)
    if form is None and rights["may_add"]:
        form = LineForm(user)
    context = newsroom_site.each_context(request) | rights
    context |= {
        "title": _("Headline ticker"),
        "board": board,
        "version": board.setup.version,
        "form": form,
        "open_line": draft.pk if draft else None,
        "filling_form": filling_form or FillingForm(board.setup),
        "refusal": refusal,
        "publications": publications(HISTORY),
        "previews": PREVIEWS,
        "desk_letters": DESK_LETTERS,
        "phone_letters": PHONE_LETTERS,
        "place": settings.KHOBOR_PLACE,
    }
    context["ticker_data"] = _script_data(user, board, draft)
    return render(request, "newsroom/ticker.html", context, status=status)


def _rights(user: User) -> dict[str, bool]:
    return {
        "may_add": user.has_perm(ADD),
        "may_change": user.has_perm(CHANGE),
        "may_delete": user.has_perm(DELETE),
        "may_publish": user.has_perm(PUBLISH),
    }


def _script_data(user: User, board: Board, draft: TickerDraft | None) -> dict[str, Any]:
    """What the page's scripts need to know, as JSON."""
    return {
        "user": user.pk,
        "version": board.setup.version,
        "line": draft.pk if draft else None,
        "order": reverse("admin:newsroom_ticker_order"),
        "framed": reverse("admin:newsroom_ticker_framed"),
        "stories": reverse("admin:newsroom_ticker_stories"),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "locale": "bn-BD" if get_language() == "bn" else get_language(),
        "letters": {"phone": PHONE_LETTERS, "desk": DESK_LETTERS, "most": MOST_LETTERS},
        "texts": _texts(),
    }


def _texts() -> dict[str, str]:
    """What the scripts say. {names} in braces are filled in by static/newsroom/ticker*.js."""
    return {
        "count": _("{count} letters"),
        "room": _("A phone shows {phone} at once, a wide window {desk}."),
        "phone": _("A phone shows the first {phone}; the rest is behind a swipe."),
        "long": _("Longer than the strip of a wide window ({desk}): it is never in sight as a whole."),
        "too_long": _("Too long: at most {most} letters."),
        "picked_up": _("Picked up: {line}. Up and down move it, Space puts it down, Escape takes it back."),
        "over": _("Place {number} of {count}"),
        "put_down": _("Put down: {line}, place {number} of {count}."),
        "let_go": _("Back where it was: {line}."),
        "failed": _("The order is not saved: the newsroom does not answer. Please try again in a moment."),
        "login": _("Not saved: please log in again."),
        "clear": _("Without a story"),
        "find": _("Leads to: words of its headline, or its address"),
    }
