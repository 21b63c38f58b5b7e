"""What the worker does. Jobs are queued in the transaction that needs them."""

import logging
from typing import Final

from django.db import transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from articles.months import mend_months
from articles.most_read import add_up_reads
from articles.publishing import drop_ended_ticker_lines
from newsroom.fronts.plans import publish_due_fronts
from newsroom.intake.fetching import fetch, queue_due_feeds
from newsroom.intake.storing import delete_old_items
from newsroom.mail import send_copy
from newsroom.models import Message
from newsroom.outside import publish_to_hub, submit_to_index
from newsroom.push.requests import take_requests
from newsroom.push.sending import queue_unfinished, send_again, send_batch
from newsroom.renditions import make_renditions_of, queue_missing
from newsroom.scheduling import publish_due_stories

logger = logging.getLogger("newsroom.tasks")
# Which worker does what. The clock waits for nobody: what takes seconds, or a look at a million rows, has its own.
QUEUES: Final = {
    "worker": ("clock", "mail", "ticker", "builtin"),
    "pictures": ("pictures", "outside", "counts"),
    "intake": ("intake",),  # other people's servers may take their time
    "push": ("push",),  # waits for thousands of answers; runs where there is a key for it
}


@app.periodic(cron="* * * * *")
@app.task(queue="clock", pass_context=False)
def publish_due_every_minute(timestamp: int) -> None:
    """A second way to the same function, should a story's own job be lost."""
    publish_due_stories()


@app.task(queue="clock")
def publish_due() -> None:
    """Queued by every schedule step for its very second."""
    publish_due_stories()


@app.periodic(cron="* * * * *")
@app.task(queue="clock", pass_context=False)
def publish_fronts_every_minute(timestamp: int) -> None:
    """A second way to the same function, should a plan's own job be lost."""
    publish_due_fronts()


@app.task(queue="clock")
def publish_planned_fronts() -> None:
    """Queued by every plan of a front for its very second."""
    publish_due_fronts()


# 3 + 9 + 27 … seconds: a mail server may be away for an hour.
@app.task(queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def email_message(message_id: int) -> None:
    """The copy of an inbox message. The inbox is the record; a lost mail loses nothing."""
    message = Message.objects.select_related("user", "actor").filter(pk=message_id).first()
    if message:
        send_copy(message)


@app.task(queue="ticker", pass_context=False)
def drop_expired_ticker_lines() -> None:
    """A ticker line has ended: take it out of what readers may see. Pages hide it at that second by themselves."""
    with transaction.atomic():
        dropped = drop_ended_ticker_lines(timezone.now())
    if dropped:
        logger.info("ticker: %s ended lines dropped", dropped)


# 4 + 16 + 64 … seconds: a storage may be away.
@app.task(queue="pictures", priority=-10, retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def make_renditions(picture_id: int) -> None:
    """Queued when a picture comes in, and when its focal point moves."""
    make_renditions_of(picture_id)


@app.periodic(cron="* * * * *")
@app.task(queue="pictures", pass_context=False)
def make_missing_renditions(timestamp: int) -> None:
    """A second way to the same function, should a job be lost; and the way for pictures older than renditions."""
    queue_missing()


@app.periodic(cron="* * * * *")
@app.task(queue="counts", pass_context=False)
def add_up_reads_every_minute(timestamp: int) -> None:
    """What is read most in the last hour and day. One that was missed is made good by the next."""
    add_up_reads(timezone.now())


@app.periodic(cron="40 3 * * *")
@app.task(queue="counts", pass_context=False)
def compare_months_every_night(timestamp: int) -> None:
    """What the sitemaps' index says of each month, held against the articles: a look at every row of theirs."""
    mend_months()


# 5 + 25 + 125 … seconds, an hour at most in all: feed readers ask by themselves as well.
@app.task(queue="outside", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def ping_hub(hub: str, topics: list[str]) -> None:
    """Queued for each hub by every publish, correction and retraction."""
    publish_to_hub(hub, topics)


@app.task(queue="outside", retry=RetryStrategy(max_attempts=6, exponential_wait=5))
def submit_index(urls: list[str]) -> None:
    """Queued likewise, where the paper has a key for IndexNow."""
    submit_to_index(urls)


@app.periodic(cron="* * * * *")
@app.task(queue="push", priority=10, queueing_lock="push-requests", pass_context=False)
def take_push_requests(timestamp: int) -> None:
    """What readers' browsers asked for in the last minute; and messages whose worker died go on."""
    take_requests()
    queue_unfinished()


@app.task(queue="push", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def send_push(message_id: int) -> None:
    """Queued by every alert, and by each batch for the next. Who subscribed a moment ago is told as well."""
    take_requests()
    send_batch(message_id)


@app.task(queue="push", retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def send_push_again(message_id: int, subscriptions: list[int], tries: int) -> None:
    """Queued for those alone whose services asked us to wait, or did not answer."""
    send_again(message_id, subscriptions, tries)


@app.periodic(cron="* * * * *")
@app.task(queue="intake", pass_context=False)
def ask_due_feeds_every_minute(timestamp: int) -> None:
    """One job for each of the agencies' feeds that is due."""
    queue_due_feeds(timezone.now())


@app.task(queue="intake")
def fetch_feed(feed_id: int) -> None:
    """Queued by the minute, and by whoever asks now. A failure is kept with the feed, which is asked again later."""
    fetch(feed_id)


@app.periodic(cron="25 4 * * *")
@app.task(queue="intake", pass_context=False)
def delete_old_intake(timestamp: int) -> None:
    """What nobody wanted is not kept for ever."""
    deleted = delete_old_items(timezone.now())
    if deleted:
        logger.info("intake: %s old items deleted", deleted)
