"""Keys go where they say, never while one writes, and not at all for whoever turned them off."""

from playwright.sync_api import expect


def test_keys_work_outside_of_fields_and_can_be_turned_off(staff, paper):
    window = staff("photo")
    page = window.page
    page.keyboard.press("q")
    page.wait_for_url("**/newsroom/story/**")
    page.focus("#queue-words")
    page.keyboard.type("qd?")
    expect(page.locator("#queue-words")).to_have_value("qd?")
    page.locator("h1").click()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator("#keys")).to_be_visible()

    page.click("#keys [name=shortcuts]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()
    page.click("[data-keys]")
    page.click("#keys [name=shortcuts]")
    expect(page.locator("#keys")).to_have_attribute("data-shortcuts", "on")
    assert not window.errors
