"""Taking what readers' browsers asked the site for."""

import json
import logging
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

from articles.subscribing import NotUnderstoodError, Subscription, live_topics, read_subscription
from newsroom.models import PushSubscription

logger = logging.getLogger(__name__)
AT_ONCE: Final = 500  # requests of one transaction
MOST: Final = 50_000  # of one run; the next comes in a minute
# The table is the feeds' own, which the newsroom does not know: it takes rows out of it, and does nothing else with it.
_TAKE: Final = """
DELETE FROM feeds_pushrequest WHERE id IN (
    SELECT id FROM feeds_pushrequest ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING id, endpoint, p256dh, auth, topics
"""


def take_requests() -> int:
    """Make subscriptions of what was asked for, change and delete some. Returns how many requests there were."""
    taken = 0
    while taken < MOST:
        with transaction.atomic():
            rows = _take_rows()
            is_room = bool(rows) and PushSubscription.objects.count() + len(rows) <= settings.KHOBOR_PUSH_MOST
            for row in rows:
                if asked := _read(row):
                    follow_request(asked, is_room=is_room)
        taken += len(rows)
        if len(rows) < AT_ONCE:
            break
    return taken


def follow_request(asked: Subscription, *, is_room: bool = True) -> None:
    """Subscribe this browser, change what it hears of, or forget it when it wants to hear nothing more.

    An address at a push service is known to the browser and to us. Should somebody else learn one, it is not enough:
    only who knows its secret as well can change or end what is there, and nobody can put other keys to it.
    """
    topics = live_topics(asked.topics)
    known = PushSubscription.objects.select_for_update().filter(endpoint=asked.endpoint).first()
    if known and (known.auth, known.p256dh) != (asked.auth, asked.p256dh):
        logger.warning("push: a request for subscription %s had other keys and is dropped", known.pk)
    elif known and topics:
        PushSubscription.objects.filter(pk=known.pk).update(topics=list(topics))
    elif known:
        known.delete()
    elif topics and is_room:
        PushSubscription.objects.create(
            endpoint=asked.endpoint, p256dh=asked.p256dh, auth=asked.auth, topics=list(topics)
        )
    elif topics:
        logger.error("push: KHOBOR_PUSH_MOST is reached, nobody new is subscribed")


def _take_rows() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [AT_ONCE])
        return sorted(cursor.fetchall())  # what a browser said last counts


def _read(row: tuple[Any, ...]) -> Subscription | None:
    _id, endpoint, p256dh, auth, topics = row
    keys = {"p256dh": p256dh, "auth": auth}
    try:
        wanted = json.loads(topics) if isinstance(topics, str) else topics
        return read_subscription({"endpoint": endpoint, "keys": keys, "topics": wanted})
    except (NotUnderstoodError, ValueError, RecursionError):  # no row may stand in the way of those behind it
        logger.warning("push: a request that the site should have refused is dropped")
        return None
