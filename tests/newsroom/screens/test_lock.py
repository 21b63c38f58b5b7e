"""Who is writing: taken, renewed, run out, given back; and never a false alarm."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.models import EditLock, Message, RecordEntry, Story
from tests.newsroom.helpers import Trace, walk
from tests.newsroom.screens.conftest import form_data

TAB, OTHER_TAB = "a1b2c3d4e5f6", "f6e5d4c3b2a1"
State = Story.State


def url(story: Story) -> str:
    return f"/story/{story.pk}/lock/"


def beat(client, story: Story, tab: str = TAB, active: str = "1"):
    return client.post(url(story), {"tab": tab, "active": active})


def run_out() -> None:
    EditLock.objects.update(leased_until=timezone.now() - timedelta(seconds=1))


def test_the_first_key_takes_a_free_lock(log_in, newsroom, draft):
    response = beat(log_in("reporter"), draft)
    assert response.json() == {"held": None, "version": draft.version, "other_tab": False}
    lock = EditLock.objects.get()
    assert (lock.holder, lock.token) == (newsroom.reporter, TAB)
    assert timedelta(seconds=50) < lock.leased_until - timezone.now() <= timedelta(seconds=60)


def test_a_heartbeat_renews_the_lease_and_tells_typing_from_looking(log_in, draft):
    client = log_in("reporter")
    beat(client, draft)
    ago = timezone.now() - timedelta(seconds=30)
    EditLock.objects.update(leased_until=timezone.now() + timedelta(seconds=5), last_activity=ago, since=ago)
    beat(client, draft, active="")
    lock = EditLock.objects.get()
    assert lock.leased_until > timezone.now() + timedelta(seconds=50)
    assert (lock.last_activity, lock.since) == (ago, ago)
    beat(client, draft, active="1")
    lock.refresh_from_db()
    assert lock.last_activity > ago


def test_the_other_is_told_who_writes_and_since_when_nothing_was_typed(log_in, newsroom, draft):
    beat(log_in("reporter"), draft)
    EditLock.objects.update(last_activity=timezone.now() - timedelta(minutes=5))
    for response, status in ((beat(log_in("editor"), draft), 409), (log_in("editor").get(url(draft)), 200)):
        assert response.status_code == status
        held = response.json()["held"]
        assert held["name"] == str(newsroom.reporter)
        assert "৫ মিনিট আগে" in held["text"]
    assert EditLock.objects.get().holder == newsroom.reporter


def test_a_lease_that_ran_out_is_free(log_in, newsroom, draft):
    beat(log_in("reporter"), draft)
    run_out()
    assert log_in("editor").get(url(draft)).json()["held"] is None
    assert beat(log_in("editor"), draft, OTHER_TAB).status_code == 200
    assert EditLock.objects.get().holder == newsroom.editor


def test_ones_own_other_tab_is_no_stranger(log_in, newsroom, draft):
    client = log_in("reporter")
    beat(client, draft)
    assert client.get(url(draft)).json()["held"] is None
    assert beat(client, draft, OTHER_TAB).json() == {
        "held": None,
        "version": draft.version,
        "other_tab": True,
    }
    assert beat(client, draft, OTHER_TAB).json()["other_tab"] is False


def test_leaving_gives_the_lock_back(log_in, draft):
    client = log_in("reporter")
    beat(client, draft)
    assert client.post(f"{url(draft)}release/", {"tab": TAB}).json() == {"released": True}
    assert beat(log_in("editor"), draft, OTHER_TAB).status_code == 200


@pytest.mark.parametrize("address", ["/newsroom/story/add/", "change"])
def test_the_writers_own_save_leaves_no_lock_behind(log_in, draft, address):
    client = log_in("reporter")
    data = form_data(None if address.endswith("add/") else draft, headline="পাতা ছেড়ে যাওয়া") | {"tab": TAB}
    if address == "change":
        beat(client, draft)
        address = f"/newsroom/story/{draft.pk}/change/"
    assert client.post(address, data).status_code == 302
    assert EditLock.objects.exists()
    assert not EditLock.objects.filter(leased_until__gt=timezone.now()).exists()


def test_a_lock_of_somebody_who_may_no_longer_write_is_none(log_in, newsroom, draft):
    beat(log_in("reporter"), draft)
    walk(draft, newsroom, State.SUBMITTED)
    assert log_in("editor").get(url(draft)).json()["held"] is None
    assert beat(log_in("editor"), draft, OTHER_TAB).status_code == 200


@pytest.mark.parametrize(("name", "tab"), [("reporter", OTHER_TAB), ("editor", TAB), ("reporter", "")])
def test_nobody_gives_back_what_is_not_theirs(log_in, newsroom, draft, name, tab):
    beat(log_in("reporter"), draft)
    assert log_in(name).post(f"{url(draft)}release/", {"tab": tab}).json() == {"released": False}
    assert EditLock.objects.get(leased_until__gt=timezone.now()).holder == newsroom.reporter


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody"])
def test_who_may_not_write_takes_no_lock(log_in, draft, name):
    assert beat(log_in(name), draft).status_code == 403
    assert not EditLock.objects.exists()


@pytest.mark.parametrize(
    ("state", "status"), [(State.SUBMITTED, 403), (State.RETURNED, 200), (State.PUBLISHED, 200)]
)
def test_a_lock_is_for_states_in_which_one_may_write(log_in, newsroom, draft, state, status):
    walk(draft, newsroom, state)
    assert beat(log_in("reporter"), draft).status_code == status


def test_a_lock_changes_nothing_of_the_story(log_in, draft):
    before = Trace.of(draft)
    beat(log_in("reporter"), draft)
    assert Trace.of(draft) == before
    assert not RecordEntry.objects.exists()
    assert not Message.objects.exists()


def test_a_restricted_storys_lock_does_not_exist_for_an_outsider(log_in, draft):
    Story.objects.update(restricted=True)
    client = log_in("chief")
    assert client.get(url(draft)).status_code == 404
    for address in ("", "release/", "take-over/"):
        assert client.post(url(draft) + address, {"tab": TAB}).status_code == 404
    assert not EditLock.objects.exists()


def test_the_wrong_method_is_refused(log_in, draft):
    client = log_in("reporter")
    assert client.put(url(draft)).status_code == 405
    for address in ("release/", "take-over/"):
        assert client.get(url(draft) + address).status_code == 405


@pytest.mark.parametrize("tab", ["", "ক" * 9, "x" * 40])
def test_a_tab_without_a_sensible_name_holds_nothing(log_in, draft, tab):
    assert beat(log_in("reporter"), draft, tab).status_code == 422
    assert log_in("reporter").post(f"{url(draft)}take-over/", {"tab": tab}).status_code == 422
    assert not EditLock.objects.exists()


def test_without_a_log_in_there_is_no_lock(client, draft):
    assert beat(client, draft).status_code == 401
    assert client.get(url(draft)).status_code == 401


def test_the_page_names_the_holder_also_without_scripts(log_in, newsroom, draft):
    beat(log_in("reporter"), draft)
    page = log_in("editor").get(f"/newsroom/story/{draft.pk}/change/")
    assert page.context["words"]["held"]["name"] == str(newsroom.reporter)
    assert page.context["held"]["text"] in page.content.decode()
    assert log_in("reporter").get(f"/newsroom/story/{draft.pk}/change/").context["held"] is None


def test_autosave_is_refused_while_somebody_else_writes(log_in, draft):
    beat(log_in("editor"), draft)
    before = Trace.of(draft)
    data = form_data(draft, headline="দুজনে একসঙ্গে") | {"tab": OTHER_TAB}
    response = log_in("reporter").post(f"/story/{draft.pk}/autosave/", data)
    assert (response.status_code, response.json()["taken"]) == (409, False)
    assert Trace.of(draft) == before
