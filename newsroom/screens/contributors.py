"""Type-ahead for bylines."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from articles.models import Contributor
from newsroom.contributors import find_contributors
from newsroom.screens.access import require
from newsroom.sign_off import initials_by_language


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [path("contributors/find/", wrap(require_GET(find_view)), name="newsroom_contributors_find")]


def find_view(request: HttpRequest) -> HttpResponse:
    """The first few whom `q` finds, as JSON; without words the first few there are."""
    require(request, "newsroom.view_story")
    found = find_contributors(request.GET.get("q", "").replace("\x00", "")[:200])
    return JsonResponse({"results": [_shown(contributor) for contributor in found]})


def _shown(contributor: Contributor) -> dict[str, Any]:
    about = [contributor.title, "" if contributor.kind == "person" else contributor.get_kind_display()]
    return {
        "id": contributor.pk,
        "name": contributor.name,
        "about": " · ".join(str(part) for part in about if part),
        "initials": initials_by_language(contributor),
    }
