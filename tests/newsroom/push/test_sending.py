"""From an editor's alert to readers' browsers, through a real push service on this machine."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Article
from newsroom.alerts import end_alert, send_alert
from newsroom.models import PushMessage, PushSubscription
from newsroom.outbound import OutboundError
from newsroom.push import delivery, sending
from newsroom.push.delivery import Outcome, read_answer, read_wait
from newsroom.push.sending import queue_unfinished, send_again, send_batch, wait_before
from tests.newsroom.helpers import take
from tests.newsroom.push.service import Said, bodies

TEXT = "হাওরে আকস্মিক ঢল"


@pytest.fixture(autouse=True)
def as_a_worker(monkeypatch):
    """Small batches."""
    monkeypatch.setattr(sending, "BATCH", 6)
    monkeypatch.setattr(sending, "WRITTEN_DOWN", 3)


def waiting(name):
    return [
        job.args for job in ProcrastinateJob.objects.filter(task_name=f"newsroom.tasks.{name}", status="todo")
    ]


def work(message):
    """Batch by batch, until no job waits: what the worker would do."""
    for _batch in range(20):
        if not waiting("send_push"):
            break
        ProcrastinateJob.objects.filter(task_name="newsroom.tasks.send_push").delete()
        send_batch(message.pk)
    message.refresh_from_db()
    return message


def try_again(message):
    """What waits for its time is due."""
    jobs = waiting("send_push_again")
    ProcrastinateJob.objects.filter(task_name="newsroom.tasks.send_push_again").delete()
    for job in jobs:
        send_again(job["message_id"], job["subscriptions"], job["tries"])
    message.refresh_from_db()
    return message


# What is sent, and to whom


def test_whoever_asked_for_it_is_told_once(alerted, subscribed, service, story):
    told = [
        subscribed("all"),
        subscribed("section:bangladesh"),
        subscribed(f"story:{story.public_id}"),
        subscribed("all", "section:bangladesh", f"story:{story.public_id}"),
    ]
    others = [subscribed("section:sports"), subscribed("story:zzzzzzzz")]
    message = work(alerted(TEXT).messages.get())
    assert bodies(service, told) == [[TEXT]] * 4
    assert bodies(service, others) == [[], []]
    assert (message.sent, message.gone, message.failed) == (4, 0, 0)
    assert message.finished_at
    assert service.wrong == []
    assert PushSubscription.objects.filter(heard_at=None).count() == len(others)


def test_a_message_says_what_a_notification_shows_and_no_more(alerted, subscribed, service, story, settings):
    browser = subscribed("all")
    alert = alerted(TEXT)
    work(alert.messages.get())
    assert service.heard_by(browser) == [
        {
            "title": f"{settings.KHOBOR_NAME} · বাংলাদেশ",
            "body": TEXT,
            "url": f"https://paper.example/bangladesh/{story.public_id}/",
            "tag": f"story-{story.public_id}",
            "lang": "bn",
            "at": int(alert.sent_at.timestamp() * 1000),
        }
    ]
    (headers,) = service.headers
    assert headers["urgency"] == "high"
    assert 7100 <= int(headers["ttl"]) <= 7200
    assert len(headers["topic"]) == 32
    assert headers["topic"].isalnum()


def test_the_longest_alert_fits_into_a_message(alerted, subscribed, service):
    subscribed("all")
    work(alerted("ক্ষ্ম্যাঁ " * 26).messages.get())
    assert all(int(headers["content-length"]) < 3000 for headers in service.headers)
    assert service.wrong == []


@pytest.mark.django_db
def test_without_a_key_nobody_is_told(story, newsroom):
    alert = send_alert(story, newsroom.chief, TEXT, timezone.now() + timedelta(hours=1), push=True)
    assert not alert.messages.exists()


# Batches


def test_batches_tell_everybody_once_in_the_order_of_subscribing(alerted, subscribed, service):
    browsers = [subscribed("all") for _reader in range(14)]
    message = alerted(TEXT).messages.get()
    ProcrastinateJob.objects.all().delete()
    send_batch(message.pk)
    assert [len(service.heard_by(browser)) for browser in browsers] == [1] * 6 + [0] * 8
    assert len(waiting("send_push")) == 1
    assert work(message).sent == 14
    assert bodies(service, browsers) == [[TEXT]] * 14


def test_a_worker_that_dies_in_a_batch_tells_nobody_twice_whose_turn_was_written_down(
    alerted, subscribed, service, monkeypatch
):
    browsers = [subscribed("all") for _reader in range(6)]
    message = alerted(TEXT).messages.get()
    ProcrastinateJob.objects.all().delete()

    def die(target, *rest, deliver=delivery.deliver):
        if target.endpoint == browsers[4].endpoint:
            raise KeyboardInterrupt
        return deliver(target, *rest)

    with monkeypatch.context() as dying:
        dying.setattr(sending, "deliver", die)
        with pytest.raises(KeyboardInterrupt):
            send_batch(message.pk)
    assert queue_unfinished() == 1
    assert work(message).sent == 6
    assert [len(service.heard_by(browser)) for browser in browsers[:3]] == [1, 1, 1]
    assert all(service.heard_by(browser) for browser in browsers)


def test_two_workers_do_not_send_the_same_batch(alerted, subscribed, service):
    browser = subscribed("all")
    message = alerted(TEXT).messages.get()
    other = connections["default"].copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [sending._LOCKS, message.pk])
        send_batch(message.pk)
        assert service.heard_by(browser) == []
        with other.cursor() as cursor:  # a server notices a moment later that somebody has gone
            cursor.execute("SELECT pg_advisory_unlock_all()")
    finally:
        other.close()
    send_batch(message.pk)
    assert bodies(service, [browser]) == [[TEXT]]


# What is no news any more


@pytest.mark.parametrize("what", ["ended", "withdrawn", "old"])
def test_what_is_over_between_two_batches_is_not_sent_on(what, alerted, subscribed, service, newsroom, story):
    browsers = [subscribed("all") for _reader in range(9)]
    alert = alerted(TEXT)
    message = alert.messages.get()
    ProcrastinateJob.objects.all().delete()
    service.says(browsers[0], Said(503))
    send_batch(message.pk)
    if what == "ended":
        end_alert(alert.pk, newsroom.chief)
    elif what == "withdrawn":
        take(story, newsroom.other_editor, "withdraw")
        assert not Article.objects.filter(pk=story.public_id).exists()
    else:
        PushMessage.objects.filter(pk=message.pk).update(expires_at=timezone.now())
    assert work(message).finished_at
    try_again(message)
    assert [len(service.heard_by(browser)) for browser in browsers] == [1] * 6 + [0] * 3


def test_an_alert_that_ends_within_a_batch_is_not_told_to_the_rest_of_it(
    alerted, subscribed, service, newsroom, monkeypatch
):
    browsers = [subscribed("all") for _reader in range(6)]
    alert = alerted(TEXT)

    def end(*said, write_down=sending._write_down, **more):
        write_down(*said, **more)
        end_alert(alert.pk, newsroom.chief)

    monkeypatch.setattr(sending, "_write_down", end)
    assert work(alert.messages.get()).finished_at
    assert [len(service.heard_by(browser)) for browser in browsers] == [1] * 3 + [0] * 3


# What services answer


@pytest.mark.parametrize("status", [404, 410])
def test_a_dead_endpoint_is_forgotten(status, alerted, subscribed, service):
    dead, alive = subscribed("all"), subscribed("all")
    service.says(dead, Said(status))
    message = work(alerted(TEXT).messages.get())
    assert (message.sent, message.gone) == (1, 1)
    assert PushSubscription.objects.get().endpoint == alive.endpoint


@pytest.mark.parametrize("status", [429, 500, 503])
def test_whoever_cannot_be_told_now_is_told_later_and_nobody_else_again(status, alerted, subscribed, service):
    busy, other = subscribed("all"), subscribed("all")
    service.says(busy, Said(status, {"Retry-After": "100"}), Said(201))
    message = work(alerted(TEXT).messages.get())
    assert (message.sent, message.failed) == (1, 0)
    job = ProcrastinateJob.objects.get(task_name="newsroom.tasks.send_push_again")
    assert 100 <= (job.scheduled_at - timezone.now()).total_seconds() <= 121
    assert try_again(message).sent == 2
    assert [len(service.heard_by(browser)) for browser in (busy, other)] == [2, 1]
    assert waiting("send_push_again") == []


def test_a_service_that_stays_away_is_asked_five_times(alerted, subscribed, service):
    browser = subscribed("all")
    service.says(browser, Said(503))
    message = work(alerted(TEXT).messages.get())
    for _try in range(10):
        try_again(message)
    assert len(service.heard_by(browser)) == sending.TRIES
    assert message.failed == 1
    assert PushSubscription.objects.get().failures == 1


@pytest.mark.parametrize("status", [301, 400, 401, 403, 413])
def test_a_refusal_is_no_reason_to_ask_again(status, alerted, subscribed, service):
    browser = subscribed("all")
    service.says(browser, Said(status, {"Location": f"{service.url}/elsewhere/0"}))
    assert work(alerted(TEXT).messages.get()).failed == 1
    assert len(service.headers) == 1
    assert PushSubscription.objects.get().failures == 1


@pytest.mark.parametrize(("failures", "days", "is_kept"), [(4, 4, False), (4, 2, True), (2, 30, True)])
def test_who_could_not_be_told_again_and_again_for_days_is_forgotten(
    failures, days, is_kept, alerted, subscribed, service
):
    browser = subscribed("all")
    since = timezone.now() - timedelta(days=days)
    PushSubscription.objects.update(failures=failures, heard_at=since)
    service.says(browser, Said(400))
    work(alerted(TEXT).messages.get())
    assert PushSubscription.objects.exists() == is_kept


def test_a_slow_service_keeps_the_others_waiting_for_a_while_only(alerted, subscribed, service, monkeypatch):
    monkeypatch.setattr(delivery, "SECONDS", 0.2)
    over = threading.Event()
    slow, others = subscribed("all"), [subscribed("all") for _reader in range(5)]
    service.says(slow, Said(wait=over), Said(201))
    message = work(alerted(TEXT).messages.get())
    over.set()
    assert message.sent == 5
    assert bodies(service, others) == [[TEXT]] * 5
    assert try_again(message).sent == 6


def test_a_service_that_owes_three_answers_is_left_alone_for_this_batch(
    alerted, subscribed, service, monkeypatch
):
    for _reader in range(6):
        subscribed("all")
    asked = []

    def unreachable(url, **said):
        asked.append(url)
        raise OutboundError("unreachable", "no connection")

    monkeypatch.setattr(sending, "AT_ONCE", 1)
    monkeypatch.setattr(delivery, "ask", unreachable)
    message = work(alerted(TEXT).messages.get())
    assert len(asked) == delivery.PATIENCE
    assert sum(len(job["subscriptions"]) for job in waiting("send_push_again")) == 6
    assert message.failed == 0


def test_a_huge_answer_is_not_read(alerted, subscribed, service):
    browser = subscribed("all")
    service.says(browser, Said(201, body=b"x" * 10_000_000))
    assert work(alerted(TEXT).messages.get()).failed == 1


# Endpoints are chosen by readers


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:1/push",
        "https://10.0.0.1/push",
        "https://[::1]/push",
        "https://169.254.169.254/latest/meta-data/",
        "https://localhost/push",
        "file:///etc/passwd",
        "gopher://push.example/",
        "https://user:secret@push.example/",
        "https://",
        "",
    ],
)
def test_no_endpoint_leads_into_the_house(endpoint, alerted, subscribed, service):
    subscribed("all")
    PushSubscription.objects.update(endpoint=endpoint)
    message = work(alerted(TEXT).messages.get())
    assert (message.sent, message.failed) == (0, 1)
    assert service.headers == []


def test_a_key_that_is_none_fails_alone(alerted, subscribed, service):
    subscribed("all")
    PushSubscription.objects.update(p256dh="AAAA")
    other = subscribed("all")
    message = work(alerted(TEXT).messages.get())
    assert (message.sent, message.failed) == (1, 1)
    assert bodies(service, [other]) == [[TEXT]]


# Numbers


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Outcome.SENT),
        (201, Outcome.SENT),
        (404, Outcome.GONE),
        (410, Outcome.GONE),
        (413, Outcome.FAILED),
        (429, Outcome.LATER),
        (502, Outcome.LATER),
    ],
)
def test_every_status_means_something(status, outcome):
    assert read_answer(1, status, "").outcome is outcome


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("", 0),
        ("120", 120),
        ("99999999", 3600),
        ("-5", 0),
        ("soon", 0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0),
        ("১২", 0),
    ],
)
def test_what_a_service_asks_us_to_wait(said, seconds):
    assert read_wait(said) == seconds


@pytest.mark.parametrize(
    ("asked", "tries", "wait"), [(0, 1, 15), (0, 2, 60), (0, 4, 960), (100, 1, 120), (3600, 1, 3840)]
)
def test_how_long_it_is_until_the_next_try(asked, tries, wait):
    assert wait_before(asked, tries) == wait
