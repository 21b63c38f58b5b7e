"""What a browser may say when it wants to be told of news."""

import pytest

from articles.subscribing import (
    MOST_OF_ENDPOINT,
    NotUnderstoodError,
    is_on_curve,
    live_topics,
    read_subscription,
)

POINT = "BGSJMkM43kF2kTBUav-3BucQbnsOTm52PtS3UlBT_9L1hBdJwWaphNMRokfpgmtV8OO9vYoIZRhq-qsiLyFmB9M"
AUTH = "AAECAwQFBgcICQoLDA0ODw"
SAID = {
    "endpoint": "https://push.example/send/abc:def_-%20?x=1",
    "expirationTime": None,
    "keys": {"p256dh": POINT, "auth": AUTH},
    "topics": ["all", "section:world", "story:abcd2345", "all"],
}


def test_what_a_browser_sends_is_read():
    read = read_subscription(SAID)
    assert (read.endpoint, read.p256dh, read.auth) == (SAID["endpoint"], POINT, AUTH)
    assert read.topics == ("all", "section:world", "story:abcd2345")


def test_padding_is_left_out():
    assert read_subscription(SAID | {"keys": {"p256dh": f"{POINT}=", "auth": f"{AUTH}=="}}).auth == AUTH


def test_without_topics_a_browser_wants_nothing_more():
    assert read_subscription(SAID | {"topics": []}).topics == ()


@pytest.mark.parametrize(
    "endpoint",
    [
        None,
        7,
        "",
        "push.example/send",
        "http://push.example/send",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https:///send",
        "https://user@push.example/send",
        "https://push.example:0/send",
        "https://push.example:99999/send",
        "https://[push.example/send",
        "https://push.example/a b",
        "https://push.example/a\nb",
        "https://পুশ.example/send",
        "https://push.example/send#part",
        "https://push.example/" + "a" * MOST_OF_ENDPOINT,
    ],
)
def test_an_endpoint_is_a_secret_address_of_the_web(endpoint):
    with pytest.raises(NotUnderstoodError):
        read_subscription(SAID | {"endpoint": endpoint})


@pytest.mark.parametrize(
    "keys",
    [
        None,
        [],
        {},
        {"p256dh": POINT},
        {"p256dh": POINT, "auth": AUTH + "AA"},
        {"p256dh": POINT, "auth": "?" * 22},
        {"p256dh": POINT[:-4], "auth": AUTH},
        {"p256dh": POINT[:-2] + "AA", "auth": AUTH},  # not on the curve
        {"p256dh": "A" * 87, "auth": AUTH},
        {"p256dh": ["A"] * 87, "auth": AUTH},
    ],
)
def test_keys_have_their_length_and_lie_on_the_curve(keys):
    with pytest.raises(NotUnderstoodError):
        read_subscription(SAID | {"keys": keys})


@pytest.mark.parametrize(
    "topics",
    [
        None,
        "all",
        {"all": 1},
        [1],
        [["all"]],
        ["everything"],
        ["section:"],
        ["section:World"],
        ["section:world\n"],
        ["story:short"],
        ["story:abcd23456"],
        [f"story:abcd23{number:02d}" for number in range(21)],
    ],
)
def test_topics_are_known_kinds_and_few(topics):
    with pytest.raises(NotUnderstoodError):
        read_subscription(SAID | {"topics": topics})


@pytest.mark.parametrize("data", [None, [], "x", 1, {}, {"keys": 1}])
def test_what_is_no_subscription_is_refused(data):
    with pytest.raises(NotUnderstoodError):
        read_subscription(data)


def test_points_off_the_curve_are_none():
    assert not is_on_curve(b"\x04" + bytes(64))
    assert not is_on_curve(b"\x02" + bytes(64))
    assert not is_on_curve(b"\x04" + b"\xff" * 64)


def test_only_what_there_is_can_be_heard_of(publish):
    article = publish()
    topics = ("all", "section:world", "section:nothing", f"story:{article.pk}", "story:zzzzzzzz")
    assert live_topics(topics) == ("all", "section:world", f"story:{article.pk}")
