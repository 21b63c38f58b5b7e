"""A feed that a person opens is a page to look at, and no bare text."""

import pytest


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_browser_shows_a_feed_in_its_style(somebody, paper, form):
    page = somebody(width=390).page
    page.goto(f"{paper.site}/feeds/latest.{form}")
    entry = page.locator("item, entry").first
    title = entry.locator("title").first
    assert title.evaluate("node => getComputedStyle(node).display") == "block"
    assert "Noto Sans Bengali" in title.evaluate("node => getComputedStyle(node).fontFamily")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
