"""A page from memory beside the same page rendered and a file of the same bytes; and from commit to the new page.

    DEBUG=1 python benchmarks/page_cache.py [requests]

One server (granian) answers all three on this machine: with the page cache, without it, and files by itself. Times are
medians of one connection that asks again as soon as it has its answer, in turns, compressed as browsers ask.
"""

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from support.database import ROOT, own_database

REQUESTS = int(sys.argv[1]) if len(sys.argv) > 1 else 200
ARTICLES = 120
PUBLISHES = 30
WORKERS = 2
PAGES = ("/", "/world/", "/latest/", "/world/00000000/")
WORDS = "সরকার নদী নতুন সেতু বাজার স্কুল মেলা ধান মাছ বৃষ্টি শহর গ্রাম খেলা মানুষ কাজ শুরু শেষ বছর দিন সকাল".split()


class Line:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port))

    def get(self, path: str, *, packed: bool = True) -> bytes:
        """The body of the answer; AssertionError unless it is a 200."""
        coding = "Accept-Encoding: gzip\r\n" if packed else ""
        self.socket.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{coding}\r\n".encode())
        got = b""
        while b"\r\n\r\n" not in got:
            got += self.socket.recv(65536)
        head, _, body = got.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200"), head[:100]
        length = re.search(rb"\r\ncontent-length: *([0-9]+)", head, re.IGNORECASE)
        while len(body) < int(length[1]) if length else not body.endswith(b"\r\n0\r\n\r\n"):
            body += self.socket.recv(65536)
        return body


def main() -> None:
    with own_database(), ExitStack() as servers, tempfile.TemporaryDirectory() as files:
        for number in range(ARTICLES):
            publish(number)
        cached = servers.enter_context(site(32, files))
        rendering = servers.enter_context(site(0, files))
        print(
            f"{'page':<20}{'bytes':>8}{'rendered':>12}{'memory':>10}{'file':>10}   rendered/memory  memory/file"
        )
        for path in PAGES:
            compare(path, Line(cached), Line(rendering), Path(files))
        seconds = from_commit_to_page(cached)
        print(
            f"\nfrom commit to the new page in each of {WORKERS} processes, {PUBLISHES} publishes:"
            f" median {statistics.median(seconds) * 1000:.1f} ms, longest {max(seconds) * 1000:.1f} ms"
        )


def compare(path: str, cached: Line, rendering: Line, files: Path) -> None:
    body = cached.get(path)
    (files / "same.html").write_bytes(body)
    taken: dict[str, list[float]] = {"rendered": [], "memory": [], "file": []}
    for _request in range(REQUESTS):
        for name, line, address in (
            ("rendered", rendering, path),
            ("memory", cached, path),
            ("file", cached, "/files/same.html"),
        ):
            began = time.perf_counter()
            line.get(address)
            taken[name].append((time.perf_counter() - began) * 1000)
    median = {name: statistics.median(times) for name, times in taken.items()}
    print(
        f"{path:<20}{len(body):>8}{median['rendered']:>9.2f} ms{median['memory']:>7.2f} ms{median['file']:>7.2f} ms"
        f"{median['rendered'] / median['memory']:>18.1f}{median['memory'] / median['file']:>13.1f}"
    )


def from_commit_to_page(port: int) -> list[float]:
    """Seconds until each process shows what was just committed; eight connections, so that each has some."""
    lines = [Line(port) for _line in range(4 * WORKERS)]
    seconds = []
    for number in range(ARTICLES, ARTICLES + PUBLISHES):
        for line in lines:
            line.get("/latest/")
        publish(number)
        committed = time.perf_counter()
        for line in lines:
            while f"খবর-{number}-".encode() not in line.get("/latest/", packed=False):
                pass
        seconds.append(time.perf_counter() - committed)
    return seconds


def publish(number: int) -> None:
    from django.db import transaction
    from django.utils import timezone

    from articles.models import Section
    from articles.publishing import publish_article
    from articles.snapshot import ArticleSnapshot, Named

    slug = ("world", "bangladesh", "sport")[number % 3]
    Section.objects.get_or_create(slug=slug, defaults={"name": slug})
    words = [WORDS[(number * 7 + step * step) % len(WORDS)] for step in range(300)]
    snapshot = ArticleSnapshot(
        public_id=f"{number:08d}",
        revision=1,
        content_hash="0" * 64,
        language="bn",
        section=Named(slug, slug),
        kicker="",
        headline=f"খবর-{number}- {' '.join(words[:8])}",
        standfirst=" ".join(words[8:24]),
        body=f"<p>{' '.join(words)}</p>",
        dateline="",
        source_credit="",
        sign_off="",
        byline=(),
        topics=(),
        picture=None,
    )
    with transaction.atomic():
        publish_article(snapshot, timezone.now())


@contextmanager
def site(megabytes: int, files: str) -> Iterator[int]:
    """The public site with a page cache of that size; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings_site",
        "SITE_DATABASE_URL": os.environ["DATABASE_URL"],
        "PAGE_CACHE_MB": str(megabytes),
        "DEBUG": "1",
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(port), "--no-ws"]
    command += [
        "--log-level",
        "error",
        "--blocking-threads",
        "4",
        "--workers",
        str(WORKERS if megabytes else 1),
    ]
    command += ["--static-path-route", "/files", "--static-path-mount", files, "config.wsgi_site:application"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment)
    try:
        wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def wait_for(port: int) -> None:
    while True:
        try:
            Line(port).get("/healthz")
        except (ConnectionError, AssertionError):
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    main()
