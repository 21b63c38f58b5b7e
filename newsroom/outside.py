"""Telling others that something changed: WebSub hubs, and search engines that take IndexNow.

Both are off until the paper names a hub or has a key. The jobs are queued in the transaction of the step, so nobody
is told of what did not happen; they carry addresses only, and no word of a story.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from articles.addresses import absolute, feed_addresses
from newsroom.content import StoryContent
from newsroom.models import Revision, Story

SECONDS: Final = 10  # for one answer
_AGENT: Final = "Khobor"


class NotHeardError(Exception):
    """A hub or a search engine did not take what it was told; worth another try."""


def tell_outside(story: Story, former_id: int | None = None) -> None:
    """Queue the word of a publish, a correction or a retraction of `story`: its live revision says where it stands,
    and `former_id`, the one that was live before, which lists it has left."""
    from newsroom.tasks import ping_hub, submit_index

    content = story.live_revision.story_content if story.live_revision else None
    if content is None or content.section is None:
        return
    if settings.KHOBOR_WEBSUB_HUBS:
        feeds = changed_feeds(content, is_breaking=story.alerts.exists())
        left = []
        if former_id and former_id != story.live_revision_id:
            left = changed_feeds(Revision.objects.get(pk=former_id).story_content)
        for hub in settings.KHOBOR_WEBSUB_HUBS:
            ping_hub.defer(hub=hub, topics=list(dict.fromkeys([*feeds, *left])))
    if settings.KHOBOR_INDEXNOW_KEY:
        submit_index.defer(urls=[absolute(f"/{content.section.slug}/{story.public_id}/")])


def tell_breaking() -> None:
    """Queue the word that a live story was sent as breaking: for hubs, as no page of it says anything new."""
    from newsroom.tasks import ping_hub

    for hub in settings.KHOBOR_WEBSUB_HUBS:
        ping_hub.defer(hub=hub, topics=[absolute(path) for path in feed_addresses("breaking")])


def changed_feeds(content: StoryContent, *, is_breaking: bool = False) -> list[str]:
    """The absolute addresses of every feed the story stands in, in each format; `is_breaking` if it ever was."""
    section = [("section", content.section.slug)] if content.section else []
    topics = [("topic", topic.slug) for topic in content.topics]
    authors = [("author", line.contributor.slug) for line in content.byline if line.kind != "house"]
    corrections = [("corrections", "")] if content.correction else []
    breaking = [("breaking", "")] if is_breaking else []
    lists = dict.fromkeys([("latest", ""), *section, *topics, *authors, *corrections, *breaking])
    return [absolute(path) for kind, slug in lists for path in feed_addresses(kind, slug)]


def publish_to_hub(hub: str, topics: Sequence[str]) -> None:
    """Tell `hub` that these feeds changed (PubSubHubbub 0.4, section 7; WebSub leaves this door to the hub).

    Raises NotHeardError for anything but a 2xx.
    """
    said = [("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]
    _post(hub, urlencode(said).encode(), "application/x-www-form-urlencoded")


def submit_to_index(urls: Sequence[str]) -> None:
    """Tell the search engines of IndexNow which pages changed; they check the key at its address on the site.

    Raises NotHeardError. A refusal of the key itself (403, 422) will be one tomorrow as well: the job ends failed.
    """
    said = {
        "host": urlsplit(settings.KHOBOR_SITE_URL).hostname,
        "key": settings.KHOBOR_INDEXNOW_KEY,
        "keyLocation": absolute(f"/{settings.KHOBOR_INDEXNOW_KEY}.txt"),
        "urlList": list(urls),
    }
    _post(settings.KHOBOR_INDEXNOW_URL, json.dumps(said).encode(), "application/json; charset=utf-8")


def _post(url: str, body: bytes, content_type: str) -> None:
    if urlsplit(url).scheme not in {"http", "https"}:
        raise NotHeardError(f"{url} is no web address")
    headers = {"Content-Type": content_type, "User-Agent": _AGENT}
    request = urllib.request.Request(url, data=body, headers=headers, method="POST")  # noqa: S310 - checked above
    try:
        with _OPENER.open(request, timeout=SECONDS) as answer:
            answer.read(1000)
    except (OSError, urllib.error.URLError, ValueError) as error:
        raise NotHeardError(f"{url}: {error}") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """What was named by the paper is asked, and nobody it points to."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


_OPENER: Final = urllib.request.build_opener(_NoRedirect)
