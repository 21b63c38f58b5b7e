"""One picture: what is said of it, its focal point, its renditions, and where it is shown."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from newsroom.admin.site import newsroom_site
from newsroom.errors import ConflictError, ForbiddenError
from newsroom.library import has_lapsed, may_change_rights, may_change_words, may_replace, uses_of
from newsroom.models import Picture, User
from newsroom.numbers import whole_number
from newsroom.picture_forms import FocusForm, PictureForm, SomeWordsForm
from newsroom.picture_tools import describe_picture
from newsroom.picture_words import missing_words, save_picture, state_of
from newsroom.renditions import FOLDER, renditions_of, request_renditions
from newsroom.screens.access import require
from newsroom.screens.answers import answer_forbidden, in_json
from newsroom.screens.library import get_picture
from newsroom.storage import originals

LARGE: Final = 1600  # pixels of width


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    def post(view: Callable[..., Any]) -> Any:
        return in_json(wrap(require_POST(view)))

    return [
        path("library/<int:picture_id>/words/", post(words_view), name="newsroom_library_words"),
        path("library/<int:picture_id>/focus/", post(focus_view), name="newsroom_library_focus"),
        path(
            "library/<int:picture_id>/large/", wrap(require_safe(large_view)), name="newsroom_library_large"
        ),
        path(
            "library/<int:picture_id>/renditions/", wrap(renditions_view), name="newsroom_library_renditions"
        ),
    ]


def change_view(request: HttpRequest, picture_id: str) -> HttpResponse:
    """The picture's page. Whoever may not change it reads it."""
    user = require(request, "newsroom.view_picture")
    number = whole_number(picture_id)
    if number is None:
        raise Http404
    picture = get_picture(user, number)
    if request.method != "POST":
        return _show(request, user, picture, _form(user, picture))
    form = _form(user, picture, request.POST)
    if not form.is_valid():
        return _show(request, user, picture, form, status=422)
    try:
        save_picture(picture.pk, user, form.changes(), seen=form.cleaned_data["seen"])
    except ConflictError as error:
        return _show_conflict(request, user, picture, error)
    except ForbiddenError as error:
        form.add_error(None, str(error.message))
        return _show(request, user, picture, form, status=403)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("admin:newsroom_picture_change", args=[picture.pk]))


def words_view(request: HttpRequest, picture_id: int) -> HttpResponse:
    """Some words for a picture that just came in: those that are given."""
    user = require(request, "newsroom.view_picture")
    picture = get_picture(user, picture_id)
    form = SomeWordsForm(
        request.POST,
        instance=Picture.objects.get(pk=picture.pk),
        is_complete=bool(request.POST.get("complete")),
    )
    if not form.is_valid():
        errors = {name: str(found[0]) for name, found in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    return _save_and_answer(user, picture, form.changes())


def focus_view(request: HttpRequest, picture_id: int) -> HttpResponse:
    """The focal point, set by a click."""
    user = require(request, "newsroom.view_picture")
    picture = get_picture(user, picture_id)
    form = FocusForm(request.POST)
    if not form.is_valid():
        return JsonResponse(
            {"errors": {name: str(found[0]) for name, found in form.errors.items()}}, status=422
        )
    changes = {"focus_x": form.cleaned_data["x"], "focus_y": form.cleaned_data["y"]}
    return _save_and_answer(user, picture, {name: round(place, 4) for name, place in changes.items()})


def renditions_view(request: HttpRequest, picture_id: int) -> HttpResponse:
    """Whether the forms readers get are made; posted, they are made once more."""
    user = require(request, "newsroom.view_picture")
    picture = get_picture(user, picture_id)
    if request.method == "POST":
        if not may_change_words(user, picture):
            raise PermissionDenied
        request_renditions(picture)
        messages.success(request, _("The picture is being prepared once more."))
        return HttpResponseRedirect(reverse("admin:newsroom_picture_change", args=[picture.pk]))
    state, message = renditions_state(picture)
    return JsonResponse({"state": state, "message": str(message)})


def renditions_state(picture: Picture) -> tuple[str, str | Promise]:
    """ready, making or problem; and what to say of it."""
    if picture.renditions_problem:
        return "problem", picture.renditions_problem
    if picture.renditions is None:
        return "making", _("Being prepared for readers…")
    return "ready", _("Ready to be published")


def large_view(request: HttpRequest, picture_id: int) -> HttpResponseBase:
    """The whole picture, large enough to set its focal point: the thumbnail, until a rendition is made."""
    picture = get_picture(require(request, "newsroom.view_story"), picture_id)
    try:
        file = originals().open(large_file(picture))
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, content_type="image/jpeg")
    response["Cache-Control"] = "private, max-age=86400"
    return response


def large_file(picture: Picture) -> str:
    """The private name of the widest JPEG of the whole picture that still is quick to look at."""
    whole = [
        one for one in renditions_of(picture) if one.format == "jpeg" and not one.crop and one.width <= LARGE
    ]
    return FOLDER + max(whole, key=lambda one: one.width).name if whole else picture.thumbnail


def _save_and_answer(user: User, picture: Picture, changes: Mapping[str, Any]) -> HttpResponse:
    try:
        saved = save_picture(picture.pk, user, changes)
    except ForbiddenError as error:
        return answer_forbidden(error)
    return JsonResponse({"picture": describe_picture(saved, user)})


def _form(user: User, picture: Picture, data: Any = None) -> PictureForm:
    return PictureForm(
        data,
        instance=Picture.objects.get(pk=picture.pk),  # validating writes what was sent into it
        initial={"seen": state_of(picture)},
        may_change_rights=may_change_rights(user, picture),
    )


def _show_conflict(request: HttpRequest, user: User, picture: Picture, error: ConflictError) -> HttpResponse:
    """What was typed stays in the form, what is saved stands above it; saving once more is a decision."""
    picture.refresh_from_db()
    data = request.POST.copy()
    data["seen"] = state_of(picture)
    form = _form(user, picture, data)
    form.is_valid()
    form.add_error(None, str(error.message))
    return _show(request, user, picture, form, status=409, is_conflict=True)


def _show(
    request: HttpRequest,
    user: User,
    picture: Picture,
    form: PictureForm,
    *,
    status: int = 200,
    is_conflict: bool = False,
) -> HttpResponse:
    state, message = renditions_state(picture)
    context = newsroom_site.each_context(request) | {
        "title": str(picture),
        "picture": picture,
        "described": describe_picture(picture, user),
        "form": form,
        "no_problems": {},
        "shows_rights": may_change_rights(user, picture),
        "may_change": may_change_words(user, picture),
        "may_replace": may_replace(user),
        "is_lapsed": has_lapsed(picture),
        "missing": missing_words(picture),
        "uses": uses_of(user, picture) if user.has_perm("newsroom.view_story") else [],
        "renditions": {"state": state, "message": message},
        "is_conflict": is_conflict,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "renditions_url": reverse("admin:newsroom_library_renditions", args=[picture.pk]),
    }
    return render(request, "newsroom/picture.html", context, status=status)
