"""What every answer of the newsroom goes through: its content policy, and one sentence when the database is gone."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from articles.middleware import added_sources

logger = logging.getLogger("newsroom")


# No script but our own files: no inline script, no event attribute, no eval. CKEditor writes its buttons with event
# attributes and its frame with a script; static/newsroom/editor/quiet.js makes both do without. What remains:
# - style-src 'unsafe-inline': CKEditor sets style attributes in the markup of its toolbar and dialogs, and puts
#   <style> elements into its frame. A style can run nothing, and nothing from outside can be loaded by one.
# - img-src data: and blob:: the icons and selections of CKEditor and the admin; pictures while they are uploaded.
_POLICY: Final = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "media-src": "'self' blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


def content_policy(*, may_be_framed: bool, added: Mapping[str, Sequence[str]] | None = None) -> str:
    """The newsroom's Content-Security-Policy. Published pictures may be kept elsewhere (MEDIA_URL).

    `added` (directive -> origins) is what a preview's embeds need once somebody asks for them.
    """
    policy = dict(_POLICY)
    for name, origins in (added or {}).items():
        policy[name] = " ".join([policy[name], *origins])
    media = urlsplit(settings.MEDIA_URL)
    if media.netloc:
        policy["img-src"] += f" {media.scheme or 'https'}://{media.netloc}"
    policy["frame-ancestors"] = "'self'" if may_be_framed else "'none'"
    return "; ".join(f"{name} {sources}" for name, sources in policy.items())


class ContentPolicyMiddleware:
    """Says on every answer what its page may load and run. First of all, so that no answer is without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        may_be_framed = response.get("X-Frame-Options", "").upper() == "SAMEORIGIN"
        response["Content-Security-Policy"] = content_policy(
            may_be_framed=may_be_framed, added=added_sources(request)
        )
        return response


class DatabaseDownMiddleware:
    """Answers 503 when the database cannot be reached. What was typed is still in the browser's form: go back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except OperationalError as error:
            return self._unavailable(error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return self._unavailable(error) if isinstance(error, OperationalError) else None

    def _unavailable(self, error: OperationalError) -> HttpResponse:
        logger.error("the database cannot be reached: %s", str(error).strip().splitlines()[0])
        response = HttpResponse(render_to_string("newsroom/unavailable.html"), status=503)
        response["Retry-After"] = "10"
        return response
