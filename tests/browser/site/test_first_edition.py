"""From a reporter's draft to the reader's page, through real browsers and real processes."""

import json
import re
import urllib.request
from pathlib import Path

import feedparser
import psycopg
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.hands import name, take

HEADLINE = "হাওরের ভাসমান পাঠাগারে বইয়ের উৎসব"
MENDED = "কিশোরগঞ্জের হাওরে ভাসমান পাঠাগারে বইয়ের উৎসব"
PARAGRAPHS = [
    "নৌকার ছইয়ের নিচে সারি সারি তাক, তাতে হাজার দেড়েক বই।",
    "“বই আমাদের কাছে আসে, আমরা বইয়ের কাছে যাই না,” বলল এক শিক্ষার্থী।",
]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    image = Image.new("RGB", (1600, 900), (24, 96, 120))
    ImageDraw.Draw(image).polygon([(300, 700), (800, 200), (1300, 700)], fill=(238, 196, 92))
    path = tmp_path / "boat.jpg"
    image.save(path, quality=90)
    return path


def type_body(page: Page, paragraphs: list[str]) -> None:
    """Type into the editor as a person does, Enter between the paragraphs."""
    frame = page.frame_locator("iframe.cke_wysiwyg_frame")
    frame.locator("body").click()
    for index, paragraph in enumerate(paragraphs):
        if index:
            page.keyboard.press("Enter")
        page.keyboard.insert_text(paragraph)


def state(page: Page) -> str:
    classes = page.locator(".card.steps .pill").first.get_attribute("class") or ""
    return re.search(r"state-(\w+)", classes).group(1)


def test_the_first_edition(staff, somebody, paper, photo):
    reporter = staff("reporter")
    page = reporter.page

    # A reporter writes a story with a picture and two bylines, and submits it.
    page.click("text=নতুন সংবাদ")
    page.select_option("#id_section", label="বাংলাদেশ")
    page.fill("#id_headline", HEADLINE)
    page.fill("#id_standfirst", "তিন দিনের উৎসব শেষ হলো গতকাল।")
    type_body(page, PARAGRAPHS)
    names = ["নমুনা হাসান", "কল্পিতা সেন"]
    name(page, 0, names[0])
    page.click("[data-add-row]")
    name(page, 1, names[1])
    page.select_option("#id_byline-1-role", "photographer")
    page.locator(".byline-row").nth(1).locator("[data-move='-1']").click()
    page.set_input_files("#id_picture_file", photo)
    page.fill("#id_picture_caption", "ঘাটে ভিড়ল বইয়ের নৌকা")
    page.fill("#id_picture_alt", "জলে ভাসা একটি নৌকা")
    page.fill("#id_picture_credit", "ছবি: নমুনা")
    page.fill("#id_sign_off", "নহ/কস")
    page.click("[data-save]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    story_url = page.url
    take(page, "submit")
    assert state(page) == "submitted"
    expect(page.locator("#story-form")).to_have_count(0)

    # The editor returns it with a reason; the reporter sees the reason, mends and resubmits.
    editor = staff("editor")
    editor.page.goto(f"{paper.newsroom}/newsroom/story/?tab=waiting")
    editor.page.get_by_role("link", name=HEADLINE).first.click()
    take(editor.page, "return", reason="শিরোনামে জেলার নাম দিন")
    page.goto(f"{paper.newsroom}/newsroom/story/?tab=returned")
    expect(page.locator(".stories")).to_contain_text("শিরোনামে জেলার নাম দিন")
    page.goto(story_url)
    expect(page.locator(".returned")).to_contain_text("শিরোনামে জেলার নাম দিন")
    page.fill("#id_headline", MENDED)
    take(page, "submit")  # saving and submitting is one press
    assert state(page) == "submitted"

    # Nothing of it is anywhere yet.
    reader = somebody().page
    for path in ("/", "/bangladesh/", "/latest/", "/feeds/latest.rss", "/ticker.json"):
        assert MENDED not in fetch(paper.site + path)

    # The editor approves and publishes.
    editor.page.goto(story_url)
    take(editor.page, "approve")
    take(editor.page, "publish")
    assert state(editor.page) == "published"
    address = editor.page.locator("a", has_text="সাইটে দেখুন").get_attribute("href")

    # A reader sees it everywhere.
    reader.goto(address)
    expect(reader.locator("h1")).to_have_text(MENDED)
    body = reader.locator("article")
    for words in [*PARAGRAPHS, *names, "নহ/কস", "ঘাটে ভিড়ল বইয়ের নৌকা", "তিন দিনের উৎসব শেষ হলো গতকাল।"]:
        expect(body).to_contain_text(words)
    article = fetch(address)
    assert article.index(names[1]) < article.index(names[0]), "the byline keeps its order"
    picture = reader.locator("article picture img").first
    assert picture.evaluate("image => image.complete && image.naturalWidth > 0")
    assert picture.get_attribute("alt") == "জলে ভাসা একটি নৌকা"
    expect(reader.locator("article time").first).to_have_attribute(
        "datetime", re.compile(r"^\d{4}-.*\+06:00$")
    )
    for path in ("/", "/bangladesh/", "/latest/"):
        reader.goto(paper.site + path)
        expect(reader.locator("main")).to_contain_text(MENDED)
    assert MENDED in [line["text"] for line in json.loads(fetch(f"{paper.site}/ticker.json"))["lines"]]
    reader.goto(paper.site)
    assert MENDED in reader.locator(".ticker").inner_text()
    feed = feedparser.parse(fetch(f"{paper.site}/feeds/latest.rss"))
    assert feed.entries[0].title == MENDED
    assert PARAGRAPHS[0] in feed.entries[0].content[0].value

    # The reporter's next edit reaches no reader until it is approved.
    page.goto(story_url)
    page.fill("#id_headline", "এই শিরোনাম কেউ দেখেনি")
    page.click("[data-save]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    assert state(page) == "draft"
    for path in ("/", "/latest/", "/feeds/latest.rss", address.removeprefix(paper.site)):
        text = fetch(paper.site + path)
        assert "এই শিরোনাম কেউ দেখেনি" not in text
        assert MENDED in text
    take(page, "submit")
    editor.page.goto(story_url)
    take(editor.page, "approve")
    take(editor.page, "publish")
    assert "এই শিরোনাম কেউ দেখেনি" in fetch(address)
    assert not reporter.errors + editor.errors


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.read().decode()


def test_a_story_is_written_and_submitted_without_javascript(staff, paper):
    page = staff("reporter", javascript=False).page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.select_option("#id_section", label="খেলা")
    page.fill("#id_headline", "স্ক্রিপ্ট ছাড়াই লেখা সংবাদ")
    page.fill("#id_body", "<p>সাদামাটা ঘরে লেখা।</p>")
    page.fill("#id_byline-0-name", "নমুনা হাসান")
    page.click("[data-save]")
    page.click("a.step[href*='/step/submit/']")
    page.click(".step-page [name=_step]")
    assert state(page) == "submitted"


def test_a_missing_headline_is_shown_at_the_field_and_the_draft_is_kept(staff, paper):
    page = staff("reporter").page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.fill("#id_standfirst", "শুধু সারকথা লেখা হয়েছে")
    page.click("[data-save]")
    take_without_success(page, "submit")
    expect(page.locator("#id_headline_problem")).to_be_visible()
    expect(page.locator("#id_section_problem")).to_be_visible()
    expect(page.locator("#id_standfirst")).to_have_value("শুধু সারকথা লেখা হয়েছে")
    assert state(page) == "draft"


def take_without_success(page: Page, verb: str) -> None:
    page.click(f"[data-dialog=dialog-{verb}]")
    page.locator(f"#dialog-{verb} [name=_step]").click()
    expect(page.locator("ul.messagelist .warning")).to_be_visible()


def test_scripts_in_a_body_run_nowhere(staff, paper):
    window = staff("editor")
    page = window.page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    hostile = (
        "<p>পাঠ<img src=x onerror=\"document.title='HACKED'\"><script>document.title='HACKED'</script></p>"
    )
    page.wait_for_selector("iframe.cke_wysiwyg_frame")
    page.evaluate(
        "html => { const area = document.getElementById('id_body'); CKEDITOR.instances.id_body.destroy();"
        " area.value = html; }",
        hostile,
    )
    page.fill("#id_headline", "বৈরী লেখা")
    page.click("[data-save]")
    page.wait_for_selector("iframe.cke_wysiwyg_frame")
    assert page.evaluate("CKEDITOR.instances.id_body.getData()").strip() == "<p>পাঠ</p>"
    assert "HACKED" not in page.title()


@pytest.mark.parametrize("width", [390, 1440])
def test_no_newsroom_screen_overflows_and_axe_is_content(staff, paper, width):
    from axe_playwright_python.sync_playwright import Axe

    window = staff("editor", width=width)
    page = window.page
    problems = {}
    for path in (
        "/newsroom/story/?tab=live",
        "/newsroom/story/add/",
        "/newsroom/picture/",
        "/ticker/",
    ):
        page.goto(paper.newsroom + path)
        if "add" in path:
            page.wait_for_selector("iframe.cke_wysiwyg_frame")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        # Preloading, axe asks for what a stylesheet imports beside the page instead of beside the sheet.
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "iframes": False}
        options["preload"] = False
        result = Axe().run(page, context={"exclude": [[".cke"], [".select2-container"]]}, options=options)
        found = [(v["id"], v["nodes"][0]["html"][:120]) for v in result.response["violations"]]
        if found:
            problems[path] = found
    assert not problems
    assert not window.errors


def test_the_sites_processes_know_nothing_of_the_newsroom(paper):
    """The running site holds its own role's connections only, and sets no cookie."""
    with psycopg.connect(paper.database) as connection:
        fetch(paper.site)
        roles = connection.execute(
            "SELECT DISTINCT usename FROM pg_stat_activity WHERE datname = current_database()"
        ).fetchall()
    assert {"khobor_site", "khobor_newsroom"} == {role for (role,) in roles}
    with urllib.request.urlopen(paper.site) as response:
        assert "Set-Cookie" not in response.headers


def test_what_an_editor_only_looks_at_is_not_changed_by_looking(staff, paper):
    """The rich-text editor rewrites what it is given; opening, saving and approving untouched text changes nothing."""
    page = staff("editor").page

    def versions() -> dict[int, tuple[int, str]]:
        with psycopg.connect(paper.database) as connection:
            rows = connection.execute("SELECT id, version, state FROM newsroom_story ORDER BY id").fetchall()
        return {number: (version, state) for number, version, state in rows}

    before = versions()
    for number in list(before)[:12]:  # the demo's own: what other tests leave behind is theirs
        page.goto(f"{paper.newsroom}/newsroom/story/{number}/change/")
        page.wait_for_selector("iframe.cke_wysiwyg_frame")
        page.click("[data-save]")
        expect(page.locator("ul.messagelist .success")).to_be_visible()
    assert versions() == before


TRICKY = (
    "<p>এক</p>\n\n<p>দুই<br>তিন</p><ul><li>ক</li><li>খ<ul><li>গ</li></ul></li></ul><ol><li>ঘ</li></ol>"
    "<blockquote>উদ্ধৃতি</blockquote><h2>উপ <em>শিরোনাম</em></h2><p><b>মোটা</b> <i>বাঁকা</i>&nbsp;শেষ</p>"
    '<p><a href="https://example.org/?a=1&amp;b=২">সূত্র</a> ৫ &lt; ৬ &amp; “উদ্ধৃতি” র\u200d্যাব</p>খোলা লেখা'
)


def test_the_editor_gives_back_stored_text_as_it_is_stored(staff, paper):
    from articles.html import clean_body

    page = staff("editor").page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.wait_for_selector("iframe.cke_wysiwyg_frame")
    stored = clean_body(TRICKY)
    shown = page.evaluate(
        "html => new Promise(done => { const editor = CKEDITOR.instances.id_body;"
        " editor.setData(html, { callback: () => done(editor.getData()) }) })",
        stored,
    )
    assert clean_body(shown) == stored
