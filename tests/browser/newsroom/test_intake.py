"""The triage by keys alone: next, previous, put away, make a draft."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect


def test_what_came_in_is_decided_upon_without_a_mouse(staff, paper):
    window = staff("editor")
    page = window.page
    page.keyboard.press("i")
    page.wait_for_url("**/intake/")
    rows = page.locator(".intake-headline")
    headlines = rows.all_inner_texts()
    title = page.locator("#intake-title")
    expect(title).to_have_text(headlines[0])
    assert not Axe().run(page).response["violations"]

    page.keyboard.press("j")
    expect(title).to_have_text(headlines[1])
    page.keyboard.press("k")
    expect(title).to_have_text(headlines[0])
    page.keyboard.press("x")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    expect(title).to_have_text(headlines[1])  # the next one is read at once
    expect(rows).to_have_count(len(headlines) - 1)

    page.locator("[name=words]").focus()
    page.keyboard.type("tx")
    expect(rows).to_have_count(len(headlines) - 1)
    title.click()
    page.keyboard.press("t")
    page.wait_for_url("**/newsroom/story/*/change/")
    expect(page.locator("#id_headline")).to_have_value(headlines[1])
    assert not window.errors
