"""Answers from memory, while it is known that no edition has changed them."""

import gzip
import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Final

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.middleware.gzip import re_accepts_gzip
from django.utils.http import parse_etags, parse_http_date_safe

from articles.cache.addresses import PageAddress, plain_request, read_address
from articles.cache.listener import Listener
from articles.cache.moments import making_page
from articles.cache.store import KeptPage, PageStore

PATIENCE: Final = 2.0  # seconds that a reader waits for somebody else's rendering of the same page
_OF_THE_BODY: Final = {"content-length", "content-type", "content-encoding"}


@dataclass(slots=True)
class Rendering:
    """A page that is being rendered just now, and whether it is worth waiting for the next one like it."""

    over: Event = field(default_factory=Event)
    may_be_kept: bool = True


class Memory:
    """What one process remembers: the store, who listens for it, and what is being rendered."""

    def __init__(self, room: int) -> None:
        self.store = PageStore(room)
        self.listener = Listener(self.store)
        self._rendering: dict[PageAddress, Rendering] = {}
        self._lock = Lock()

    def begin(self, address: PageAddress) -> tuple[Rendering, bool]:
        """The rendering of this page, and whether it is the caller who is to do it."""
        with self._lock:
            running = self._rendering.get(address)
            if running is None:
                return self._rendering.setdefault(address, Rendering()), True
            return running, False

    def end(self, address: PageAddress) -> None:
        with self._lock:
            rendering = self._rendering.pop(address)
        rendering.over.set()


class PageCacheMiddleware:
    """Keeps each page of articles/cache/addresses.py until the next edition, or until the clock changes it.

    Stands outside of everything that makes an answer (the policy, the ETag), and inside the compression, which
    leaves alone what is compressed already. Without KHOBOR_PAGE_CACHE_BYTES it is not there.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.room: int = getattr(settings, "KHOBOR_PAGE_CACHE_BYTES", 0)
        if not self.room:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._lock = Lock()
        self._memory: Memory | None = None
        os.register_at_fork(after_in_child=self._forget)  # threads do not come along, and nobody would listen

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        address = read_address(request)
        if address is None:
            return self.get_response(request)
        memory = self.memory
        page = memory.store.find(address)
        answer = answer_with(page, request) if page else self._rendered(memory, address, request)
        if settings.DEMO:
            answer.headers["X-Page"] = "memory" if page else "rendered"
        return answer

    @property
    def memory(self) -> Memory:
        """This process's memory. It begins with the first page, as a process may fork before."""
        if self._memory is None:
            with self._lock:
                if self._memory is None:
                    memory = Memory(self.room)
                    memory.listener.start()
                    self._memory = memory
        return self._memory

    def _forget(self) -> None:
        self._lock = Lock()
        self._memory = None

    def _rendered(self, memory: Memory, address: PageAddress, request: HttpRequest) -> HttpResponseBase:
        """The page, rendered here or by the one who began before; a crowd on a new edition renders it once."""
        deadline = time.monotonic() + PATIENCE
        while memory.store.is_current():
            rendering, is_mine = memory.begin(address)
            if is_mine:
                try:
                    return self._render(memory, address, request, rendering)
                finally:
                    memory.end(address)
            if not rendering.over.wait(deadline - time.monotonic()):
                break
            if page := memory.store.find(address):
                return answer_with(page, request)
            if not rendering.may_be_kept:
                break
        return self._render(memory, address, request, Rendering())

    def _render(
        self, memory: Memory, address: PageAddress, request: HttpRequest, rendering: Rendering
    ) -> HttpResponseBase:
        if (page := memory.store.find(address)) is not None:  # kept between two looks
            return answer_with(page, request)
        generation = memory.store.generation
        rendering.may_be_kept = False
        with making_page() as ending:
            answer = self.get_response(plain_request(request, address))
        if not isinstance(answer, HttpResponse) or answer.status_code != 200 or answer.cookies:
            return answer
        page = kept_page(answer, ending.until.timestamp())
        memory.store.keep(address, page, generation)
        rendering.may_be_kept = True
        return answer_with(page, request)


def kept_page(answer: HttpResponse, until: float) -> KeptPage:
    """A finished 200 as it can be kept."""
    return KeptPage(
        body=answer.content,
        # Without a time in it, the same text is the same bytes.
        packed=gzip.compress(answer.content, compresslevel=6, mtime=0),
        headers=tuple(answer.headers.items()),
        until=until,
    )


def answer_with(page: KeptPage, request: HttpRequest) -> HttpResponse:
    """The answer to this reader: the text as it travels best, or 304 for whoever has it already."""
    headers = dict(page.headers)
    headers["Vary"] = ", ".join(filter(None, [headers.get("Vary", ""), "Accept-Encoding"]))
    if is_known(request, headers):
        short = {name: value for name, value in headers.items() if name.lower() not in _OF_THE_BODY}
        return HttpResponseNotModified(headers=short)
    body = page.body
    if re_accepts_gzip.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
        body = page.packed
        headers["Content-Encoding"] = "gzip"
        if etag := headers.get("ETag"):
            headers["ETag"] = f"W/{etag}"  # not byte for byte the same (RFC 9110, 8.8.3)
    headers["Content-Length"] = str(len(body))
    return HttpResponse(body, headers=headers)


def is_known(request: HttpRequest, headers: dict[str, str]) -> bool:
    """Whether the reader has this very page (RFC 9110, 13.2.2: an ETag says more than a date)."""
    if tags := parse_etags(request.META.get("HTTP_IF_NONE_MATCH", "")):
        etag = headers.get("ETag", "")
        return "*" in tags or etag in {tag.removeprefix("W/") for tag in tags}
    if "HTTP_IF_MODIFIED_SINCE" not in request.META or "Last-Modified" not in headers:
        return False
    since = parse_http_date_safe(request.META["HTTP_IF_MODIFIED_SINCE"])
    last = parse_http_date_safe(headers["Last-Modified"])
    return since is not None and last is not None and last <= since
