"""What a reader's browser says when it wants to be told of news: read strictly, as anybody may send anything.

The site reads it so before it stores it, and the newsroom again before it believes what was stored.
"""

import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Section

MOST_OF_ENDPOINT: Final = 1000  # ASCII characters; the longest in use has about 500
MOST_TOPICS: Final = 20
ALL: Final = "all"
_TOPIC: Final = re.compile(r"all|section:[a-z0-9]+(?:-[a-z0-9]+)*|story:[0-9a-z]{8}")
_PRINTED: Final = re.compile(r"[\x21-\x7e]+")
_BASE64: Final = re.compile(r"[A-Za-z0-9_-]+")
# The curve of RFC 8291 (P-256: FIPS 186-4, D.1.2.3): y² = x³ - 3x + b modulo p.
_P: Final = 2**256 - 2**224 + 2**192 + 2**96 - 1
_B: Final = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B


class NotUnderstoodError(Exception):
    """What was sent is no subscription. `words` are for the reader, or for whoever wrote the browser."""

    def __init__(self, words: str | Promise) -> None:
        super().__init__(str(words))
        self.words = words


@dataclass(frozen=True, slots=True)
class Subscription:
    """A browser's address at its push service, the keys to write to it, and what it wants to hear of.

    Without topics it wants to hear nothing more.
    """

    endpoint: str
    p256dh: str  # base64url without padding, of a point on the curve: 65 bytes
    auth: str  # the same, of 16 bytes
    topics: tuple[str, ...]


def read_subscription(data: Any) -> Subscription:
    """What `data` says: {"endpoint": …, "keys": {"p256dh": …, "auth": …}, "topics": […]}, the first two as
    PushSubscription.toJSON() of the Push API has them. Raises NotUnderstoodError."""
    keys = data.get("keys") if isinstance(data, dict) else None
    if not isinstance(keys, dict):
        raise NotUnderstoodError(_("This is not what a browser sends."))
    endpoint = _read_endpoint(data.get("endpoint"))
    p256dh, point = _read_base64(keys.get("p256dh"), 65)
    auth, _secret = _read_base64(keys.get("auth"), 16)
    if not is_on_curve(point):
        raise NotUnderstoodError(_("The browser's key is not one."))
    return Subscription(endpoint, p256dh, auth, _read_topics(data.get("topics")))


def live_topics(topics: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `topics` that there is something to hear of: sections there are, stories that readers have. One or two
    queries."""
    wanted = [topic.partition(":") for topic in topics]
    sections = [name for kind, _colon, name in wanted if kind == "section"]
    stories = [name for kind, _colon, name in wanted if kind == "story"]
    known = {ALL}
    if sections:
        slugs = Section.objects.filter(slug__in=sections).values_list("slug", flat=True)
        known |= {f"section:{slug}" for slug in slugs}
    if stories:
        numbers = Article.objects.filter(pk__in=stories).values_list("pk", flat=True)
        known |= {f"story:{number}" for number in numbers}
    return tuple(topic for topic in topics if topic in known)


def is_on_curve(point: bytes) -> bool:
    """Whether this is a point of P-256, uncompressed (SEC 1, 2.3.4). What is not could betray a private key."""
    if len(point) != 65 or point[0] != 4:
        return False
    x, y = int.from_bytes(point[1:33]), int.from_bytes(point[33:])
    return x < _P and y < _P and (y * y - (x * x * x - 3 * x + _B)) % _P == 0


def decode_base64(text: str) -> bytes:
    """base64url without padding (RFC 4648, 5; RFC 7515, 2). Raises ValueError."""
    if not _BASE64.fullmatch(text):
        raise ValueError("not base64url")
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _read_endpoint(endpoint: Any) -> str:
    refused = NotUnderstoodError(_("The browser's address at its push service is not one."))
    if not isinstance(endpoint, str) or not _PRINTED.fullmatch(endpoint[: MOST_OF_ENDPOINT + 1]):
        raise refused
    if len(endpoint) > MOST_OF_ENDPOINT:
        raise refused
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise refused from error
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or parts.fragment or port == 0:
        raise refused
    return endpoint


def _read_base64(text: Any, length: int) -> tuple[str, bytes]:
    """`text` without padding, and its bytes."""
    refused = NotUnderstoodError(_("The browser's key is not one."))
    if not isinstance(text, str) or len(text) > 2 * length:
        raise refused
    plain = text.rstrip("=")
    try:
        data = decode_base64(plain)
    except ValueError as error:
        raise refused from error
    if len(data) != length:
        raise refused
    return plain, data


def _read_topics(topics: Any) -> tuple[str, ...]:
    if not isinstance(topics, list) or len(topics) > MOST_TOPICS:
        raise NotUnderstoodError(_("Please choose fewer: at most 20."))
    if not all(isinstance(topic, str) and _TOPIC.fullmatch(topic) for topic in topics):
        raise NotUnderstoodError(_("There is nothing by this name to hear of."))
    return tuple(dict.fromkeys(topics))
