"""JSON Feed 1.1 (jsonfeed.org)."""

import json
from typing import Any

from django.conf import settings

from articles.addresses import absolute
from articles.bengali.dates import iso
from feeds.items import Channel, Item


def write_json(channel: Channel) -> str:
    """The channel as JSON Feed 1.1. Members without a value are left out, as the format has it."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.page,
        "feed_url": channel.address("json"),
        "description": channel.description,
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": settings.KHOBOR_NAME, "url": absolute("/")}],
        "hubs": [{"type": "WebSub", "url": hub} for hub in settings.KHOBOR_WEBSUB_HUBS],
        "items": [_item(item) for item in channel.items],
    }
    return json.dumps(_said(feed) | {"items": feed["items"]}, ensure_ascii=False)


def _item(item: Item) -> dict[str, Any]:
    # An item without one of the two texts would be invalid: a feed of summaries has the plain one.
    text = {"content_html": item.html} if item.html else {"content_text": item.summary}
    return text | _said(
        {
            "id": item.id,
            "url": item.url,
            "title": item.title,
            "summary": item.summary,
            "language": item.language,
            "date_published": iso(item.published),
            "date_modified": iso(item.updated) if item.updated else "",
            "authors": [_said({"name": author.name, "url": author.url}) for author in item.authors],
            "tags": list(item.categories),
            "image": item.picture.url if item.picture else "",
        }
    )


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
