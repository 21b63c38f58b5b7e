"""Everything a reader can go to, on one page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import Exists, OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles.bengali.alphabet import initial, sort_key
from articles.models import ArticleContributor, ArticleTopic, Contributor, Edition, Topic
from articles.snapshot import Named

# The last day with news of each month: one step along the index a month, however many articles a month has.
_MONTHS: Final = """
SELECT (newest.at AT TIME ZONE %(zone)s)::date FROM (
    SELECT generate_series(date_trunc('month', min(published_at) AT TIME ZONE %(zone)s),
                           max(published_at) AT TIME ZONE %(zone)s, interval '1 month') AS first
    FROM articles_article
) month, LATERAL (
    SELECT max(published_at) AS at FROM articles_article
    WHERE published_at >= month.first AT TIME ZONE %(zone)s
      AND published_at < (month.first + interval '1 month') AT TIME ZONE %(zone)s
) newest
WHERE newest.at IS NOT NULL ORDER BY 1 DESC
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """The names that begin with one letter, in the order of the alphabet."""

    letter: str
    names: Sequence[Named]


@dataclass(frozen=True, slots=True)
class Year:
    """The months of a year that have news, the newest first: of each, the last day with news."""

    number: int
    months: Sequence[date]


@dataclass(frozen=True, slots=True)
class SiteMap:
    """What the site has beside the frame of each page: only what has a live story."""

    topics: Sequence[Letter]
    contributors: Sequence[Named]
    years: Sequence[Year]


def read_site_map() -> SiteMap:
    """Two queries."""
    topics = Topic.objects.filter(Exists(ArticleTopic.objects.filter(topic=OuterRef("pk"))))
    # A house byline (“staff correspondent”) is nobody, and has no page.
    people = Contributor.objects.filter(
        Exists(ArticleContributor.objects.filter(contributor=OuterRef("pk")))
    ).exclude(kind=Contributor.Kind.HOUSE)
    named = JSONObject(slug="slug", name="name")
    rows = Edition.objects.filter(pk=1).values_list(
        ArraySubquery(topics.values(data=named)), ArraySubquery(people.values(data=named))
    )
    topic_rows, people_rows = rows.get()
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"zone": timezone.get_default_timezone_name()})
        days = [day for (day,) in cursor.fetchall()]
    return SiteMap(
        topics=_by_letter(_sorted(topic_rows)),
        contributors=_sorted(people_rows),
        years=[Year(number, list(months)) for number, months in groupby(days, lambda day: day.year)],
    )


def _sorted(rows: Iterable[dict[str, str]]) -> list[Named]:
    return sorted(map(Named.from_json, rows), key=lambda name: (sort_key(name.name), name.slug))


def _by_letter(names: Iterable[Named]) -> list[Letter]:
    return [Letter(letter, list(group)) for letter, group in groupby(names, lambda name: initial(name.name))]
