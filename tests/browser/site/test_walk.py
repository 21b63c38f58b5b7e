"""A reader's walk through the paper by its own links: front, section, story, topic, author, search, archive."""

import re

import pytest
from playwright.sync_api import expect

WITH_A_TOPIC = "মৌসুমের প্রথম ঘন কুয়াশা"  # a story of the demo: others that tests publish have no topic


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("width", [390, 1440])
def test_a_reader_goes_from_the_front_page_to_the_archive_by_links_alone(somebody, paper, width, javascript):
    window = somebody(width=width, javascript=javascript)
    page = window.page
    been = []

    def arrived(path: str) -> None:
        """The page at `path` (a pattern) is whole: one heading, its name and address, nothing wider than the window."""
        expect(page).to_have_url(re.compile(f"^{re.escape(paper.site)}{path}$"))
        expect(page.locator("h1")).to_have_count(1)
        assert page.title()
        if not path.startswith("/search/"):  # which no search engine is to list
            assert page.locator("link[rel=canonical]").get_attribute("href").startswith(paper.site)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        been.append(page.url)

    page.goto(f"{paper.site}/")
    arrived("/")
    page.locator(".sections a[href='/bangladesh/']").click()
    arrived("/bangladesh/")
    page.locator("main .story-headline a", has_text=WITH_A_TOPIC).click()
    arrived("/bangladesh/[0-9a-z]{8}/")
    page.locator(".end .topics a").first.click()
    arrived("/topic/[a-z0-9-]+/")
    page.locator("main .story-headline a").first.click()
    arrived("/[a-z]+/[0-9a-z]{8}/")
    page.locator("a[rel=author]").first.click()
    arrived("/author/[a-z0-9-]+/")
    page.locator(".masthead a[href='/search/']").click()
    arrived("/search/")
    page.locator("#q").fill("নদী")
    page.locator(".search-button").click()
    arrived(r"/search/\?q=.*")
    page.locator(".foot a[href='/archive/']").click()
    arrived("/archive/[0-9]{4}/[0-9]{2}/[0-9]{2}/")
    assert len(been) == 9
    assert window.errors == []
    assert window.context.cookies() == []
