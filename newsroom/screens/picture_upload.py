"""Bringing pictures in: many at once; one request per file with scripts, one form without."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.bengali.text import normalise
from newsroom.admin.site import newsroom_site
from newsroom.models import Picture, User
from newsroom.picture_forms import SharedWordsForm, UploadForm
from newsroom.picture_tools import describe_picture, picker_context
from newsroom.picture_words import missing_words, take_in
from newsroom.screens.access import require
from newsroom.screens.answers import in_json

MOST_FILES = 60  # in one form without scripts: each is decoded while the request waits


@dataclass(frozen=True, slots=True)
class Arrival:
    """What became of one file; `errors` by field, `file` for the file itself."""

    name: str
    picture: Picture | None = None
    was_known: bool = False
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def missing(self) -> list[Any]:
        return missing_words(self.picture) if self.picture else []


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    view = in_json(wrap(require_POST(upload_view)))
    return [path("library/upload/", view, name="newsroom_library_upload")]


def upload_view(request: HttpRequest) -> HttpResponse:
    """One file for the library. 201 with the new picture, 200 with the one it is, 422 with what is wrong."""
    user = require(request, "newsroom.add_picture")
    arrival = receive(user, request.POST, request.FILES.get("file"))
    if arrival.picture is None:
        return JsonResponse({"errors": arrival.errors}, status=422)
    answer = {"picture": describe_picture(arrival.picture, user), "known": arrival.was_known}
    return JsonResponse(answer, status=200 if arrival.was_known else 201)


def add_view(request: HttpRequest) -> HttpResponse:
    """The upload page. Posted without scripts, it answers for every file."""
    user = require(request, "newsroom.add_picture")
    arrivals: list[Arrival] = []
    shared = SharedWordsForm()
    if request.method == "POST":
        shared = SharedWordsForm(request.POST)
        files = request.FILES.getlist("file")[:MOST_FILES]
        if not files:
            shared.add_error(None, _("Choose at least one picture."))
        elif shared.is_valid():
            arrivals = [receive(user, request.POST, file) for file in files]
    is_wrong = bool(shared.errors) or any(arrival.errors for arrival in arrivals)
    context = newsroom_site.each_context(request) | picker_context(user)
    context |= {"title": _("Upload pictures"), "shared": shared, "arrivals": arrivals}
    return render(request, "newsroom/library_upload.html", context, status=422 if is_wrong else 200)


def receive(user: User, words: Any, file: UploadedFile | None) -> Arrival:
    """Take one file in with the words it shares with others."""
    name = (file.name or "")[:255] if file else ""
    form = UploadForm(words, MultiValueDict({"file": [file]} if file else {}))
    if not form.is_valid():
        return Arrival(name, errors={field: str(errors[0]) for field, errors in form.errors.items()})
    said = form.cleaned_data
    decoded, content = said.pop("file")
    try:
        taken = take_in(decoded, content, user, said | {"file_name": normalise(name)[:255]})
    except ValidationError as error:
        return Arrival(name, errors={"file": str(error.messages[0])})
    return Arrival(name, taken.picture, taken.was_known)
