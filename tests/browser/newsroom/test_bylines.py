"""Names found while typing, moved by key and by hand; the order reaches the reader. With nothing but keys, and without scripts."""

import json
import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

HEADLINE = "চার নামের একটি সংবাদ"


@pytest.fixture
def new_story(staff, paper) -> Callable[[], Page]:
    """A reporter before an empty form."""

    def opened(**options: object) -> Page:
        page = staff("reporter", **options).page
        page.goto(f"{paper.newsroom}/newsroom/story/add/")
        return page

    return opened


def rows(page: Page) -> list[str]:
    return page.locator(".byline-row:visible [name$=-name]").evaluate_all("all => all.map(one => one.value)")


def choose(page: Page, index: int, typed: str, name: str) -> None:
    """Type a part of a name into a row, and take the one that is meant."""
    field = page.locator(".byline-row:visible [name$=-name]").nth(index)
    field.press_sequentially(typed)
    option = page.get_by_role("option").filter(has_text=name)
    expect(option).to_be_visible()
    while "true" not in (option.get_attribute("aria-selected") or ""):
        field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value(name)


def add(page: Page, typed: str, name: str) -> None:
    page.click("[data-add-row]")
    choose(page, len(rows(page)) - 1, typed, name)


def saved(page: Page) -> None:
    expect(page.locator("[data-save-pill].is-saved")).to_be_visible()


def test_names_are_found_moved_and_published_in_their_order(new_story, staff, somebody, paper):
    page = new_story()
    page.fill("#id_headline", HEADLINE)
    page.select_option("#id_section", label="বাংলাদেশ")
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("body").click()
    page.keyboard.insert_text("চারজনের নাম নিয়ে একটি ছোট সংবাদ এখানে শেষ হলো।")
    choose(page, 0, "নমুনা হা", "নমুনা হাসান")
    add(page, "kalpita", "কল্পিতা সেন")
    add(page, "রদ", "রূপকথা দাস")
    assert rows(page) == ["নমুনা হাসান", "কল্পিতা সেন", "রূপকথা দাস"]
    expect(page.locator("#id_sign_off")).to_have_attribute("placeholder", "নহ/কস/রদ")

    # By key: the grip keeps the focus, and what happened is said.
    grip = page.locator(".byline-row:visible").nth(2).locator("[data-grip]")
    grip.focus()
    page.keyboard.press("ArrowUp")
    assert rows(page) == ["নমুনা হাসান", "রূপকথা দাস", "কল্পিতা সেন"]
    expect(page.locator(".byline-row:visible").nth(1).locator("[data-grip]")).to_be_focused()
    expect(page.locator("[data-spoken]")).to_contain_text("রূপকথা দাস")
    page.keyboard.press("ArrowUp")
    assert rows(page) == ["রূপকথা দাস", "নমুনা হাসান", "কল্পিতা সেন"]
    expect(page.locator("#id_sign_off")).to_have_attribute("placeholder", "রদ/নহ/কস")
    page.locator(".byline-row:visible").nth(0).locator("[data-move='1']").click()
    assert rows(page) == ["নমুনা হাসান", "রূপকথা দাস", "কল্পিতা সেন"]

    # By hand.
    start = page.locator(".byline-row:visible").nth(2).locator("[data-grip]")
    start.scroll_into_view_if_needed()
    box, goal = start.bounding_box(), page.locator(".byline-row:visible").nth(0).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, goal["y"] + goal["height"] + 4, steps=5)
    page.mouse.move(box["x"] + 10, goal["y"] + 4, steps=5)
    page.mouse.up()
    order = ["কল্পিতা সেন", "নমুনা হাসান", "রূপকথা দাস"]
    assert rows(page) == order

    # Roles and a place; the same person once more in another role.
    page.locator(".byline-row:visible").nth(1).locator("[name$=-role]").select_option("correspondent")
    page.locator(".byline-row:visible").nth(1).locator("[name$=-place]").fill("সুনামগঞ্জ")
    add(page, "কল্পিতা", "কল্পিতা সেন")
    page.locator(".byline-row:visible").nth(3).locator("[name$=-role]").select_option("translator")
    saved(page)
    page.click("[data-save]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    assert [name for name in rows(page) if name] == [*order, "কল্পিতা সেন"]

    # To the reader.
    url = page.url
    take(page, "submit")
    editor = staff("editor").page
    editor.goto(url)
    take(editor, "approve")
    take(editor, "publish")
    reader = somebody(width=390).page
    reader.goto(editor.locator("a", has_text="সাইটে দেখুন").get_attribute("href"))
    lines = reader.locator(".byline li")
    expect(lines).to_have_count(4)
    expect(lines.nth(0)).to_have_text("কল্পিতা সেন")
    expect(lines.nth(1)).to_contain_text("নমুনা হাসান, সুনামগঞ্জ")
    expect(lines.nth(3)).to_contain_text(": কল্পিতা সেন")
    expect(reader.locator(".sign-off")).to_have_text("কস/নহ/রদ")
    lines.nth(0).locator("a").click()
    expect(reader.locator("h1")).to_have_text("কল্পিতা সেন")
    expect(reader.get_by_role("link", name=HEADLINE).first).to_be_visible()


def take(page: Page, verb: str) -> None:
    page.click(f"[data-dialog=dialog-{verb}]")
    page.locator(f"#dialog-{verb} [name=_step]").click()
    expect(page.locator("ul.messagelist .success")).to_be_visible()


def test_a_line_is_taken_out_and_the_rest_stays_in_order(new_story):
    page = new_story()
    page.fill("#id_headline", "নাম বাদ দেওয়ার সংবাদ")
    choose(page, 0, "নমুনা হা", "নমুনা হাসান")
    add(page, "kalpita", "কল্পিতা সেন")
    add(page, "রদ", "রূপকথা দাস")
    page.locator(".byline-row:visible").nth(1).locator("[data-remove]").click()
    saved(page)
    page.reload()
    assert [name for name in rows(page) if name] == ["নমুনা হাসান", "রূপকথা দাস"]


def test_a_name_typed_to_its_end_is_a_choice_and_a_half_one_is_told_at_its_row(new_story):
    page = new_story()
    page.fill("#id_headline", "অর্ধেক নামের সংবাদ")
    field = page.locator("#id_byline-0-name")
    field.press_sequentially("নমুনা হাসান")
    expect(page.locator(".names li").first).to_be_visible()
    page.locator("#id_dateline").focus()
    expect(page.locator("#id_byline-0-contributor")).not_to_have_value("")
    page.click("[data-add-row]")
    page.locator("#id_byline-1-name").fill("অচেনা কেউ")
    page.click("[data-save]")
    expect(page.locator(".byline-row .wrong")).to_be_visible()
    expect(page.locator("#id_byline-1-name")).to_have_value("অচেনা কেউ")
    expect(page.locator("#id_headline")).to_have_value("অর্ধেক নামের সংবাদ")


def test_without_a_script_names_are_typed_and_ordered_by_number(new_story):
    page = new_story(javascript=False)
    page.fill("#id_headline", "স্ক্রিপ্ট ছাড়া বাইলাইন")
    page.fill("#id_byline-0-name", "কল্পিতা সেন")
    page.locator("button[data-save]").click()
    page.fill("#id_byline-1-name", "namuna-hasan")
    page.fill("#id_byline-0-ORDER", "2")
    page.fill("#id_byline-1-ORDER", "1")
    page.locator("button[data-save]").click()
    assert [name for name in rows(page) if name] == ["নমুনা হাসান", "কল্পিতা সেন"]


def test_a_new_topic_is_made_beside_the_story(staff, paper):
    page = staff("editor").page
    page.goto(f"{paper.newsroom}/newsroom/story/add/")
    page.fill("#id_headline", "নতুন বিষয়ের সংবাদ")
    expect(page.locator("[data-topics] .select2-search__field")).to_have_attribute(
        "aria-label", re.compile(".+")
    )
    page.click(".new-topic summary")
    expect(page.locator("#new-topic-name")).to_be_focused()
    page.locator("#new-topic-name").press_sequentially("হাওর উৎসব")
    expect(page.locator("#new-topic-slug")).to_have_value("haor-utsob")
    page.keyboard.press("Enter")
    expect(page.locator(".select2-selection__choice")).to_contain_text("হাওর উৎসব")
    found = Axe().run(page, context="[data-topics]")
    assert not found.response["violations"], json.dumps(found.response["violations"], ensure_ascii=False)[
        :2000
    ]
    saved(page)
    page.reload()
    expect(page.locator(".select2-selection__choice")).to_contain_text("হাওর উৎসব")


def test_the_byline_passes_axe(new_story):
    page = new_story()
    page.locator("#id_byline-0-name").press_sequentially("ন")
    expect(page.locator(".names li").first).to_be_visible()
    for part in ("#field-byline", "[data-topics]"):
        found = Axe().run(page, context=part)
        assert not found.response["violations"], json.dumps(found.response["violations"], ensure_ascii=False)[
            :2000
        ]


def test_a_byline_that_never_reached_the_server_comes_back_in_its_order(new_story):
    page = new_story()
    page.fill("#id_headline", "সংযোগহীন সংবাদের বাইলাইন")
    saved(page)
    page.route("**/autosave/", lambda route: route.abort())
    choose(page, 0, "নমুনা হা", "নমুনা হাসান")
    add(page, "kalpita", "কল্পিতা সেন")
    page.locator(".byline-row:visible").nth(1).locator("[name$=-role]").select_option("correspondent")
    page.locator(".byline-row:visible").nth(1).locator("[name$=-place]").fill("সিলেট")
    page.locator(".byline-row:visible").nth(1).locator("[data-move='-1']").click()
    expect(page.locator("[data-save-pill].is-unreachable, [data-save-pill].is-offline")).to_be_visible()
    page.unroute("**/autosave/")
    page.reload()
    page.click("[data-copy-restore]")
    assert [name for name in rows(page) if name] == ["কল্পিতা সেন", "নমুনা হাসান"]
    expect(page.locator("#id_sign_off")).to_have_attribute("placeholder", "কস/নহ")
    saved(page)
    page.reload()
    assert [name for name in rows(page) if name] == ["কল্পিতা সেন", "নমুনা হাসান"]
    expect(page.locator(".byline-row:visible [name$=-place]").first).to_have_value("সিলেট")
