"""What is sent to subscribers, queued in the transaction of what it tells."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from articles.addresses import absolute
from articles.bengali.text import cut
from newsroom.content import StoryContent
from newsroom.models import BreakingAlert, PushMessage, PushSubscription, Story
from newsroom.push.sending import queue_batch

LONGEST_LIFE: Final = timedelta(hours=12)  # nobody is woken up by yesterday's news
MOST_LETTERS: Final = 240  # of a notification's text, as readers count; telephones show about 150
MOST_BYTES: Final = 2200  # of that text
MOST_OF_A_TITLE: Final = 80


def queue_alert(alert: BreakingAlert) -> None:
    """Tell everybody who asked for all breaking news, for the story's section or for the story itself.

    Call it in the transaction that records the alert. Nothing is queued where no key is configured, where the alert
    is over already or where its story is not live.
    """
    content = _live_content(alert.story)
    if not settings.KHOBOR_VAPID_PRIVATE_KEY or content is None or alert.ends_at <= timezone.now():
        return
    message = PushMessage.objects.create(
        alert=alert,
        topics=topics_of(alert.story),
        payload=payload_of(alert.story, content, alert.text, alert.sent_at),
        expires_at=min(alert.ends_at, alert.sent_at + LONGEST_LIFE),
    )
    queue_batch(message.pk)


def queue_note(story: Story) -> None:
    """Tell those who follow this one story of the note that was just published with it: a correction, a clarification
    or an update. Nothing without a note. Call it in the transaction of the publish."""
    content = _live_content(story)
    if not settings.KHOBOR_VAPID_PRIVATE_KEY or content is None or content.correction is None:
        return
    topic = f"story:{story.public_id}"
    if not count_subscribers([topic]):
        return
    now = timezone.now()
    kind = Story.CorrectionKind(content.correction.kind).label
    message = PushMessage.objects.create(
        topics=[topic],
        payload=payload_of(story, content, f"{content.headline}: {content.correction.text}", now)
        | {"title": cut(f"{settings.KHOBOR_NAME} · {kind}", MOST_OF_A_TITLE)},
        expires_at=now + LONGEST_LIFE,
    )
    queue_batch(message.pk)


def drop_messages(story: Story, at: datetime) -> None:
    """Nothing that was to be told of this story is told after `at`."""
    of_it = PushMessage.objects.filter(topics__contains=[f"story:{story.public_id}"], expires_at__gt=at)
    of_it.update(expires_at=at)


def count_subscribers(topics: Sequence[str]) -> int:
    """How many browsers would be told of news with any of these topics; 0 where nothing is sent at all."""
    if not settings.KHOBOR_VAPID_PRIVATE_KEY:
        return 0
    return PushSubscription.objects.filter(topics__overlap=list(topics)).count()


def topics_of(story: Story) -> list[str]:
    """The topics that an alert of this live story has: `count_subscribers(topics_of(story))` before it is sent."""
    content = _live_content(story)
    section = [f"section:{content.section.slug}"] if content and content.section else []
    return ["all", *section, f"story:{story.public_id}"]


def payload_of(story: Story, content: StoryContent, text: str, at: datetime) -> dict[str, str | int]:
    """What templates/feeds/alerts_worker.js shows: below 3 KB, as a push service need take no more than 4 KB encrypted
    (RFC 8030, 7.2)."""
    section = content.section
    title = f"{settings.KHOBOR_NAME} · {section.name}" if section else settings.KHOBOR_NAME
    path = f"/{section.slug}/{story.public_id}/" if section else f"/s/{story.public_id}/"
    return {
        "title": cut(title, MOST_OF_A_TITLE),
        "body": fit(text),
        "url": absolute(path),
        "tag": f"story-{story.public_id}",  # a second alert of the same story takes the first one's place
        "lang": content.language,
        "at": int(at.timestamp() * 1000),  # milliseconds, as browsers count
    }


def fit(text: str) -> str:
    """As much of `text` as a notification takes: a letter of Bengali has three bytes, and a dozen with its signs."""
    letters = MOST_LETTERS
    while len((short := cut(text, letters)).encode()) > MOST_BYTES and letters:
        letters -= 10
    return short


def _live_content(story: Story) -> StoryContent | None:
    """What readers have of the story."""
    if story.public_state != Story.Public.LIVE or story.live_revision is None:
        return None
    return story.live_revision.story_content
