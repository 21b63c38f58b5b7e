"""Writing a story: toolbar and keyboard, boxes, the clipboard, Bijoy; and what the editor must not do."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from articles.bengali.text import grapheme_length, normalise
from articles.html import clean_body, plain_text
from newsroom.widgets import PLUGINS
from tests.browser.editing import body, choose_format, new_story, paste, press, set_body
from tests.browser.waiting import wait_for_editor, wait_until

CLIPBOARD = Path(__file__).parents[2] / "newsroom" / "clipboard"
PICTURE = '<figure data-box="picture" data-picture="1" data-alt="নদী &amp; “নৌকা”" data-credit="নমুনা হাসান"><figcaption>ছবির <strong>কথা</strong></figcaption></figure>'
BOXES = {
    "text": '<h2>উপশিরোনাম</h2><p>এক <strong>মোটা</strong> ও <em>বাঁকা</em><br>কথা, <a href="https://example.com/?a=1&amp;b=2" rel="noopener">লিংক</a>।</p><h3>ছোট</h3><ul><li>ক<ol><li>খ</li></ol></li></ul><blockquote><p>উদ্ধৃত</p></blockquote>',
    "picture": PICTURE,
    "bare picture": '<figure data-box="picture" data-picture="2"></figure>',
    "decorative picture": '<figure data-box="picture" data-picture="2" data-decorative="1"></figure>',
    "gallery": f'<div data-box="gallery">{PICTURE}<figure data-box="picture" data-picture="2"></figure><figure data-box="picture" data-picture="1"><figcaption>তিন</figcaption></figure></div>',
    "embed": '<figure data-box="embed" data-url="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=30"><figcaption>ভিডিও</figcaption></figure>',
    "bare embed": '<figure data-box="embed" data-url="https://x.com/namuna/status/1234567890123"></figure>',
    "fact box": '<aside data-box="fact"><h3>এক নজরে</h3><p>তথ্য <strong>এক</strong>।</p><ul><li>ক</li><li>খ</li></ul></aside>',
    "quote": '<figure data-box="quote"><blockquote><p>কথা।</p><p>আরও।</p></blockquote><figcaption>কল্পিতা সেন</figcaption></figure>',
    "related": '<aside data-box="related"><p><a href="/world/abcd1234/" rel="noopener">এক &amp; দুই</a></p><p><a href="/world/abcd1235/" rel="noopener">তিন</a></p></aside>',
    "table": '<table><caption>সারণি</caption><thead><tr><th scope="col">ক</th><th scope="col">খ</th></tr></thead><tbody><tr><th scope="row">১</th><td><strong>২</strong><br>৩</td></tr><tr><td colspan="2">৪</td></tr></tbody></table>',
}
ALL_BOXES = "<p>শুরু।</p>" + "<p>মাঝে।</p>".join(BOXES.values()) + "<p>শেষ।</p>"


@pytest.fixture
def writer(staff):
    """A reporter at a browser; the console stays empty."""
    window = staff("reporter")
    yield window
    assert window.errors == []


def test_a_story_is_written_with_toolbar_and_keyboard(writer, paper):
    page = writer.page
    new_story(page, paper.newsroom)
    page.keyboard.type("হাওরে ধান")
    choose_format(page, "বড় উপশিরোনাম")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("আগাম ধান")
    page.keyboard.press("Control+b")
    page.keyboard.type(" কাটছেন ")
    press(page, "italic")
    page.keyboard.type("কৃষকেরা")
    press(page, "italic")
    page.keyboard.press("Enter")
    press(page, "bulletedlist")
    page.keyboard.type("সুনামগঞ্জ")
    page.keyboard.press("Enter")
    page.keyboard.type("নেত্রকোনা")
    assert clean_body(body(page)) == normalise(
        "<h2>হাওরে ধান</h2><p><strong>আগাম ধান</strong> কাটছেন <em>কৃষকেরা</em></p>"
        "<ul><li>সুনামগঞ্জ</li><li>নেত্রকোনা</li></ul>"
    )
    press(page, "undo")
    assert "নেত্রকোনা" not in body(page)
    press(page, "redo")
    assert "নেত্রকোনা" in body(page)
    expect(page.locator(".word-count")).to_contain_text("৮ শব্দ · ২৭ অক্ষর")


def test_a_link_is_made_of_the_selected_words(writer, paper):
    page = writer.page
    text = new_story(page, paper.newsroom)
    page.keyboard.type("বিস্তারিত")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    dialog = page.locator("dialog.box-dialog")
    dialog.locator("input").first.fill("not an address")
    dialog.locator("[type=submit]").click()
    expect(dialog.locator(".wrong")).to_be_visible()
    dialog.locator("input").first.fill("example.com/news")
    dialog.locator("[type=submit]").click()
    expect(text.locator("a")).to_have_text("বিস্তারিত")
    assert clean_body(body(page)) == normalise(
        '<p><a href="https://example.com/news" rel="noopener">বিস্তারিত</a></p>'
    )


@pytest.fixture(scope="module")
def opened(browser, paper):
    """One page with the editor for everything that only looks at what goes in and what comes out."""
    context = browser.new_context(locale="bn")
    page = context.new_page()
    page.goto(f"{paper.newsroom}/login/")
    page.fill("[name=username]", "reporter")
    page.fill("[name=password]", "demo")
    page.click("#login-form [type=submit]")
    page.wait_for_selector("nav.places")
    new_story(page, paper.newsroom)
    yield page
    context.close()


@pytest.mark.parametrize("kind", [*BOXES, "everything"])
def test_opening_and_saving_untouched_changes_nothing(opened, kind):
    stored = clean_body(ALL_BOXES if kind == "everything" else BOXES[kind])
    assert stored == normalise(ALL_BOXES if kind == "everything" else BOXES[kind])
    set_body(opened, stored)
    assert clean_body(body(opened)) == stored
    assert body(opened) == stored.replace(' rel="noopener"', "").replace("<br>", "<br />")


@pytest.mark.parametrize(
    ("source", "saved"),
    [
        (
            "word",
            '<h2>হাওরে ধান কাটা শুরু</h2><p>কৃষকেরা <strong>আগাম ধান</strong> কাটছেন, <em>বৃষ্টির</em> আগেই। <a href="https://example.com/haor" rel="noopener">বিস্তারিত</a></p><ul><li>সুনামগঞ্জ</li><li>নেত্রকোনা</li></ul><p>ধাপ:</p><ol><li>কাটা</li><li>মাড়াই</li></ol><table><tbody><tr><td>জেলা</td><td>হেক্টর</td></tr><tr><td>সুনামগঞ্জ</td><td>২,২৪,০০০</td></tr></tbody></table><p>শেষ কথা।</p>',
        ),
        (
            "google_docs",
            '<h2>নদীভাঙনে ঘরহারা</h2><p>গত এক সপ্তাহে <strong>দেড় শ পরিবার</strong><em> ঘর হারিয়েছে</em>। <a href="https://example.com/river" rel="noopener">আগের খবর</a></p><ul><li>কুড়িগ্রাম</li><li>গাইবান্ধা</li></ul><table><tbody><tr><td>পরিবার</td><td>১৫০</td></tr></tbody></table>',
        ),
        (
            "libreoffice",
            '<h2>পাঠাগারে নতুন বই</h2><p>গ্রামের তরুণেরা <strong>দুই হাজার</strong> বই <em>সংগ্রহ</em> করেছেন। <a href="https://example.com/library" rel="noopener">পাঠাগারের পাতা</a></p><ul><li>উপন্যাস</li><li>কবিতা</li></ul><ol><li>প্রথম</li><li>দ্বিতীয়</li></ol><table><tbody><tr><td>বছর</td><td>বই</td></tr><tr><td>২০২৫</td><td>২,০০০</td></tr></tbody></table>',
        ),
        (
            "web",
            '<h2>মেলার শেষ দিনে ভিড়</h2><p>মেলার <strong>শেষ দিনে</strong> ক্রেতাদের ভিড় ছিল&nbsp;<em>উপচে পড়া</em>। <a href="https://example.com/fair?utm_source=x" rel="noopener">বিস্তারিত</a></p><p>মেলার ছবি</p><h3>কী বিক্রি হলো</h3><ul><li>বই</li><li>খেলনা</li></ul><blockquote><p>এমন ভিড় আগে দেখিনি।</p></blockquote>',
        ),
    ],
)
def test_pasted_text_keeps_its_structure_and_nothing_else(opened, source, saved):
    set_body(opened, "")
    paste(opened, (CLIPBOARD / f"{source}.html").read_text(encoding="utf-8"))
    assert clean_body(body(opened)) == normalise(saved)


def test_pasted_pictures_stay_out_and_that_is_said(opened):
    set_body(opened, "")
    paste(opened, '<p>আগে <img src="data:image/png;base64,iVBORw0KGgo=" alt=""> পরে</p>')
    assert "<img" not in body(opened)
    assert "আগে" in body(opened)
    expect(opened.locator(".cke_notification_info").last).to_be_visible()


def test_a_pasted_picture_file_goes_to_the_library_and_comes_back_as_a_box(opened):
    set_body(opened, "<p>আগে।</p>")
    opened.evaluate(
        """() => { window.khoborPicker = { ...window.khoborPicker,
             upload: async (files, { multiple }) => files.map((_file, index) => ({ id: index + 1, caption: "" })) };
           const editor = CKEDITOR.instances.id_body; const data = new DataTransfer(); editor.focus();
           for (const name of ["a.png", "b.png"]) data.items.add(new File(["x"], name, { type: "image/png" }));
           editor.editable().$.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""
    )
    gallery = opened.frame_locator("iframe.cke_wysiwyg_frame").locator("[data-box=gallery] img")
    expect(gallery).to_have_count(2)
    assert "data:" not in body(opened)


def test_what_is_seen_only_here_is_no_word_of_the_story(opened):
    set_body(opened, BOXES["picture"] + BOXES["embed"])
    assert opened.evaluate(
        "CKEDITOR.instances.id_body.editable().$.innerText.replace(/\\s+/g, ' ').trim()"
    ) == normalise("ছবির কথা ভিডিও")


def test_bijoy_from_word_is_recognised_and_converted_with_one_button(writer, paper):
    page = writer.page
    new_story(page, paper.newsroom)
    page.keyboard.type("আগে।")
    page.keyboard.press("Enter")
    paste(page, (CLIPBOARD / "bijoy_word.html").read_text(encoding="utf-8"))
    assert "cÖavbgš¿x" in body(page)
    page.locator(".notice-button").click()
    expect(page.locator(".cke_notification_success")).to_be_visible()
    assert clean_body(body(page)) == normalise(
        "<p>আগে।</p><p><strong>প্রধানমন্ত্রী বলেছেন</strong>, নদীর পাড়ে নতুন পাঠাগার হবে।</p>"
        "<p>BBC News জানিয়েছে, আন্তর্জাতিক সংবাদ।</p>"
    )


def test_bijoy_pasted_as_plain_text_is_recognised_by_its_letters(writer, paper):
    page = writer.page
    new_story(page, paper.newsroom)
    paste(page, text="The river is rising and so are the prices.")
    expect(page.locator(".notice-button")).to_have_count(0)
    set_body(page, "")
    paste(page, text="cÖavbgš¿x e‡j‡Qb, ¶gZv & Avgv‡`i bq|")
    page.locator(".notice-button").click()
    expect(page.locator(".cke_notification_success")).to_be_visible()
    assert clean_body(body(page)) == normalise("<p>প্রধানমন্ত্রী বলেছেন, ক্ষমতা &amp; আমাদের নয়।</p>")
    press(page, "undo")
    assert "cÖavbgš¿x" in body(page)
    press(page, "redo")
    assert "ক্ষমতা" in body(page)


def test_bijoy_is_converted_in_the_whole_story_and_the_selection_and_undone(writer, paper):
    page = writer.page
    new_story(page, paper.newsroom)
    typed = "<p>Avgvi †mvbvi evsjv</p><p>The river is rising.</p><p>বাংলা</p>"
    set_body(page, typed)
    press(page, "bijoy")
    wait_until(page, "CKEDITOR.instances.id_body.getData().includes('সোনার')")
    assert body(page) == normalise("<p>আমার সোনার বাংলা</p><p>The river is rising.</p><p>বাংলা</p>")
    press(page, "undo")
    assert body(page) == typed
    page.frame_locator("iframe.cke_wysiwyg_frame").locator("p").first.click(click_count=3)
    press(page, "bijoy")
    wait_until(page, "CKEDITOR.instances.id_body.getData().includes('সোনার')")
    assert clean_body(body(page)).startswith(normalise("<p>আমার সোনার বাংলা</p><p>The river"))
    press(page, "undo")
    assert body(page) == typed


def test_a_headline_in_bijoy_gets_a_button_and_can_be_had_back(writer, paper):
    page = writer.page
    new_story(page, paper.newsroom)
    button = page.locator("#field-headline .bijoy-row button")
    page.fill("[name=headline]", "River is rising")
    expect(button).to_be_hidden()
    page.fill("[name=headline]", "wbe©vPb Kwgkb")
    button.click()
    expect(page.locator("[name=headline]")).to_have_value("নির্বাচন কমিশন")
    button.click()
    expect(page.locator("[name=headline]")).to_have_value("wbe©vPb Kwgkb")


def test_boxes_are_inserted_written_in_and_removed(writer, paper):
    page = writer.page
    text = new_story(page, paper.newsroom)
    page.keyboard.type("শুরু।")
    press(page, "box_fact")
    page.keyboard.type("এক নজরে")
    page.keyboard.press("Enter")
    page.keyboard.type("তথ্য।")
    press(page, "box_quote")
    page.keyboard.type("কথা।")
    text.locator("[data-box=quote] figcaption").click()
    page.keyboard.type("কল্পিতা সেন")
    page.keyboard.press("Enter")
    press(page, "box_embed")
    dialog = page.locator("dialog.box-dialog")
    dialog.locator("input").fill("https://example.com/film")
    dialog.locator("[type=submit]").click()
    expect(dialog.locator(".wrong")).to_contain_text("ইউটিউব")
    dialog.locator("input").fill("https://youtu.be/dQw4w9WgXcQ")
    dialog.locator("[type=submit]").click()
    expect(text.locator("[data-box=embed]")).to_be_visible()
    press(page, "box_related")
    dialog.locator(".box-found button").first.click()
    dialog.locator(".box-found button").nth(1).click()
    dialog.locator(".box-move").nth(1).click()
    dialog.locator("[type=submit]").click()
    expect(text.locator("[data-box=related] a")).to_have_count(2)
    saved = clean_body(body(page))
    assert re.fullmatch(
        normalise(
            '<p>শুরু।</p><aside data-box="fact"><h3>এক নজরে</h3><p>তথ্য।</p></aside>'
            '<figure data-box="quote"><blockquote><p>কথা।</p></blockquote><figcaption>কল্পিতা সেন</figcaption></figure>'
            '<figure data-box="embed" data-url="https://www\\.youtube\\.com/watch\\?v=dQw4w9WgXcQ"></figure>'
            '<aside data-box="related">(<p><a href="/[a-z-]+/[a-z0-9]{8}/" rel="noopener">[^<]+</a></p>){2}</aside>'
        ),
        saved,
    ), saved
    text.locator("[data-box=quote] [data-act=remove]").click()
    assert 'data-box="quote"' not in body(page)
    press(page, "undo")
    assert 'data-box="quote"' in body(page)


def test_a_table_is_made_and_grows(writer, paper):
    page = writer.page
    text = new_story(page, paper.newsroom)
    press(page, "newstable")
    dialog = page.locator("dialog.box-dialog")
    dialog.locator("input").first.fill("ফসল")
    dialog.locator("[type=number]").first.fill("2")
    dialog.locator("[type=number]").last.fill("2")
    dialog.locator("[type=submit]").click()
    expect(text.locator("td")).to_have_count(2)
    page.keyboard.type("জেলা")
    text.locator("td").first.click()
    page.keyboard.type("১")
    expect(page.locator(".cke_button__rowafter")).to_be_visible()
    press(page, "rowafter")
    assert clean_body(body(page)).startswith(
        normalise("<table><caption>ফসল</caption><thead><tr>") + '<th scope="col">'
    )
    expect(text.locator("tbody tr")).to_have_count(2)


def test_a_bare_address_on_an_empty_line_becomes_an_embed_and_undo_brings_it_back(writer, paper):
    page = writer.page
    text = new_story(page, paper.newsroom)
    page.keyboard.type("শুরু।")
    page.keyboard.press("Enter")
    paste(page, text="https://youtu.be/dQw4w9WgXcQ")
    expect(text.locator("[data-box=embed]")).to_be_visible()
    assert clean_body(body(page)) == normalise(
        '<p>শুরু।</p><figure data-box="embed" data-url="https://www.youtube.com/watch?v=dQw4w9WgXcQ"></figure>'
    )
    press(page, "undo")
    assert clean_body(body(page)) == normalise("<p>শুরু।</p><p>https://youtu.be/dQw4w9WgXcQ</p>")


def test_a_picture_and_a_gallery_come_from_the_library(writer, paper):
    page = writer.page
    text = new_story(page, paper.newsroom)
    choose = "many => { window.khoborPicker = { open: async ({ multiple }) => (multiple ? many : many.slice(0, 1)) }; }"
    page.evaluate(choose, [{"id": 1, "caption": "নদী & নৌকা"}, {"id": 2, "caption": ""}])
    page.keyboard.type("শুরু।")
    press(page, "box_picture")
    expect(text.locator("[data-box=picture] img")).to_be_visible()
    assert clean_body(body(page)) == normalise(
        '<p>শুরু।</p><figure data-box="picture" data-picture="1"><figcaption>নদী &amp; নৌকা</figcaption></figure>'
    )
    text.locator("[data-box=picture] [data-act=edit]").click()
    dialog = page.locator("dialog.box-dialog")
    dialog.locator("textarea").fill(normalise("নৌকায় জেলে"))
    dialog.locator("[type=submit]").click()
    expect(text.locator("[data-box=picture]").first).to_have_attribute("data-alt", normalise("নৌকায় জেলে"))
    assert f'data-alt="{normalise("নৌকায় জেলে")}"' in clean_body(body(page))
    press(page, "box_gallery")
    expect(text.locator("[data-box=gallery] img")).to_have_count(2)
    text.locator("[data-box=gallery] > .box-bar [data-act=edit]").click()
    dialog.locator(".box-move").nth(1).click()
    dialog.locator("[type=submit]").click()
    expect(text.locator("[data-box=gallery] [data-picture]").first).to_have_attribute("data-picture", "2")
    assert clean_body(body(page)).endswith(
        normalise(
            '<div data-box="gallery"><figure data-box="picture" data-picture="2"></figure>'
            '<figure data-box="picture" data-picture="1"><figcaption>নদী &amp; নৌকা</figcaption></figure></div>'
        )
    )


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>র্ষ্ট্রিঁ ক্ষ্ণূ</p>", 2),
        ("<h2>রাষ্ট্রপতি</h2><p>স্বাধীনতা — দ্বন্দ্ব।</p>", 3),
        ("<p>র‍্যাব উদ্‌যাপন <strong>২,২৪,০০০</strong></p>", 3),
        (
            '<figure data-box="picture" data-picture="1" data-alt="না"><figcaption>ছবির কথা</figcaption></figure>',
            2,
        ),
        ("<table><tbody><tr><td>এক</td><td>দুই</td></tr></tbody></table>", 2),
        ("", 0),
    ],
)
def test_letters_are_counted_as_the_server_counts_them(opened, html, words):
    counted = opened.evaluate("html => khobor.countWords(html)", normalise(html))
    assert counted["words"] == words
    assert counted["letters"] == grapheme_length(re.sub(r"\s", "", plain_text(clean_body(html))))


# What is loaded

REQUIRED = (
    "ajax contextmenu dialog dialogui floatpanel lineutils listblock menu panel richcombo widgetselection xml"
).split()


def test_no_plugin_but_those_named_and_what_they_need_is_loaded(opened):
    loaded = opened.evaluate("Object.keys(CKEDITOR.instances.id_body.plugins)")
    assert set(loaded) - {"detectConflict"} == {*PLUGINS, *REQUIRED}
    assert opened.evaluate("CKEDITOR.instances.id_body.config.versionCheck") is False


def test_every_word_of_the_editor_is_bengali(opened, paper):
    """Against the bundled English file: each section that a loaded plugin has is there, with each of its words."""
    missing = opened.evaluate(
        """async (address) => {
          const source = await (await fetch(address)).text();
          const ours = CKEDITOR.lang.bn;
          const english = JSON.parse(source.slice(source.indexOf("={") + 1).replace(/;\\s*$/, ""));
          const editor = CKEDITOR.instances.id_body;
          const sections = ["common", ...Object.keys(editor.plugins)].filter((name) => typeof english[name] === "object");
          const lacking = (mine, theirs, path) => Object.entries(theirs).flatMap(([key, value]) =>
            typeof value === "object" ? lacking(mine?.[key] ?? {}, value, path + "." + key)
            : mine?.[key] ? [] : [path + "." + key]);
          return sections.flatMap((name) => lacking(ours[name], english[name], name));
        }""",
        f"{paper.newsroom}/static/ckeditor/ckeditor/lang/en.js",
    )
    assert missing == []
    labels = opened.evaluate(
        "[...document.querySelectorAll('.cke_button, .cke_combo_button')].map((one) => one.title)"
    )
    assert len(labels) > 25
    assert [label for label in labels if not re.search("[\u0980-\u09ff]", label)] == []


def test_the_policy_stops_nothing_of_our_own(staff, paper):
    window = staff("editor")
    page = window.page
    page.goto(f"{paper.newsroom}/newsroom/story/")
    story = page.locator("a[href*='/change/']").first.get_attribute("href")
    paths = [
        "/",
        "/newsroom/story/add/",
        story,
        story.replace("change/", "preview/"),
        "/planning/",
        "/inbox/",
    ]
    for path in [
        *paths,
        "/newsroom/picture/",
        "/ticker/",
        "/settings/",
        "/shortcuts/",
        "/login/",
    ]:
        page.goto(f"{paper.newsroom}{path}")
        if page.locator("[data-type=ckeditortype]").count():
            wait_for_editor(page)
        assert window.errors == [], path


# The text is a document of its own, whose body is the text box: it has no landmark and no first heading, and needs none.
# What axe says of a page's outline does not fit a field; and two pictures are two boxes of the same name.
KNOWN = {"aria-allowed-role", "landmark-one-main", "landmark-unique", "page-has-heading-one", "region"}


def test_the_story_form_with_its_editor_passes_axe(opened):
    set_body(opened, clean_body(ALL_BOXES))
    assert violations(opened, context={"exclude": [[".cke_wysiwyg_frame"]]}) == set()
    frame = next(frame for frame in opened.frames if frame != opened.main_frame)
    assert violations(frame, options={"preload": False}) <= KNOWN


@pytest.mark.parametrize("button", ["newslink", "newstable", "box_embed", "box_related", "find"])
def test_the_dialogs_pass_axe(opened, button):
    press(opened, button)
    opened.locator("dialog.box-dialog[open], .cke_dialog_body").first.wait_for()
    try:
        assert violations(opened, context={"exclude": [[".cke_wysiwyg_frame"]]}) == set()
    finally:
        opened.keyboard.press("Escape")


def violations(page, **how):
    return {violation["id"] for violation in Axe().run(page, **how).response["violations"]}


def test_injected_script_does_not_run(opened):
    """The last wall: even markup that got past the editor's filter finds no script allowed."""
    opened.evaluate(
        """() => { window.ran = 0; const box = CKEDITOR.instances.id_body.document.$.createElement("div");
             box.innerHTML = '<img src="x:" onerror="parent.ran = 1"><a href="javascript:parent.ran=1">x</a>';
             CKEDITOR.instances.id_body.document.$.body.append(box); box.querySelector("a").click(); box.remove(); }"""
    )
    opened.wait_for_timeout(100)
    assert opened.evaluate("window.ran") == 0
