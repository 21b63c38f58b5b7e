"""A day as the newspaper lives it: from midnight to midnight where the paper is."""

from datetime import date, datetime, time

from django.utils import timezone


def start_of_day(day: date) -> datetime:
    """The day's first moment, aware, on the newspaper's clock (TIME_ZONE)."""
    return datetime.combine(day, time(), timezone.get_default_timezone())
