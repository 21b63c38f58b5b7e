"""Sending a live story to every page as breaking, and moving the end of it."""

from datetime import datetime

from articles.editions import announce, next_edition, require_transaction
from articles.models import Alert, Article


def publish_alert(public_id: str, text: str, sent_at: datetime, ends_at: datetime) -> tuple[int, int]:
    """Make the alert public. Returns its number and the new edition.

    Raises Article.DoesNotExist when readers do not have the story: checked under a lock, so that it cannot be
    withdrawn in between.
    """
    require_transaction()
    # Kept from being deleted, but not from being named: a ticker or front that leads to it has the edition already,
    # which is waited for here, and would wait for this lock.
    article = Article.objects.select_for_update(no_key=True).get(pk=public_id)
    alert = Alert.objects.create(article=article, text=text, sent_at=sent_at, ends_at=ends_at)
    edition = next_edition()
    announce(edition, alert=public_id)
    return alert.pk, edition


def end_alert(number: int, ends_at: datetime) -> int | None:
    """Let the alert stand until `ends_at` (now, to take it down). Returns the new edition; None if it has gone."""
    require_transaction()
    alert = Alert.objects.select_for_update().filter(pk=number).first()
    if alert is None:
        return None
    Alert.objects.filter(pk=number).update(ends_at=ends_at)
    edition = next_edition()
    announce(edition, alert=alert.article_id)
    return edition
