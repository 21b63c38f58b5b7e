"""Searching as a reader does: typing, choosing a suggestion by key, and without any script."""

import json
import urllib.request


def first_word(paper) -> tuple[str, str]:
    """The first word of a live headline, and where that story is."""
    with urllib.request.urlopen(f"{paper.site}/ticker.json") as answer:
        line = next(line for line in json.load(answer)["lines"] if line["url"])
    return line["text"].split()[0], line["url"]


def test_a_suggestion_is_reached_by_key_and_leads_to_its_page(somebody, paper):
    word, _url = first_word(paper)
    window = somebody(width=390)
    page = window.page
    page.goto(f"{paper.site}/search/")
    page.locator("#q").press_sequentially(word)
    page.locator(".suggestions a").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator(".suggestions").is_hidden()
    page.keyboard.type(" ")
    page.locator(".suggestions a").first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen = page.locator(".suggestions a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{paper.site}{chosen}")
    assert window.errors == []


def test_without_scripts_a_word_is_found_from_the_masthead(somebody, paper):
    word, _url = first_word(paper)
    page = somebody(width=390, javascript=False).page
    page.goto(paper.site)
    page.locator(".masthead a[href='/search/']").click()
    page.locator("#q").fill(word)
    page.locator(".search-button").click()
    assert page.locator(".found mark").first.is_visible()
    page.locator(".found-headline a").first.click()
    assert page.locator("article h1").is_visible()
