"""Pages of the newsroom that belong to no model: what it says when something cannot be shown."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.admin import newsroom_site


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old tab, or somebody else's page."""
    return _message(
        request,
        403,
        _("Please load the page again"),
        _("This form was opened too long ago, or not by the newsroom."),
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _message(request, 400, _("That was not understood"), _("The browser sent what nobody can read."))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _message(request, 403, _("Not for you"), _("Your rights do not reach to this page."))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _message(request, 404, _("Not found"), _("There is nothing at this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "newsroom/unavailable.html", status=500)


def _message(request: HttpRequest, status: int, title: str | Promise, message: str | Promise) -> HttpResponse:
    context: dict[str, Any] = {"message": message}
    if hasattr(request, "user"):
        context |= newsroom_site.each_context(request)
    return render(request, "newsroom/message.html", context | {"title": title}, status=status)
