"""A story with boxes in a real browser: nobody else is asked before a click, and all of it can be read without."""

import re
import urllib.request

import pytest

PLAYER = "<!doctype html><title>x</title><p>মানচিত্র"


@pytest.fixture(scope="module")
def address(paper):
    """The demo's story with a fact box, a gallery, a map and related stories."""
    with urllib.request.urlopen(f"{paper.site}/latest/") as answer:
        paths = dict.fromkeys(re.findall(r'href="(/[a-z-]+/[0-9a-z]{8}/)"', answer.read().decode()))
    for path in paths:
        with urllib.request.urlopen(f"{paper.site}{path}") as answer:
            if "embed.js" in answer.read().decode():
                return f"{paper.site}{path}"
    raise AssertionError("no story with an embed")


@pytest.fixture
def reader(somebody, paper):
    """reader(…) -> a window whose requests are listed; whatever is not the paper's is answered here."""

    def open_window(**options):
        window = somebody(**options)
        window.asked = []

        def answer(route):
            if route.request.url.startswith(paper.site):
                route.continue_()
            else:
                window.asked.append(route.request)
                route.fulfill(body=PLAYER, content_type="text/html; charset=utf-8")

        window.context.route("**/*", answer)
        return window

    return open_window


def test_nobody_else_is_asked_before_the_click_and_only_the_player_after_it(reader, address):
    window = reader()
    page = window.page
    page.goto(address)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    assert window.asked == []
    assert page.locator("iframe").count() == 0
    page.locator(".embed [data-load]").click()
    assert page.frame_locator(".embed iframe").get_by_text("মানচিত্র").is_visible()
    assert [request.url.split("?")[0] for request in window.asked] == ["https://www.google.com/maps"]
    # A player may know which paper it is on (YouTube insists), but not which story.
    assert window.asked[0].headers["referer"] == address[: address.index("/", 8) + 1]
    frame = page.locator(".embed iframe")
    assert frame.get_attribute("title") == page.locator(".embed-title").inner_text()
    assert "allow-top-navigation" not in frame.get_attribute("sandbox")
    assert frame.evaluate("frame => frame === document.activeElement")
    assert page.locator(".embed [data-load]").count() == 0
    assert page.locator(".embed a").first.is_visible()
    assert window.errors == []


def test_a_frame_of_anybody_else_is_refused(reader, address):
    window = reader()
    window.page.goto(address)
    refused = window.page.evaluate(
        """() => new Promise(resolve => {
            document.addEventListener("securitypolicyviolation", event => resolve(event.violatedDirective));
            const frame = document.createElement("iframe");
            frame.src = "https://evil.invalid/";
            document.body.append(frame);
        })"""
    )
    assert refused == "frame-src"
    assert window.asked == []


def test_everything_is_there_without_javascript(reader, address):
    window = reader(width=390, javascript=False)
    page = window.page
    page.goto(address)
    pictures = page.locator(".gallery li")
    assert pictures.count() == 3
    for number in range(3):
        picture = pictures.nth(number)
        picture.scroll_into_view_if_needed()
        assert picture.locator("img").is_visible()
        assert picture.locator("figcaption").inner_text().startswith("১২৩"[number] + "/৩")
    link = page.locator(".embed a")
    assert link.is_visible()
    assert link.get_attribute("href").startswith("https://www.google.com/maps/")
    assert page.locator(".embed button").is_hidden()
    assert page.locator(".fact li").count() == 3
    assert window.asked == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_boxes_fit_and_axe_is_content(reader, address, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = reader(width=width, color_scheme=scheme, bypass_csp=True).page
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    found = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in found] == []


def test_nothing_moves_while_the_boxes_load(reader, address):
    page = reader(width=390).page
    page.goto(address)
    page.wait_for_load_state("networkidle")
    shift = page.evaluate(
        """() => new Promise(resolve => {
            let sum = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => (sum += entry.value)))
                .observe({ type: "layout-shift", buffered: true });
            setTimeout(() => resolve(sum), 300);
        })"""
    )
    assert shift < 0.05
