"""The picture library: its page, the list that the picker asks for, and the report of rights that end."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from newsroom.admin.site import newsroom_site
from newsroom.library import (
    COUNT_LIMIT,
    PAGE_SIZE,
    count_lapsed,
    ending_live_uses,
    find_pictures,
    photographers,
)
from newsroom.models import Picture, User
from newsroom.numbers import whole_number
from newsroom.picture_forms import FinderForm
from newsroom.picture_tools import CHOICES, describe_picture
from newsroom.screens.access import require
from newsroom.screens.answers import in_json
from newsroom.visibility import visible_pictures


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("library/list/", in_json(wrap(require_safe(list_view))), name="newsroom_library_list"),
        path("library/rights/", wrap(require_safe(rights_view)), name="newsroom_library_rights"),
        path(
            "library/<int:picture_id>/",
            in_json(wrap(require_safe(picture_json_view))),
            name="newsroom_library_picture",
        ),
    ]


def get_picture(user: User, picture_id: int) -> Picture:
    """The picture, or Http404 for one that only stories restricted to others use."""
    return get_object_or_404(visible_pictures(user).select_related("uploaded_by"), pk=picture_id)


def library_view(request: HttpRequest) -> HttpResponse:
    """One page of the library, newest first; `before` is the number of the last picture of the page before it."""
    user = require(request, "newsroom.view_picture")
    form = FinderForm(request.GET)
    wanted = form.wanted()
    found = find_pictures(user, wanted)
    page, older = _page(request, user, wanted)
    query = {name: value for name in form.fields if (value := request.GET.get(name))}
    context = newsroom_site.each_context(request) | {
        "title": _("Pictures"),
        "pictures": [(picture, describe_picture(picture, user)) for picture in page],
        "wanted": wanted,
        "choices": [
            (key, label, urlencode({**query, "only": key} if key else _without(query, "only")))
            for key, label in CHOICES
        ],
        "rights_choices": Picture.Rights.choices,
        "photographers": photographers(user, wanted.photographer),
        "query": urlencode(query),
        "is_narrowed": bool(query),
        "found": found[: COUNT_LIMIT + 1].count(),
        "count_limit": COUNT_LIMIT,
        "older": older,
        "is_first": whole_number(request.GET.get("before", "")) is None,
        "may_add": user.has_perm("newsroom.add_picture"),
        "lapsed_live": count_lapsed(user) if user.has_perm("newsroom.view_story") else 0,
    }
    return render(request, "newsroom/library.html", context)


def list_view(request: HttpRequest) -> HttpResponse:
    """A page of pictures for the picker, as JSON."""
    user = require(request, "newsroom.view_picture")
    page, older = _page(request, user, FinderForm(request.GET).wanted())
    return JsonResponse({"pictures": [describe_picture(picture, user) for picture in page], "older": older})


def picture_json_view(request: HttpRequest, picture_id: int) -> HttpResponse:
    user = require(request, "newsroom.view_picture")
    return JsonResponse({"picture": describe_picture(get_picture(user, picture_id), user)})


def rights_view(request: HttpRequest) -> HttpResponse:
    """Live stories that show a picture whose rights have lapsed, or lapse within two weeks."""
    user = require(request, "newsroom.view_picture")
    require(request, "newsroom.view_story")
    uses = ending_live_uses(user)
    context = newsroom_site.each_context(request) | {
        "title": _("Live stories and their pictures’ rights"),
        "groups": [
            (_("Rights have lapsed"), [use for use in uses if use.is_lapsed], True),
            (_("Rights end within two weeks"), [use for use in uses if not use.is_lapsed], False),
        ],
        "is_empty": not uses,
        "may_replace": user.has_perm("newsroom.replace_picture"),
    }
    return render(request, "newsroom/library_rights.html", context)


def _page(request: HttpRequest, user: User, wanted: Any) -> tuple[list[Picture], int | None]:
    found = find_pictures(user, wanted)
    before = whole_number(request.GET.get("before", ""))
    if before is not None:
        found = found.filter(pk__lt=before)
    page = list(found[: PAGE_SIZE + 1])
    return page[:PAGE_SIZE], page[PAGE_SIZE - 1].pk if len(page) > PAGE_SIZE else None


def _without(query: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in query.items() if key != name}
