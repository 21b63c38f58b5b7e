"""What is read most: the counts of the last hour and the last day, added up into a short list of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection, transaction

from articles.models import Article, Edition, MostRead
from articles.reading import listed

PLACES: Final = 10
WINDOWS: Final = (1, 24)  # hours
DAY: Final = timedelta(hours=24)

_ADD_UP: Final = """
WITH counted AS (
    SELECT public_id, sum(reads) AS day, sum(reads) FILTER (WHERE minute > %(hour_ago)s) AS hour
    FROM articles_readcount WHERE minute > %(day_ago)s GROUP BY public_id
), placed AS (
    SELECT hours, public_id, reads,
        row_number() OVER (PARTITION BY hours ORDER BY reads DESC, published_at DESC, public_id DESC) AS position
    FROM counted JOIN articles_article USING (public_id),
        LATERAL (VALUES (1, hour), (24, day)) AS of_window (hours, reads)
    WHERE reads > 0
)
SELECT hours, position, public_id, reads FROM placed WHERE position <= %(places)s
"""
# A story that was retracted since it was counted leaves its place empty until the next minute.
_WRITE: Final = """
WITH placed AS (
    SELECT given.* FROM unnest(%(hours)s::int[], %(positions)s::int[], %(ids)s::text[], %(reads)s::int[])
        AS given (hours, position, public_id, reads) JOIN articles_article USING (public_id)
), written AS (
    INSERT INTO articles_mostread (hours, position, article_id, reads)
    SELECT hours, position, public_id, reads FROM placed
    ON CONFLICT (hours, position) DO UPDATE SET article_id = excluded.article_id, reads = excluded.reads
)
DELETE FROM articles_mostread AS former
WHERE NOT EXISTS (SELECT FROM placed WHERE (placed.hours, placed.position) = (former.hours, former.position))
"""


@dataclass(frozen=True, slots=True)
class ReadMost:
    """What was read most in the last `hours` (1 or 24), most read first; may be empty."""

    hours: int
    articles: Sequence[Article]


def add_up_reads(now: datetime) -> None:
    """Make the lists of the last hour and day as of `now`, and forget older counts. Live stories, ties by the newest.

    No edition: nothing was published, and pages that are kept in memory end by themselves within a minute.
    """
    with connection.cursor() as cursor:
        moments = {"hour_ago": now - timedelta(hours=1), "day_ago": now - DAY}
        cursor.execute(_ADD_UP, moments | {"places": PLACES})
        columns = [list(column) for column in zip(*cursor.fetchall(), strict=True)] or [[], [], [], []]
        names = ("hours", "positions", "ids", "reads")
        with transaction.atomic():
            # As a publish does: a retraction that has looked for its story's places must not get one behind its back.
            Edition.objects.select_for_update().get(pk=1)
            cursor.execute(_WRITE, dict(zip(names, columns, strict=True)))
        cursor.execute("DELETE FROM articles_readcount WHERE minute <= %s", [now - DAY])


def read_most_read() -> list[ReadMost]:
    """Both lists, the shorter time first. Two queries."""
    places = list(MostRead.objects.values_list("hours", "article_id").order_by("hours", "position"))
    articles = {
        article.public_id: article
        for article in listed(Article.objects.filter(pk__in={public_id for _hours, public_id in places}))
    }
    return [
        ReadMost(
            window,
            [articles[public_id] for hours, public_id in places if hours == window and public_id in articles],
        )
        for window in WINDOWS
    ]
