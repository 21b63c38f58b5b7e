"""For the front's scripts: changes are saved at once; who has it is asked, taken and given back; stories are found."""

import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.templatetags.bengali import time_of_day
from newsroom.admin.site import staff_user
from newsroom.errors import ForbiddenError
from newsroom.fronts.candidates import candidates
from newsroom.fronts.drafts import can_redo, can_undo, redo_layout, save_layout, undo_layout
from newsroom.fronts.errors import FrontConflictError, FrontLockedError
from newsroom.fronts.layout import LayoutError
from newsroom.fronts.locks import (
    acquire_front_lock,
    release_front_lock,
    standing_holder,
    take_over_front_lock,
)
from newsroom.models import FrontDraft
from newsroom.numbers import whole_number
from newsroom.saving import read_token
from newsroom.screens.answers import answer_forbidden, answer_method, answer_no_token, in_json
from newsroom.screens.front import describe_holder, get_draft, problems_by_place
from newsroom.screens.front_board import Board, card_of

LARGEST = 400_000  # characters of a layout; the fullest front has a tenth of it


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    def own(route: str, view: Callable[..., HttpResponse], name: str) -> URLPattern:
        return path(f"front/<int:draft_id>/{route}/", in_json(wrap(view)), name=f"newsroom_front_{name}")

    return [
        own("save", save_view, "save"),
        own("undo", undo_view, "undo"),
        own("redo", redo_view, "redo"),
        own("lock", lock_view, "lock"),
        own("lock/release", release_view, "release"),
        own("lock/take-over", take_over_view, "take_over"),
        own("stories", stories_view, "stories"),
    ]


def save_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Save the `layout` (JSON) that was made from `version`.

    409 says what is in the way: `held` (somebody else has it), or the newer `layout`. 422 names `problems` by place.
    """

    def save(seen: int, token: str) -> FrontDraft:
        data = read_json(request.POST.get("layout", ""))
        return save_layout(draft_id, staff_user(request), data, seen_version=seen, token=token)

    return _answer_change(request, draft_id, save)


def undo_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    def undo(seen: int, token: str) -> FrontDraft:
        return undo_layout(draft_id, staff_user(request), seen_version=seen, token=token)

    return _answer_change(request, draft_id, undo, _("Undone."))


def redo_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    def redo(seen: int, token: str) -> FrontDraft:
        return redo_layout(draft_id, staff_user(request), seen_version=seen, token=token)

    return _answer_change(request, draft_id, redo, _("Done again."))


def read_json(text: str) -> object:
    """What `text` says, or None, which is no layout, for whatever is no JSON (or far too much of it)."""
    if len(text) > LARGEST:
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _answer_change(
    request: HttpRequest, draft_id: int, change: Callable[[int, str], FrontDraft], message: str = ""
) -> HttpResponse:
    get_draft(request, draft_id)
    if request.method != "POST":
        return answer_method("POST")
    if not (token := read_token(request)):
        return answer_no_token()
    seen = whole_number(request.POST.get("version", ""))
    try:
        draft = change(-1 if seen is None else seen, token)
    except FrontLockedError as error:
        return answer_held(error)
    except FrontConflictError as error:
        return JsonResponse(_described(error.draft, str(error.message)), status=409)
    except LayoutError as error:
        found = problems_by_place(error.problems)
        general = [found.pop("")] if "" in found else []
        return JsonResponse({"problems": found, "general": general}, status=422)
    except ForbiddenError as error:
        return answer_forbidden(error)
    return JsonResponse(_described(draft, message))


def _described(draft: FrontDraft, message: str) -> dict[str, Any]:
    saved = _("Saved %(when)s") % {"when": time_of_day(timezone.now())}
    more = {"can_undo": can_undo(draft), "can_redo": can_redo(draft), "saved_text": saved, "message": message}
    return Board(draft).as_json() | more


def lock_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    """GET: who has the front, and its version. POST: take or renew it for this tab (409: another has it)."""
    draft = get_draft(request, draft_id)
    user = staff_user(request)
    if request.method in {"GET", "HEAD"}:
        holder = standing_holder(draft)
        held = describe_holder(holder) if holder and holder != user else None
        return JsonResponse({"held": held, "version": draft.version})
    if request.method != "POST":
        return answer_method("GET", "POST")
    if not (token := read_token(request)):
        return answer_no_token()
    try:
        draft = acquire_front_lock(draft_id, user, token)
    except FrontLockedError as error:
        return answer_held(error)
    except ForbiddenError as error:
        return answer_forbidden(error)
    return JsonResponse({"held": None, "version": draft.version})


def release_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    get_draft(request, draft_id)
    if request.method != "POST":
        return answer_method("POST")
    try:
        released = release_front_lock(draft_id, staff_user(request), read_token(request))
    except ForbiddenError as error:
        return answer_forbidden(error)
    return JsonResponse({"released": released})


def take_over_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    get_draft(request, draft_id)
    if request.method != "POST":
        return answer_method("POST")
    if not (token := read_token(request)):
        return answer_no_token()
    try:
        draft = take_over_front_lock(draft_id, staff_user(request), token)
    except ForbiddenError as error:
        return answer_forbidden(error)
    return JsonResponse({"held": None, "version": draft.version})


def answer_held(error: FrontLockedError) -> JsonResponse:
    assert error.draft.holder
    held = describe_holder(error.draft.holder)
    return JsonResponse({"held": held, "taken": error.was_taken, "message": str(error.message)}, status=409)


def stories_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Stories for this front: ?q= words, ?section= the slug of the section they are of."""
    draft = get_draft(request, draft_id)
    if request.method not in {"GET", "HEAD"}:
        return answer_method("GET")
    text, within = request.GET.get("q", "")[:200], request.GET.get("section", "")[:40]
    found = candidates(staff_user(request), section=draft.section, text=text, within=within)
    return JsonResponse({"stories": [card_of(one).as_json() for one in found]})
