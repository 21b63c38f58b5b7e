"""Taking over: what is saved is kept first, the record knows, and the other is told."""

from dataclasses import replace

import pytest

from newsroom.inbox import Kind
from newsroom.models import EditLock, Message, RecordEntry, Story
from tests.newsroom.helpers import Trace, walk
from tests.newsroom.screens.conftest import form_data

TAB, OTHER_TAB = "a1b2c3d4e5f6", "f6e5d4c3b2a1"
State = Story.State


def lock(story: Story) -> str:
    return f"/story/{story.pk}/lock/"


def take_over(client, story: Story, tab: str = OTHER_TAB):
    return client.post(f"{lock(story)}take-over/", {"tab": tab})


@pytest.fixture
def held(log_in, draft) -> Story:
    """The draft while its reporter writes in it."""
    log_in("reporter").post(lock(draft), {"tab": TAB, "active": "1"})
    return draft


def test_the_lock_changes_hands_and_the_other_is_told(log_in, newsroom, held):
    assert take_over(log_in("editor"), held).status_code == 200
    row = EditLock.objects.get()
    assert (row.holder, row.token, row.taken_from_token) == (newsroom.editor, OTHER_TAB, TAB)
    message = Message.objects.get()
    assert (message.user, message.kind, message.actor, message.story) == (
        newsroom.reporter,
        Kind.TAKEOVER,
        newsroom.editor,
        held,
    )


def test_the_version_is_kept_first_and_the_record_names_it(log_in, newsroom, held):
    before = Trace.of(held)
    take_over(log_in("editor"), held)
    revision = held.revisions.get()
    assert (revision.moment, revision.story_content) == ("takeover", before.content)
    entry = RecordEntry.objects.get()
    assert (entry.kind, entry.actor, entry.subject, entry.story) == (
        RecordEntry.Kind.TAKEOVER,
        newsroom.editor,
        newsroom.reporter,
        held,
    )
    assert entry.data == {"revision": revision.number}
    held.refresh_from_db()
    assert (held.version, held.state) == (before.version, before.state)


def test_the_open_tab_learns_it_from_heartbeat_and_autosave(log_in, newsroom, held):
    take_over(log_in("editor"), held)
    client = log_in("reporter")
    data = form_data(held, headline="অসংরক্ষিত") | {"tab": TAB}
    for response in (client.post(lock(held), {"tab": TAB}), client.post(f"/story/{held.pk}/autosave/", data)):
        assert response.status_code == 409
        answer = response.json()
        assert (answer["taken"], answer["held"]["name"]) == (True, str(newsroom.editor))
    # Another tab was never robbed.
    assert client.post(lock(held), {"tab": "another123"}).json()["taken"] is False


@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISHED], ids=str)
def test_it_takes_no_approval_away(log_in, newsroom, draft, state):
    walk(draft, newsroom, state)
    log_in("chief").post(lock(draft), {"tab": TAB})
    before = Trace.of(draft)
    take_over(log_in("editor"), draft)
    after = Trace.of(draft)
    assert replace(after, record=before.record, messages=before.messages) == before


def test_a_free_lock_is_simply_taken(log_in, newsroom, draft):
    take_over(log_in("editor"), draft)
    assert EditLock.objects.get().holder == newsroom.editor
    assert not RecordEntry.objects.exists()
    assert not Message.objects.exists()
    assert not draft.revisions.exists()


def test_nobody_takes_over_from_himself(log_in, newsroom, held):
    take_over(log_in("reporter"), held)
    assert EditLock.objects.get().token == OTHER_TAB
    assert not RecordEntry.objects.exists()


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody"])
def test_who_may_not_write_takes_nothing_over(log_in, newsroom, held, name):
    assert take_over(log_in(name), held).status_code == 403
    assert EditLock.objects.get().holder == newsroom.reporter
    assert not RecordEntry.objects.exists()


def test_a_writer_takes_nothing_over_in_a_submitted_story(log_in, newsroom, draft):
    walk(draft, newsroom, State.SUBMITTED)
    log_in("editor").post(lock(draft), {"tab": TAB})
    count = RecordEntry.objects.count()
    assert take_over(log_in("reporter"), draft).status_code == 403
    assert EditLock.objects.get().holder == newsroom.editor
    assert RecordEntry.objects.count() == count


def test_whoever_was_robbed_can_still_see_both_texts(log_in, held):
    take_over(log_in("editor"), held)
    data = form_data(held, headline="আমার শেষ কথা") | {"_compare": "1"}
    response = log_in("reporter").post(f"/newsroom/story/{held.pk}/change/", data)
    assert response.status_code == 409
    assert "আমার শেষ কথা" in response.content.decode()
    held.refresh_from_db()
    assert held.headline != "আমার শেষ কথা"
