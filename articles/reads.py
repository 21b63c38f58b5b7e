"""Counting what is read: in memory, written about once a second as numbers without readers.

Whatever goes wrong here, no reader notices: a read that cannot be counted is dropped.
"""

import logging
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock, Timer
from typing import Final

from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest
from django.utils import timezone

from articles.addresses import absolute
from articles.read_once import ReadOnce

logger = logging.getLogger(__name__)

SECONDS: Final = 1.0  # between two writes
MOST_STORIES: Final = 2000  # between two writes; what comes on top is dropped
MOST_OF_A_HEADER: Final = 400  # letters of what a browser calls itself
# Those that say what they are. Others are held back by the counting once.
_MACHINE: Final = re.compile(
    r"bot|crawl|spider|slurp|preview|facebookexternalhit|whatsapp|headless|lighthouse|monitor|fetch|scan"
    r"|curl|wget|python|java/|go-http|okhttp|httpclient|axios|node|phantom|selenium|playwright|puppeteer",
    re.IGNORECASE,
)
# Only what is live is counted: an address somebody made up never gets as far as the table.
_WRITE: Final = """
INSERT INTO articles_readcount (public_id, minute, reads)
SELECT given.public_id, %s, given.reads FROM unnest(%s::text[], %s::int[]) AS given (public_id, reads)
WHERE EXISTS (SELECT FROM articles_article WHERE articles_article.public_id = given.public_id)
"""


class ReadCounter:
    """The reads of one process since the last write.

    A write is due a second after the first read, on a thread of its own that lives as long: a process that ends
    waits for it, so that nothing is lost, and one whom nobody reads has none.
    """

    def __init__(
        self, write: Callable[[Mapping[str, int], datetime], None], *, by_itself: bool = True
    ) -> None:
        self._write = write
        self._by_itself = by_itself  # False: only `flush` writes
        self._once = ReadOnce()
        self._reads: dict[str, int] = {}
        self._is_due = False
        self._lock = Lock()

    def count(self, public_id: str, address: str, agent: str, now: datetime) -> None:
        with self._lock:
            is_full = len(self._reads) >= MOST_STORIES and public_id not in self._reads
            if is_full or not self._once.is_new(public_id, address, agent, now):
                return
            self._reads[public_id] = self._reads.get(public_id, 0) + 1
            if self._is_due or not self._by_itself:
                return
            self._is_due = True
        timer = Timer(SECONDS, self.flush)
        timer.daemon = False  # the server's own threads are, and a thread takes after the one that makes it
        timer.start()

    def flush(self) -> None:
        """Write what was counted; drop it when that fails."""
        with self._lock:
            reads, self._reads, self._is_due = self._reads, {}, False
        if reads:
            self._write(reads, timezone.now())


def write_reads(reads: Mapping[str, int], now: datetime) -> None:
    """Write `reads` (how many, by public id) for the minute of `now`, on a connection of this thread's own."""
    minute = now.replace(second=0, microsecond=0)
    try:
        with connection.cursor() as cursor:
            cursor.execute(_WRITE, [minute, list(reads), list(reads.values())])
    except Error as error:
        logger.warning("Reads of %s stories are not counted: %s", len(reads), error)


def write_and_leave(reads: Mapping[str, int], now: datetime) -> None:
    """`write_reads` on a thread that ends with it, and takes its connection along."""
    try:
        write_reads(reads, now)
    finally:
        connection.close()


counter = ReadCounter(write_and_leave)


def count_read(request: HttpRequest, public_id: str) -> None:
    """Count one reader's read, if it is one: sent by our own page, of somebody who does not mind being counted."""
    agent = request.headers.get("User-Agent", "")[:MOST_OF_A_HEADER]
    if is_own_page(request) and not minds(request) and agent and not _MACHINE.search(agent):
        counter.count(public_id, address_of(request), agent, timezone.localtime())


def is_own_page(request: HttpRequest) -> bool:
    """Whether a browser sent this from a page of the site: it says so itself, and no page can make it lie."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")  # browsers before 2023
    return origin in {f"{request.scheme}://{request.get_host()}", absolute("/").rstrip("/")}


def minds(request: HttpRequest) -> bool:
    """Do Not Track, and Global Privacy Control. Our counting follows nobody; who asks is left out all the same."""
    return "1" in {request.headers.get("DNT"), request.headers.get("Sec-GPC")}


def address_of(request: HttpRequest) -> str:
    """The reader's address: behind a proxy of ours, the last that it wrote into its header."""
    header = settings.KHOBOR_ADDRESS_HEADER
    if header and (said := request.headers.get(header)):
        return said.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
