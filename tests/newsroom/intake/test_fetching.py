"""Asking the feeds: when, how often, and what becomes of answers that are none."""

from datetime import timedelta
from gzip import compress

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from newsroom.intake import fetching
from newsroom.intake.fetching import LONGEST_WAIT, fetch, queue_due_feeds
from newsroom.models import IntakeFeed, IntakeItem
from newsroom.tasks import QUEUES, ask_due_feeds_every_minute, fetch_feed
from tests.newsroom.intake.feeds import rss, rss_item

pytestmark = pytest.mark.django_db


def asked(feed):
    stored = fetch(feed.pk)
    feed.refresh_from_db()
    return stored


def test_what_is_new_is_kept_and_the_next_question_is_a_short_one(feed, agency):
    agency.answer(rss(rss_item()), headers=['ETag: "one"', "Last-Modified: yesterday"], path="/feed")
    assert asked(feed).new == 1
    assert (feed.failures, feed.problem, feed.heard_at) == (0, "", feed.asked_at)
    assert timedelta(minutes=9) < feed.next_at - timezone.now() <= timedelta(minutes=10)
    agency.answer(status="304 Not Modified", path="/feed")
    assert asked(feed).new == 0
    assert 'if-none-match: "one"\r\nif-modified-since: yesterday\r\n' in agency.asked[1]
    assert feed.etag == '"one"'
    assert IntakeItem.objects.count() == 1


def test_a_mark_that_cannot_be_kept_is_not_remembered(feed, agency):
    agency.answer(rss(rss_item()), headers=['ETag: "o\0ne"', "Last-Modified: yes\r\n terday"], path="/feed")
    assert asked(feed).new == 1
    assert (feed.etag, feed.last_modified, feed.problem) == ("", "", "")


def test_a_feed_is_queued_when_it_is_due_and_once(feed, agency):
    now = timezone.now()
    others = [
        IntakeFeed.objects.create(name="পরে", url="https://b.example/", next_at=now + timedelta(minutes=1)),
        IntakeFeed.objects.create(name="থামানো", url="https://c.example/", is_active=False),
    ]
    assert [queue_due_feeds(now), queue_due_feeds(now)] == [1, 0]
    (job,) = ProcrastinateJob.objects.filter(task_name="newsroom.tasks.fetch_feed")
    assert job.args == {"feed_id": feed.pk}
    assert fetch(others[1].pk).new == 0
    assert not agency.asked


def test_the_clock_never_waits_for_an_agency():
    (process,) = {name for name, queues in QUEUES.items() if fetch_feed.queue in queues}
    assert "clock" not in QUEUES[process]
    assert ask_due_feeds_every_minute.queue in QUEUES[process]


def test_failures_make_the_questions_rarer_up_to_some_hours(feed, agency):
    waits = []
    for _time in range(8):
        asked(feed)
        waits.append(feed.next_at - feed.asked_at)
    assert waits[:3] == [timedelta(minutes=20), timedelta(minutes=40), timedelta(minutes=80)]
    assert waits[-1] == LONGEST_WAIT
    assert feed.failures == 8
    assert feed.problem.endswith(("(404).", "(৪০৪)।"))
    agency.answer(rss(rss_item()), path="/feed")
    asked(feed)
    assert (feed.failures, feed.problem) == (0, "")


def test_what_is_gone_is_asked_no_more(feed, agency):
    agency.answer(status="410 Gone", path="/feed")
    asked(feed)
    assert not feed.is_active
    assert feed.problem


@pytest.mark.parametrize(("said", "hours"), [("7200", 2), ("9999999", 24), ("soon", 1 / 3), ("-5", 1 / 3)])
def test_a_server_may_wish_to_be_asked_later(feed, agency, said, hours):
    agency.answer(status="429 Too Many Requests", headers=[f"Retry-After: {said}"], path="/feed")
    asked(feed)
    assert feed.next_at - feed.asked_at == timedelta(hours=hours)


def answers(agency):
    """Every way in which an agency, or somebody in its place, does harm; each by a name."""
    bomb = compress(b"<rss>" + b"0" * 30_000_000)
    return {
        "huge": lambda: agency.answer(b" " * (fetching.MOST_BYTES + 1), path="/feed"),
        "gzip bomb": lambda: agency.answer(bomb, headers=["Content-Encoding: gzip"], path="/feed"),
        "slow": lambda: agency.drip(b"HTTP/1.1 200 OK\r\n\r\n", path="/feed"),
        "to a private address": lambda: agency.redirect("http://10.0.0.1/feed", path="/feed"),
        "to the cloud's secrets": lambda: agency.redirect("http://169.254.169.254/latest/", path="/feed"),
        "to our own database": lambda: agency.redirect("http://127.0.0.1:5432/", path="/feed"),
        "in a circle": lambda: agency.redirect("/feed", path="/feed"),
        "entities": lambda: agency.answer(b'<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', path="/feed"),
        "namespace": lambda: agency.answer(b'<rss xmlns:a="b&#x2028;c"><a:d/></rss>', path="/feed"),
        "a page": lambda: agency.answer(b"<!doctype html><title>x</title>", path="/feed"),
        "no words": lambda: agency.say(b"SSH-2.0\r\n", path="/feed"),
        "error": lambda: agency.answer(status="500 Oh", path="/feed"),
        "locked": lambda: agency.answer(status="401 No", path="/feed"),
        "nothing": lambda: agency.answer(b"", path="/feed"),
    }


@pytest.mark.parametrize("harm", answers(None))
def test_harm_is_a_problem_of_the_feed_and_of_nothing_else(feed, agency, monkeypatch, harm):
    monkeypatch.setattr(fetching, "SECONDS", 0.2 if harm == "slow" else 20.0)
    answers(agency)[harm]()
    asked(feed)
    assert feed.failures == 1
    assert len(feed.problem) > 10
    assert not IntakeItem.objects.exists()
    assert feed.heard_at is None


def test_an_answer_to_an_address_that_was_changed_meanwhile_is_dropped(feed, agency):
    agency.answer(rss(rss_item()), path="/feed")
    heard = fetching.hear_feed(feed.url)
    IntakeFeed.objects.filter(pk=feed.pk).update(url="https://other.example/")
    assert fetching._keep(feed, heard, timezone.now()).new == 0
