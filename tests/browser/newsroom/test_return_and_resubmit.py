"""A story goes back with its reason and comes again: the writer sees what is meant, the editor what changed."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hands import name
from tests.browser.waiting import wait_for_editor

HEADLINE = "হাওরে ধান কাটার শ্রমিক মিলছে না"
PARAGRAPHS = [
    "হাওরের কৃষকেরা ধান কাটার প্রস্তুতি নিচ্ছেন।",
    "গত বছরের তুলনায় এবার বৃষ্টি কম হয়েছে।",
    "শ্রমিকের মজুরি নিয়ে সবার শঙ্কা আছে।",
]
MENDED = "গত বছরের তুলনায় এবার বৃষ্টি ৩০ শতাংশ কম হয়েছে।"
REASON = "কত কম, তা সংখ্যায় লিখুন"


def set_body(page: Page, paragraphs: list[str]) -> None:
    html = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page.wait_for_selector("iframe.cke_wysiwyg_frame")
    wait_for_editor(page)
    page.evaluate(
        "html => new Promise(done => CKEDITOR.instances.id_body.setData(html, { callback: done }))", html
    )


def submit(page: Page) -> None:
    page.click("[data-dialog=dialog-submit]")
    page.locator("#dialog-submit [name=_step]").click()
    expect(page.locator("ul.messagelist .success")).to_be_visible()


@pytest.fixture
def draft(staff, paper) -> Page:
    """The reporter's page of a complete draft."""
    page = staff("reporter").page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.select_option("#id_section", label="বাংলাদেশ")
    page.fill("#id_headline", HEADLINE)
    set_body(page, PARAGRAPHS)
    name(page, 0, "নমুনা হাসান")
    page.click("[data-save]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    return page


@pytest.fixture
def submitted(draft) -> Page:
    """The reporter's page of a story that waits for the editors."""
    submit(draft)
    return draft


def test_a_story_is_returned_mended_and_read_again(staff, paper, submitted):
    reporter, story_url = submitted, submitted.url

    # The editor returns it: what it is about, why, and which paragraph.
    editor = staff("editor")
    page = editor.page
    page.goto(story_url)
    page.click("[data-dialog=dialog-return]")
    dialog = page.locator("#dialog-return")
    dialog.locator("select").select_option("facts")
    dialog.locator("textarea").fill(REASON)
    dialog.locator("details summary").click()
    dialog.locator("input[type=checkbox]").nth(1).check()
    dialog.locator("[name=_step]").click()
    expect(page.locator("ul.messagelist .success")).to_be_visible()

    # The writer is told, and finds reason, category and paragraph above the text.
    reporter.goto(f"{paper.newsroom}/inbox/")
    expect(reporter.locator("a[href$='/inbox/'] .unread-count")).to_be_visible()
    letter = reporter.locator(".letter").first
    expect(letter).to_contain_text(REASON)
    letter.locator(".letter-open").click()
    expect(reporter).to_have_url(story_url)
    pinned = reporter.locator(".returned")
    expect(pinned).to_contain_text(REASON)
    expect(pinned.locator(".pill")).to_be_visible()
    expect(pinned.locator(".quoted li")).to_have_count(1)
    expect(pinned.locator(".quoted")).to_contain_text(PARAGRAPHS[1])
    wait_for_editor(reporter)
    pinned.locator("[data-paragraph]").click()
    selected = "CKEDITOR.instances.id_body.getSelection().getSelectedText()"
    assert reporter.evaluate(selected).strip() == PARAGRAPHS[1]

    # He or she mends it and submits again.
    set_body(reporter, [PARAGRAPHS[0], MENDED, PARAGRAPHS[2]])
    submit(reporter)

    # The editor is shown first what changed since, word by word.
    page.goto(story_url)
    first = page.locator(".changes.is-first")
    expect(first).to_contain_text(REASON)
    assert page.evaluate(
        "document.querySelector('.changes').getBoundingClientRect().top"
        " < document.querySelector('.card.steps').getBoundingClientRect().top"
    )
    first.locator("a.button").click()
    expect(page.locator(".returned")).to_contain_text(REASON)
    changed = page.locator(".diff-block.is-changed")
    expect(changed).to_have_count(1)
    expect(changed.locator("ins")).to_contain_text("৩০ শতাংশ")
    expect(changed.locator("del")).to_have_count(0)
    assert not editor.errors


def test_a_note_calls_somebody_without_loading_the_page_anew(staff, paper, draft):
    """What stands unsaved in the form is still there afterwards."""
    page = draft
    page.fill("#id_kicker", "অসংরক্ষিত")
    text = page.locator("#note-text")
    text.click()
    text.press_sequentially("@edi")
    expect(page.locator(".name-list [role=option]").first).to_be_visible()
    text.press("Enter")
    text.press_sequentially("সূত্র দেখবেন?")
    page.select_option("#note-paragraph", index=2)
    page.locator("[data-notes] > .note-form button").click()
    thread = page.locator(".thread")
    expect(thread).to_contain_text("সূত্র দেখবেন?")
    expect(thread).to_contain_text(PARAGRAPHS[1])
    expect(page.locator("#id_kicker")).to_have_value("অসংরক্ষিত")

    # The editor is told, answers, and the thread is resolved.
    editor = staff("editor")
    editor.page.goto(f"{paper.newsroom}/inbox/")
    editor.page.locator(".letter", has_text="সূত্র দেখবেন?").locator(".letter-open").click()
    thread = editor.page.locator(".thread")
    thread.locator("details summary").click()
    thread.locator("textarea").fill("কৃষি বিভাগ")
    thread.locator(".note-answer button").click()
    expect(thread.locator(".answers")).to_contain_text("কৃষি বিভাগ")
    thread.locator("form[action$='/resolve/'] button").click()
    expect(editor.page.locator(".notes-resolved")).to_be_visible()
    assert not editor.errors


@pytest.mark.parametrize("width", [390, 1440])
def test_changes_inbox_and_notes_are_accessible_in_every_width(staff, paper, submitted, width):
    from axe_playwright_python.sync_playwright import Axe

    window = staff("editor", width=width)
    page = window.page
    number = submitted.url.rstrip("/").split("/")[-2]
    for path in (f"/story/{number}/changes/?from=1&to=now", "/inbox/", f"/story/{number}/notes/"):
        page.goto(paper.newsroom + path)
        main = page.locator("#content")
        assert main.evaluate("element => element.scrollWidth - element.clientWidth") <= 0, path
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
        found = Axe().run(page, options=options).response["violations"]
        assert not [(violation["id"], violation["nodes"][0]["html"][:120]) for violation in found], path
    assert not window.errors
