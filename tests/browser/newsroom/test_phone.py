"""A reporter out in the field: from an Android phone's width to the editors' desk, with a photo."""

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.hands import name

HEADLINE = "ফেরিঘাটে কুয়াশায় আটকে শতাধিক গাড়ি"
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """As a phone takes it: upright, and turned only by its EXIF."""
    image = Image.new("RGB", (1600, 1200), (200, 205, 210))
    ImageDraw.Draw(image).rectangle((200, 700, 1400, 900), fill=(90, 100, 120))
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "ferry.jpg"
    image.save(path, quality=85, exif=exif)
    return path


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_reporter_files_a_story_with_a_photo_from_a_phone(staff, paper, photo):
    window = staff("reporter", **PHONE)
    page = window.page
    assert fits(page), "the dashboard"
    page.tap("a.button[href$='/story/add/']")
    page.select_option("#id_section", label="বাংলাদেশ")
    page.fill("#id_headline", HEADLINE)
    page.fill("#id_standfirst", "ভোর থেকে ফেরি বন্ধ।")
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").tap()
    page.keyboard.insert_text("ঘন কুয়াশায় ভোর ৫টা থেকে ফেরি চলাচল বন্ধ।")
    name(page, 0, "নমুনা হাসান")
    page.set_input_files("#id_picture_file", photo)
    page.fill("#id_picture_alt", "কুয়াশায় ঢাকা ঘাটে গাড়ির সারি")
    page.fill("#id_picture_credit", "ছবি: নমুনা")
    assert fits(page), "the form"

    page.tap("[data-save]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    assert fits(page), "the saved story"
    page.tap("[data-dialog=dialog-submit]")
    dialog = page.locator("#dialog-submit")
    expect(dialog).to_be_visible()
    assert fits(page), "the dialog"
    dialog.locator("[name=_step]").tap()
    expect(page.locator(".card.steps .pill.state-submitted")).to_be_visible()
    assert fits(page), "the story that is out of one's hands"
    address = page.url

    page.goto(f"{paper.newsroom}/newsroom/story/?tab=mine")
    card = page.locator(".story-row", has_text=HEADLINE)
    expect(card.locator(".pill.state-submitted")).to_be_visible()
    expect(card.locator("img")).to_have_count(1)
    assert fits(page), "the queue"

    editor = staff("editor").page
    editor.goto(address)
    expect(editor.locator("body")).to_contain_text("ঘন কুয়াশায় ভোর ৫টা")
    assert not window.errors
