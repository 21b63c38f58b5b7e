"""What readers choose: colours and the size of text, before anything is painted; and times that stay true."""

from datetime import datetime, timedelta

import pytest

from articles.bengali.dates import format_datetime, format_relative

PAPER_OF = "getComputedStyle(document.body).backgroundColor"
TEXT_OF = "parseFloat(getComputedStyle(document.body).fontSize)"
BAR_OF = "[...document.querySelectorAll('meta[name=theme-color]')].find((m) => matchMedia(m.media).matches).content"
BARS = "[...document.querySelectorAll('meta[name=theme-color]')].map((m) => m.content)"


def choose(page, name, value):
    page.click(".look summary")
    page.check(f".look input[name={name}][value='{value}']")
    page.keyboard.press("Escape")


@pytest.mark.parametrize(("system", "chosen"), [("light", "dark"), ("dark", "light")])
def test_chosen_colours_hold_on_every_page_from_its_first_paint(somebody, paper, system, chosen):
    window = somebody(color_scheme=system, width=390)
    page = window.page
    page.goto(paper.site)
    own = page.evaluate(PAPER_OF)
    bar = dict(zip(("light", "dark"), page.evaluate(BARS), strict=True))
    assert page.evaluate(BAR_OF) == bar[system]
    choose(page, "theme", chosen)
    other = page.evaluate(PAPER_OF)
    assert other != own
    assert page.evaluate(BAR_OF) == bar[chosen]
    # The next page has it before its files are there: nothing but the page itself is let through.
    page.route("**/static/site/js/**", lambda route: route.abort())
    page.goto(f"{paper.site}/latest/", wait_until="commit")
    page.wait_for_selector("main", state="attached")
    assert page.evaluate("document.documentElement.dataset.theme") == chosen
    page.wait_for_load_state("load")
    assert page.evaluate(PAPER_OF) == other
    assert page.evaluate(BAR_OF) == bar[chosen]
    page.unroute("**/static/site/js/**")
    page.goto(paper.site)
    choose(page, "theme", "")
    assert page.evaluate(PAPER_OF) == own
    assert window.context.cookies() == []


def test_larger_text_is_larger_on_every_page_and_overflows_none(somebody, paper):
    page = somebody(width=320).page
    page.goto(paper.site)
    usual = page.evaluate(TEXT_OF)
    sizes = []
    for size in ("small", "large", "largest"):
        choose(page, "text", size)
        sizes.append(page.evaluate(TEXT_OF) / usual)
    assert sizes[0] < 1 < sizes[1] < sizes[2]
    story = page.locator(".story-headline a").first.get_attribute("href")
    for path in ("/", "/latest/", "/archive/", story):
        page.goto(paper.site + path)
        assert page.evaluate(TEXT_OF) == pytest.approx(usual * sizes[2])
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_a_choice_holds_for_the_page_where_nothing_may_be_stored(somebody, paper):
    window = somebody()
    window.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError'); }})"
    )
    window.page.goto(paper.site)
    before = window.page.evaluate(PAPER_OF)
    choose(window.page, "theme", "dark")
    assert window.page.evaluate(PAPER_OF) != before
    assert window.errors == []


def test_without_javascript_there_is_nothing_to_choose_and_all_sections_are_reached(somebody, paper):
    page = somebody(width=320, javascript=False, color_scheme="dark").page
    page.goto(paper.site)
    assert not page.locator(".look").is_visible()
    last = page.locator(".sections li").last
    assert last.bounding_box()["x"] > 320
    page.click(".sections summary")
    for item in page.locator(".sections li").all():
        box = item.bounding_box()
        assert 0 <= box["x"] < box["x"] + box["width"] <= 320


def test_an_open_page_goes_on_telling_how_long_ago_it_was(somebody, paper):
    page = somebody(timezone_id="Asia/Dhaka").page
    page.clock.install()
    page.goto(paper.site)
    page.wait_for_function("document.readyState === 'complete'")
    newest = "[...document.querySelectorAll('time[data-ago]')].sort((a, b) => b.dateTime.localeCompare(a.dateTime))[0]"
    told = page.evaluate_handle(newest).as_element()
    at = datetime.fromisoformat(told.get_attribute("datetime"))
    page.clock.pause_at(at + timedelta(hours=23, minutes=-1))
    for minutes in (0, 2, 58):
        page.clock.run_for(minutes * 60_000)
        now = datetime.fromtimestamp(page.evaluate("Date.now()") / 1000, at.tzinfo)
        assert told.inner_text() == format_relative(at, now)
    page.clock.run_for(5 * 60_000)
    assert told.inner_text() == format_datetime(at)
    assert told.get_attribute("title") is None
