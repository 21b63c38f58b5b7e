"""A day as the newspaper lives it: from midnight to midnight where the paper is."""

from datetime import date, datetime, time

from django.utils import timezone


def start_of_day(day: date) -> datetime:
    """The day's first moment, aware, on the newspaper's clock (TIME_ZONE)."""
    return datetime.combine(day, time(), timezone.get_default_timezone())


def full_years(since: datetime, now: datetime) -> int:
    """The whole years between two moments on the newspaper's calendar; both are aware.

    A year that began on 29 February is over on 1 March.
    """
    zone = timezone.get_default_timezone()
    begun, today = since.astimezone(zone).date(), now.astimezone(zone).date()
    return today.year - begun.year - ((today.month, today.day) < (begun.month, begun.day))
