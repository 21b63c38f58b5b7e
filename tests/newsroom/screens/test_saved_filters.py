"""A queue somebody comes back to: kept, renamed, deleted; everybody's own."""

import pytest

from newsroom.models import SavedFilter

SAVE = "/queue/filters/"


@pytest.fixture
def kept(newsroom):
    return SavedFilter.objects.create(user=newsroom.editor, name="নদী", query="tab=live&q=%E0%A6%A8")


def test_a_filter_is_kept_and_shown(log_in, newsroom):
    client = log_in("editor")
    query = f"tab=all&state=approved&section={newsroom.section.pk}"
    response = client.post(SAVE, {"name": " আমার  জন্য ", "query": f"{query}&page=7&evil=1"})
    kept = SavedFilter.objects.get(user=newsroom.editor)
    assert kept.name == "আমার জন্য"
    assert kept.query == f"tab=all&section={newsroom.section.pk}&state=approved"
    shown = client.get(response.url)
    assert shown.context["saved_now"] == kept
    assert "আমার জন্য" in shown.content.decode()


def test_the_same_name_keeps_the_newer_one(log_in, kept):
    log_in("editor").post(SAVE, {"name": "নদী", "query": "tab=mine&q=x"})
    assert [(one.name, one.query) for one in SavedFilter.objects.all()] == [("নদী", "tab=mine&q=x")]


@pytest.mark.parametrize("name", ["", "  ", "\x00"])
def test_a_filter_needs_a_name(log_in, kept, name):
    client = log_in("editor")
    client.post(SAVE, {"name": name, "query": "tab=mine"})
    client.post(f"{SAVE}{kept.pk}/rename/", {"name": name})
    kept.refresh_from_db()
    assert (SavedFilter.objects.count(), kept.name) == (1, "নদী")


def test_a_filter_is_renamed(log_in, kept):
    log_in("editor").post(f"{SAVE}{kept.pk}/rename/", {"name": "ধান"})
    kept.refresh_from_db()
    assert kept.name == "ধান"


def test_two_filters_do_not_share_a_name(log_in, newsroom, kept):
    other = SavedFilter.objects.create(user=newsroom.editor, name="ধান", query="tab=mine")
    response = log_in("editor").post(f"{SAVE}{other.pk}/rename/", {"name": "নদী"})
    assert response.status_code == 302
    other.refresh_from_db()
    assert other.name == "ধান"


def test_a_filter_is_deleted(log_in, kept):
    log_in("editor").post(f"{SAVE}{kept.pk}/delete/")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("action", ["rename", "delete"])
def test_somebody_elses_filter_does_not_exist(log_in, kept, action):
    assert log_in("chief").post(f"{SAVE}{kept.pk}/{action}/", {"name": "আমার"}).status_code == 404
    assert log_in("chief").post(f"{SAVE}{'9' * 30}/{action}/", {"name": "আমার"}).status_code == 404
    kept.refresh_from_db()
    assert kept.name == "নদী"


@pytest.mark.parametrize("path", ["", "1/rename/", "1/delete/"])
def test_reading_changes_nothing(log_in, newsroom, path):
    assert log_in("editor").get(SAVE + path).status_code == 405


def test_nobody_keeps_more_than_fit(log_in, newsroom):
    SavedFilter.objects.bulk_create(
        SavedFilter(user=newsroom.editor, name=str(number), query="tab=mine") for number in range(30)
    )
    log_in("editor").post(SAVE, {"name": "আরও একটি", "query": "tab=mine"})
    assert SavedFilter.objects.count() == 30


def test_without_the_right_to_see_stories_it_is_403(log_in, newsroom):
    assert log_in("nobody").post(SAVE, {"name": "ক", "query": "tab=mine"}).status_code == 403
