"""From the ticker's screen to readers: what comes by itself, preview, publishing, and bringing back what was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.snapshot import TickerEntry
from articles.templatetags.bengali import digits, relative
from newsroom.errors import BlockedError, WorkflowError
from newsroom.models import TickerPublication
from newsroom.numbers import whole_number
from newsroom.screens.access import require
from newsroom.screens.answers import framed_preview, in_json
from newsroom.screens.ticker import VIEW, refuse, show_ticker, to_ticker
from newsroom.screens.ticker_board import Board
from newsroom.screens.ticker_forms import FillingForm, seen_version
from newsroom.site_addresses import as_on_the_site
from newsroom.ticker import CHANGE, PUBLISH, LineState, bring_back, entry_of, publish_drafts, ticker_setup
from newsroom.ticker_lines import clean_text, set_filling
from newsroom.ticker_stories import find_live_stories


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("ticker/filling/", wrap(require_POST(filling_view)), name="newsroom_ticker_filling"),
        path("ticker/publish/", wrap(require_POST(publish_view)), name="newsroom_ticker_publish"),
        path(
            "ticker/restore/<int:publication_id>/",
            wrap(require_POST(restore_view)),
            name="newsroom_ticker_restore",
        ),
        path("ticker/framed/", wrap(require_safe(framed_view)), name="newsroom_ticker_framed"),
        path("ticker/stories/", in_json(wrap(require_safe(stories_view))), name="newsroom_ticker_stories"),
    ]


def filling_view(request: HttpRequest) -> HttpResponse:
    """Which sections' newest follow the written lines, and how many."""
    user = require(request, CHANGE)
    form = FillingForm(ticker_setup(), request.POST)
    if not form.is_valid():
        return show_ticker(request, filling_form=form, refusal=_("That is not saved yet."), status=422)
    data = form.cleaned_data
    try:
        set_filling(user, data["sections"], data["length"], seen_version=seen_version(request.POST))
    except BlockedError as error:
        for problem in error.problems:
            form.add_error(problem.field or None, str(problem.message))
        return show_ticker(request, filling_form=form, refusal=_("That is not saved yet."), status=422)
    except WorkflowError as error:
        return refuse(request, error, filling_form=form)
    messages.success(request, _("Saved. Readers get it when you publish the ticker."))
    return to_ticker("filling")


def publish_view(request: HttpRequest) -> HttpResponse:
    """Give readers the ticker as it stands here, if it is still `version`."""
    user = require(request, PUBLISH)
    try:
        count = publish_drafts(user, seen_version=seen_version(request.POST))
    except WorkflowError as error:
        return refuse(request, error)
    words = _("The ticker is published. Written lines: %(count)s")
    messages.success(request, words % {"count": digits(count)})
    return to_ticker()


def restore_view(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Bring a published ticker back into the working copy."""
    user = require(request, CHANGE)
    publication = get_object_or_404(TickerPublication, pk=min(publication_id, 2**63 - 1))
    try:
        bring_back(publication, user, seen_version=seen_version(request.POST))
    except WorkflowError as error:
        return refuse(request, error)
    messages.success(request, _("It is back in the working copy. Readers get it when you publish."))
    return to_ticker()


def framed_view(request: HttpRequest) -> HttpResponse:
    """The ticker as readers would get it now; with `text`, `breaking` and `line` also what is just being written."""
    require(request, VIEW)
    board = Board()
    lines = board.compose(_with_typed(request, board))
    with as_on_the_site():
        html = render_to_string("newsroom/ticker_framed.html", {"ticker": lines}, request=request)
    return framed_preview(html)


def stories_view(request: HttpRequest) -> HttpResponse:
    """The live stories that `q` finds, as JSON; without words the newest."""
    user = require(request, VIEW)
    found = find_live_stories(user, request.GET.get("q", "")[:200])
    results = [
        {
            "id": one.public_id,
            "name": one.headline,
            "about": f"{one.section} · {relative(one.published_at)}",
        }
        for one in found
    ]
    return JsonResponse({"results": results})


def _with_typed(request: HttpRequest, board: Board) -> list[TickerEntry]:
    """The standing lines, with the one that somebody writes at its place (a new one: the first of its kind)."""
    text = clean_text(request.GET.get("text", "")[:600])
    if not text:
        return board.standing
    breaking = request.GET.get("breaking") == "1"
    own = whole_number(request.GET.get("line", ""))
    shown = [row for row in board.rows if row.state == LineState.STANDING or row.draft.pk == own]
    entries = [
        replace(entry_of(row.draft), text=text, breaking=breaking)
        if row.draft.pk == own
        else entry_of(row.draft)
        for row in shown
    ]
    if own in {row.draft.pk for row in shown}:
        return entries
    return [TickerEntry(text, "", breaking, board.now + timedelta(hours=1)), *entries]
