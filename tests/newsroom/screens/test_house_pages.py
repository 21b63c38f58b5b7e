"""The paper's own pages in the newsroom, as its people use the screens."""

import pytest

from articles.models import Page
from newsroom.house_pages import PageWords, publications_of, publish_page, save_page, start_page
from newsroom.models import PageDraft

WORDS = {"title": "আমাদের সম্পর্কে", "description": "কারা।", "body": "<p>আমরা খবর লিখি।</p>", "position": "1"}


@pytest.fixture
def page(newsroom):
    return start_page(newsroom.chief, PageWords("about", *list(WORDS.values())[:3], 1))


@pytest.fixture
def chief(log_in):
    return log_in("chief")


def text_of(response):
    return response.content.decode()


def test_a_chief_writes_publishes_and_takes_off_a_page(chief):
    made = chief.post("/pages/add/", WORDS | {"slug": "about", "_publish": "1"})
    page = PageDraft.objects.get()
    assert made.headers["Location"] == f"/pages/{page.pk}/"
    assert Page.objects.get().title == WORDS["title"]
    shown = text_of(chief.get(made.headers["Location"]))
    assert "/about/" in shown
    assert 'name="slug"' not in shown
    assert chief.get(f"/pages/{page.pk}/take-off/").status_code == 200
    assert Page.objects.exists()
    chief.post(f"/pages/{page.pk}/take-off/")
    assert not Page.objects.exists()


def test_the_list_says_what_readers_have_and_what_is_missing(chief, page, newsroom):
    listed = text_of(chief.get("/pages/"))
    assert page.title in listed
    assert "?slug=about" not in listed
    assert "?slug=privacy" in listed
    assert "is-live" not in listed
    publish_page(page.pk, newsroom.chief, seen_version=page.version)
    assert "is-live" in text_of(chief.get("/pages/"))


def test_a_usual_page_begins_with_its_title(chief):
    assert 'value="privacy"' in text_of(chief.get("/pages/add/?slug=privacy"))
    assert chief.get("/pages/add/?slug=<script>").status_code == 200


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"title": ""}, "title"),
        ({"slug": "Über uns"}, "slug"),
        ({"slug": "about"}, "slug"),
        ({"position": "-1"}, "position"),
        ({"position": "99999999999"}, "position"),
        ({"title": "ক" * 201}, "title"),
        ({"description": "ক\u09df" * 200}, "description"),
        (
            {
                "body": '<div data-box="gallery"><p>ক</p></div><figure data-box="picture" data-picture="1"></figure>'
            },
            "body",
        ),
    ],
)
def test_bad_input_is_named_at_its_field_and_nothing_typed_is_lost(chief, page, data, field):
    kept = "<p>অনেক কষ্টে লেখা।</p>"
    sent = WORDS | {"slug": "ethics", "body": kept} | data
    response = chief.post("/pages/add/", sent)
    assert response.status_code == 422
    marked = text_of(response).split(f'id="field-{field}"')[1].split('class="field')[0]
    assert 'class="wrong"' in marked
    if field != "body":
        assert "অনেক কষ্টে লেখা।" in text_of(response)
    assert PageDraft.objects.count() == 1


def test_of_two_editors_the_second_sees_both_texts_and_loses_none(chief, log_in, page, newsroom):
    words = PageWords("about", page.title, "", "<p>আগে সংরক্ষিত লেখা।</p>", 1)
    save_page(page.pk, newsroom.editor, words, seen_version=page.version)
    sent = WORDS | {"version": page.version, "body": "<p>পরে আসা লেখা।</p>"}
    response = chief.post(f"/pages/{page.pk}/", sent)
    assert response.status_code == 409
    shown = text_of(response)
    assert "আগে সংরক্ষিত লেখা।" in shown
    assert "পরে আসা লেখা।" in shown
    assert 'name="version" value="2"' in shown
    assert PageDraft.objects.get().body == words.body
    assert chief.post(f"/pages/{page.pk}/", sent | {"version": "2"}).status_code == 302
    assert PageDraft.objects.get().body == sent["body"]


@pytest.mark.parametrize("version", ["", "0", "x", "-3", "9" * 40])
def test_a_form_without_its_version_saves_nothing(chief, page, version):
    response = chief.post(f"/pages/{page.pk}/", WORDS | {"version": version, "title": "অন্য"})
    assert response.status_code in (409, 422)
    assert PageDraft.objects.get().title == page.title


def test_the_preview_is_the_readers_page_and_says_that_it_is_none(chief, page):
    response = chief.get(f"/pages/{page.pk}/preview/")
    shown = text_of(response)
    assert "preview-bar" in shown
    assert "আমরা খবর লিখি।" in shown
    assert 'content="noindex"' in shown


def test_an_earlier_text_comes_back_once_it_is_saved(chief, page, newsroom):
    publish_page(page.pk, newsroom.chief, seen_version=page.version)
    save_page(page.pk, newsroom.chief, PageWords("about", "নতুন", "", "<p>নতুন লেখা।</p>", 1), seen_version=1)
    history = text_of(chief.get(f"/pages/{page.pk}/history/"))
    old = publications_of(page).get()
    assert f"?from={old.pk}" in history
    offered = text_of(chief.get(f"/pages/{page.pk}/?from={old.pk}"))
    assert "আমরা খবর লিখি।" in offered
    assert PageDraft.objects.get().body == "<p>নতুন লেখা।</p>"
    for nonsense in ("0", "x", "9" * 30, str(old.pk + 1)):
        assert chief.get(f"/pages/{page.pk}/?from={nonsense}").status_code == 404


def test_an_editor_writes_and_does_not_publish(log_in, page):
    editor = log_in("editor")
    sent = WORDS | {"version": page.version, "title": "আমরা কারা"}
    assert "_publish" not in text_of(editor.get(f"/pages/{page.pk}/"))
    assert editor.post(f"/pages/{page.pk}/", sent).status_code == 302
    assert PageDraft.objects.get().title == "আমরা কারা"
    assert editor.post(f"/pages/{page.pk}/", sent | {"version": "2", "_publish": "1"}).status_code == 403
    assert editor.get("/pages/add/").status_code == 403
    assert editor.post(f"/pages/{page.pk}/take-off/").status_code == 403
    assert editor.post(f"/pages/{page.pk}/remove/").status_code == 403
    assert not Page.objects.exists()


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
@pytest.mark.parametrize(
    "path", ["", "add/", "{}/", "{}/preview/", "{}/history/", "{}/take-off/", "{}/remove/"]
)
def test_for_others_there_is_nothing_to_see(log_in, page, name, path):
    assert log_in(name).get(f"/pages/{path.format(page.pk)}").status_code == 403


def test_a_page_that_is_not_there_is_not_found(chief):
    for number in ("0", "7", "9" * 25):
        for tail in ("", "preview/", "history/", "take-off/", "remove/"):
            assert chief.get(f"/pages/{number}/{tail}").status_code == 404


def test_what_readers_never_had_can_be_deleted(chief, page):
    chief.get(f"/pages/{page.pk}/remove/")
    assert PageDraft.objects.exists()
    assert chief.post(f"/pages/{page.pk}/remove/").headers["Location"] == "/pages/"
    assert not PageDraft.objects.exists()
