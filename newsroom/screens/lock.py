"""Who is writing: asked, renewed, given back and taken over by the story's page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from articles.templatetags.bengali import relative
from newsroom.admin.site import staff_user
from newsroom.errors import ForbiddenError
from newsroom.locks import LockedError, acquire_lock, release_lock, standing_lock, take_over_lock
from newsroom.models import EditLock
from newsroom.saving import read_token
from newsroom.screens.access import get_story
from newsroom.screens.answers import answer_forbidden, answer_method, answer_no_token, in_json


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("story/<int:story_id>/lock/", in_json(wrap(lock_view)), name="newsroom_story_lock"),
        path(
            "story/<int:story_id>/lock/release/", in_json(wrap(release_view)), name="newsroom_story_release"
        ),
        path(
            "story/<int:story_id>/lock/take-over/",
            in_json(wrap(take_over_view)),
            name="newsroom_story_takeover",
        ),
    ]


def lock_view(request: HttpRequest, story_id: int) -> HttpResponse:
    """GET: who is writing, and the story's version. POST: take or renew the lock for this tab (409: another's)."""
    story = get_story(request, story_id)
    user = staff_user(request)
    if request.method in {"GET", "HEAD"}:
        lock = standing_lock(story)
        held = describe_lock(lock) if lock and lock.holder_id != user.pk else None
        return JsonResponse({"held": held, "version": story.version})
    if request.method != "POST":
        return answer_method("GET", "POST")
    if not (token := read_token(request)):
        return answer_no_token()
    try:
        hold = acquire_lock(story.pk, user, token, is_active=request.POST.get("active") == "1")
    except LockedError as error:
        return answer_locked(error)
    except ForbiddenError as error:
        return answer_forbidden(error)
    return JsonResponse({"held": None, "version": story.version, "other_tab": hold.in_other_tab})


def release_view(request: HttpRequest, story_id: int) -> HttpResponse:
    story = get_story(request, story_id)
    if request.method != "POST":
        return answer_method("POST")
    released = release_lock(story.pk, staff_user(request), read_token(request))
    return JsonResponse({"released": released})


def take_over_view(request: HttpRequest, story_id: int) -> HttpResponse:
    story = get_story(request, story_id)
    if request.method != "POST":
        return answer_method("POST")
    if not (token := read_token(request)):
        return answer_no_token()
    try:
        take_over_lock(story.pk, staff_user(request), token)
    except ForbiddenError as error:
        return answer_forbidden(error)
    return JsonResponse({"held": None, "version": story.version})


def answer_locked(error: LockedError) -> JsonResponse:
    held = describe_lock(error.lock)
    return JsonResponse({"held": held, "taken": error.was_taken, "message": str(error.message)}, status=409)


def describe_lock(lock: EditLock) -> dict[str, str]:
    """The holder and the last activity, in words."""
    return {
        "name": str(lock.holder),
        "text": _("%(name)s is writing in this story. Last activity: %(when)s.")
        % {"name": lock.holder, "when": relative(lock.last_activity)},
        "taken_text": _("%(name)s took over this story. What you had not saved yet is kept in this browser.")
        % {"name": lock.holder},
    }
