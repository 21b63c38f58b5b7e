"""Waiting for something that only a script can see.

Playwright's own `wait_for_function` evaluates a string inside the page, which the newsroom's content policy refuses.
"""

import time
from collections.abc import Callable

from playwright.sync_api import Page, Request

HEARD = 500  # milliseconds until each process of the site has looked for itself


def wait_until(page: Page, expression: str, seconds: float = 15) -> None:
    """Until the JavaScript `expression` is true on the page."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({expression})"):
        if time.monotonic() > deadline:
            raise AssertionError(f"still not true after {seconds} s: {expression}")
        page.wait_for_timeout(25)


def wait_until_true(page: Page, question: Callable[[], bool], seconds: float = 15) -> None:
    """Until something outside of the page is so, such as a row of the database; the page goes on meanwhile."""
    deadline = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        page.wait_for_timeout(25)


def wait_for_editor(page: Page) -> None:
    """Until the story's editor can be written in."""
    wait_until(page, "window.CKEDITOR?.instances.id_body?.status === 'ready'")


def hear(page: Page) -> None:
    """What the site says now, at an open page's next question: a round of the clock that the test drives, and the time
    the page takes to hear the answer before."""
    page.wait_for_timeout(HEARD)
    asked: list[Request] = []
    page.on("request", lambda request: request.url.endswith("/ticker.json") and asked.append(request))
    for _second in range(60):
        page.clock.run_for(1000)
        if asked:
            asked[0].response()
            return
        page.wait_for_timeout(10)
    raise AssertionError("the page does not ask")
