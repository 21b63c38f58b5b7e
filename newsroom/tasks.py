"""What the worker does. Jobs are queued in the transaction that needs them."""

import logging

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from articles.publishing import drop_ended_ticker_lines

logger = logging.getLogger("newsroom.tasks")


@app.task(queue="ticker", pass_context=False)
def drop_expired_ticker_lines() -> None:
    """A ticker line has ended: take it out of what readers may see. Pages hide it at that second by themselves."""
    with transaction.atomic():
        dropped = drop_ended_ticker_lines(timezone.now())
    if dropped:
        logger.info("ticker: %s ended lines dropped", dropped)
