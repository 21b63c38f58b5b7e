"""The feeds' addresses."""

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date

from feeds.rss import last_change, latest_feed


def latest(request: HttpRequest) -> HttpResponse:
    """RSS 2.0 of the latest stories. The ETag and Last-Modified let a reader's next question cost nothing."""
    feed = latest_feed()
    response = HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)
    response["Last-Modified"] = http_date(last_change(feed).timestamp())
    return response
