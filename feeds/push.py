"""What readers' browsers ask for: taken from our own pages, from each address so often, and left for the newsroom."""

import json
import logging
import secrets
from datetime import datetime
from hashlib import blake2b
from threading import Lock
from typing import Any, Final

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.read_once import network_of
from articles.reads import address_of, is_own_page
from articles.subscribing import NotUnderstoodError, Subscription, live_topics, read_subscription

logger = logging.getLogger(__name__)
MOST_BYTES: Final = 8 * 1024  # of one request; a browser's has about one
ADDRESSES: Final = 2**16  # places for counts, 64 KB
# Of one process. A telephone company has one address for many readers, and a reader tries more than once.
MOST_OF_ONE_ADDRESS: Final = 120  # an hour
MOST_OF_ALL: Final = 1200  # a minute: the table that the site fills and cannot look into grows no faster
MOST_STORED: Final = (
    256 * 1024 * 1024
)  # bytes of the table: days of readers' wishes, if nobody should take them
# Without RETURNING, which Django would add: the site may not read what it writes. How large it is, it may know.
_WRITE: Final = """
INSERT INTO feeds_pushrequest (endpoint, p256dh, auth, topics, made_at)
SELECT %s, %s, %s, %s::jsonb, %s WHERE pg_total_relation_size('feeds_pushrequest') < %s
"""


class NotTakenError(Exception):
    """A request is refused, with an HTTP status and words for whoever sees it."""

    def __init__(self, status: int, words: str | Promise) -> None:
        super().__init__(str(words))
        self.status, self.words = status, words


class Allowance:
    """How many requests this process takes, of an address and in all. Addresses are hashes under a salt of the hour."""

    def __init__(self) -> None:
        self._hour = self._minute = ""
        self._salt = b""
        self._of_addresses = bytearray()
        self._of_all = 0
        self._lock = Lock()

    def is_left(self, address: str, now: datetime) -> bool:
        """Whether one more may be taken at `now`; counts it."""
        with self._lock:
            self._turn_over(now)
            digest = blake2b(network_of(address).encode(), digest_size=8, key=self._salt).digest()
            # Two addresses may share a place: fewer are taken, never more.
            place = int.from_bytes(digest) % ADDRESSES
            if self._of_all >= MOST_OF_ALL or self._of_addresses[place] >= MOST_OF_ONE_ADDRESS:
                return False
            self._of_all += 1
            self._of_addresses[place] += 1
            return True

    def _turn_over(self, now: datetime) -> None:
        if (hour := now.strftime("%Y%m%d%H")) != self._hour:
            self._hour, self._salt = hour, secrets.token_bytes(16)
            self._of_addresses = bytearray(ADDRESSES)
        if (minute := now.strftime("%Y%m%d%H%M")) != self._minute:
            self._minute, self._of_all = minute, 0


allowance = Allowance()


def take_subscription(request: HttpRequest) -> Subscription:
    """What the browser that sent `request` wants, with those of its topics that there are; left for the newsroom.

    Raises NotTakenError, or DatabaseError.
    """
    if not is_own_page(request):
        raise NotTakenError(403, _("Only the newspaper's own pages can do this."))
    if request.content_type != "application/json":
        raise NotTakenError(415, _("This is not what a browser sends."))
    if not allowance.is_left(address_of(request), timezone.localtime()):
        raise NotTakenError(429, _("Too many requests at once. Please try again in a while."))
    try:
        asked = read_subscription(_read_json(request))
    except NotUnderstoodError as error:
        raise NotTakenError(400, error.words) from error
    topics = live_topics(asked.topics)
    if asked.topics and not topics:
        raise NotTakenError(400, _("There is nothing by this name to hear of."))
    taken = Subscription(asked.endpoint, asked.p256dh, asked.auth, topics)
    _store(taken)
    return taken


def _read_json(request: HttpRequest) -> Any:
    """The request's body, of which no more is read than it may have."""
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        raise NotTakenError(413, _("This is not what a browser sends."))
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotUnderstoodError(_("This is not what a browser sends.")) from error


def _store(asked: Subscription) -> None:
    with connection.cursor() as cursor:
        topics = json.dumps(asked.topics)
        keys = (asked.p256dh, asked.auth)
        cursor.execute(_WRITE, [asked.endpoint, *keys, topics, timezone.now(), MOST_STORED])
        if not cursor.rowcount:
            logger.error("push: nobody takes what readers ask for; the site stores no more of it")
            raise NotTakenError(429, _("Too many requests at once. Please try again in a while."))
