"""Carrying a message to its subscribers, batch by batch.

At least once: what is done is written down after every few, so a worker that dies tells those few again. Their
browsers show it once: both notifications have the same tag, and the service keeps the last with the same topic.
"""

import hashlib
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.types import JSONValue

from articles.models import Article
from newsroom.models import PushMessage, PushSubscription
from newsroom.push.delivery import Letter, Outcome, Patience, Result, Target, deliver
from newsroom.push.keys import Signer

logger = logging.getLogger(__name__)

BATCH: Final = 200  # subscriptions of one job
AT_ONCE: Final = 16  # threads; they wait for services most of the time
WRITTEN_DOWN: Final = 48  # after so many
TRIES: Final = 5  # the first included, at least 15 s, 1, 4 and 16 minutes apart
DEAD_AFTER: Final = 5  # messages in a row that could not be delivered …
DEAD_DAYS: Final = timedelta(days=3)  # … over at least so long: a service may be away for a day
_LOCKS: Final = 0x70757368  # our own space among PostgreSQL's advisory locks ("push")


def queue_batch(message_id: int) -> None:
    """Have the next batch sent by the worker, unless it waits there already. In the caller's transaction."""
    from newsroom.tasks import send_push

    try:
        with transaction.atomic():
            send_push.configure(queueing_lock=f"push-{message_id}").defer(message_id=message_id)
    except AlreadyEnqueued:
        pass


def queue_unfinished() -> int:
    """Go on with what a worker left when it died. Returns how many messages that may be."""
    unfinished = list(
        PushMessage.objects.filter(finished_at=None).order_by("pk").values_list("pk", flat=True)
    )
    for message_id in unfinished:
        queue_batch(message_id)
    return len(unfinished)


def send_batch(message_id: int) -> None:
    """Tell the next BATCH subscribers, then queue the batch behind them; nothing while somebody else does it."""
    with _alone_with(message_id) as is_alone:
        message = PushMessage.objects.filter(pk=message_id, finished_at=None).first() if is_alone else None
        if message is None:
            return
        targets = list(_wanting(message).filter(pk__gt=message.last_id).order_by("pk")[:BATCH])
        if not targets or not is_still_news(message):
            PushMessage.objects.filter(pk=message_id).update(finished_at=timezone.now())
            return
        for few in _delivered(message, targets):
            with transaction.atomic():
                PushMessage.objects.filter(pk=message_id).update(last_id=few[-1].pk)
                _write_down(message, few, tries=1)
            if not is_still_news(PushMessage.objects.get(pk=message_id)):
                break  # slow services may keep a batch for minutes
    with transaction.atomic():
        queue_batch(message_id)


def send_again(message_id: int, subscriptions: Sequence[int], tries: int) -> None:
    """Try those again whose services asked us to wait, or did not answer. `tries`: how often before."""
    message = PushMessage.objects.filter(pk=message_id).first()
    if message is None or not is_still_news(message):
        return
    targets = list(_wanting(message).filter(pk__in=subscriptions).order_by("pk"))
    for few in _delivered(message, targets):
        with transaction.atomic():
            _write_down(message, few, tries + 1)


def is_still_news(message: PushMessage) -> bool:
    """Whether this may be sent on: not too old, its alert not ended, its story still what readers have."""
    now = timezone.now()
    if message.expires_at <= now or (message.alert and message.alert.ends_at <= now):
        return False
    stories = [topic.partition(":")[2] for topic in message.topics if topic.startswith("story:")]
    return Article.objects.filter(pk__in=stories).exists()


def _wanting(message: PushMessage) -> QuerySet[PushSubscription]:
    return PushSubscription.objects.filter(topics__overlap=message.topics)


def _delivered(message: PushMessage, subscriptions: Sequence[PushSubscription]) -> Iterator[list[Result]]:
    """The results, WRITTEN_DOWN at a time, in the order of the subscriptions."""
    letter = letter_of(message, timezone.now())
    signer = _signer(settings.KHOBOR_VAPID_PRIVATE_KEY, settings.KHOBOR_VAPID_SUBJECT)
    patience = Patience()
    targets = [Target(row.pk, row.endpoint, row.p256dh, row.auth) for row in subscriptions]
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="push") as pool:
        for start in range(0, len(targets), WRITTEN_DOWN):
            few = targets[start : start + WRITTEN_DOWN]
            yield list(pool.map(lambda target: deliver(target, letter, signer, patience), few))


def letter_of(message: PushMessage, now: datetime) -> Letter:
    """What is sent at `now`. A topic has at most 32 letters of base64url (RFC 8030, 5.4): of the tag's hash."""
    return Letter(
        body=json.dumps(message.payload, ensure_ascii=False, separators=(",", ":")).encode(),
        topic=hashlib.sha256(str(message.payload["tag"]).encode()).hexdigest()[:32],
        seconds=max(0, int((message.expires_at - now).total_seconds())),
    )


def _write_down(message: PushMessage, results: Sequence[Result], tries: int) -> None:
    """What became of these: counted, cleaned up, and those who asked for it tried again."""
    by_outcome: dict[Outcome, list[Result]] = defaultdict(list)
    now = timezone.now()
    for result in results:
        by_outcome[_settle(result, message, tries, now)].append(result)
    numbers = {outcome: [result.pk for result in found] for outcome, found in by_outcome.items()}
    if sent := numbers.get(Outcome.SENT):
        # Once a day is enough to know who is there: no row is written for each message.
        stale = Q(failures__gt=0) | Q(heard_at=None) | Q(heard_at__lt=now - timedelta(days=1))
        PushSubscription.objects.filter(stale, pk__in=sent).update(failures=0, heard_at=now)
    if gone := numbers.get(Outcome.GONE):
        PushSubscription.objects.filter(pk__in=gone).delete()
    if failed := numbers.get(Outcome.FAILED):
        _note_failures(failed, now)
        reasons = sorted({result.reason for result in by_outcome[Outcome.FAILED]})
        logger.info("push %s: %s not delivered (%s)", message.pk, len(failed), "; ".join(reasons)[:300])
    PushMessage.objects.filter(pk=message.pk).update(
        sent=F("sent") + len(sent or ()),
        gone=F("gone") + len(gone or ()),
        failed=F("failed") + len(failed or ()),
    )
    _queue_again(message, by_outcome[Outcome.LATER], tries)


def _settle(result: Result, message: PushMessage, tries: int, now: datetime) -> Outcome:
    """A service that is to be asked again too often, or when it is no news any more, has failed."""
    if result.outcome is not Outcome.LATER:
        return result.outcome
    is_too_late = now + timedelta(seconds=wait_before(result.wait, tries)) >= message.expires_at
    return Outcome.FAILED if tries >= TRIES or is_too_late else Outcome.LATER


def wait_before(asked: float, tries: int) -> int:
    """Seconds until the next try: what the service asked for, but never less than 15 s, 1, 4, 16 minutes.

    Rounded up to few different times, so that services cannot make us a job for each of their readers.
    """
    wait = 15
    while wait < asked or wait < 15 * 4 ** (tries - 1):
        wait *= 2
    return wait


def _queue_again(message: PushMessage, results: Iterable[Result], tries: int) -> None:
    from newsroom.tasks import send_push_again

    by_wait: dict[int, list[JSONValue]] = defaultdict(list)
    for result in results:
        by_wait[wait_before(result.wait, tries)].append(result.pk)
    for wait, numbers in by_wait.items():
        send_push_again.configure(schedule_in={"seconds": wait}).defer(
            message_id=message.pk, subscriptions=numbers, tries=tries
        )


def _note_failures(numbers: Sequence[int], now: datetime) -> None:
    failing = PushSubscription.objects.filter(pk__in=numbers)
    failing.update(failures=F("failures") + 1)
    last_good = Coalesce("heard_at", "made_at")
    dead = failing.annotate(since=last_good).filter(failures__gte=DEAD_AFTER, since__lt=now - DEAD_DAYS)
    dead.delete()


@contextmanager
def _alone_with(message_id: int) -> Iterator[bool]:
    """Whether nobody else is sending this message; the lock goes with the connection of a worker that dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, message_id % 2**31])
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, message_id % 2**31])


@lru_cache(maxsize=2)
def _signer(private: str, subject: str) -> Signer:
    return Signer(private, subject)
