"""What the site was asked for becomes subscriptions."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from feeds.models import PushRequest
from newsroom.models import PushSubscription
from newsroom.push import count_subscribers
from newsroom.push.requests import take_requests
from tests.newsroom.push.service import Browser

ENDPOINT = "https://push.example/send/abc"


@pytest.fixture
def browser():
    return Browser(ENDPOINT)


def ask(browser, *topics, **changes):
    PushRequest.objects.create(
        **{"endpoint": browser.endpoint, "p256dh": browser.p256dh, "auth": browser.auth, "topics": topics}
        | changes
    )


def subscribed():
    return [(row.endpoint, row.topics) for row in PushSubscription.objects.order_by("pk")]


@pytest.mark.django_db
def test_a_request_becomes_a_subscription_and_is_gone(browser, newsroom, keys, settings):
    settings.KHOBOR_VAPID_PRIVATE_KEY = keys.private
    ask(browser, "all", "section:bangladesh")
    assert take_requests() == 1
    assert subscribed() == [(ENDPOINT, ["all", "section:bangladesh"])]
    assert not PushRequest.objects.exists()
    assert count_subscribers(["section:bangladesh", "story:zzzzzzzz"]) == 1
    assert count_subscribers(["section:sports"]) == 0


@pytest.mark.django_db
def test_what_a_browser_says_last_counts(browser, newsroom):
    ask(browser, "all")
    ask(browser, "section:bangladesh")
    take_requests()
    assert subscribed() == [(ENDPOINT, ["section:bangladesh"])]
    ask(browser)
    take_requests()
    assert subscribed() == []


@pytest.mark.django_db
@pytest.mark.parametrize("topics", [("all",), ()])
@pytest.mark.parametrize("other", ["p256dh", "auth"])
def test_who_only_knows_the_address_changes_nothing(topics, other, browser, newsroom):
    ask(browser, "section:bangladesh")
    stranger = Browser(ENDPOINT, 2)
    ask(browser, *topics, **{other: getattr(stranger, other)})
    take_requests()
    assert subscribed() == [(ENDPOINT, ["section:bangladesh"])]
    assert PushSubscription.objects.get().auth == browser.auth


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes",
    [
        {"endpoint": "http://push.example/x"},
        {"endpoint": "file:///etc/passwd"},
        {"p256dh": "AAAA"},
        {"auth": ""},
        {"topics": "all"},
        {"topics": {"all": True}},
        {"topics": ["all; DROP TABLE"]},
        {"topics": ["all"] * 21},
        {"topics": ["section:nothing", "story:zzzzzzzz"]},
    ],
)
def test_the_site_is_not_believed(changes, browser, newsroom):
    """Whoever broke into it may write any row."""
    ask(browser, "all", **changes)
    take_requests()
    assert subscribed() == []
    assert not PushRequest.objects.exists()


@pytest.mark.django_db
def test_a_row_that_cannot_be_read_keeps_nobody_waiting(browser, newsroom):
    with connection.cursor() as cursor:
        row = [browser.endpoint, browser.p256dh, browser.auth, f"[1{'0' * 5000}]"]
        cursor.execute(
            "INSERT INTO feeds_pushrequest (endpoint, p256dh, auth, topics, made_at) VALUES (%s, %s, %s, %s, now())",
            row,
        )
    ask(browser, "all")
    assert take_requests() == 2
    assert subscribed() == [(ENDPOINT, ["all"])]


@pytest.mark.django_db
def test_there_is_an_end_to_subscriptions(browser, newsroom, settings):
    settings.KHOBOR_PUSH_MOST = 1
    ask(browser, "all")
    take_requests()
    ask(Browser("https://push.example/send/another"), "all")
    ask(browser, "section:bangladesh")
    take_requests()
    assert subscribed() == [(ENDPOINT, ["section:bangladesh"])]


def test_the_site_reads_no_subscription(as_site_role):
    for table in ("newsroom_pushsubscription", "newsroom_pushmessage", "feeds_pushrequest"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"SELECT 1 FROM {table}")
