"""One line of the ticker: written, changed, put into its place, taken out; and the order of all."""

import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.bengali.text import cut
from articles.templatetags.bengali import digits
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, WorkflowError
from newsroom.models import TickerDraft, User
from newsroom.screens.access import require
from newsroom.screens.answers import answer_forbidden, answer_method, in_json
from newsroom.screens.ticker import VIEW, refuse, show_ticker, to_ticker
from newsroom.screens.ticker_board import Board
from newsroom.screens.ticker_forms import LineForm, seen_version
from newsroom.ticker import CHANGE, PUBLISH
from newsroom.ticker_lines import (
    ADD,
    DELETE,
    add_line,
    change_line,
    move_line,
    order_lines,
    remove_ended,
    remove_line,
)

_STEPS = {"up": -1, "down": 1}
_LARGEST = 4000  # characters of an order: four times that of as many lines as there may be


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("ticker/add/", wrap(add_view), name="newsroom_ticker_add"),
        path("ticker/order/", in_json(wrap(order_view)), name="newsroom_ticker_order"),
        path("ticker/clear/", wrap(require_POST(clear_view)), name="newsroom_ticker_clear"),
        path("ticker/<int:line_id>/", wrap(change_view), name="newsroom_ticker_line"),
        path("ticker/<int:line_id>/move/", wrap(require_POST(move_view)), name="newsroom_ticker_move"),
        path("ticker/<int:line_id>/delete/", wrap(require_POST(delete_view)), name="newsroom_ticker_delete"),
    ]


def add_view(request: HttpRequest) -> HttpResponse:
    """`_publish` publishes the whole ticker with the new line."""
    user = require(request, ADD)
    if request.method != "POST":
        return to_ticker("line-form")

    def save(form: LineForm, publish: bool) -> TickerDraft:
        return add_line(user, form.line(), seen_version=seen_version(request.POST), publish=publish)

    return _save(request, user, None, save)


def change_view(request: HttpRequest, line_id: int) -> HttpResponse:
    """GET: the screen with this line open. POST: save it, and with `_publish` publish the whole ticker."""
    user = require(request, VIEW if request.method in {"GET", "HEAD"} else CHANGE)
    draft = _draft(line_id)
    if draft is None:
        return _gone(request, user)
    if request.method != "POST":
        return (
            show_ticker(request, form=LineForm(user, draft), draft=draft)
            if user.has_perm(CHANGE)
            else to_ticker()
        )

    def save(form: LineForm, publish: bool) -> TickerDraft:
        seen = seen_version(request.POST)
        return change_line(user, line_id, form.line(), seen_version=seen, publish=publish)

    return _save(request, user, draft, save)


def _save(
    request: HttpRequest,
    user: User,
    draft: TickerDraft | None,
    save: Callable[[LineForm, bool], TickerDraft],
) -> HttpResponse:
    publish = "_publish" in request.POST
    if publish:
        require(request, PUBLISH)
    form = LineForm(user, draft, request.POST)
    if not form.is_valid():
        return show_ticker(
            request, form=form, draft=draft, refusal=_("The line is not saved yet."), status=422
        )
    try:
        saved = save(form, publish)
    except BlockedError as error:
        form.add_problems(error.problems)
        return refuse(request, error, form=form, draft=draft)
    except TickerDraft.DoesNotExist:
        return _gone(request, user, form)
    except WorkflowError as error:
        return refuse(request, error, form=form, draft=draft)
    if publish:
        messages.success(request, _("The line is saved, and the ticker is published. Readers have it."))
    else:
        messages.success(request, _("The line is saved. Readers get it when you publish the ticker."))
    return to_ticker(f"line-{saved.pk}")


def _gone(request: HttpRequest, user: User, form: LineForm | None = None) -> HttpResponse:
    """Somebody took the line out: what was typed for it becomes a new one, if its writer wants that."""
    if request.method != "POST":
        raise Http404
    data = form.data if form else request.POST
    words = _("Somebody took this line out meanwhile. What you wrote stands here as a new line.")
    again = LineForm(user, None, data) if user.has_perm(ADD) else None
    return show_ticker(request, form=again, refusal=words, status=409)


def move_view(request: HttpRequest, line_id: int) -> HttpResponse:
    """One place up or down (`way`), by a plain button."""
    user = require(request, CHANGE)
    step = _STEPS.get(request.POST.get("way", ""))
    if step is None:
        return show_ticker(request, refusal=_("That was not understood"), status=422)
    try:
        move_line(user, line_id, step, seen_version=seen_version(request.POST))
    except TickerDraft.DoesNotExist as error:
        raise Http404 from error
    except WorkflowError as error:
        return refuse(request, error)
    return to_ticker(f"line-{line_id}")


def delete_view(request: HttpRequest, line_id: int) -> HttpResponse:
    """One that is gone already has become what was wanted."""
    user = require(request, DELETE)
    try:
        removed = remove_line(user, line_id, seen_version=seen_version(request.POST))
    except TickerDraft.DoesNotExist:
        return to_ticker()
    except WorkflowError as error:
        return refuse(request, error)
    words = _("Taken out: %(line)s") % {"line": cut(removed.text, 60)}
    messages.success(request, words)
    return to_ticker("lines")


def clear_view(request: HttpRequest) -> HttpResponse:
    """Take out every line whose time is over."""
    user = require(request, DELETE)
    try:
        removed = remove_ended(user, seen_version=seen_version(request.POST))
    except WorkflowError as error:
        return refuse(request, error)
    messages.success(request, _("Ended lines taken out: %(count)s") % {"count": digits(removed)})
    return to_ticker("lines")


def order_view(request: HttpRequest) -> HttpResponse:
    """For the page's script: save `order` (a JSON list of the lines' numbers) over `version`."""
    user = require(request, VIEW)
    if request.method != "POST":
        return answer_method("POST")
    try:
        setup = order_lines(
            user, _numbers(request.POST.get("order", "")), seen_version=seen_version(request.POST)
        )
    except ForbiddenError as error:
        return answer_forbidden(error)
    except ConflictError as error:
        return JsonResponse({"message": str(error.message)}, status=409)
    except BlockedError as error:
        return JsonResponse({"message": " ".join(str(one.message) for one in error.problems)}, status=422)
    board = Board()
    answer = {
        "version": setup.version,
        "changes": board.changes,
        "changes_summary": board.changes_summary,
        "public": [row.draft.pk for row in board.rows if row.is_public],
    }
    return JsonResponse(answer)


def _numbers(text: str) -> list[int]:
    """The numbers of the list; nothing for what is no list of numbers."""
    try:
        data = json.loads(text[:_LARGEST])
    except (ValueError, RecursionError):
        return []
    if not isinstance(data, list) or not all(type(one) is int for one in data):
        return []
    return data


def _draft(line_id: int) -> TickerDraft | None:
    if line_id >= 2**63:
        return None
    return TickerDraft.objects.select_related("story").filter(pk=line_id).first()
