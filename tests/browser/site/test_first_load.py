"""What a first visit to a page asks for and leaves behind, and that nothing moves while its parts come in."""

import pytest
from playwright.sync_api import Page, Route

MOST_REQUESTS = 25  # with pictures; those further down wait until they are near
MOST_SHIFT = 0.01  # CLS, https://web.dev/articles/cls
PAINTED = "new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
SHIFT = """() => new Promise(resolve => {
    let sum = 0;
    new PerformanceObserver(list => list.getEntries().forEach(entry => (sum += entry.value)))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 200);
})"""


@pytest.mark.parametrize("width", [390, 1440])
def test_a_first_visit_asks_for_little_of_nobody_else_and_leaves_no_cookie(somebody, addresses, paper, width):
    problems = {}
    for name, address in addresses.items():
        window = somebody(width=width, reduced_motion="reduce")  # a browser that has nothing yet
        asked = []
        window.page.on("request", lambda request, asked=asked: asked.append(request.url))
        window.page.goto(address)
        window.page.wait_for_load_state("networkidle")
        problems[name] = [
            *[url for url in asked if not url.startswith((paper.site, "data:"))],
            *([f"{len(asked)} requests"] if len(asked) > MOST_REQUESTS else []),
            *[cookie["name"] for cookie in window.context.cookies()],
            *(window.errors if name != "404" else []),  # its status alone is an error in the console
        ]
        window.context.close()
    assert not {name: what for name, what in problems.items() if what}


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_moves_when_fonts_and_pictures_come_after_the_words(somebody, addresses, width):
    """The worst that a slow line can do: the page is painted in the system's fonts, then ours arrive."""
    shifts = {}
    for name, address in addresses.items():
        window = somebody(width=width)
        page = window.page
        late = Late()
        for files in ("**/*.woff2", "**/media/*"):
            page.route(files, late.ask)
        page.goto(address, wait_until="commit")
        page.wait_for_function("document.readyState !== 'loading'")
        page.evaluate(PAINTED)
        if name != "lite":
            assert late.waiting, name
        late.let_come(page, backwards=width > 1000)
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready.then(() => true)")
        shifts[name] = page.evaluate(SHIFT)
        window.context.close()
    assert not {name: shift for name, shift in shifts.items() if shift > MOST_SHIFT}


class Late:
    """Files that are asked for and do not come until they are let."""

    def __init__(self) -> None:
        self.waiting: list[Route] = []
        self.may_come = False

    def ask(self, route: Route) -> None:
        if self.may_come:
            route.continue_()
        else:
            self.waiting.append(route)

    def let_come(self, page: Page, *, backwards: bool) -> None:
        """One after the other, each painted before the next: what one alone moves is counted too."""
        self.may_come = True
        for route in reversed(self.waiting) if backwards else self.waiting:
            with page.expect_event("requestfinished"):
                route.continue_()
            page.evaluate(PAINTED)
