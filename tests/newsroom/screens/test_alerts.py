"""Sending an alert from the story's page, in two looks; and the page of all alerts."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Alert
from newsroom import alerts
from newsroom.desks import set_visibility
from newsroom.models import BreakingAlert, PushMessage, Story

TEXT = "হাওরে বাঁধ ভেঙেছে"
LogIn = Callable[[str], Client]


@pytest.fixture
def live(walk: Callable[..., Story], draft: Story) -> Story:
    return walk(draft, "reporter submit", "other_editor approve", "other_editor publish")


def local(hours: float) -> str:
    return timezone.localtime(timezone.now() + timedelta(hours=hours)).strftime("%Y-%m-%dT%H:%M")


def send(client: Client, story: Story, **data: Any) -> Any:
    return client.post(f"/story/{story.pk}/alert/", {"text": TEXT, "ends_at": local(2), "seen": 0} | data)


def send_one(newsroom: SimpleNamespace, story: Story) -> BreakingAlert:
    return alerts.send_alert(story, newsroom.editor, TEXT, timezone.now() + timedelta(hours=2), push=False)


@pytest.mark.parametrize(("name", "may"), [("editor", True), ("chief", True), ("reporter", False)])
def test_a_live_story_offers_it_to_whoever_may(log_in: LogIn, live: Story, name: str, may: bool) -> None:
    page = log_in(name).get(f"/newsroom/story/{live.pk}/change/").content.decode()
    assert ('id="dialog-alert"' in page) is may
    assert log_in(name).get(f"/story/{live.pk}/alert/").status_code == (200 if may else 403)


def test_what_readers_do_not_have_offers_nothing(log_in: LogIn, draft: Story) -> None:
    page = log_in("editor").get(f"/newsroom/story/{draft.pk}/change/").content.decode()
    assert "dialog-alert" not in page
    assert 'name="ends_at"' not in log_in("editor").get(f"/story/{draft.pk}/alert/").content.decode()


def test_the_first_press_shows_it_and_the_second_sends_it(log_in: LogIn, live: Story) -> None:
    editor = log_in("editor")
    proposed = editor.get(f"/story/{live.pk}/alert/").context["breaking"]["form"].initial
    assert proposed["text"] == live.headline
    look = send(editor, live, push="on")
    assert (look.status_code, Alert.objects.count()) == (200, 0)
    page = look.content.decode()
    assert page.count("<iframe") == 2
    assert TEXT in page
    banner = editor.get(look.context["framed"])
    assert banner["X-Frame-Options"] == "SAMEORIGIN"
    assert TEXT in banner.content.decode().partition('<aside class="alert"')[2].partition("</aside>")[0]
    sent = send(editor, live, push="on", _send="1")
    assert (sent.status_code, sent["Location"]) == (302, "/alerts/")
    assert Alert.objects.get().text == TEXT
    assert BreakingAlert.objects.get().pushed


def test_the_words_come_back_to_be_changed(log_in: LogIn, live: Story) -> None:
    answer = send(log_in("editor"), live, text="অন্য কথা", _change="1")
    assert answer.context["breaking"]["form"]["text"].value() == "অন্য কথা"
    assert answer.context["breaking"]["form"]["push"].value() is None
    assert not Alert.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "ক" * 200),
        ("ends_at", ""),
        ("ends_at", "soon"),
        ("ends_at", "2001-01-01T10:00"),
        ("ends_at", "2099-01-01T10:00"),
    ],
)
@pytest.mark.parametrize("press", ["", "_send"])
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(
    log_in: LogIn, live: Story, field: str, value: str, press: str
) -> None:
    answer = send(log_in("editor"), live, **{field: value, press: "1"})
    form = answer.context["breaking"]["form"]
    assert (answer.status_code, list(form.errors)) == (422, [field])
    assert form["text"].value() == (value if field == "text" else TEXT)
    assert not Alert.objects.exists()


def test_a_double_click_leads_to_the_one_alert(log_in: LogIn, live: Story) -> None:
    editor = log_in("editor")
    for _press in range(2):
        answer = send(editor, live, _send="1")
        assert (answer.status_code, answer["Location"]) == (302, "/alerts/")
    assert Alert.objects.count() == 1


def test_a_story_that_is_no_longer_live_is_refused_in_words(
    log_in: LogIn, walk: Callable[..., Story], live: Story
) -> None:
    walk(live, "other_editor withdraw")
    answer = send(log_in("editor"), live, _send="1")
    assert answer.status_code == 409
    assert answer.context["refusal"]


def test_the_page_shows_what_stands_and_what_was_sent(
    log_in: LogIn, newsroom: SimpleNamespace, live: Story
) -> None:
    old = send_one(newsroom, live)
    alerts.end_alert(old.pk, newsroom.chief)
    standing = send_one(newsroom, live)
    PushMessage.objects.create(
        alert=old, topics=["all"], payload={}, expires_at=timezone.now(), sent=7, gone=2, failed=1
    )
    page = log_in("chief").get("/alerts/")
    (now,), (before,) = page.context["standing"], page.context["past"]
    assert (now.alert, before.alert, now.minutes) == (standing, old, 120)
    assert (before.sent, before.gone, before.failed, before.is_going) == (7, 2, 1, True)
    assert log_in("reporter").get("/alerts/").status_code == 403


def test_an_alert_is_ended_and_prolonged_from_the_page(
    log_in: LogIn, newsroom: SimpleNamespace, live: Story
) -> None:
    sent, editor = send_one(newsroom, live), log_in("editor")
    name, address = f"alert-{sent.pk}-ends_at", f"/alerts/{sent.pk}/prolong/"
    wrong = editor.post(address, {name: "2001-01-01T10:00"})
    assert (wrong.status_code, list(wrong.context["standing"][0].form.errors)) == (422, ["ends_at"])
    assert editor.post(address, {name: local(5)}).status_code == 302
    assert Alert.objects.get().ends_at > timezone.now() + timedelta(hours=4)
    for _press in range(2):
        assert editor.post(f"/alerts/{sent.pk}/end/").status_code == 302
    assert Alert.objects.get().ends_at <= timezone.now()
    assert editor.post("/alerts/987654321/end/").status_code == 404


def test_an_alert_of_a_restricted_story_is_nobodys_elses(
    log_in: LogIn, newsroom: SimpleNamespace, live: Story
) -> None:
    sent = send_one(newsroom, live)
    set_visibility(live.pk, newsroom.reporter, restricted=True, insiders=[newsroom.other_editor])
    assert TEXT not in log_in("chief").get("/alerts/").content.decode()
    assert log_in("chief").post(f"/alerts/{sent.pk}/end/").status_code == 404
    assert log_in("chief").get(f"/story/{live.pk}/alert/banner/").status_code == 404
    assert TEXT in log_in("other_editor").get("/alerts/").content.decode()
