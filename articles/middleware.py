"""What holds for every answer of the public site."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from articles.look import before_paint_source
from articles.views import errors

READING = ("GET", "HEAD")
# The addresses that take a POST: that a story was read, and what a browser wants to be told of.
TAKING = ("/read/", "/alerts/subscription")
# For programs: their views refuse other methods themselves, and answer what browsers ask before a script's question.
FOR_PROGRAMS = ("/api/v1/", "/api/openapi.json")
# Conditions for who would change something (RFC 9110, 13.1): to a reader they could only answer 412.
FOR_WRITERS = ("HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")


_ADDED = "khobor_sources"


def allow_sources(request: HttpRequest, added: Mapping[str, Sequence[str]]) -> None:
    """Let the page that answers this request load more than its own (directive -> origins).

    Said of the request, as a 304 is another response than the view's, and its policy replaces the stored page's.
    """
    setattr(request, _ADDED, added)


def added_sources(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    """What `allow_sources` said of this request."""
    added: Mapping[str, Sequence[str]] = getattr(request, _ADDED, {})
    return added


class ReaderMiddleware:
    """Readers read: two methods, no cookies, no foreign code, and a page of the paper when the database is down.

    Two addresses take something from them: that a story was read, and what a browser wants to be told of.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.policy = content_security_policy()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        for header in FOR_WRITERS:
            request.META.pop(header, None)
        is_taken = request.method == "POST" and request.path_info.startswith(TAKING)
        if request.method in READING or is_taken or request.path_info.startswith(FOR_PROGRAMS):
            response = self.get_response(request)
        else:
            response = errors.method_not_allowed(request)
        response.cookies.clear()
        response.headers["Content-Security-Policy"] = self.policy_of(request)
        # Readers always get what is live: they ask again each time, and the ETag makes the answer short.
        fresh = "no-store" if response.status_code >= 500 else "public, max-age=0, must-revalidate"
        response.headers.setdefault("Cache-Control", fresh)
        return response

    def policy_of(self, request: HttpRequest) -> str:
        added = added_sources(request)
        return content_security_policy(added) if added else self.policy

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """A database that is down, or too slow for its statement timeout, is no fault of the page."""
        if isinstance(exception, (OperationalError, InterfaceError)):
            errors.logger.error("The database does not answer: %s", exception)
            return errors.unavailable(request)
        return None


class TextGZipMiddleware(GZipMiddleware):
    """Compresses what is text. Pictures and fonts are compressed already, and stream as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(("image/", "font/")):
            return response
        return super().process_response(request, response)


def content_security_policy(added: Mapping[str, Sequence[str]] | None = None) -> str:
    """Everything from this site and nothing else, but pictures and static files from where settings keep them,
    and what one page adds for the embeds it has (directive -> origins)."""
    media, static = _origin(settings.MEDIA_URL), _origin(settings.STATIC_URL)
    rules: dict[str, Sequence[str]] = {
        "default-src": ["'none'"],
        "script-src": ["'self'", before_paint_source(), static],
        "style-src": ["'self'", static],
        "img-src": ["'self'", static, media],
        "font-src": ["'self'", static],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        **(added or {}),
    }
    return "; ".join(f"{name} {' '.join(filter(None, sources))}" for name, sources in rules.items())


def _origin(url: str) -> str:
    """https://cdn.example for an absolute address; empty for one on this site."""
    parts = urlsplit(url)
    return f"{parts.scheme or 'https'}://{parts.netloc}" if parts.netloc else ""
