"""Which pages may be kept, and what of a request makes a difference to them."""

from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from articles.lite import asks_for_lite, wants_lite

NUMBERED: Final = ("page",)
# By the names of config/urls_site.py: the parameters each knows, besides `lite`. Whatever is not named here is
# rendered for everybody who asks. Searches are not: their questions have no end, and nobody asks the same twice.
KEPT: Final[dict[str, tuple[str, ...]]] = {
    "front": NUMBERED,  # which it refuses
    "section": NUMBERED,
    "topic": NUMBERED,
    "author": NUMBERED,
    "latest": NUMBERED,
    "corrections": NUMBERED,
    "archive-day": NUMBERED,
    "article": (),
    "most-read": (),
    "site-map": (),
    "about": (),
    "contact": (),
    "policy": (),
    "ticker": (),
    "ticker-text": (),
    "ticker-xml": (),
    "ticker-offer": (),
    "alerts": ("story",),  # of one that is not live it knows nothing
    "alerts-worker": (),
    "ticker-embed": ("theme",),  # of which it knows two
    "feed-latest": (),
    "feed": (),
    "feed-of": (),
    "api-page": (),
    "api-description": (),
    "api": (),
    "api-articles": ("section", "topic", "contributor", "language", "limit"),
    "api-article": (),
    "api-sections": (),
    "api-topics": ("limit",),
    "api-contributors": ("limit",),
    "api-corrections": ("limit",),
    "api-changes": ("limit",),
}
# The API refuses what it does not know, and its cursors have no end: what says more than is named here is its views'.
STRICT: Final = frozenset(name for name in KEPT if name == "api" or name.startswith("api-")) - {
    "api-page",
    "api-description",
}
LONGEST_VALUE: Final = 200  # letters of a parameter; no page knows a longer one, and keys are memory too
# What a page is rendered from besides its address: the place of the server, and nothing that a reader sends.
_KEPT_ENVIRONMENT: Final = ("SCRIPT_NAME", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "HTTP_HOST")


@dataclass(frozen=True, slots=True)
class PageAddress:
    """All that decides what a page looks like: path, known parameters in one order, and its light form."""

    path: str
    query: str
    saves_data: bool  # asked for the light page by header, not by address


def read_address(request: HttpRequest) -> PageAddress | None:
    """The page that `request` asks for, if it may be kept; None for anything else.

    Parameters that the page does not know are dropped, unless it is STRICT; of one that is given twice, the last
    counts, as for views.
    """
    if request.method not in ("GET", "HEAD"):
        return None
    try:
        request.get_host()  # a host that is not ours is refused by whoever comes next
        name = resolve(request.path_info).url_name or ""
        given = request.GET
    except (Resolver404, SuspiciousOperation):
        return None
    known = KEPT.get(name)
    if known is None or (name in STRICT and says_more(given, known)):
        return None
    values = {name: given[name] for name in known if name in given}
    if any(len(value) > LONGEST_VALUE for value in values.values()):
        return None
    by_address = asks_for_lite(request)
    if by_address:
        values["lite"] = "1"
    return PageAddress(
        path=request.path_info,
        query=urlencode(values),
        saves_data=name not in STRICT and not by_address and wants_lite(request),
    )


def says_more(given: QueryDict, known: Collection[str]) -> bool:
    """Whether an address has parameters that are not among `known`, or one of them twice."""
    return any(name not in known or len(values) > 1 for name, values in given.lists())


def plain_request(request: HttpRequest, address: PageAddress) -> WSGIRequest:
    """A request that says `address` and nothing else, so that no reader's headers get into what others read."""
    given: dict[str, Any] = {name: request.META[name] for name in _KEPT_ENVIRONMENT if name in request.META}
    said = {"HTTP_SAVE_DATA": "on"} if address.saves_data else {}
    return WSGIRequest(
        given
        | said
        | {
            "REQUEST_METHOD": "GET",
            # WSGI has bytes as Latin-1 letters (PEP 3333).
            "PATH_INFO": address.path.encode().decode("latin-1"),
            "QUERY_STRING": address.query,
            "wsgi.url_scheme": request.scheme or "http",
            "wsgi.input": BytesIO(),
        }
    )
