"""The archive: one page a day, and a calendar that says on which days there was news."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from articles.days import start_of_day
from articles.models import Article

_WEEK: Final = Calendar(firstweekday=6)  # in Bangladesh it begins on Sunday

# Which of a month's days have an article (one step along the index a day, however many articles a day has), the
# nearest article before and after the month, and the first and the last of all.
_MONTH: Final = """
SELECT ARRAY(
    SELECT day::date FROM generate_series(%(first)s::date, %(last)s::date, interval '1 day') AS day
    WHERE EXISTS (SELECT FROM articles_article WHERE published_at >= day::timestamp AT TIME ZONE %(zone)s
                  AND published_at < (day + interval '1 day')::timestamp AT TIME ZONE %(zone)s)
), (SELECT max(published_at) FROM articles_article WHERE published_at < %(start)s),
   (SELECT min(published_at) FROM articles_article WHERE published_at >= %(end)s),
   (SELECT min(published_at) FROM articles_article),
   (SELECT max(published_at) FROM articles_article)
"""


@dataclass(frozen=True, slots=True)
class Day:
    """A square of the calendar. `is_other`: of the month before or after, shown to fill the week."""

    day: date
    has_news: bool
    is_other: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the archive. `before` and `after`: the nearest days with news outside of it."""

    first: date
    weeks: list[list[Day]]
    before: date | None
    after: date | None


@dataclass(frozen=True, slots=True)
class Span:
    """From the first to the last day on which there was news."""

    first: date
    last: date


def articles_of(day: date) -> QuerySet[Article]:
    """What was first published on this day, where the paper is."""
    start, end = start_of_day(day), start_of_day(day + timedelta(days=1))
    return Article.objects.filter(published_at__gte=start, published_at__lt=end)


def last_day() -> date | None:
    """The newest day with news; None in an empty paper."""
    newest = Article.objects.order_by("-published_at").values_list("published_at", flat=True).first()
    return _day_of(newest)


def read_month(day: date) -> tuple[Month, Span | None]:
    """The month around `day`, and the span of the whole archive (None while it is empty). One query."""
    first = day.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    values: dict[str, date | str] = {
        "first": first,
        "last": last,
        "start": start_of_day(first),
        "end": start_of_day(last + timedelta(days=1)),
        "zone": timezone.get_default_timezone_name(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_MONTH, values)
        with_news, *moments = cursor.fetchone()
    before, after, oldest, newest = (_day_of(moment) for moment in moments)
    weeks = [
        [Day(one, one in with_news, one.month != first.month) for one in week]
        for week in _WEEK.monthdatescalendar(first.year, first.month)
    ]
    return Month(first, weeks, before, after), Span(oldest, newest) if oldest and newest else None


def _day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment, timezone.get_default_timezone()) if moment else None
