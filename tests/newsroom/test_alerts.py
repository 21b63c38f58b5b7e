"""Sending a live story as breaking: who may, what may be said and until when, and once."""

import threading
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Alert, Article, TickerLine
from newsroom import alerts
from newsroom.desks import set_visibility
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import BreakingAlert, PushMessage, RecordEntry, Story, TickerDraft
from newsroom.ticker import publish_drafts
from tests.newsroom.helpers import State, edition, save, take, walk
from tests.newsroom.test_publishing import (
    PATIENCE,
    committed,
    somebody_else,
    until_somebody_waits_for_a_lock,
)

pytestmark = pytest.mark.django_db
TEXT = "হাওরে বাঁধ ভেঙেছে, সরানো হচ্ছে মানুষ"
FEEDS = [f"https://paper.example/feeds/breaking.{form}" for form in ("rss", "atom", "json")]


@pytest.fixture
def live(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.PUBLISHED)


def send(story: Story, user: Any, text: str = TEXT, hours: float = 2, **more: Any) -> BreakingAlert:
    more.setdefault("push", False)
    return alerts.send_alert(story, user, text, soon(hours), **more)


def soon(hours: float) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def problems_of(error: pytest.ExceptionInfo[BlockedError]) -> list[str]:
    return [problem.field for problem in error.value.problems]


def told_hubs() -> list[list[str]]:
    jobs = ProcrastinateJob.objects.filter(task_name="newsroom.tasks.ping_hub").order_by("id")
    return [job.args["topics"] for job in jobs]


# Sending


def test_readers_have_it_in_one_edition_and_the_record_says_whose_words_they_are(
    newsroom: SimpleNamespace, live: Story
) -> None:
    before = edition()
    sent = send(live, newsroom.editor, f"  {TEXT}\n আরও ")
    shown = Alert.objects.get()
    assert (shown.pk, shown.article_id, shown.text) == (sent.public_id, live.public_id, f"{TEXT} আরও")
    assert (shown.sent_at, shown.ends_at) == (sent.sent_at, sent.ends_at)
    assert edition() == sent.edition == before + 1
    entry = RecordEntry.objects.get(kind=RecordEntry.Kind.ALERT)
    assert (entry.verb, entry.actor, entry.story, entry.text) == (
        "send_alert",
        newsroom.editor,
        live,
        sent.text,
    )
    assert entry.data["push"] is False


def test_the_proposal_is_the_headline_that_was_approved(newsroom: SimpleNamespace, live: Story) -> None:
    approved = live.headline
    save(live, newsroom.reporter, headline="এখনো কেউ দেখেনি এমন শিরোনাম")
    assert alerts.proposed_text(live) == approved


@pytest.mark.parametrize("push", [True, False])
def test_subscribers_are_told_only_if_the_editor_says_so(
    newsroom: SimpleNamespace, live: Story, push: bool, settings: Any
) -> None:
    settings.KHOBOR_VAPID_PRIVATE_KEY = settings.KHOBOR_VAPID_PRIVATE_KEY or "x"
    sent = send(live, newsroom.editor, push=push)
    assert (PushMessage.objects.filter(alert=sent).exists(), sent.pushed) == (push, push)


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_who_may_not_send_alerts_sends_none(newsroom: SimpleNamespace, live: Story, name: str) -> None:
    with pytest.raises(ForbiddenError):
        send(live, getattr(newsroom, name))
    assert not Alert.objects.exists()


def test_a_story_that_the_editor_may_not_see_is_not_sent(newsroom: SimpleNamespace, live: Story) -> None:
    set_visibility(live.pk, newsroom.reporter, restricted=True, insiders=[newsroom.other_editor])
    with pytest.raises(ForbiddenError):
        send(live, newsroom.chief)
    assert send(live, newsroom.other_editor).story == live


@pytest.mark.parametrize("verb", ["withdraw", "takedown"])
def test_a_story_that_was_taken_from_readers_meanwhile_is_not_sent(
    newsroom: SimpleNamespace, live: Story, verb: str
) -> None:
    seen = Story.objects.get(pk=live.pk)
    take(live, newsroom.other_editor, verb)
    with pytest.raises(ConflictError):
        send(seen, newsroom.editor)
    assert not BreakingAlert.objects.exists()


def test_nor_one_that_readers_never_had(newsroom: SimpleNamespace, draft: Story) -> None:
    with pytest.raises(ConflictError):
        send(draft, newsroom.chief)


@pytest.mark.parametrize(
    "text",
    ["", " \n ", "ক" * (alerts.MOST_LETTERS + 1), "ক্ষ্ম্যাঁ" * 100],
    ids=["nothing", "white", "too many letters", "too many characters"],
)
def test_words_that_cannot_be_shown_are_refused_at_their_field(
    newsroom: SimpleNamespace, live: Story, text: str
) -> None:
    with pytest.raises(BlockedError) as error:
        send(live, newsroom.editor, text)
    assert problems_of(error) == ["text"]
    assert not Alert.objects.exists()


def test_letters_are_counted_as_readers_count_them(newsroom: SimpleNamespace, live: Story) -> None:
    text = "ক্ষি" * 70  # a conjunct with its sign is one
    assert send(live, newsroom.editor, text).text == text


@pytest.mark.parametrize("hours", [-1, 0, 24.1])
def test_an_end_that_has_passed_or_is_far_off_is_refused_at_its_field(
    newsroom: SimpleNamespace, live: Story, hours: float
) -> None:
    with pytest.raises(BlockedError) as error:
        send(live, newsroom.editor, hours=hours)
    assert problems_of(error) == ["ends_at"]


def test_a_story_stands_once(newsroom: SimpleNamespace, live: Story) -> None:
    send(live, newsroom.editor)
    with pytest.raises(ConflictError):
        send(live, newsroom.chief, "অন্য কথা")
    assert Alert.objects.count() == 1


def test_a_form_that_is_sent_twice_sends_once_even_if_the_alert_has_ended(
    newsroom: SimpleNamespace, live: Story
) -> None:
    seen = alerts.newest_number(live)
    sent = send(live, newsroom.editor, seen=seen)
    alerts.end_alert(sent.pk, newsroom.editor)
    with pytest.raises(ConflictError):
        send(live, newsroom.editor, seen=seen)
    assert send(live, newsroom.editor, seen=alerts.newest_number(live)).pk != sent.pk


@committed
def test_of_two_editors_who_send_at_once_one_succeeds(newsroom: SimpleNamespace, draft: Story) -> None:
    live, editors = walk(draft, newsroom, State.PUBLISHED), [newsroom.editor, newsroom.chief]
    gate = threading.Barrier(len(editors))

    def attempt(user: Any) -> BreakingAlert:
        gate.wait(PATIENCE)
        return send(live, user)

    with somebody_else() as run:
        tries = [run(lambda user=user: attempt(user)) for user in editors]
        outcomes = [one.exception(timeout=PATIENCE) for one in tries]
    assert [type(outcome) for outcome in outcomes if outcome] == [ConflictError]
    assert Alert.objects.count() == BreakingAlert.objects.count() == 1


@committed
def test_a_ticker_that_leads_to_the_story_may_be_published_at_the_same_moment(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    live = walk(draft, newsroom, State.PUBLISHED)
    TickerDraft.objects.create(text=TEXT, story=live, ends_at=soon(1), position=0)
    with somebody_else() as run:
        with transaction.atomic():
            publish_drafts(newsroom.editor)
            alert = run(lambda: send(live, newsroom.chief))
            until_somebody_waits_for_a_lock()
        alert.result(timeout=PATIENCE)
    assert TickerLine.objects.count() == Alert.objects.count() == 1


# Until it ends


def test_an_editor_ends_it_before_its_time(newsroom: SimpleNamespace, live: Story) -> None:
    sent, before = send(live, newsroom.editor), edition()
    ended = alerts.end_alert(sent.pk, newsroom.chief)
    assert (ended.ends_at <= timezone.now(), ended.ended_by) == (True, newsroom.chief)
    assert Alert.objects.get().ends_at == ended.ends_at
    assert edition() == before + 1
    assert alerts.standing_alert(live) is None
    with pytest.raises(ConflictError):
        alerts.end_alert(sent.pk, newsroom.chief)


def test_an_editor_lets_it_stand_longer_and_nobody_is_told_again(
    newsroom: SimpleNamespace, live: Story, settings: Any
) -> None:
    settings.KHOBOR_WEBSUB_HUBS = ["https://hub.example/"]
    sent, later = send(live, newsroom.editor), soon(20)
    hubs, messages = len(told_hubs()), PushMessage.objects.count()
    assert alerts.prolong_alert(sent.pk, newsroom.editor, later).ends_at == later
    assert Alert.objects.get().ends_at == later
    assert (len(told_hubs()), PushMessage.objects.count()) == (hubs, messages)
    for hours in (-1, 25):
        with pytest.raises(BlockedError) as error:
            alerts.prolong_alert(sent.pk, newsroom.editor, soon(hours))
        assert problems_of(error) == ["ends_at"]


def test_whoever_may_not_send_moves_no_end(newsroom: SimpleNamespace, live: Story) -> None:
    sent = send(live, newsroom.editor)
    with pytest.raises(ForbiddenError):
        alerts.end_alert(sent.pk, newsroom.reporter)
    with pytest.raises(ForbiddenError):
        alerts.prolong_alert(sent.pk, newsroom.reporter, soon(3))
    assert Alert.objects.get().ends_at == sent.ends_at


@pytest.mark.parametrize("verb", ["withdraw", "takedown"])
def test_it_goes_with_its_story_and_comes_back_with_nobody(
    newsroom: SimpleNamespace, live: Story, verb: str
) -> None:
    sent = send(live, newsroom.editor)
    taken = take(live, newsroom.other_editor, verb)
    assert not Alert.objects.exists()
    sent.refresh_from_db()
    assert (sent.ends_at, sent.ended_by, sent.public_id) == (taken.at, newsroom.other_editor, None)
    take(live, newsroom.reporter, "restore")
    walk(live, newsroom, State.PUBLISHED)
    assert Article.objects.filter(pk=live.public_id).exists()
    assert not Alert.objects.exists()
    assert send(live, newsroom.editor).public_id


def test_it_outlives_a_change_of_its_story(newsroom: SimpleNamespace, live: Story) -> None:
    sent = send(live, newsroom.editor)
    save(live, newsroom.reporter, body="<p>নতুন তথ্য যোগ হয়েছে।</p>")
    walk(live, newsroom, State.PUBLISHED)
    assert Alert.objects.get().pk == sent.public_id


# Who else is told


def test_hubs_hear_of_it_and_later_of_every_change_of_its_story(
    newsroom: SimpleNamespace, live: Story, settings: Any
) -> None:
    settings.KHOBOR_SITE_URL = "https://paper.example"
    settings.KHOBOR_WEBSUB_HUBS = ["https://hub.example/"]
    send(live, newsroom.editor)
    take(live, newsroom.other_editor, "withdraw")
    at_once, then = told_hubs()
    assert at_once == FEEDS
    assert set(FEEDS) < set(then)
