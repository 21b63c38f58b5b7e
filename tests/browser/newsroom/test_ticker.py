"""The ticker's desk by hand and by keyboard, and its shortest way to readers."""

import json
import urllib.request

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

LINES = '[data-lines="regular"] > [data-line]'


def texts(page: Page) -> list[str]:
    return page.locator(f"{LINES} .ticker-text").all_inner_texts()


def saved(page: Page) -> int:
    return int(page.locator("[data-version]").first.input_value())


def violations(page: Page) -> list[tuple[str, str]]:
    found = Axe().run(page, options={"iframes": False, "preload": False}).response["violations"]
    return [(one["id"], one["nodes"][0]["html"][:120]) for one in found]


def test_lines_are_ordered_by_hand_and_by_keyboard_written_seen_and_published(staff, paper):
    window = staff("editor")
    page = window.page
    page.goto(f"{paper.newsroom}/ticker/")
    before, version = texts(page), saved(page)
    assert len(before) >= 3

    # By keyboard: picked up, led two down, put down.
    page.locator(f"{LINES} [data-grip]").first.focus()
    for key in ("Space", "ArrowDown", "ArrowDown", "Space"):
        page.keyboard.press(key)
    moved = [before[1], before[2], before[0], *before[3:]]
    assert texts(page) == moved
    expect(page.locator("[data-version]").first).to_have_value(str(version + 1))
    assert page.evaluate("document.activeElement.matches('[data-grip]')")
    expect(page.locator("[data-say]")).to_contain_text(before[0][:20])

    # Taken back: nothing is saved.
    for key in ("Enter", "End", "Escape"):
        page.keyboard.press(key)
    assert texts(page) == moved

    # By hand: the first line goes under the second.
    grip = page.locator(f"{LINES} [data-grip]").first.bounding_box()
    below = page.locator(LINES).nth(1).bounding_box()
    page.mouse.move(grip["x"] + 8, grip["y"] + 8)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, below["y"] + below["height"] - 4, steps=6)
    page.mouse.up()
    assert texts(page) == [before[2], before[1], before[0], *before[3:]]
    expect(page.locator("[data-version]").first).to_have_value(str(version + 2))
    page.reload()
    assert texts(page) == [before[2], before[1], before[0], *before[3:]]
    expect(page.locator("[data-changes]")).to_be_visible()

    # What is typed is counted, and stands in the preview before it is saved.
    page.fill("#id_text", "শহরে নতুন সেতু খুলেছে")
    phone = page.frame_locator(".is-phone [data-preview]")
    expect(phone.locator(".ticker-strip")).to_contain_text("শহরে নতুন সেতু খুলেছে")
    page.fill("#id_text", "ক্ষ" * 91)
    expect(page.locator("[data-letters]")).to_have_class("help ticker-letters is-long")
    expect(page.locator("[data-letters]")).to_contain_text("৯১")

    # A story is found by its words.
    page.fill("#id_text", "শহরে নতুন সেতু খুলেছে")
    page.fill("#id_address", "নদী")
    page.locator(".names li").filter(visible=True).first.click()
    expect(page.locator(".ticker-leads")).to_be_visible()
    assert violations(page) == []

    page.click("[name=_publish]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    assert texts(page)[0] == "শহরে নতুন সেতু খুলেছে"
    expect(page.locator("[data-changes]")).to_be_hidden()
    with urllib.request.urlopen(f"{paper.site}/ticker.json") as answer:
        lines = [line for line in json.load(answer)["lines"] if not line["breaking"]]
    assert [line["text"] for line in lines[:2]] == ["শহরে নতুন সেতু খুলেছে", before[2]]
    assert lines[0]["url"]
    assert not window.errors
