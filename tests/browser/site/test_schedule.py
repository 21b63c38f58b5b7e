"""A story goes live by itself: the button says when, the worker keeps the second, the reader sees it."""

import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.browser.hands import name

HEADLINE = "ভোরের ট্রেনে নতুন বগি"
DHAKA = ZoneInfo("Asia/Dhaka")


def take(page: Page, verb: str) -> None:
    page.click(f"[data-dialog=dialog-{verb}]")
    page.locator(f"#dialog-{verb} [name=_step]").click()
    expect(page.locator("ul.messagelist .success")).to_be_visible()


def approved_story(staff, paper, headline: str) -> Page:
    """A story that an editor has approved, open before him or her."""
    page = staff("reporter").page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.select_option("#id_section", label="বাংলাদেশ")
    page.fill("#id_headline", headline)
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.insert_text("নতুন বগি যুক্ত হলো আজ।")
    name(page, 0, "নমুনা হাসান")
    page.click("[data-save]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    take(page, "submit")
    editor = staff("editor").page
    editor.goto(page.url)
    take(editor, "approve")
    return editor


def schedule(page: Page, when: datetime) -> None:
    """Choose a time in the dialog, to the second (its picker offers minutes), and confirm."""
    page.click("[data-dialog=dialog-schedule]")
    field = page.locator("[name=schedule-publish_at]")
    field.evaluate("field => (field.step = 1)")
    field.fill(when.strftime("%Y-%m-%dT%H:%M:%S"))


def test_a_scheduled_story_is_live_within_about_a_second_of_its_time(staff, somebody, paper):
    page = approved_story(staff, paper, HEADLINE)
    when = datetime.now(DHAKA).replace(microsecond=0) + timedelta(seconds=6)
    schedule(page, when)
    button = page.locator("#dialog-schedule [name=_step]")
    expect(button).to_contain_text("(ঢাকা)")
    button.click()
    expect(page.locator(".card.steps .pill.state-scheduled")).to_be_visible()
    reader = somebody().page
    reader.goto(paper.site)
    if datetime.now(DHAKA) < when:
        assert HEADLINE not in reader.locator("main").inner_text(), "not before its time"

    seen = None
    while datetime.now(DHAKA) < when + timedelta(seconds=10):
        reader.goto(f"{paper.site}/latest/")
        if HEADLINE in reader.locator("main").inner_text():
            seen = datetime.now(DHAKA)
            break
        time.sleep(0.1)
    assert seen is not None, "the worker published nothing"
    # A second for the clock; the rest is for two browsers and a page on a busy machine.
    assert timedelta(0) <= seen - when < timedelta(seconds=3)
    page.reload()
    expect(page.locator(".card.steps .pill.state-published")).to_be_visible()


def test_the_button_follows_the_time_that_is_chosen(staff, paper):
    page = approved_story(staff, paper, "বগির ভেতরে পাঠাগার")
    schedule(page, datetime(2031, 9, 3, 6, 0, tzinfo=DHAKA))
    button = page.locator("#dialog-schedule [name=_step]")
    for words in ("বুধবার, ৩ সেপ্টেম্বর ২০৩১", "সকাল ৬:০০", "(ঢাকা)"):
        expect(button).to_contain_text(words)
    button.click()
    expect(page.locator(".card.steps .pill.state-scheduled")).to_be_visible()

    take(page, "unschedule")
    expect(page.locator(".card.steps .pill.state-approved")).to_be_visible()
    page.goto(f"{paper.newsroom}/newsroom/story/?tab=scheduled")
    expect(page.locator("body")).not_to_contain_text("বগির ভেতরে পাঠাগার")
