"""Pictures from the library into the text, through approval, to a reader without any script."""

from urllib.parse import quote

from playwright.sync_api import expect

from tests.browser.editing import new_story, press
from tests.browser.hands import name, take
from tests.browser.waiting import wait_until

HEADLINE = "হাওরের পাড়ে ছবির মেলা"


# The demo's own pictures: what other tests upload has no description yet, and no story with it can be submitted.
DRAWN = "অলংকরণ"
ALL_DRAWN = (
    f"[...document.querySelectorAll('.picker-option')].every(one => one.picture.credit.startsWith('{DRAWN}'))"
)


def pick(page, *places: int) -> list[str]:
    """Choose these of the pictures that the open picker finds, and take them; their numbers."""
    options = page.locator(".picker-option")
    expect(options.first).to_be_visible()
    with page.expect_response(lambda answer: quote(DRAWN) in answer.url):
        page.locator("#picker [data-search]").fill(DRAWN)
    wait_until(page, f"document.querySelectorAll('.picker-option').length > 3 && {ALL_DRAWN}")
    numbers = []
    for place in places:
        options.nth(place).click()
        numbers.append(str(options.nth(place).evaluate("item => item.picture.id")))
    page.locator("#picker [data-take]").click()
    return numbers


def test_a_picture_and_a_gallery_go_from_the_library_to_the_reader(staff, somebody, paper):
    reporter = staff("reporter")
    page = reporter.page
    text = new_story(page, paper.newsroom)
    page.select_option("#id_section", label="বাংলাদেশ")
    page.fill("#id_headline", HEADLINE)
    name(page, 0, "নমুনা হাসান")
    text.locator("body").click()
    page.keyboard.insert_text("মেলার ছবি দেখুন।")
    press(page, "box_picture")
    one = pick(page, 0)
    expect(text.locator("[data-box=picture] img")).to_be_visible()
    press(page, "box_gallery")
    several = pick(page, 2, 1)
    expect(text.locator("[data-box=gallery] img")).to_have_count(2)
    order = text.locator("[data-box=gallery] [data-picture]")
    assert order.evaluate_all("all => all.map(one => one.dataset.picture)") == several
    assert one[0] not in several
    page.click("[data-save]")
    expect(page.locator("ul.messagelist .success")).to_be_visible()
    take(page, "submit")

    editor = staff("editor").page
    editor.goto(f"{paper.newsroom}/newsroom/story/?tab=waiting")
    editor.get_by_role("link", name=HEADLINE).first.click()
    take(editor, "approve")
    take(editor, "publish")
    address = editor.locator("a[href*='/bangladesh/']").first.get_attribute("href")

    reader = somebody(width=390, javascript=False).page
    reader.goto(address)
    expect(reader.locator("article h1")).to_have_text(HEADLINE)
    pictures = reader.locator(".body picture img")
    expect(pictures).to_have_count(3)
    for number in range(3):
        pictures.nth(number).scroll_into_view_if_needed()
        expect(pictures.nth(number)).to_be_visible()
        assert pictures.nth(number).get_attribute("width")
    expect(reader.locator(".body")).to_contain_text("২/২")
    assert reporter.errors == []
