"""The addresses of feeds and sitemaps."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from typing import Final

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    StreamingHttpResponse,
)
from django.utils import timezone
from django.utils.http import http_date

from articles.views.reader import merged_topic_or_404
from feeds.atom import write_atom
from feeds.channels import find_channel
from feeds.items import Channel
from feeds.json_feed import write_json
from feeds.rss import write_rss
from feeds.sitemaps import (
    NAMED,
    Part,
    has_names,
    month_changed,
    month_sitemap,
    names_sitemap,
    news_sitemap,
    sitemap_index,
)

XML: Final = "application/xml; charset=utf-8"
LINES: Final = 200  # of a sitemap, sent at a time
MOST_BYTES: Final = 2_000_000  # of one feed; readers give up on much more
_PART: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-([2-9]|[1-9][0-9]))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Form:
    """A feed's format: what writes it, and what it is called."""

    write: Callable[[Channel], str]
    content_type: str


# Not application/rss+xml and application/atom+xml: those Chromium shows as bare text, without the feed's style.
# Readers of feeds take either.
FORMS: Final = {
    "rss": Form(write_rss, "application/xml; charset=utf-8"),
    "atom": Form(write_atom, "application/xml; charset=utf-8"),
    "json": Form(write_json, "application/feed+json; charset=utf-8"),
}


def feed(request: HttpRequest, kind: str, form: str, slug: str = "") -> HttpResponse:
    """A feed. The ETag and Last-Modified let a reader's next question cost nothing."""
    channel = find_channel(kind, slug)
    if channel is None and kind == "topic":
        return HttpResponsePermanentRedirect(f"/feeds/topic/{merged_topic_or_404(slug).slug}.{form}")
    if channel is None:
        raise Http404("no such feed")
    response = HttpResponse(write_within(channel, FORMS[form].write), content_type=FORMS[form].content_type)
    response["Last-Modified"] = http_date(channel.changed.timestamp())
    response["Access-Control-Allow-Origin"] = "*"  # a reader in a browser reads it from elsewhere
    if hubs := [f'<{hub}>; rel="hub"' for hub in settings.KHOBOR_WEBSUB_HUBS]:
        # WebSub, section 4: subscribers look here first.
        response["Link"] = ", ".join([*hubs, f'<{channel.address(form)}>; rel="self"'])
    return response


def write_within(channel: Channel, write: Callable[[Channel], str]) -> bytes:
    """The feed in at most MOST_BYTES: the oldest entries give way, and one that is too long alone keeps its summary."""
    while len(written := write(channel).encode()) > MOST_BYTES:
        items = channel.items[: max(1, len(channel.items) * 2 // 3)]
        if len(channel.items) == 1:
            items = [replace(channel.items[0], html="")]
        channel = replace(channel, items=items)
    return written


def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of all sitemaps."""
    return HttpResponse(sitemap_index(timezone.now()), content_type=XML)


def sitemap_part(request: HttpRequest, name: str) -> HttpResponseBase:
    """The articles of a month (2026-11, and 2026-11-2 where one file is too few), or sections, topics, people."""
    if name in NAMED and has_names(name):
        return _stream(names_sitemap(name))
    match = _PART.fullmatch(name)
    if match is None or not 1900 <= int(match[1]) <= 2999:
        raise Http404("no such sitemap")
    part = Part(date(int(match[1]), int(match[2]), 1), int(match[3] or 1))
    changed = month_changed(part)
    if changed is None:
        raise Http404("no such sitemap")
    response = _stream(month_sitemap(part))
    response["Last-Modified"] = http_date(changed.timestamp())
    response["ETag"] = (
        f'"{part.name}-{changed.timestamp():.6f}"'  # of two changes in one second, the second counts
    )
    return response


def sitemap_of_news(request: HttpRequest) -> HttpResponse:
    """What is new to search engines' news pages."""
    return HttpResponse(news_sitemap(timezone.now()), content_type=XML)


def _stream(lines: Iterator[str]) -> StreamingHttpResponse:
    """Sent while it is read. The first lines are read before, so that a database that is down is no half file."""
    chunks = iter(lambda: "".join(islice(lines, LINES)), "")
    return StreamingHttpResponse(chain([next(chunks)], chunks), content_type=XML)
