"""Slips beside the text: they lead to their place, are mended there, and taken back."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


@pytest.fixture
def page(staff, paper) -> Page:
    """A reporter's new story with a text full of slips."""
    page = staff("reporter").page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").wait_for()
    return page


def write(page: Page, html: str) -> None:
    page.evaluate(
        """html => new Promise(done => {
            const editor = CKEDITOR.instances.id_body;
            editor.setData(html, () => { editor.fire("saveSnapshot"); editor.fire("change"); done(); });
        })""",
        html,
    )


def body(page: Page) -> str:
    return page.evaluate("CKEDITOR.instances.id_body.getData()").replace("\n", "").replace("&nbsp;", " ")


def chosen(page: Page) -> str:
    return page.evaluate("String(CKEDITOR.instances.id_body.getSelection().getNative())")


def slips(page: Page):
    return page.locator("#lint .slip")


def test_a_slip_in_a_field_is_found_mended_and_taken_back(page):
    page.fill("#id_headline", "দু:খ প্রকাশ 2025 সালে")
    expect(slips(page)).to_have_count(2)
    slips(page).nth(1).locator("[data-action=jump]").click()
    expect(page.locator("#id_headline")).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "2025"
    slips(page).nth(0).locator("[data-action=mend]").click()
    expect(page.locator("#id_headline")).to_have_value("দুঃখ প্রকাশ 2025 সালে")
    expect(slips(page)).to_have_count(1)
    page.click("#lint [data-undo] button")
    expect(page.locator("#id_headline")).to_have_value("দু:খ প্রকাশ 2025 সালে")
    expect(slips(page)).to_have_count(2)


def test_a_slip_in_the_text_is_led_to_and_mended_and_the_editor_can_undo_it(page):
    write(page, "<p>প্রথম অনুচ্ছেদে কোনো ত্রুটি নেই।</p><p>দ্বিতীয়টিতে <strong>দু:খ</strong> আছে&nbsp; দুবার।</p>")
    expect(slips(page)).to_have_count(2)
    slips(page).nth(0).locator("[data-action=jump]").click()
    assert chosen(page) == ":"
    slips(page).nth(0).locator("[data-action=mend]").click()
    expect(slips(page)).to_have_count(1)
    assert "<strong>দুঃখ</strong> আছে  দুবার" in body(page)
    page.evaluate("CKEDITOR.instances.id_body.execCommand('undo')")
    expect(slips(page)).to_have_count(2)
    assert "<strong>দু:খ</strong>" in body(page)


def test_all_of_a_kind_are_mended_at_once_and_nothing_else(page):
    write(page, "<p>প্রথমে 1 টাকা, পরে 22 টাকা।</p><p>ঠিকানা https://example.com/2025 আর দু:খ, 333 টাকা।</p>")
    expect(slips(page)).to_have_count(4)
    page.locator("#lint [data-action=all]").first.click()
    expect(slips(page)).to_have_count(1)
    text = body(page)
    for words in ("প্রথমে ১ টাকা, পরে ২২ টাকা।", "https://example.com/2025", "দু:খ, ৩৩৩ টাকা।"):
        assert words in text
    page.click("#lint [data-undo] button")
    expect(slips(page)).to_have_count(4)
    assert "প্রথমে 1 টাকা, পরে 22 টাকা।" in body(page)


def test_a_missing_end_is_put_at_the_end_and_a_slip_across_formats_is_whole(page):
    write(page, "<p>কৃষকেরা ধান কাটার <em>প্রস্তুতি</em> নিচ্ছেন</p><p>তিনি <strong>এলেন&nbsp;</strong> আজ সকালে।</p>")
    expect(slips(page)).to_have_count(2)
    slips(page).nth(1).locator("[data-action=mend]").click()
    expect(slips(page)).to_have_count(1)
    slips(page).nth(0).locator("[data-action=mend]").click()
    expect(slips(page)).to_have_count(0)
    assert "<em>প্রস্তুতি</em> নিচ্ছেন।</p>" in body(page)
    assert (
        page.evaluate("CKEDITOR.instances.id_body.editable().$.textContent")
        .replace("\u00a0", " ")
        .endswith("তিনি এলেন আজ সকালে।")
    )


def test_cells_and_captions_are_lines_of_their_own(page):
    write(
        page,
        "<table><caption>দু:খের তালিকা</caption><thead><tr><th>সাল</th><th>কত</th></tr></thead>"
        "<tbody><tr><td>সালে 2025</td><td>কোটি</td></tr></tbody></table><p>শেষ কথা এখানে শেষ হলো।</p>",
    )
    expect(slips(page)).to_have_count(2)
    slips(page).nth(1).locator("[data-action=jump]").click()
    assert chosen(page) == "2025"
    slips(page).nth(1).locator("[data-action=mend]").click()
    expect(slips(page)).to_have_count(1)
    assert "<td>সালে ২০২৫</td>" in body(page)


def test_captions_and_fact_boxes_are_read_and_nothing_that_only_the_editor_shows(page):
    write(
        page,
        '<figure data-box="picture" data-picture="1" data-alt="x"><figcaption>দু:খের ছবি</figcaption></figure>'
        '<aside data-box="fact"><h3>তথ্য 2025</h3><p>ঘটনাটি যেভাবে&nbsp; ঘটল।</p></aside>'
        "<p>শেষ কথা এখানে শেষ হলো।</p>",
    )
    expect(slips(page)).to_have_count(3)
    slips(page).nth(0).locator("[data-action=jump]").click()
    assert chosen(page) == ":"
    for left in (2, 1, 0):
        slips(page).nth(0).locator("[data-action=mend]").click()
        expect(slips(page)).to_have_count(left)
    for words in ("<figcaption>দুঃখের ছবি</figcaption>", "<h3>তথ্য ২০২৫</h3>", "<p>ঘটনাটি যেভাবে ঘটল।</p>"):
        assert words in body(page)


def test_the_houses_spelling_is_mended_with_its_ending(page):
    page.fill("#id_headline", "পঞ্চম শ্রেণীতে নতুন বই")
    expect(slips(page)).to_have_count(1)
    slips(page).locator("[data-action=mend]").click()
    expect(page.locator("#id_headline")).to_have_value("পঞ্চম শ্রেণিতে নতুন বই")
    expect(page.locator("[data-save-pill].is-saved")).to_be_visible()


def test_by_keys_alone_one_slip_after_another_is_mended(page):
    page.fill("#id_headline", "দু:খ 2025 সালে  এলেন")
    expect(slips(page)).to_have_count(3)
    slips(page).nth(0).locator("[data-action=mend]").focus()
    for left in (2, 1, 0):
        page.keyboard.press("Enter")
        expect(slips(page)).to_have_count(left)
    expect(page.locator("#id_headline")).to_have_value("দুঃখ ২০২৫ সালে এলেন")
    expect(page.locator("#lint [data-undo] button")).to_be_focused()


def test_a_story_in_english_has_no_slips_of_bengali_and_its_fields_say_so(page):
    page.fill("#id_headline", "দু:খ প্রকাশ")
    expect(slips(page)).to_have_count(1)
    page.select_option("#id_language", "en")
    expect(slips(page)).to_have_count(0)
    expect(page.locator("#id_headline")).to_have_attribute("lang", "en")


def test_the_panel_passes_axe(page):
    page.fill("#id_headline", "দু:খ 2025 সালে শ্রেণীতে")
    expect(slips(page)).to_have_count(3)
    slips(page).nth(0).locator("[data-action=mend]").click()
    expect(slips(page)).to_have_count(2)
    found = Axe().run(page, context="#lint")
    assert not found.response["violations"], json.dumps(found.response["violations"], ensure_ascii=False)[
        :2000
    ]
