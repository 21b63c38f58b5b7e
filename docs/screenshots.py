"""Takes the README's pictures from a running demo: `make demo` in one terminal, this in another.

.venv/bin/python docs/screenshots.py
"""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

SITE = f"http://127.0.0.1:{os.environ.get('SITE_PORT', '8000')}"
NEWSROOM = f"http://127.0.0.1:{os.environ.get('NEWSROOM_PORT', '8001')}"
FOLDER = Path(__file__).parent / "screenshots"
DESKTOP, PHONE = (1440, 1100), (390, 844)


def save(page: Page, name: str) -> None:
    page.wait_for_timeout(600)
    image = Image.open(BytesIO(page.screenshot()))
    image.save(FOLDER / f"{name}.webp", quality=82, method=6)


def window(browser: Browser, size: tuple[int, int], *, dark: bool = False) -> Page:
    scheme = "dark" if dark else "light"
    options = {"color_scheme": scheme, "locale": "bn", "reduced_motion": "reduce"}
    return browser.new_context(viewport={"width": size[0], "height": size[1]}, **options).new_page()


def log_in(page: Page, name: str) -> None:
    page.goto(f"{NEWSROOM}/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", "demo")
    page.click("#login-form [type=submit]")
    page.wait_for_selector("nav.places")


def take_site(browser: Browser) -> None:
    """What readers see: by day, on a telephone, and at night."""
    for size, dark, suffix in ((DESKTOP, False, ""), (PHONE, False, "-phone"), (DESKTOP, True, "-dark")):
        page = window(browser, size, dark=dark)
        page.goto(SITE)
        save(page, f"front{suffix}")
        page.goto(SITE + page.locator("main h2 a").first.get_attribute("href"))
        save(page, f"article{suffix}")
        if not suffix:
            page.goto(f"{SITE}/search/?q=%E0%A6%A8%E0%A6%A6%E0%A7%80")  # নদী
            save(page, "search")


def take_newsroom(browser: Browser) -> None:
    for size, suffix in ((PHONE, "-phone"), (DESKTOP, "")):  # what has one name is left in the larger
        page = window(browser, size)
        log_in(page, "editor")
        page.goto(f"{NEWSROOM}/newsroom/picture/")
        save(page, "library")
        page.goto(NEWSROOM + page.locator("main a[href$='/change/']").first.get_attribute("href"))
        save(page, "picture")
        page.goto(f"{NEWSROOM}/front/")
        save(page, "board")
        page.goto(NEWSROOM)
        save(page, f"dashboard{suffix}")
        page.goto(f"{NEWSROOM}/newsroom/story/?tab=waiting")
        save(page, f"queue{suffix}")
        story = page.locator(".state-submitted").first.locator(
            "xpath=ancestor-or-self::*[.//h2//a][1]//h2//a"
        )
        page.goto(NEWSROOM + story.first.get_attribute("href"))
        page.wait_for_selector("iframe.cke_wysiwyg_frame")
        save(page, f"story{suffix}")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=flags
        )
        take_site(browser)
        take_newsroom(browser)
        browser.close()


if __name__ == "__main__":
    main()
