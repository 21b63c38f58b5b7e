"""Waiting for something that only a script can see.

Playwright's own `wait_for_function` evaluates a string inside the page, which the newsroom's content policy refuses.
"""

import time

from playwright.sync_api import Page


def wait_until(page: Page, expression: str, seconds: float = 15) -> None:
    """Until the JavaScript `expression` is true on the page."""
    deadline = time.monotonic() + seconds
    while not page.evaluate(f"Boolean({expression})"):
        if time.monotonic() > deadline:
            raise AssertionError(f"still not true after {seconds} s: {expression}")
        page.wait_for_timeout(25)


def wait_for_editor(page: Page) -> None:
    """Until the story's editor can be written in."""
    wait_until(page, "window.CKEDITOR?.instances.id_body?.status === 'ready'")
