"""A whole newspaper under its own supervisor, on a database of its own, and one Chromium for all tests.

Two processes share these tests when there are several (tests/conftest.py): readers' in site/, the newsroom's in newsroom/.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from config.environment import BASE_DIR
from tests.databases import address_of, copy_database, migrated_database, one_at_a_time

DATABASE = f"test_khobor_browser_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
SEED = "test_khobor_newspaper"
CHROMIUM = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker("browser")


@dataclass(frozen=True)
class Paper:
    """Where the running newspaper answers."""

    site: str
    newsroom: str
    database: str  # as the newsroom's role
    process: subprocess.Popen


@pytest.fixture(scope="session")
def chromium() -> str:
    path = shutil.which(CHROMIUM)
    if not path:
        pytest.skip(f"no Chromium at {CHROMIUM} (set CHROMIUM)")
    return path


@pytest.fixture(scope="session")
def paper(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """`manage.py serve` with the demo's people and a dozen of its stories."""
    files = tmp_path_factory.mktemp("paper")
    url = begin_paper(tmp_path_factory.getbasetemp(), files)
    ports = free_port(), free_port()
    environment = environment_of(url, files) | {"SITE_PORT": str(ports[0]), "NEWSROOM_PORT": str(ports[1])}
    log = (files / "paper.log").open("wb")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "demo", "--stories", "12"],
        cwd=BASE_DIR,
        env=environment,
        stdout=log,
        stderr=log,
    )
    running = Paper(f"http://127.0.0.1:{ports[0]}", f"http://127.0.0.1:{ports[1]}", url, process)
    try:
        wait_until_answering(running, files / "paper.log")
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)
        log.close()


def begin_paper(base: Path, files: Path) -> str:
    """A database and the folder `files` with the demo's people and stories; returns the database's address.

    The first process of a run writes the newspaper, the other copies it. `base` is this process's folder for files.
    """
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    seed, written = shared / "newspaper", shared / "newspaper-is-written"
    with one_at_a_time("newspaper"):
        if not written.exists():
            copy_database(SEED, migrated_database())
            subprocess.run(
                [sys.executable, "manage.py", "demo", "--stories", "12", "--no-serve"],
                cwd=BASE_DIR,
                env=environment_of(address_of(SEED), seed),
                stdout=subprocess.DEVNULL,
                check=True,
            )
            written.touch()
        copy_database(DATABASE, SEED)
    shutil.copytree(seed, files, dirs_exist_ok=True)
    return address_of(DATABASE)


def environment_of(url: str, files: Path) -> dict[str, str]:
    return os.environ | {
        "DEBUG": "1",
        "DATABASE_URL": url,
        "KHOBOR_VAR": str(files),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }


@pytest.fixture(scope="session")
def addresses(paper: Paper) -> dict[str, str]:
    """One page of each kind of the running newspaper. The article is the one with most in it."""

    def read(address: str) -> str:
        with urllib.request.urlopen(paper.site + address) as answer:
            html: str = answer.read().decode()
        return html

    def linked(pattern: str, html: str) -> str:
        return re.search(f'href="({pattern})"', html)[1]

    stories = set(re.findall(r'href="(/[a-z-]+/[0-9a-z]{8}/)"', read("/latest/")))
    article = max(stories, key=lambda address: len(read(address)))
    words = read(article)
    kinds = {
        "front": "/",
        "section": re.match("/[a-z-]+/", article)[0],
        "article": article,
        "topic": linked("/topic/[a-z0-9-]+/", words),
        "contributor": linked("/author/[a-z0-9-]+/", words),
        "latest": "/latest/",
        "archive": "/archive/",
        "search": "/search/?q=%E0%A6%A8%E0%A6%A6%E0%A7%80&since=2020-01-01",
        "nothing found": "/search/?q=%E0%A6%96%E0%A6%96%E0%A6%96",
        "corrections": "/corrections/",
        "most read": "/most-read/",
        "about the paper": "/about/",
        "map of the site": "/sitemap/",
        "headlines for other sites": "/ticker/",
        "stories for programs": "/api/",
        "told of news": "/alerts/",
        "lite": f"{article}?lite=1",
        "404": "/x/y/",
    }
    return {kind: paper.site + address for kind, address in kinds.items()}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_answering(paper: Paper, log: Path, seconds: float = 90) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if paper.process.poll() is not None:
            break
        try:
            for url in (f"{paper.site}/healthz", f"{paper.newsroom}/login/"):
                urllib.request.urlopen(url, timeout=2).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the newspaper did not start:\n{log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread; Django would take every later test for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    browser = playwright.chromium.launch(executable_path=chromium, args=flags)
    yield browser
    browser.close()


@dataclass
class Somebody:
    """A person at a browser; console errors are collected and must stay none."""

    page: Page
    context: BrowserContext
    errors: list[str]


@pytest.fixture
def somebody(browser: Browser) -> Iterator:
    """somebody(width=390, javascript=False, …) -> a fresh browser window."""
    opened: list[Somebody] = []

    def open_window(
        width: int = 1440, height: int = 900, javascript: bool = True, **options: object
    ) -> Somebody:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            locale="bn",
            **options,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        window = Somebody(page, context, [])
        page.on("pageerror", lambda error: window.errors.append(str(error)))
        page.on("console", lambda message: message.type == "error" and window.errors.append(message.text))
        opened.append(window)
        return window

    yield open_window
    for window in opened:
        window.context.close()


@pytest.fixture
def staff(somebody, paper: Paper):
    """staff("reporter") -> that demo user, logged in to the newsroom."""

    def logged_in(name: str, **options: object) -> Somebody:
        window = somebody(**options)
        window.page.goto(f"{paper.newsroom}/login/")
        window.page.fill("[name=username]", name)
        window.page.fill("[name=password]", "demo")
        window.page.click("#login-form [type=submit]")
        window.page.wait_for_selector("nav.places")
        return window

    return logged_in
