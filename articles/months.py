"""Months of articles: what the sitemaps' index says without reading any article.

A row a month, kept by the publishing functions in their own transaction. Each takes the edition's row lock before it
comes here, so two publishes in one month wait for each other there and never for each other's months.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Edition, Month

logger = logging.getLogger("articles.months")
# What the articles themselves say, in the statement's one view of the database. A retraction is a change as well.
_COUNTED: Final = """
    SELECT first, count(public_id) AS articles, max(changed_at) AS changed_at FROM (
        SELECT date_trunc('month', published_at AT TIME ZONE %(zone)s)::date AS first, public_id,
               coalesce(updated_at, published_at) AS changed_at FROM articles_article
        UNION ALL
        SELECT date_trunc('month', published_at AT TIME ZONE %(zone)s)::date, NULL, at FROM articles_tombstone
    ) said GROUP BY first
"""
_DIFFERENCES: Final = f"""
    SELECT coalesce(counted.first, kept.first), coalesce(counted.articles, 0), coalesce(kept.articles, 0),
           counted.changed_at, kept.changed_at
    FROM ({_COUNTED}) counted FULL JOIN articles_month kept ON kept.first = counted.first
    WHERE coalesce(counted.articles, 0) <> coalesce(kept.articles, 0)
       OR (counted.articles > 0 AND counted.changed_at > kept.changed_at)
    ORDER BY 1
"""  # noqa: S608 - nothing of anybody's in it
_NOTE: Final = """
    INSERT INTO articles_month (first, articles, changed_at) VALUES (%(first)s, greatest(%(more)s, 0), %(at)s)
    ON CONFLICT (first) DO UPDATE SET articles = greatest(articles_month.articles + %(more)s, 0),
        changed_at = greatest(articles_month.changed_at, excluded.changed_at)
"""
_COUNT_ALL: Final = f"""
    INSERT INTO articles_month (first, articles, changed_at) {_COUNTED}
    ON CONFLICT (first) DO UPDATE SET articles = excluded.articles,
        changed_at = greatest(articles_month.changed_at, excluded.changed_at)
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A month whose row says something else than its articles: how many each counts, and since when."""

    first: date
    counted: int
    kept: int
    counted_at: datetime | None
    kept_at: datetime | None


def note_change(published_at: datetime, at: datetime, more: int = 0) -> None:
    """The sitemap of the month of `published_at` says something else since `at`, with `more` articles (or fewer).

    Inside the transaction of the change, after `next_edition`. A story may be published with the time of long ago:
    its month's file changed now. No retraction fails for a count that was wrong.
    """
    first = timezone.localtime(published_at, timezone.get_default_timezone()).date().replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(_NOTE, {"first": first, "more": more, "at": max(at, timezone.now())})


def note_moved_section() -> None:
    """A section has another address, and so has every article in it. After `next_edition`, as `note_change`."""
    Month.objects.update(changed_at=timezone.now())


def find_differences() -> list[Difference]:
    """Where the months say something else than the articles: nowhere. Reads every article's row once."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES, _zone())
        return [Difference(*row) for row in cursor.fetchall()]


def count_months() -> None:
    """Write the months anew, from the articles. In a transaction: publishing waits for its end, readers do not."""
    Edition.objects.select_for_update().get(pk=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_month SET articles = 0")
        cursor.execute(_COUNT_ALL, _zone())


def mend_months() -> int:
    """Count anew if any month says something else; the log says which. Returns how many did: none, ever.

    What could be: a release that knew no months published while the migration that made them was running.
    """
    differences = find_differences()
    if differences:
        logger.error("months that say something else than their articles: %s", differences)
        with transaction.atomic():
            count_months()
    return len(differences)


def _zone() -> dict[str, Any]:
    return {"zone": settings.TIME_ZONE}
