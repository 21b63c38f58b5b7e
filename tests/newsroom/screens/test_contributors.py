"""The page on which editors keep a contributor: portrait, words and links."""

import json

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Contributor
from articles.snapshot import PublicPicture
from tests.newsroom.helpers import take


def data(person: Contributor, *links: tuple[str, str], **changes):
    fields = ("name", "name_en", "slug", "kind", "title", "initials", "bio")
    said = {name: getattr(person, name) for name in fields}
    return (
        said
        | {"links-name": [name for name, _url in links], "links-url": [url for _name, url in links]}
        | changes
    )


def change(person: Contributor) -> str:
    return f"/articles/contributor/{person.pk}/change/"


def test_links_are_kept_in_their_order_and_empty_rows_are_none(log_in, newsroom):
    rows = [("প্রোফাইল", "https://a.example/@x"), ("", ""), (" ওয়েব\u09dfসাইট ", "https://b.example/")]
    assert log_in("editor").post(change(newsroom.person), data(newsroom.person, *rows)).status_code == 302
    newsroom.person.refresh_from_db()
    assert newsroom.person.links == [
        {"name": "প্রোফাইল", "url": "https://a.example/@x"},
        {"name": "ওয়েব\u09af\u09bcসাইট", "url": "https://b.example/"},
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("প্রোফাইল", "http://a.example/"),
        ("প্রোফাইল", "javascript:alert(1)"),
        ("প্রোফাইল", "https://"),
        ("প্রোফাইল", "https://[x"),
        ("প্রোফাইল", "https://user@a.example/"),
        ("প্রোফাইল", ""),
        ("", "https://a.example/"),
        ("ক" * 61, "https://a.example/"),
        ("ক", "https://a.example/" + "x" * 300),
    ],
)
def test_a_bad_link_is_told_with_its_row_and_what_was_typed_stays(log_in, newsroom, row):
    rows = [("ঠিক", "https://good.example/"), row]
    response = log_in("editor").post(change(newsroom.person), data(newsroom.person, *rows))
    assert response.status_code == 200
    (message, *_others) = response.context["adminform"].form.errors["links"]
    assert "২" in message
    assert 'value="https://good.example/"' in response.content.decode()


def test_more_links_than_anybody_needs_are_refused(log_in, newsroom):
    rows = [(f"লিংক {number}", f"https://a.example/{number}") for number in range(9)]
    response = log_in("editor").post(change(newsroom.person), data(newsroom.person, *rows))
    assert "links" in response.context["adminform"].form.errors


def test_a_portrait_is_cut_square_and_public_and_can_be_taken_away(log_in, newsroom, picture_file):
    client = log_in("editor")
    sent = data(newsroom.person) | {"portrait_file": picture_file(size=(900, 1200))}
    assert client.post(change(newsroom.person), sent).status_code == 302
    newsroom.person.refresh_from_db()
    picture = PublicPicture.from_json(newsroom.person.portrait)
    assert picture.widest.width == picture.widest.height
    assert all(default_storage.exists(rendition.name) for rendition in picture.renditions)
    assert json.dumps(newsroom.person.portrait)
    client.post(change(newsroom.person), data(newsroom.person) | {"no_portrait": "on"})
    newsroom.person.refresh_from_db()
    assert newsroom.person.portrait is None


def test_what_is_no_picture_is_refused_at_its_field(log_in, newsroom):
    file = SimpleUploadedFile("me.jpg", b"<html>hello</html>", content_type="image/jpeg")
    response = log_in("editor").post(change(newsroom.person), data(newsroom.person) | {"portrait_file": file})
    assert "portrait_file" in response.context["adminform"].form.errors


def test_whom_published_stories_name_cannot_become_the_house(log_in, newsroom, draft):
    for user, verb in (
        (newsroom.reporter, "submit"),
        (newsroom.editor, "approve"),
        (newsroom.editor, "publish"),
    ):
        take(draft, user, verb)
    response = log_in("editor").post(change(newsroom.person), data(newsroom.person, kind="house"))
    assert "kind" in response.context["adminform"].form.errors
    assert (
        log_in("editor").post(change(newsroom.person), data(newsroom.person, kind="agency")).status_code
        == 302
    )


def test_words_are_stored_normalised_with_their_joiners(log_in, newsroom):
    sent = data(
        newsroom.person,
        name="জ\u09dfা র\u200d্যাব",
        title="উপ\u09dcি",
        bio="প্রথম লাইন\nদ্বিতী\u09df লাইন",
        initials="জ\u09df",
    )
    log_in("editor").post(change(newsroom.person), sent)
    newsroom.person.refresh_from_db()
    for text in (newsroom.person.name, newsroom.person.title, newsroom.person.bio, newsroom.person.initials):
        assert not {"\u09df", "\u09dc"} & set(text)
    assert newsroom.person.name == "জয\u09bcা র\u200d্যাব"


@pytest.mark.parametrize(
    ("name", "status"), [("editor", 200), ("chief", 200), ("reporter", 403), ("photo", 403)]
)
def test_editors_keep_contributors(log_in, newsroom, name, status):
    assert log_in(name).get(change(newsroom.person)).status_code == status


@pytest.mark.parametrize(
    ("page", "field"),
    [
        *(("articles/contributor", field) for field in ("name", "name_en", "title", "initials")),
        ("articles/topic", "name"),
        ("articles/section", "description"),
        ("newsroom/housespelling", "why"),
    ],
)
def test_what_fits_only_until_it_is_normalised_is_told_at_its_field(log_in, newsroom, page, field):
    model = apps.get_model(page.replace("/", "."))
    words = {
        "name": "নতুন নাম",
        "slug": "natun-nam",
        "kind": "person",
        "wrong": "ভূল",
        "right": "ভুল",
        "position": 1,
    }
    text = "\u09df" * model._meta.get_field(field).max_length  # য় as one character is stored as two
    response = log_in("chief").post(f"/{page}/add/", words | {field: text})
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == [field]
