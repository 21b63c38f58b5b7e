"""What a reader sees when something is wrong: always a page of the paper, never a traceback."""

import logging

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext

from articles.frame import site_frame
from articles.pages import error_page
from articles.redirects import new_address

logger = logging.getLogger(__name__)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, with the latest headlines; without them for a file, and when the database cannot be asked. Or 301, if
    what was here has moved."""
    context = error_page(
        gettext("Page not found"), gettext("The address may be mistyped, or the page is no longer here.")
    )
    if not request.path_info.startswith((settings.MEDIA_URL, settings.STATIC_URL)):
        try:
            moved = new_address(request.path_info, request.GET)
            if moved:
                return HttpResponsePermanentRedirect(moved)
            context |= site_frame()
        except DatabaseError as error:
            logger.error("The 404 page is shown without headlines: %s", error)
    return render(request, "404.html", context, status=404)


def gone(request: HttpRequest) -> HttpResponse:
    """410: something was here, and nothing of it is left for readers; the latest headlines instead."""
    context = error_page(
        gettext("This story is no longer here"),
        gettext("The newspaper has taken it down. The newest stories are below."),
    )
    return render(request, "404.html", context | site_frame(), status=410)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _plain(
        request,
        400,
        gettext("This request cannot be understood"),
        gettext("Please start from the front page."),
    )


def method_not_allowed(request: HttpRequest) -> HttpResponse:
    response = _plain(
        request,
        405,
        gettext("This page can only be read"),
        gettext("Please start from the front page."),
    )
    response["Allow"] = "GET, HEAD"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    return _plain(
        request,
        500,
        gettext("Something went wrong"),
        gettext("The fault is ours. Please try again in a while."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503 while the database is down: built without it."""
    response = _plain(
        request,
        503,
        gettext("The newspaper is away for a moment"),
        gettext("The fault is ours. Please try again in a while."),
    )
    response["Retry-After"] = "30"
    return response


def _plain(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "articles/error.html", error_page(title, text), status=status)
