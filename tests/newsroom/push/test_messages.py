"""What is queued for subscribers, and when nothing is."""

import pytest

from newsroom.models import PushMessage
from newsroom.push import count_subscribers, topics_of
from newsroom.push.messages import MOST_BYTES, fit
from newsroom.push.sending import send_batch
from tests.newsroom.helpers import save, take
from tests.newsroom.push.service import bodies

NOTE = "আগের সংস্করণে নদীর নাম ভুল ছিল।"


def correct(story, newsroom, kind="correction"):
    take(story, newsroom.reporter, "correct", kind=kind, reason=NOTE)
    publish_again(story, newsroom)


def publish_again(story, newsroom):
    for name, verb in (("reporter", "submit"), ("other_editor", "approve"), ("other_editor", "publish")):
        take(story, getattr(newsroom, name), verb)


@pytest.mark.parametrize("kind", ["correction", "update"])
def test_who_follows_a_story_is_told_when_it_is_put_right(kind, story, newsroom, subscribed, service):
    follower, others = (
        subscribed(f"story:{story.public_id}"),
        [subscribed("all"), subscribed("section:bangladesh")],
    )
    correct(story, newsroom, kind)
    message = PushMessage.objects.get()
    send_batch(message.pk)
    assert bodies(service, [follower, *others]) == [[f"{story.headline}: {NOTE}"], [], []]
    assert service.heard_by(follower)[0]["title"].endswith({"correction": "সংশোধনী", "update": "হালনাগাদ"}[kind])


def test_a_note_of_a_story_that_is_withdrawn_is_told_to_nobody_even_when_the_story_comes_back(
    story, newsroom, subscribed, service
):
    follower = subscribed(f"story:{story.public_id}")
    correct(story, newsroom)
    take(story, newsroom.other_editor, "withdraw")
    take(story, newsroom.reporter, "restore")
    publish_again(story, newsroom)
    for message in PushMessage.objects.all():
        send_batch(message.pk)
    assert bodies(service, [follower]) == [[]]


def test_a_publish_without_a_note_and_a_story_nobody_follows_tell_nobody(story, newsroom, subscribed):
    subscribed("all")
    correct(story, newsroom)
    subscribed(f"story:{story.public_id}")
    save(story, newsroom.reporter, kicker="মৌসুম")
    publish_again(story, newsroom)
    assert not PushMessage.objects.exists()


@pytest.mark.parametrize("text", ["ক" * 3000, "ক্ষ্ম্যাঁ " * 400, "ক" + "\u0981" * 3000, "a" * 3000])
def test_no_text_is_too_long_for_a_message(text):
    assert len(fit(text).encode()) <= MOST_BYTES


def test_how_many_would_be_told_is_known_before(story, subscribed):
    for topics in (["all"], ["section:bangladesh", f"story:{story.public_id}"], ["section:sports"]):
        subscribed(*topics)
    assert topics_of(story) == ["all", "section:bangladesh", f"story:{story.public_id}"]
    assert count_subscribers(topics_of(story)) == 2
