"""An editor makes up the front by hand and by keyboard, publishes it, and the reader sees it in that order."""

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

# Not preloaded: axe would fetch what a stylesheet imports from beside the page instead of from beside the sheet.
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "iframes": False, "preload": False}


DROP = "DELETE FROM newsroom_frontplan; DELETE FROM newsroom_frontversion; DELETE FROM newsroom_frontdraft"
EMPTY = """
    WITH draft AS (
        INSERT INTO newsroom_frontdraft (layout, version, at_version, changed_at, token, taken_from_token)
        VALUES ('{"top": [], "blocks": []}', 0, 0, now(), '', '') RETURNING id, layout
    )
    INSERT INTO newsroom_frontversion (draft_id, number, layout, at) SELECT id, 0, layout, now() FROM draft
"""


@pytest.fixture(autouse=True)
def empty_front(paper):
    """Each test begins with a working copy that fills itself; what readers have is left alone."""
    with psycopg.connect(paper.database, autocommit=True) as connection:
        connection.execute(DROP)
        connection.execute(EMPTY)
        yield
        connection.execute(DROP)


@pytest.fixture
def front(staff, paper):
    """front("editor", …) -> the front page's screen before that person."""

    def opened(name: str = "editor", **options: object):
        window = staff(name, **options)
        window.page.goto(f"{paper.newsroom}/front/")
        return window

    return opened


def slot(page: Page, place: str) -> Locator:
    return page.locator(f"#slot-{place}")


def headline(page: Page, place: str) -> str:
    return slot(page, place).locator("[data-headline]").inner_text()


def story(page: Page, number: int) -> Locator:
    """A story of the list, by its place there."""
    return page.locator("[data-list] > li").nth(number)


def saved(page: Page) -> None:
    expect(page.locator(".save-pill.is-saved")).to_be_visible()


def drag(page: Page, origin: Locator, target: Locator) -> None:
    """As a hand does it: press, move in steps, let go."""
    origin.scroll_into_view_if_needed()
    start = origin.bounding_box()
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 12, start["y"] + start["height"] / 2 + 4)
    end = target.bounding_box()
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=4)
    expect(page.locator(".is-target")).to_have_count(1)
    page.mouse.up()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def publish(page: Page) -> None:
    page.click("[data-dialog=dialog-publish]")
    page.click("#dialog-publish [data-publish]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()


def top_of(page: Page) -> list[str]:
    """The headlines at the top of the reader's front page, in their order."""
    return [text.strip() for text in page.locator("section.top h2").all_inner_texts()]


def test_an_editor_makes_up_the_front_by_hand_and_by_keyboard_and_readers_get_it(front, somebody, paper):
    window = front()
    page = window.page
    names = [story(page, number).locator("[data-headline]").inner_text() for number in range(4)]

    drag(page, story(page, 3), slot(page, "top-1"))
    expect(slot(page, "top-1").locator("[data-headline]")).to_have_text(names[3])
    story(page, 2).locator("[data-grip]").focus()
    press(page, "Enter", "ArrowDown")
    expect(page.locator("[data-say]")).to_contain_text("২")
    press(page, "Space")
    expect(slot(page, "top-2").locator("[data-headline]")).to_have_text(names[2])
    saved(page)

    drag(page, slot(page, "top-2").locator("[data-grip]"), slot(page, "top-3"))
    assert headline(page, "top-3") == names[2]
    slot(page, "top-1").locator("[data-grip]").focus()
    press(page, "Space", "ArrowDown", "Escape")
    assert headline(page, "top-1") == names[3], "let go, nothing moved"
    press(page, "Space", "ArrowDown", "Enter")
    expect(slot(page, "top-2").locator("[data-headline]")).to_have_text(names[3])
    expect(slot(page, "top-2").locator("[data-grip]")).to_be_focused()

    page.click("#slot-top-2 [data-tool=edit]")
    page.fill("[data-slot-dialog] [name=headline]", "এখানে এই শিরোনাম")
    page.click("[data-slot-keep]")
    block = page.locator("[data-block]").nth(1)
    moved = block.get_attribute("data-block")
    block.locator("[data-grip]").first.focus()
    press(page, "Enter", "ArrowUp", "Enter")
    expect(page.locator("[data-block]").first).to_have_attribute("data-block", moved)
    saved(page)

    reader = somebody().page
    reader.goto(paper.site)
    before = top_of(reader)
    assert "এখানে এই শিরোনাম" not in before, "not before it is published"
    publish(page)
    reader.goto(paper.site)
    shown = top_of(reader)
    assert (shown[1], shown[2]) == ("এখানে এই শিরোনাম", names[2])
    assert reader.locator(".block-title a").first.get_attribute("href").strip("/") == moved

    page.locator(".front-record li").nth(1).get_by_role("button").click()
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    publish(page)
    reader.goto(paper.site)
    assert top_of(reader) == before, "brought back"
    assert window.errors == []


def test_a_finger_moves_a_story_by_its_grip_and_undo_takes_it_back(front):
    page = front(width=820, has_touch=True).page
    first = headline(page, "top-1")
    client = page.context.new_cdp_session(page)
    page.click("#slot-top-1 [data-tool=keep]")
    page.evaluate("scrollTo(0, 0)")
    start, end = (
        box.bounding_box() for box in (slot(page, "top-1").locator("[data-grip]"), slot(page, "top-3"))
    )
    points = [
        (start["x"] + 12, start["y"] + 12),
        (start["x"] + 30, start["y"] + 40),
        (end["x"] + end["width"] / 2, end["y"] + end["height"] / 2),
    ]
    for kind, point in zip(("touchStart", "touchMove", "touchMove"), points, strict=True):
        touch = {"type": kind, "touchPoints": [{"x": point[0], "y": point[1]}]}
        client.send("Input.dispatchTouchEvent", touch)
    client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(slot(page, "top-3").locator("[data-headline]")).to_have_text(first)
    expect(slot(page, "top-3")).to_have_class("front-slot is-placed")
    saved(page)
    page.keyboard.press("Control+z")
    expect(slot(page, "top-1")).to_have_class("front-slot is-placed")
    expect(slot(page, "top-3")).to_have_class("front-slot is-automatic")


def test_without_a_connection_nothing_is_lost(front):
    window = front()
    page = window.page
    window.context.set_offline(True)
    page.click("#slot-top-2 [data-tool=keep]")
    expect(page.locator(".save-pill.is-offline")).to_be_visible()
    kept = headline(page, "top-2")
    page.click("[data-dialog=dialog-publish]")
    page.click("#dialog-publish [data-publish]")
    expect(page.locator("#dialog-publish [data-not-saved]")).to_be_visible()
    page.keyboard.press("Escape")
    window.context.set_offline(False)
    saved(page)
    page.reload()
    expect(slot(page, "top-2")).to_have_class("front-slot is-placed")
    assert headline(page, "top-2") == kept


def test_two_editors_at_once_see_each_other_and_both_layouts(front):
    one = front("editor").page
    other = front("chief").page
    one.click("#slot-top-1 [data-tool=keep]")
    saved(one)
    other.click("#slot-top-2 [data-tool=keep]")
    expect(other.locator("[data-lock]")).to_be_visible()
    other.click("[data-take-over]")
    expect(slot(other, "top-1")).to_have_class("front-slot is-placed")
    other.click("#slot-top-3 [data-tool=keep]")
    saved(other)
    other.close()
    one.click("#slot-top-1 [data-tool=out]")
    expect(one.locator("[data-conflict]")).to_be_visible()
    expect(one.locator("[data-theirs] li")).to_have_count(2)
    one.click("[data-keep-mine]")
    saved(one)
    expect(slot(one, "top-1")).to_have_class("front-slot is-automatic")


@pytest.mark.parametrize(("scheme", "address"), [("light", "/front/"), ("dark", "/front/of/sports/")])
def test_the_screen_and_its_dialogs_pass_axe(staff, paper, scheme, address):
    page = staff("editor", color_scheme=scheme).page
    page.goto(paper.newsroom + address)
    page.click("#slot-top-1 [data-tool=keep]")
    saved(page)
    assert Axe().run(page, options=AXE).response["violations"] == []
    for opener in ("#slot-top-1 [data-tool=edit]", "[data-dialog=dialog-publish]"):
        page.click(opener)
        assert Axe().run(page, context="dialog[open]", options=AXE).response["violations"] == []
        page.keyboard.press("Escape")


def test_without_javascript_a_form_and_buttons_do_the_same(front, paper):
    page = front(javascript=False).page
    chosen = story(page, 4).get_attribute("data-story")
    page.click("#slot-top-2 [value='choose:top-2']")
    page.select_option("[name=story]", chosen)
    page.fill("[name=headline]", "শিরোনাম হাতে লেখা")
    page.click("form.front-slot-form .button.primary")
    expect(slot(page, "top-2").locator("[data-headline]")).to_have_text("শিরোনাম হাতে লেখা")
    page.click("#slot-top-2 [value='up:top-2']")
    expect(slot(page, "top-1").locator("[data-headline]")).to_have_text("শিরোনাম হাতে লেখা")
