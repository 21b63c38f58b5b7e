"""Slips in what is being typed, for the panel that leads to them and mends them. Nothing is saved here."""

import json
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from newsroom.models import Story
from newsroom.screens.access import require
from newsroom.spelling import house_spelling
from newsroom.typed_lint import TypedSlip, lint_typed

MOST_LINES: Final = 3000
MOST_LETTERS: Final = 400_000
MOST_SLIPS: Final = 300


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [path("lint/", wrap(require_POST(lint_view)), name="newsroom_lint")]


def lint_view(request: HttpRequest) -> HttpResponse:
    """The slips in `lines` (JSON: [[text, is_sentence], …]), each with the number of its line.

    422 for what is no such list. A story in another language than Bengali has none.
    """
    require(request, "newsroom.view_story")
    lines = _lines(request.POST.get("lines", ""))
    if lines is None:
        return JsonResponse({"message": _("The browser sent what nobody can read.")}, status=422)
    if request.POST.get("language", "bn") != Story.Language.BENGALI:
        return JsonResponse({"slips": [], "more": 0})
    spelling = house_spelling()
    found = [
        _shown(number, slip)
        for number, (text, is_sentence) in enumerate(lines)
        for slip in lint_typed(text, spelling, is_sentence=is_sentence)
    ]
    return JsonResponse({"slips": found[:MOST_SLIPS], "more": max(0, len(found) - MOST_SLIPS)})


def _lines(sent: str) -> list[tuple[str, bool]] | None:
    """What was sent, or None if it is not what the page sends."""
    if len(sent) > MOST_LETTERS * 6:  # JSON may write a letter in six
        return None
    try:
        rows = json.loads(sent)
    except (ValueError, RecursionError):
        return None
    if not isinstance(rows, list) or len(rows) > MOST_LINES:
        return None
    lines = []
    for row in rows:
        if not (isinstance(row, list) and len(row) == 2 and isinstance(row[0], str)):
            return None
        lines.append((row[0], row[1] is True))
    return lines


def _shown(number: int, typed: TypedSlip) -> dict[str, Any]:
    slip = typed.slip
    return {
        "line": number,
        "start": typed.start,
        "end": typed.end,
        "found": typed.found,
        "put": typed.put,
        "kind": slip.kind,
        "message": str(slip.message),
        "before": slip.before,
        "after": slip.after,
        "why": slip.why,
    }
