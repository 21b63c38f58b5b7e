"""The picture library through a real browser: uploads, the picker, the focal point, and who may not see it."""

import base64
import random
from pathlib import Path

import psycopg
import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.waiting import wait_until_true

LIBRARY = "/newsroom/picture/"
ADD_STORY = "/newsroom/story/add/"
# Not preloaded: axe would fetch what a stylesheet imports from beside the page instead of from beside the sheet.
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"], "iframes": False, "preload": False}


@pytest.fixture
def photos(tmp_path: Path):
    """photos(2) -> files that no library has yet."""

    def take(count: int) -> list[Path]:
        paths = []
        for number in range(count):
            image = Image.new("RGB", (1600, 1000), tuple(random.randbytes(3)))
            ImageDraw.Draw(image).ellipse((500, 200, 1100, 800), fill=tuple(random.randbytes(3)))
            path = tmp_path / f"photo-{number}.jpg"
            image.save(path, quality=90)
            paths.append(path)
        return paths

    return take


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 not a picture at all")
    return path


def drop(page: Page, selector: str, paths: list[Path]) -> None:
    """Drop these files there, as from the desktop."""
    files = [[path.name, base64.b64encode(path.read_bytes()).decode()] for path in paths]
    transfer = page.evaluate_handle(
        """files => {
          const transfer = new DataTransfer();
          for (const [name, data] of files) {
            const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
            transfer.items.add(new File([bytes], name, { type: "image/jpeg" }));
          }
          return transfer;
        }""",
        files,
    )
    for kind in ("dragenter", "dragover", "drop"):
        page.dispatch_event(selector, kind, {"dataTransfer": transfer})


def watch_progress(page: Page) -> None:
    """Remember every value a progress bar shows."""
    page.evaluate(
        """() => {
          window.shownProgress = [];
          new MutationObserver((changes) => {
            for (const { target } of changes) if (target.matches("progress")) window.shownProgress.push(target.value);
          }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ["value"] });
        }"""
    )


def errors(window) -> list[str]:
    """What the console complains of, but for refused uploads, which are answered with 422."""
    return [text for text in window.errors if "422" not in text]


def test_two_pictures_dropped_at_once_and_a_broken_file_with_its_reason(staff, paper, photos, broken):
    window = staff("photo")
    page = window.page
    page.goto(paper.newsroom + LIBRARY)
    watch_progress(page)
    drop(page, "body", [*photos(2), broken])
    cards = page.locator("[data-upload-panel] .upload-card")
    expect(cards).to_have_count(3)
    expect(page.locator(".upload-card.is-here")).to_have_count(2)
    expect(page.locator(".upload-card.is-refused [data-problem]")).to_contain_text("JPEG")
    assert max(page.evaluate("window.shownProgress")) == 100

    # What is missing is asked for, and kept as it is typed.
    first = page.locator(".upload-card.is-here").first
    expect(first.locator("[data-missing]")).to_be_visible()
    for word, text in {"caption": "ঘাটে ভেড়া নৌকা", "alt": "একটি নৌকা", "credit": "ছবি: নমুনা হাসান"}.items():
        first.locator(f"[data-word={word}]").fill(text)
        first.locator(f"[data-word={word}]").blur()
    with psycopg.connect(paper.database, autocommit=True) as connection:
        query = "SELECT count(*) FROM newsroom_picture WHERE caption = %s AND alt = %s AND credit = %s"
        words = ["ঘাটে ভেড়া নৌকা", "একটি নৌকা", "ছবি: নমুনা হাসান"]
        wait_until_true(page, lambda: connection.execute(query, words).fetchone() == (1,))
    page.fill("#library-words", "ভেড়া নৌকা")
    page.keyboard.press("Enter")
    expect(page.locator(".library-item")).to_have_count(1)
    assert not errors(window)


def test_words_for_all_go_with_every_file_and_the_same_file_is_known(staff, paper, photos):
    window = staff("photo")
    page = window.page
    files = photos(2)
    page.goto(f"{paper.newsroom}/newsroom/picture/add/")
    page.fill("#id_credit", "ছবি: কল্পিতা সেন")
    page.set_input_files("#upload-files", files)
    expect(page.locator(".upload-card.is-here")).to_have_count(2)
    for credit in page.locator("[data-word=credit]").all():
        expect(credit).to_have_value("ছবি: কল্পিতা সেন")
    page.set_input_files("#upload-files", files[:1])
    expect(page.locator(".upload-card.is-known [data-known]")).to_be_visible()
    assert not errors(window)


def test_a_lead_picture_is_picked_in_the_form_and_its_focal_point_set_by_a_click(staff, paper, photos):
    window = staff("editor")
    page = window.page
    page.goto(paper.newsroom + ADD_STORY)
    page.fill("#id_headline", "ছবি বাছাইয়ের সংবাদ")
    page.click("[data-lead-choose]")
    picker = page.locator("#picker")
    expect(picker.locator(".picker-option").first).to_be_visible()

    # A new one, dropped into the dialog: it is not taken without its words.
    drop(page, "#picker [data-frame]", photos(1))
    card = picker.locator(".upload-card.is-here")
    expect(card).to_be_visible()
    picker.locator("[data-take]").click()
    expect(card.locator("[data-error=credit]")).to_be_visible()
    expect(picker).to_be_visible()
    card.locator("[data-word=caption]").fill("নতুন ঘাট")
    card.locator("[data-word=alt]").fill("ঘাটের সিঁড়ি")
    card.locator("[data-word=credit]").fill("ছবি: নমুনা হাসান")
    picker.locator("[data-take]").click()
    expect(picker).to_be_hidden()
    expect(page.locator("#id_picture_caption")).to_have_value("নতুন ঘাট")
    expect(page.locator("#id_picture_alt")).to_have_value("ঘাটের সিঁড়ি")
    expect(page.locator("#id_picture_credit")).to_have_value("ছবি: নমুনা হাসান")

    # The focal point, by a click on the picture and by a key; the crops follow at once.
    image = page.locator("[data-focus-image]")
    expect(image).to_be_visible()
    crop = page.locator("[data-crop='1x1'] img")
    before = crop.evaluate("image => image.style.objectPosition")
    box = image.bounding_box()
    with page.expect_response("**/focus/"):
        image.click(position={"x": box["width"] * 0.9, "y": box["height"] * 0.25})
    assert crop.evaluate("image => image.style.objectPosition") != before
    with page.expect_response("**/focus/") as answer:
        page.keyboard.press("ArrowLeft")
    focus = answer.value.json()["picture"]["focus"]
    assert focus["x"] == pytest.approx(0.89, abs=0.01)
    assert focus["y"] == pytest.approx(0.25, abs=0.01)

    # The autosave has it, and the writer's own save too.
    expect(page.locator("[data-save-pill]")).to_have_class("save-pill is-saved")
    page.click("[data-save]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    number = page.locator("#id_lead_picture").input_value()
    with psycopg.connect(paper.database) as connection:
        query = "SELECT focus_x, focus_y, caption FROM newsroom_picture WHERE id = %s"
        x, y, caption = connection.execute(query, [number]).fetchone()
    assert (x, y) == pytest.approx((focus["x"], focus["y"]))
    assert caption == "নতুন ঘাট"
    assert not errors(window)


def test_another_picture_brings_its_own_words_and_what_was_removed_comes_back(staff, paper):
    window = staff("editor")
    page = window.page
    page.goto(paper.newsroom + ADD_STORY)

    def pick(number: int) -> None:
        page.click("[data-lead-choose]")
        page.locator(".picker-option:not([aria-disabled])").nth(number).dblclick()
        expect(page.locator("#picker")).to_be_hidden()

    page.fill("#id_headline", "শব্দ কার?")
    library = page.request.get(f"{paper.newsroom}/library/list/").json()["pictures"]
    first, second = [one for one in library if not one["isLapsed"]][5:7]
    pick(5)
    expect(page.locator("#id_picture_caption")).to_have_value(first["caption"])
    page.fill("#id_picture_credit", "ছবি: নিজের লেখা")
    pick(6)
    expect(page.locator("#id_picture_caption")).to_have_value(second["caption"])
    expect(page.locator("#id_picture_credit")).to_have_value("ছবি: নিজের লেখা")
    page.click("[data-lead-remove]")
    expect(page.locator("#id_lead_picture")).to_have_value("")
    expect(page.locator("#id_picture_caption")).to_have_value("")
    page.click("[data-lead-undo]")
    expect(page.locator("#id_lead_picture")).to_have_value(str(second["id"]))
    expect(page.locator("#id_picture_credit")).to_have_value("ছবি: নিজের লেখা")
    assert not errors(window)


def test_the_picker_is_worked_with_keys_alone(staff, paper):
    window = staff("editor")
    page = window.page
    page.goto(paper.newsroom + ADD_STORY)
    page.evaluate("() => { window.picked = khoborPicker.open({ multiple: true }); }")
    expect(page.locator(".picker-option").nth(5)).to_be_visible()
    expect(page.locator("[data-search]")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Space")  # not this one after all
    page.keyboard.press("End")
    page.keyboard.press("Space")
    options = page.locator(".picker-option")
    expect(page.locator(".picker-option[aria-selected=true]")).to_have_count(2)
    wanted = [options.nth(number).evaluate("item => item.picture.id") for number in (1, options.count() - 1)]
    page.keyboard.press("Enter")
    assert page.evaluate("async () => (await window.picked).map(({ id }) => id)") == wanted

    page.evaluate("() => { window.picked = khoborPicker.open(); }")
    expect(options.first).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("async () => await window.picked") == []
    assert not errors(window)


def test_typing_in_the_picker_finds_pictures(staff, paper):
    page = staff("editor").page
    page.goto(paper.newsroom + ADD_STORY)
    page.click("[data-lead-choose]")
    expect(page.locator(".picker-option").nth(3)).to_be_visible()
    page.locator("[data-search]").fill("এমনকোনোছবিনেই")
    expect(page.locator(".picker-option")).to_have_count(0)
    expect(page.locator("#picker [data-status]")).not_to_be_empty()


def test_without_scripts_files_are_sent_with_the_form(staff, paper, photos, broken):
    page = staff("photo", javascript=False).page
    page.goto(f"{paper.newsroom}/newsroom/picture/add/")
    page.fill("#id_credit", "ছবি: নমুনা")
    page.set_input_files("#upload-files", [*photos(2), broken])
    page.click(".upload-form button[type=submit]")
    expect(page.locator(".upload-card.is-here")).to_have_count(2)
    expect(page.locator(".upload-card.is-refused")).to_have_count(1)


def test_the_story_form_without_scripts_still_chooses_and_sends_a_picture(staff, paper, photos):
    page = staff("editor", javascript=False).page
    page.goto(paper.newsroom + ADD_STORY)
    page.fill("#id_headline", "স্ক্রিপ্ট ছাড়া")
    page.select_option("#id_lead_picture", index=2)
    chosen = page.locator("#id_lead_picture").input_value()
    page.check("#id_picture_decorative")
    page.locator(".card.steps button[data-save]").click()
    expect(page.locator("#id_lead_picture")).to_have_value(chosen)
    expect(page.locator("#id_picture_decorative")).to_be_checked()


def test_a_picture_is_replaced_everywhere_and_readers_keep_theirs_until_it_is_approved(staff, paper):
    window = staff("editor")
    page = window.page
    with psycopg.connect(paper.database) as connection:
        old = connection.execute(
            "SELECT picture_id FROM newsroom_pictureuse WHERE copy = 'live' ORDER BY picture_id LIMIT 1"
        ).fetchone()[0]
    page.goto(f"{paper.newsroom}/library/{old}/replace/")
    page.click("[data-replace-choose]")
    pictures = page.locator(".picker-option")
    expect(pictures.first).to_be_visible()
    number = page.evaluate(
        "old => [...document.querySelectorAll('.picker-option')].findIndex(({ picture }) =>"
        " picture.id !== old && picture.credit && picture.alt && !picture.isLapsed)",
        old,
    )
    pictures.nth(number).dblclick()
    expect(page.locator("[data-replace-image]")).to_be_visible()
    page.click(".replace-form button[type=submit]")
    expect(page.locator(".outcomes .was-taken").first).to_be_visible()
    with psycopg.connect(paper.database) as connection:
        copies = connection.execute(
            "SELECT copy FROM newsroom_pictureuse WHERE picture_id = %s ORDER BY copy", [old]
        ).fetchall()
    assert copies[0] == ("live",)
    assert not errors(window)


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_no_screen_overflows_and_axe_is_content(staff, paper, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    window = staff("editor", width=width, color_scheme=scheme)
    page = window.page
    first = page.request.get(f"{paper.newsroom}/library/list/").json()["pictures"][0]["id"]
    problems = {}

    def look(name: str, **context: object) -> None:
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        result = Axe().run(page, context=context or None, options=AXE)
        found = [(one["id"], one["nodes"][0]["html"][:160]) for one in result.response["violations"]]
        if found:
            problems[name] = found

    for path in (
        LIBRARY,
        f"{LIBRARY}?q=নেই",
        "/newsroom/picture/add/",
        f"/newsroom/picture/{first}/change/",
        f"/library/{first}/replace/",
        "/library/rights/",
    ):
        page.goto(paper.newsroom + path)
        look(path)
    page.goto(paper.newsroom + ADD_STORY)
    page.click("[data-lead-choose]")
    page.locator(".picker-option").first.click()
    look("picker", include=[["#picker"]])
    page.dblclick(".picker-option >> nth=0")
    expect(page.locator("[data-focus-image]")).to_be_visible()
    look("lead picture", include=[["[data-lead]"]])
    assert not problems
    assert not errors(window)
