"""Two editors at one front: one works, the other sees it, waits or takes over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.errors import ForbiddenError
from newsroom.fronts.errors import FrontLockedError
from newsroom.fronts.locks import (
    acquire_front_lock,
    release_front_lock,
    standing_holder,
    take_over_front_lock,
)
from newsroom.models import FrontDraft, Message, RecordEntry

pytestmark = pytest.mark.django_db


def holder(draft):
    return standing_holder(FrontDraft.objects.get(pk=draft.pk))


def test_one_at_a_time_works_on_it(newsroom, draft, save):
    acquire_front_lock(draft.pk, newsroom.editor, "tab-1")
    for work in (
        lambda: acquire_front_lock(draft.pk, newsroom.chief, "tab-2"),
        lambda: save(draft, {}, user=newsroom.chief, token="tab-2"),
        lambda: save(draft, {}, user=newsroom.chief),
    ):
        with pytest.raises(FrontLockedError) as locked:
            work()
        assert (locked.value.draft.holder, locked.value.was_taken) == (newsroom.editor, False)
    acquire_front_lock(draft.pk, newsroom.editor, "tab-3")  # one's own, from tab to tab
    assert holder(draft) == newsroom.editor


def test_saving_takes_the_free_front(newsroom, draft, save):
    save(draft, {}, token="tab-1")
    assert holder(draft) == newsroom.editor


def test_it_is_given_back_by_the_tab_that_has_it(newsroom, draft):
    acquire_front_lock(draft.pk, newsroom.editor, "tab-1")
    assert not release_front_lock(draft.pk, newsroom.chief, "tab-1")
    assert not release_front_lock(draft.pk, newsroom.editor, "tab-2")
    assert release_front_lock(draft.pk, newsroom.editor, "tab-1")
    assert holder(draft) is None


@pytest.mark.parametrize("why", ["silence", "rights"])
def test_a_lease_ends_by_itself(newsroom, draft, why):
    acquire_front_lock(draft.pk, newsroom.editor, "tab-1")
    if why == "silence":
        FrontDraft.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    else:
        newsroom.editor.groups.clear()
    acquire_front_lock(draft.pk, newsroom.chief, "tab-2")
    assert holder(draft) == newsroom.chief


def test_a_takeover_is_told_and_recorded(newsroom, draft):
    acquire_front_lock(draft.pk, newsroom.editor, "tab-1")
    take_over_front_lock(draft.pk, newsroom.chief, "tab-2")
    assert holder(draft) == newsroom.chief
    assert Message.objects.get(user=newsroom.editor).actor == newsroom.chief
    entry = RecordEntry.objects.get(verb="take_over_front")
    assert (entry.actor, entry.subject) == (newsroom.chief, newsroom.editor)
    with pytest.raises(FrontLockedError) as locked:
        acquire_front_lock(draft.pk, newsroom.editor, "tab-1")
    assert locked.value.was_taken


def test_taking_over_what_is_free_tells_nobody(newsroom, draft):
    take_over_front_lock(draft.pk, newsroom.chief, "tab-2")
    take_over_front_lock(draft.pk, newsroom.chief, "tab-3")
    assert not Message.objects.exists()


@pytest.mark.parametrize("act", [acquire_front_lock, release_front_lock, take_over_front_lock])
def test_who_may_not_change_fronts_holds_none(newsroom, draft, act):
    with pytest.raises(ForbiddenError):
        act(draft.pk, newsroom.reporter, "tab-1")


def test_a_token_may_be_anything(newsroom, draft):
    token = "\0ক" * 5000
    acquire_front_lock(draft.pk, newsroom.editor, token)
    assert release_front_lock(draft.pk, newsroom.editor, token)
