"""Replacing a picture in every story that shows it: what it would do, and what became of each story."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from newsroom.admin.site import newsroom_site
from newsroom.errors import BlockedError
from newsroom.library import may_replace, uses_of
from newsroom.models import Picture, User
from newsroom.picture_choice import PictureChoiceField
from newsroom.picture_tools import describe_picture, picker_context
from newsroom.replacing import Outcome, obstacle, replace_picture
from newsroom.screens.access import require
from newsroom.screens.library import get_picture
from newsroom.visibility import visible_pictures


class ReplaceForm(forms.Form):
    new = PictureChoiceField(
        Picture.objects.none(),
        label=gettext_lazy("The picture that takes its place"),
        error_messages={"required": gettext_lazy("Choose the picture that takes its place.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new"].choose_from(visible_pictures(user))  # type: ignore[attr-defined]


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    view = wrap(require_http_methods(["GET", "HEAD", "POST"])(replace_view))
    return [path("library/<int:picture_id>/replace/", view, name="newsroom_library_replace")]


def replace_view(request: HttpRequest, picture_id: int) -> HttpResponse:
    user = require(request, "newsroom.replace_picture")
    if not may_replace(user):
        raise PermissionDenied
    picture = get_picture(user, picture_id)
    if request.method != "POST":
        return _show(request, user, picture, ReplaceForm(user=user))
    form = ReplaceForm(request.POST, user=user)
    if not form.is_valid():
        return _show(request, user, picture, form, status=422)
    try:
        outcomes = replace_picture(picture, form.cleaned_data["new"], user)
    except BlockedError as error:
        for problem in error.problems:
            form.add_error(problem.field, str(problem.message))
        return _show(request, user, picture, form, status=422)
    return _show_outcomes(request, picture, form.cleaned_data["new"], outcomes)


def _show(
    request: HttpRequest, user: User, picture: Picture, form: ReplaceForm, status: int = 200
) -> HttpResponse:
    uses = [(use, obstacle(user, use)) for use in uses_of(user, picture)]
    context = newsroom_site.each_context(request) | picker_context(user)
    context |= {
        "title": _("Replace everywhere"),
        "picture": picture,
        "described": describe_picture(picture, user),
        "uses": uses,
        "possible": sum(not reason for _use, reason in uses),
        "form": form,
        "no_problems": {},
    }
    return render(request, "newsroom/library_replace.html", context, status=status)


def _show_outcomes(request: HttpRequest, old: Picture, new: Picture, outcomes: list[Outcome]) -> HttpResponse:
    context = newsroom_site.each_context(request) | {
        "title": _("Replaced everywhere"),
        "old": old,
        "new": new,
        "outcomes": outcomes,
        "replaced": sum(outcome.was_replaced for outcome in outcomes),
        "waiting": [outcome for outcome in outcomes if outcome.awaits_approval],
    }
    return render(request, "newsroom/library_replaced.html", context)
