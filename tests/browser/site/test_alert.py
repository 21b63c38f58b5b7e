"""A breaking alert, from an editor's two presses to a page that somebody reads, and until it is over."""

from collections.abc import Iterator

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.site.test_first_load import MOST_SHIFT, SHIFT
from tests.browser.site.test_reading import AXE
from tests.browser.site.test_ticker import CALM, LINES
from tests.browser.waiting import hear

TEXT = "নমুনা সতর্কতা: উপকূলে সংকেত বাড়ল"
BANNER = ".alert:visible"
# Buttons and links of the newsroom go over into other colours.
TURNED = "Promise.allSettled(document.getAnimations().filter(a => a instanceof CSSTransition).map(a => a.finished))"


@pytest.fixture
def story(paper, addresses) -> Iterator[int]:
    """The number of a live story; whatever alert of it still stands after the test is over then."""
    public_id = addresses["article"].rstrip("/").rsplit("/", 1)[1]
    with psycopg.connect(paper.database, autocommit=True) as database:
        row = database.execute("SELECT id FROM newsroom_story WHERE public_id = %s", [public_id]).fetchone()
        assert row
        yield row[0]
        database.execute("UPDATE newsroom_breakingalert SET ends_at = now() WHERE ends_at > now()")
        database.execute("UPDATE articles_alert SET ends_at = now() WHERE ends_at > now()")


@pytest.fixture
def open_page(somebody, addresses):
    """open_page() -> a window on a page that has begun to ask for news, by a clock that the test drives."""

    def opened(**options: object):
        window = somebody(**options)
        window.page.clock.install()
        window.page.goto(addresses["latest"])
        with window.page.expect_response(LINES):
            window.page.clock.run_for(CALM)
        return window

    return opened


def check(page: Page) -> None:
    """Nothing is wider than the window, and axe is content, by day and by night."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(TURNED)
        found = Axe().run(page, options=AXE).response["violations"]
        assert not {one["id"]: one["nodes"][0]["html"][:120] for one in found}
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_an_alert_reaches_an_open_page_stays_closed_and_ends(
    staff, somebody, open_page, paper, addresses, story
):
    reader, other = open_page(width=390), open_page()
    page = reader.page
    content = page.locator("#content").bounding_box()

    # The editor sends it: from the story's page, after a second look.
    desk = staff("editor", bypass_csp=True, reduced_motion="reduce").page
    desk.goto(f"{paper.newsroom}/newsroom/story/{story}/change/")
    desk.click("[data-dialog=dialog-alert]")
    desk.fill("#dialog-alert [name=text]", TEXT)
    desk.click("#dialog-alert .primary")
    for frame in range(2):
        expect(desk.frame_locator("iframe").nth(frame).locator(".alert")).to_contain_text(TEXT)
    check(desk)
    desk.click("[name=_send]")
    expect(desk.locator(".standing")).to_contain_text(TEXT)
    check(desk)

    # A page that is open has it within twenty seconds, and nothing on it moves.
    for window in (reader, other):
        hear(window.page)
        expect(window.page.locator(BANNER)).to_contain_text(TEXT)
        expect(window.page.locator(".ticker-strip").first).to_contain_text(TEXT)
        assert TEXT in window.page.locator(".ticker > [role=status]").text_content()
    assert page.locator("[role=status]").filter(has_text=TEXT).count() == 1
    assert page.locator("#content").bounding_box() == content
    assert page.locator(f"{BANNER} a").evaluate("link => link.href") == addresses["article"]
    assert page.locator(f"{BANNER} time").text_content()

    # Whoever closes it has closed it.
    page.locator(f"{BANNER} button").click()
    expect(page.locator(".alert")).to_have_count(0)
    hear(page)
    page.goto(addresses["article"])
    assert page.locator(".alert").is_hidden()
    assert reader.context.cookies() == []

    # It is in the page that somebody else loads, for everybody, and moves nothing.
    fresh = somebody(width=390, bypass_csp=True).page
    fresh.goto(addresses["article"])
    expect(fresh.locator(BANNER)).to_contain_text(TEXT)
    assert fresh.evaluate(SHIFT) <= MOST_SHIFT
    fresh.set_viewport_size({"width": 320, "height": 900})
    check(fresh)
    fresh.emulate_media(media="print")
    assert fresh.locator(".alert").is_hidden()
    without = somebody(javascript=False).page
    without.goto(addresses["front"])
    expect(without.locator(BANNER)).to_contain_text(TEXT)
    assert without.locator(".alert button").is_hidden()

    # It ends, on the page that is open too.
    loaded = open_page()
    place = loaded.page.locator("#content").bounding_box()
    desk.click(".standing .careful")
    expect(desk.locator(".empty")).to_be_visible()
    for window in (loaded, other):
        hear(window.page)
        expect(window.page.locator(".ticker-strip").first).not_to_contain_text(TEXT)
        expect(window.page.locator(BANNER)).to_have_count(0)
    assert loaded.page.locator("#content").bounding_box() == place
    assert [window.errors for window in (reader, other, loaded)] == [[], [], []]
