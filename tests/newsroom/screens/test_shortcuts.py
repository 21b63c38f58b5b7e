"""Keyboard shortcuts are each person's own to turn off and on."""

import pytest
from django.test import Client

KEYS = "/shortcuts/"


def test_they_are_turned_off_and_on(log_in, newsroom):
    client = log_in("photo")
    assert 'data-shortcuts="on"' in client.get("/").content.decode()
    assert client.post(KEYS, {"shortcuts": "off", "next": "/planning/?day=2025-09-03"}).url == (
        "/planning/?day=2025-09-03"
    )
    newsroom.photo.refresh_from_db()
    assert not newsroom.photo.shortcuts
    assert 'data-shortcuts="off"' in client.get("/").content.decode()
    client.post(KEYS, {"shortcuts": "on"})
    newsroom.photo.refresh_from_db()
    assert newsroom.photo.shortcuts


def test_they_are_ones_own(log_in, newsroom):
    log_in("photo").post(KEYS, {"shortcuts": "off"})
    newsroom.editor.refresh_from_db()
    assert newsroom.editor.shortcuts


def test_the_list_is_a_page_too(log_in, newsroom):
    assert "<kbd>Q</kbd>" in log_in("nobody").get(KEYS).content.decode()


@pytest.mark.parametrize("value", ["", "maybe", "\x00"])
def test_nonsense_changes_nothing(log_in, newsroom, value):
    assert log_in("editor").post(KEYS, {"shortcuts": value}).status_code == 422
    newsroom.editor.refresh_from_db()
    assert newsroom.editor.shortcuts


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org", "javascript:alert(1)", "", "\\\\x"]
)
def test_the_way_back_leads_nowhere_else(log_in, newsroom, back):
    assert log_in("editor").post(KEYS, {"shortcuts": "off", "next": back}).url == KEYS


def test_other_methods_and_strangers_are_refused(log_in, newsroom):
    assert log_in("editor").put(KEYS).status_code == 405
    assert Client().get(KEYS).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(newsroom.editor)
    assert strict.post(KEYS, {"shortcuts": "off"}).status_code == 403
