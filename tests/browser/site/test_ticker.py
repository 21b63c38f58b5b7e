"""The headline ticker in a real browser: moving, held, stopped, kept new, and framed on somebody else's page."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import psycopg
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.waiting import hear

STRIP_X = "document.querySelector('.ticker-strip').getBoundingClientRect().x"
STRIPS = "document.querySelectorAll('.ticker-strip').length"
READY = "document.fonts.ready.then(() => true)"
# To where it moves, past its first wait: animations run by the document's time, not by the clock of timers.
MOVE = "document.querySelectorAll('.ticker-strip').forEach(s => s.getAnimations()[0].currentTime = 6000)"
CALM = 8000  # milliseconds until a page begins to ask for lines
LINES = "**/ticker.json"


def look(page: Page, address: str, moving: bool = True) -> None:
    page.goto(address)
    page.evaluate(READY)
    if moving:
        page.evaluate(MOVE)


def moves(page: Page) -> bool:
    """Whether the strip stands elsewhere some frames later."""
    frames = (
        "new Promise(done => { let n = 6; const f = () => --n ? requestAnimationFrame(f) : done(); f(); })"
    )
    before = page.evaluate(STRIP_X)
    page.evaluate(frames)
    return page.evaluate(STRIP_X) != before


def line(text: str, url: str | None = None, breaking: bool = False) -> dict[str, object]:
    return {"id": text, "text": text, "url": url, "breaking": breaking, "language": "bn"}


@pytest.fixture
def live(somebody, addresses):
    """live(address, …) -> (page, say, asked): a page that has begun to ask; say(lines, published) is what it hears."""

    def open_page(kind: str = "article", **options: object):
        window = somebody(**options)
        page, asked = window.page, []
        said = {"edition": 1, "newest": None, "lines": None, "status": 200}

        def answer(route):
            asked.append(route.request)
            if said["lines"] is None and said["status"] == 200:
                return route.continue_()
            return route.fulfill(status=said["status"], json=said)

        def say(lines=None, published: str = "", status: int = 200) -> None:
            said.update(lines=lines, newest={"id": "x", "published": published} if published else None)
            said["status"] = status
            before = len(asked)
            for _ in range(60):  # a round, and the time the page takes to hear the answer before
                page.clock.run_for(1000)
                if len(asked) > before:
                    return
            raise AssertionError("the page does not ask")

        page.clock.install()
        page.route(LINES, answer)
        look(page, addresses[kind], moving=False)
        with page.expect_response(LINES):
            page.clock.run_for(CALM)
        return page, say, asked

    return open_page


# Moving


def test_the_ticker_moves_and_waits_for_whoever_points_at_it(somebody, addresses):
    page = somebody(width=1280).page
    look(page, addresses["article"])
    assert moves(page)
    page.hover(".ticker-window")
    assert not moves(page)
    page.mouse.move(5, 700)
    assert moves(page)


def test_a_focused_headline_stands_still_in_full_view(somebody, addresses):
    page = somebody(width=1280).page
    look(page, addresses["front"])
    page.locator(".ticker-strip a").nth(5).focus()
    view = page.locator(".ticker-window").bounding_box()
    link = page.locator(":focus").bounding_box()
    assert view["x"] <= link["x"] < view["x"] + 100
    assert not moves(page)


def test_the_moving_copy_is_nobodys_and_nothing_but_its_place_changes(somebody, addresses):
    page = somebody().page
    look(page, addresses["front"])
    copy = page.locator(".ticker-strip").nth(1)
    assert copy.get_attribute("aria-hidden") == "true"
    assert copy.evaluate("node => node.inert")
    keys = "node => node.getAnimations()[0].effect.getKeyframes().flatMap(Object.keys)"
    assert set(copy.evaluate(keys)) == {"offset", "computedOffset", "easing", "composite", "transform"}


def test_a_reader_stops_the_ticker_once_for_all_pages(somebody, addresses):
    window = somebody()
    page = window.page
    look(page, addresses["front"])
    button = page.locator(".ticker-button")
    stop = button.get_attribute("aria-label")
    button.click()
    assert button.get_attribute("aria-label") != stop
    for address in (addresses["front"], addresses["article"]):
        look(page, address, moving=False)
        assert page.evaluate(STRIPS) == 1
    button.click()
    assert page.evaluate(STRIPS) == 2
    assert button.get_attribute("aria-label") == stop
    assert window.context.cookies() == []


@pytest.mark.parametrize(
    "reader",
    [{"reduced_motion": "reduce"}, {"width": 390}, {"width": 320}, {"javascript": False}],
    ids=["less motion", "telephone", "small telephone", "no scripts"],
)
def test_where_nothing_should_move_all_of_it_is_there_to_scroll(somebody, addresses, reader):
    page = somebody(**reader).page
    page.goto(addresses["front"])
    if reader.get("javascript", True):
        page.evaluate(READY)
    assert page.evaluate(STRIPS) == 1
    assert page.locator(".ticker-button").is_hidden()
    view = page.locator(".ticker-window")
    assert view.evaluate("node => getComputedStyle(node).overflowX") == "auto"
    last = page.locator(".ticker-strip a").last
    last.focus()
    assert last.bounding_box()["x"] < view.bounding_box()["x"] + view.bounding_box()["width"]


def test_no_conjunct_of_a_long_line_is_clipped(live):
    page, say, _ = live(width=1280)
    say([line("র্ষ্ট্রিঁ র্টিঁ ক্ষ্ণূ " * 12)])
    row = page.locator(".ticker-strip").first.locator("li span")
    expect(row).to_be_visible()
    ink = row.evaluate(
        """node => {
            const style = getComputedStyle(node);
            const pen = document.createElement("canvas").getContext("2d");
            pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
            const drawn = pen.measureText(node.textContent);
            return drawn.actualBoundingBoxAscent + drawn.actualBoundingBoxDescent;
        }"""
    )
    assert ink < page.locator(".ticker-window").bounding_box()["height"] / 1.4
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


# Kept new


def test_a_line_that_is_published_comes_and_goes_on_an_open_page(somebody, addresses, paper):
    """From the database to the page within one round of questions, while nobody loads anything."""
    text = "নমুনা লাইন: পাঠাগার খুলেছে"
    window = somebody()
    page, statuses = window.page, []
    page.on("response", lambda answer: "ticker.json" in answer.url and statuses.append(answer.status))
    page.clock.install()
    look(page, addresses["article"], moving=False)
    page.evaluate("window.same = true")
    with page.expect_response(LINES):
        page.clock.run_for(CALM)
    hear(page)
    assert statuses == [200, 304]
    lines = page.locator(".ticker-strip").first
    with psycopg.connect(paper.database, autocommit=True) as database:
        number = (
            "UPDATE articles_edition SET number = number + 1"
            " RETURNING pg_notify('khobor_edition', json_build_object('edition', number)::text)"
        )
        with database.transaction():
            database.execute(
                "INSERT INTO articles_tickerline (text, breaking, ends_at, position)"
                " VALUES (%s, true, now() + interval '1 hour', 0)",
                [text],
            )
            database.execute(number)
        try:
            hear(page)
            expect(lines).to_contain_text(text)
            assert text in page.locator(".ticker > [role=status]").text_content()
        finally:
            with database.transaction():
                database.execute("DELETE FROM articles_tickerline WHERE text = %s", [text])
                database.execute(number)
        hear(page)
        expect(lines).not_to_contain_text(text)
    assert page.evaluate("window.same")
    assert window.errors == []


def test_a_breaking_line_is_said_once(live):
    page, say, _ = live()
    told = page.locator(".ticker > [role=status]")
    say([line("এক", breaking=True), line("দুই")])
    expect(told).to_contain_text("এক")
    told.evaluate("node => (node.textContent = '')")
    say([line("দুই")])
    say([line("এক", breaking=True), line("তিন")])
    expect(page.locator(".ticker-strip").first).to_contain_text("তিন")
    assert told.text_content() == ""


def test_nothing_is_pulled_from_under_a_reader(live, addresses):
    page, say, _ = live()
    link = page.locator(".ticker-strip").first.locator("a").nth(2)
    link.focus()
    words = link.text_content()
    say([line("নতুন", addresses["front"])])
    page.clock.run_for(1000)
    assert page.locator(":focus").text_content() == words
    page.locator(":focus").evaluate("node => node.blur()")
    page.clock.run_for(100)
    expect(page.locator(".ticker-strip").first.locator("li")).to_have_text(["নতুন"])


def test_who_scrolled_the_strip_by_hand_stays_where_he_was(live):
    page, say, _ = live(width=390)
    view = page.locator(".ticker-window")
    say([line(f"লম্বা শিরোনামের নমুনা {n}") for n in range(8)])
    third = page.locator(".ticker-strip li").filter(has_text="নমুনা 3")
    expect(third).to_be_visible()
    view.evaluate("node => (node.scrollLeft = 500)")
    before = third.bounding_box()["x"]
    say([line("সবচেয়ে নতুন", breaking=True), *[line(f"লম্বা শিরোনামের নমুনা {n}") for n in range(8)]])
    expect(page.locator(".ticker-strip li")).to_have_count(9)
    assert abs(third.bounding_box()["x"] - before) <= 1


def test_hostile_words_stay_words(live):
    page, say, _ = live()
    say([line("<img src=x onerror=alert(1)> & <b>", "javascript:alert(1)")])
    shown = page.locator(".ticker-strip").first
    expect(shown).to_contain_text("<img src=x")
    assert shown.locator("img, b").count() == 0
    assert shown.locator("a").evaluate("node => node.protocol") == "http:"


def test_nobody_asks_while_offline_or_out_of_sight(live):
    page, _, asked = live()
    page.context.set_offline(True)
    page.clock.run_for(120_000)
    assert len(asked) == 1
    with page.expect_request(LINES):
        page.context.set_offline(False)
    hide = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => %s });"
    turn = hide + "document.dispatchEvent(new Event('visibilitychange'))"
    page.evaluate(turn % "true")
    page.clock.run_for(120_000)
    assert len(asked) == 2
    with page.expect_request(LINES):
        page.evaluate(turn % "false")


def test_who_gets_no_answer_asks_less_and_less(live):
    page, say, asked = live()
    say(status=503)
    for _ in range(40):
        page.clock.run_for(15_000)
    assert 4 <= len(asked) <= 7  # ten minutes


@pytest.mark.parametrize("kind", ["front", "latest"])
def test_word_of_new_stories_moves_nothing(live, kind):
    page, say, _ = live(kind)
    place = page.locator("#content").bounding_box()
    say([], "2020-01-01T00:00:00+06:00")
    expect(page.locator(".fresh")).to_be_empty()
    say([], "2099-01-01T00:00:00+06:00")
    expect(page.locator(".fresh a")).to_be_visible()
    assert page.locator("#content").bounding_box() == place
    page.locator(".fresh a").click()
    expect(page.locator(".fresh")).to_be_empty()


# Framed


@pytest.fixture
def elsewhere(paper) -> Iterator[str]:
    """The address of a page on another origin, which frames the ticker and the front page."""
    frames = "".join(f'<iframe src="{paper.site}{path}"></iframe>' for path in ("/ticker/embed/", "/"))

    class OtherSite(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name is http.server's
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(frames.encode())

        def log_message(self, *said: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), OtherSite) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_another_site_shows_the_ticker_and_no_other_page(somebody, elsewhere, paper, javascript):
    window = somebody(javascript=javascript)
    page = window.page
    page.goto(elsewhere)
    framed = page.frame_locator("iframe").first
    expect(framed.locator(".ticker-strip a").first).to_be_visible()
    assert page.frames[2].url.startswith("chrome-error:")
    with page.expect_popup() as opened:
        framed.locator(".ticker-label").click()
    expect(opened.value).to_have_url(f"{paper.site}/")
    assert page.url == elsewhere


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_framed_ticker_passes_axe_and_fits(somebody, paper, theme):
    page = somebody(bypass_csp=True, height=50).page
    page.goto(f"{paper.site}/ticker/embed/?theme={theme}")
    rules = {"rules": {"target-size": {"enabled": True}}}
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 50})
        found = Axe().run(page, options=rules).response["violations"]
        assert not {one["id"]: one["nodes"][0]["html"][:120] for one in found}
        size = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
        assert page.evaluate(size) == [width, 50]
