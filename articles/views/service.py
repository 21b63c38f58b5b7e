"""What machines ask for: published pictures, robots.txt, and whether the site is well."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.templatetags.static import static
from django.urls import reverse

from articles.addresses import absolute
from articles.snapshot import MIME_TYPES


def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A rendition from public storage. In production a web server or object store answers in its place.

    The name is the hash of the content, so whoever has it once has it for good. An address from before the files
    moved to an object store leads there: this process has no keys to read one.
    """
    elsewhere = default_storage.url(name)
    if urlsplit(elsewhere).netloc:
        return HttpResponsePermanentRedirect(elsewhere)
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404("no such picture") from error
    response = FileResponse(file, content_type=MIME_TYPES[name.rpartition(".")[2]])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["ETag"] = f'"{name}"'
    return response


def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest (W3C): what a telephone needs to keep the paper on its first screen."""
    icons = [
        {"src": static(f"site/icons/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    said = {
        "name": settings.KHOBOR_NAME,
        "short_name": settings.KHOBOR_NAME,
        "lang": settings.LANGUAGE_CODE,
        "start_url": reverse("front"),
        "display": "minimal-ui",
        "background_color": "#fffdf9",
        "theme_color": "#a2141e",
        "icons": icons,
    }
    return JsonResponse(
        said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )


def favicon(request: HttpRequest) -> HttpResponseRedirect:
    """Where browsers look for an icon when a page (a feed, a picture) names none. The icon's own address may change."""
    return HttpResponseRedirect(static("site/icons/icon-192.png"))


def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read by everybody; only what is no page is not worth fetching."""
    lines = [
        "User-agent: *",
        "Disallow: /ticker.",
        "Disallow: /healthz",
        "Disallow: /search/",
        "Disallow: /api/v1/",
    ]
    lines += ["", *(f"Sitemap: {absolute(reverse(name))}" for name in ("sitemap", "news-sitemap")), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers, 503 while it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        answer = HttpResponse("database down\n", status=503, content_type="text/plain")
    else:
        answer = HttpResponse("ok\n", content_type="text/plain")
    answer["Cache-Control"] = "no-store"
    return answer


def index_key(request: HttpRequest, key: str) -> HttpResponse:
    """The paper's key for IndexNow: that it lies here proves that who submits addresses owns them."""
    if not settings.KHOBOR_INDEXNOW_KEY or key != settings.KHOBOR_INDEXNOW_KEY:
        raise Http404("no such key")
    return HttpResponse(key, content_type="text/plain; charset=utf-8")
