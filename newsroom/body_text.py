"""A stored body as the newsroom reads it: with private thumbnails, and links to what other services show."""

import re
from html import unescape
from typing import Final

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

_PICTURE: Final = re.compile(r'<figure data-box="picture" data-picture="([0-9]+)"([^>]*)>')
_EMBED: Final = re.compile(r'<figure data-box="embed" data-url="([^"]*)">')
_ALT: Final = re.compile(r' data-alt="([^"]*)"')


def readable_body(body: str) -> SafeString:
    """`body` was cleaned on save by articles/html.py, the only place such HTML is made."""
    return SafeString(_EMBED.sub(_with_link, _PICTURE.sub(_with_thumbnail, body)))


def _with_thumbnail(match: re.Match[str]) -> str:
    alt = _ALT.search(match[2])
    return match[0] + format_html(
        '<img src="{}" alt="{}" loading="lazy">',
        reverse("admin:newsroom_picture_thumbnail", args=[int(match[1])]),
        unescape(alt[1]) if alt else "",
    )


def _with_link(match: re.Match[str]) -> str:
    url = unescape(match[1])
    return match[0] + format_html(
        '<p><a href="{}" target="_blank" rel="noopener noreferrer">{}</a></p>', url, url
    )
