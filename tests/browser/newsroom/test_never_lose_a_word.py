"""No word is lost, whatever dies: the tab, the connection, the session, the server; and whoever else writes."""

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.waiting import wait_until

FIRST = "বাঁধের ওপর দিয়ে পানি উঠছে"
SECOND = "রাতে তিন গ্রামের মানুষ সরিয়ে নেওয়া হয়"
AUTOSAVE = re.compile(r"/autosave/$")
SAVED = re.compile(r"\bis-saved\b")


def new_story(page: Page, paper, headline: str) -> str:
    """A draft that autosaving began; its address."""
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.wait_for_selector("iframe.cke_wysiwyg_frame")
    page.fill("#id_headline", headline)
    expect(pill(page)).to_have_class(SAVED)
    expect(page).to_have_url(re.compile(r"/newsroom/story/\d+/change/$"))
    return page.url


def pill(page: Page):
    return page.locator("[data-save-pill]")


def type_body(page: Page, text: str) -> None:
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.insert_text(text)


def open_story(page: Page, url: str) -> None:
    page.goto(url)
    page.wait_for_selector("iframe.cke_wysiwyg_frame")


def body(page: Page) -> str:
    page.wait_for_selector("iframe.cke_wysiwyg_frame")
    return page.evaluate("CKEDITOR.instances.id_body.getData()")


def kill_newsroom(paper) -> None:
    """Kill the newsroom's server as a crash would; its supervisor starts it again."""
    port = paper.newsroom.rsplit(":", 1)[1]
    for pid in children(paper.process.pid):
        if f"--port\0{port}".encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.killpg(os.getpgid(pid), signal.SIGKILL)
            return
    pytest.fail("no process serves the newsroom")


def children(pid: int) -> list[int]:
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]


def test_what_is_typed_is_saved_by_itself_and_leaves_no_history(staff, paper):
    window = staff("reporter")
    page = window.page
    url = new_story(page, paper, FIRST)
    type_body(page, SECOND)
    expect(pill(page)).to_have_class(SAVED)
    wait_until(page, "!Object.keys(localStorage).some((key) => key.startsWith('khobor.copy'))")
    open_story(page, url)
    expect(page.locator("#id_headline")).to_have_value(FIRST)
    assert SECOND in body(page)
    expect(page.locator(".history")).to_have_count(0)
    expect(page.locator("[data-copy]")).to_be_hidden()
    assert not window.errors


def test_a_killed_tab_leaves_its_words_in_the_browser(staff, paper):
    window = staff("reporter")
    page = window.page
    url = new_story(page, paper, FIRST)
    window.context.set_offline(True)  # no request gets out before the tab is gone, not even while it closes
    page.fill("#id_headline", "বাঁধ ভাঙার আগে")
    type_body(page, SECOND)
    wait_until(page, "Object.values(localStorage).join().includes('সরিয়ে নেওয়া')")
    page.wait_for_timeout(300)  # a page's storage goes to the browser's own process a moment later
    page.close()
    window.context.set_offline(False)
    page = window.context.new_page()
    open_story(page, url)
    banner = page.locator("[data-copy]")
    expect(banner).to_contain_text("বাঁধ ভাঙার আগে")
    expect(page.locator("#id_headline")).to_have_value(FIRST)  # nothing comes back unasked
    banner.locator("[data-copy-restore]").click()
    expect(page.locator("#id_headline")).to_have_value("বাঁধ ভাঙার আগে")
    expect(pill(page)).to_have_class(SAVED)
    open_story(page, url)
    expect(page.locator("#id_headline")).to_have_value("বাঁধ ভাঙার আগে")
    assert SECOND in body(page)
    expect(banner).to_be_hidden()


def test_a_new_story_whose_tab_is_killed_at_once_is_offered_again_and_begins_once(staff, paper):
    window = staff("reporter")
    page = window.page
    # It is begun, but the answer never comes back.
    window.context.route(AUTOSAVE, lambda route: (route.fetch(), route.abort()))
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    with page.expect_event("requestfailed", lambda request: AUTOSAVE.search(request.url)):
        page.fill("#id_headline", "একবারই শুরু হওয়া খসড়া")
    expect(pill(page)).to_have_class(re.compile("is-unreachable"))
    page.close()
    window.context.unroute(AUTOSAVE)
    page = window.context.new_page()
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.click("[data-copy-restore]")
    expect(pill(page)).to_have_class(SAVED)
    page.goto(f"{paper.newsroom}/newsroom/story/?tab=mine")
    expect(page.get_by_role("link", name="একবারই শুরু হওয়া খসড়া")).to_have_count(1)


def test_without_a_connection_the_pill_says_so_and_saves_when_it_is_back(staff, paper):
    window = staff("reporter")
    page = window.page
    url = new_story(page, paper, FIRST)
    window.context.set_offline(True)
    type_body(page, SECOND)
    expect(pill(page)).to_have_class(re.compile("is-offline"))
    page.click("[data-save]")  # does not leave the page
    expect(pill(page)).to_have_class(re.compile("is-offline"))
    window.context.set_offline(False)
    expect(pill(page)).to_have_class(SAVED)
    open_story(page, url)
    assert SECOND in body(page)


@pytest.mark.parametrize("how", ["typing", "saving"])
def test_a_lost_session_is_renewed_in_the_page(staff, paper, how):
    window = staff("reporter")
    page = window.page
    url = new_story(page, paper, FIRST)
    window.context.clear_cookies()
    page.evaluate("khobor.words.state.heard = -1e9")  # long ago
    type_body(page, SECOND)
    if how == "saving":
        page.click("[data-save]")
    login = page.locator("[data-login]")
    expect(login).to_be_visible()
    login.locator("[name=password]").fill("falsch")
    login.locator("[type=submit]").click()
    expect(login.locator("[data-login-wrong]")).to_be_visible()
    login.locator("[name=password]").fill("demo")
    login.locator("[type=submit]").click()
    expect(login).to_be_hidden()
    if how == "saving":
        expect(page.locator("ul.messagelist .success")).to_be_visible()
    else:
        expect(pill(page)).to_have_class(SAVED)
    open_story(page, url)
    assert SECOND in body(page)
    expect(page.locator("[data-copy]")).to_be_hidden()


def test_a_killed_server_loses_nothing_of_what_is_typed(staff, paper):
    window = staff("reporter")
    page = window.page
    page.set_default_timeout(60_000)
    url = new_story(page, paper, FIRST)
    type_body(page, SECOND)
    kill_newsroom(paper)
    page.keyboard.insert_text(" এবং ভোরে ফেরে।")
    expect(pill(page)).to_have_class(re.compile("is-unreachable"), timeout=60_000)
    page.fill("#id_headline", "সার্ভার নেই, লেখা চলছে")
    expect(pill(page)).to_have_class(SAVED, timeout=60_000)
    open_story(page, url)
    expect(page.locator("#id_headline")).to_have_value("সার্ভার নেই, লেখা চলছে")
    assert f"{SECOND} এবং ভোরে ফেরে।" in body(page)


def test_two_texts_are_shown_side_by_side_and_made_one(staff, paper):
    reporter, editor = staff("reporter"), staff("editor", javascript=False)
    page = reporter.page
    url = new_story(page, paper, FIRST)
    editor.page.goto(url)
    editor.page.fill("#id_kicker", "বন্যা")
    editor.page.fill("#id_body", "<p>সম্পাদকের অনুচ্ছেদ।</p>")
    editor.page.click("[data-save]")
    page.fill("#id_headline", "আমার নতুন শিরোনাম")
    type_body(page, SECOND)
    expect(page.locator("[data-conflict]")).to_be_visible()
    page.locator("[data-conflict] [data-compare]").click()
    expect(page.locator(".conflict")).to_be_visible()
    expect(page.locator(".conflict")).to_contain_text("সম্পাদকের অনুচ্ছেদ।")
    page.check("[name=choice-body-0][value=both]")
    page.click(".merge-buttons [type=submit]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    expect(page.locator("#id_headline")).to_have_value("আমার নতুন শিরোনাম")
    expect(page.locator("#id_kicker")).to_have_value("বন্যা")
    assert SECOND in body(page)
    assert "সম্পাদকের অনুচ্ছেদ।" in body(page)
    expect(page.locator("[data-copy]")).to_be_hidden()


def test_a_takeover_is_told_to_the_other_and_her_words_stay(staff, paper):
    reporter, editor = staff("reporter"), staff("editor")
    page = reporter.page
    url = new_story(page, paper, FIRST)
    open_story(editor.page, url)
    banner = editor.page.locator("[data-lock]")
    expect(banner).to_be_visible()
    expect(editor.page.locator("#id_headline")).to_be_disabled()
    banner.locator("[data-take-over]").click()
    editor.page.click("[data-take-over-now]")
    expect(editor.page.locator("#id_headline")).to_be_enabled()
    editor.page.wait_for_selector("iframe.cke_wysiwyg_frame")
    type_body(page, SECOND)
    expect(page.locator("#id_headline")).to_be_disabled()
    expect(page.locator("[data-lock]")).to_be_visible()
    editor.page.fill("#id_headline", "সম্পাদকের শিরোনাম")
    expect(pill(editor.page)).to_have_class(SAVED)
    page.locator("[data-lock] [data-compare]").click()
    expect(page.locator(".conflict")).to_contain_text(SECOND)
    expect(page.locator(".conflict")).to_contain_text("সম্পাদকের শিরোনাম")


def test_a_step_taken_while_somebody_else_writes_saves_nothing_over_her_words(staff, paper):
    reporter, editor = staff("reporter"), staff("editor")
    url = new_story(reporter.page, paper, "অন্যের হাতে থাকা খসড়া")
    page = editor.page
    open_story(page, url)
    expect(page.locator("#id_headline")).to_be_disabled()
    page.click("[data-dialog=dialog-spike]")
    page.locator("#dialog-spike [name=_step]").click()
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    expect(page.locator(".reading")).to_contain_text("অন্যের হাতে থাকা খসড়া")


def test_a_mistake_is_named_in_the_pill_and_saved_once_it_is_mended(staff, paper):
    page = staff("reporter").page
    url = new_story(page, paper, FIRST)
    page.fill("#id_kicker", "\u09df" * 80)  # fits the field, but is stored as twice as many characters
    expect(pill(page)).to_have_class(re.compile("is-problem"))
    page.fill("#id_kicker", "বন্যা")
    expect(pill(page)).to_have_class(SAVED)
    open_story(page, url)
    expect(page.locator("#id_kicker")).to_have_value("বন্যা")


def test_ones_own_other_tab_is_no_stranger(staff, paper):
    window = staff("reporter")
    page = window.page
    url = new_story(page, paper, FIRST)
    other = window.context.new_page()
    open_story(other, url)
    expect(other.locator("[data-lock]")).to_be_hidden()
    expect(other.locator("#id_headline")).to_be_enabled()
    other.fill("#id_kicker", "জলবায়ু")
    expect(other.locator("[data-lock]")).to_be_visible()  # says: another tab of yours
    expect(other.locator("#id_headline")).to_be_enabled()
    expect(other.locator("[data-take-over]")).to_be_hidden()
    expect(pill(other)).to_have_class(SAVED)
