"""How the API answers, whatever is asked: JSON, for scripts of any site, short to whoever has it, never a page."""

import json
import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.core.exceptions import SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.encoding import iri_to_uri

from articles.addresses import absolute
from feeds.api.problems import ProblemError, problem_response

logger = logging.getLogger(__name__)

METHODS: Final = "GET, HEAD, OPTIONS"
_ALLOWED_HEADERS: Final = "Accept, Accept-Language, Content-Type, If-Modified-Since, If-None-Match"
_EXPOSED: Final = "ETag, Last-Modified, Link, Retry-After"
_DAY: Final = "86400"  # seconds that a browser may remember the answer to its preflight

View = Callable[..., HttpResponse]


def answers_json(view: View) -> Callable[..., HttpResponseBase]:
    """Wrap a view that answers GET and may raise ProblemError."""

    @wraps(view)
    def answered(request: HttpRequest, **parts: str) -> HttpResponseBase:
        answer = _answer(view, request, parts)
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Expose-Headers"] = _EXPOSED
        return answer

    return answered


def json_answer(said: Any, *, next: str = "", content_type: str = "application/json") -> HttpResponse:
    """200. `next` is the address of the page behind this one, absolute or empty."""
    answer = HttpResponse(json.dumps(said, ensure_ascii=False), content_type=content_type)
    if next:
        answer["Link"] = f'<{next}>; rel="next"'
    return answer


def moved_answer(path: str) -> HttpResponse:
    """301 to a path of this site, with no page."""
    answer = HttpResponse(status=301)
    del answer.headers["Content-Type"]
    answer["Location"] = iri_to_uri(path)
    return answer


def _answer(view: View, request: HttpRequest, parts: dict[str, str]) -> HttpResponseBase:
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in ("GET", "HEAD"):
        refused = problem_response(ProblemError("method-not-allowed", f"Ask with one of: {METHODS}."))
        refused["Allow"] = METHODS
        return refused
    try:
        answer = view(request, **parts)
    except ProblemError as problem:
        return problem_response(problem)
    except SuspiciousOperation:  # a query of thousands of parameters
        return problem_response(ProblemError("bad-request", "The address says more than can be read."))
    except (OperationalError, InterfaceError) as error:
        logger.error("The API cannot answer, the database does not: %s", error)
        away = problem_response(ProblemError("unavailable", "The fault is ours. Try again in a while."))
        away["Retry-After"] = "30"
        return away
    return _conditional(request, answer) if answer.status_code == 200 else answer


def _conditional(request: HttpRequest, answer: HttpResponse) -> HttpResponseBase:
    """The answer with its ETag, or 304. Of a HEAD too, which Django's middleware leaves alone."""
    set_response_etag(answer)
    short = get_conditional_response(request, etag=answer.headers.get("ETag"), response=answer)
    return answer if short is None else short


def _preflight() -> HttpResponse:
    """What a browser asks before it lets a script of another site send a condition along."""
    said = {
        "Allow": METHODS,
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": _ALLOWED_HEADERS,
        "Access-Control-Max-Age": _DAY,
    }
    answer = HttpResponse(status=204, headers=said)
    del answer.headers["Content-Type"]
    return answer


def service_links() -> str:
    """A Link header to what describes the API, for programs and for people (RFC 8631)."""
    described = f'<{absolute("/api/openapi.json")}>; rel="service-desc"; type="application/json"'
    return f'{described}, <{absolute("/api/")}>; rel="service-doc"; type="text/html"'
