"""The addresses of feeds and sitemaps."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import http_date

from feeds.rss import last_change, latest_feed
from feeds.sitemaps import NAMED, Part, month_sitemap, names_sitemap, news_sitemap, sitemap_index

_PART: Final = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])(?:-([2-9]|[1-9][0-9]))?", re.ASCII)


def latest(request: HttpRequest) -> HttpResponse:
    """RSS 2.0 of the latest stories. The ETag and Last-Modified let a reader's next question cost nothing."""
    feed = latest_feed()
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Last-Modified"] = http_date(last_change(feed).timestamp())
    return response


def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The index of all sitemaps."""
    return _xml(sitemap_index())


def sitemap_part(request: HttpRequest, name: str) -> HttpResponseBase:
    """The articles of a month (2026-11, and 2026-11-2 where one file is too few), or sections, topics, people."""
    if name in NAMED:
        return _xml(names_sitemap(name))
    match = _PART.fullmatch(name)
    if match is None or not 1900 <= int(match[1]) <= 2999:
        raise Http404("no such sitemap")
    lines = month_sitemap(Part(date(int(match[1]), int(match[2]), 1), int(match[3] or 1)))
    if lines is None:
        raise Http404("no such sitemap")
    return _xml(lines)


def sitemap_of_news(request: HttpRequest) -> HttpResponseBase:
    """What is new to search engines' news pages."""
    return _xml(news_sitemap(timezone.now()))


def _xml(lines: Iterable[str]) -> StreamingHttpResponse:
    return StreamingHttpResponse(lines, content_type="application/xml; charset=utf-8")
