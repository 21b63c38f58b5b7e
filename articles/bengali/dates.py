"""Dates and times as the newspaper prints them: the only place that formats one.

The words come from CLDR through Babel. Django's own `bn` formats are not used: they put a comma before the
year and write পূর্বাহ্ন or অপরাহ্ন where Bengali names the part of the day.

Every function takes aware datetimes and shows them in `zone`, by default Django's current one; a naive
datetime raises ValueError, because nobody can say which moment it means. Any language but "bn" reads English.
"""

import datetime as dt

from babel import Locale
from babel.dates import format_time as format_cldr_time
from babel.dates import get_day_names, get_month_names, get_period_id, get_period_names
from django.utils import timezone

from articles.bengali.digits import to_bengali_digits

_BENGALI = Locale("bn")
_ENGLISH = Locale("en")

# CLDR still spells জানুয়ারী and ফেব্রুয়ারী; Bangla Academy's rule, and every newspaper, has the short vowel.
_MONTHS_BN = dict(get_month_names("wide", locale=_BENGALI)) | {1: "জানুয়ারি", 2: "ফেব্রুয়ারি"}
_MONTHS_EN = dict(get_month_names("wide", locale=_ENGLISH))
_WEEKDAYS_BN = dict(get_day_names("wide", locale=_BENGALI))
_WEEKDAYS_EN = dict(get_day_names("wide", locale=_ENGLISH))

# CLDR's বৃহস্পতি is twice as long as the others; calendars print বৃহঃ.
_SHORT_WEEKDAYS_BN = dict(get_day_names("abbreviated", locale=_BENGALI)) | {3: "বৃহঃ"}
_SHORT_WEEKDAYS_EN = dict(get_day_names("abbreviated", locale=_ENGLISH))

# ভোর from 4, সকাল from 6, দুপুর from 12, বিকাল from 16, সন্ধ্যা from 18, রাত from 20: CLDR's hours and words, but
# for its bookish রাত্রি.
_PERIODS = dict(get_period_names("abbreviated", "format", locale=_BENGALI)) | {"night1": "রাত"}

_MINUTE = dt.timedelta(minutes=1)
_HOUR = dt.timedelta(hours=1)
_DAY = dt.timedelta(days=1)


def format_date(when: dt.date, language: str = "bn", zone: dt.tzinfo | None = None) -> str:
    """Return বুধবার, ৩ সেপ্টেম্বর ২০২৫ or Wednesday, 3 September 2025."""
    weekdays = _WEEKDAYS_BN if language == "bn" else _WEEKDAYS_EN
    local = _in_zone(when, zone)
    return f"{weekdays[local.weekday()]}, {format_short_date(local, language, zone)}"


def format_short_date(when: dt.date, language: str = "bn", zone: dt.tzinfo | None = None) -> str:
    """Return ৩ সেপ্টেম্বর ২০২৫ or 3 September 2025."""
    local = _in_zone(when, zone)
    if language == "bn":
        return to_bengali_digits(f"{local.day} {_MONTHS_BN[local.month]} {local.year}")
    return f"{local.day} {_MONTHS_EN[local.month]} {local.year}"


def format_month(when: dt.date, language: str = "bn") -> str:
    """Return সেপ্টেম্বর ২০২৫ or September 2025."""
    if language == "bn":
        return to_bengali_digits(f"{_MONTHS_BN[when.month]} {when.year}")
    return f"{_MONTHS_EN[when.month]} {when.year}"


def format_weekday(when: dt.date, language: str = "bn") -> str:
    """Return বুধ or Wed."""
    return str((_SHORT_WEEKDAYS_BN if language == "bn" else _SHORT_WEEKDAYS_EN)[when.weekday()])


def format_time(when: dt.datetime, language: str = "bn", zone: dt.tzinfo | None = None) -> str:
    """Return বিকাল ৫:৩০ or 5:30 PM."""
    local = _localtime(when, zone)
    if language == "bn":
        clock = f"{local.hour % 12 or 12}:{local.minute:02}"
        return f"{_PERIODS[get_period_id(local.time(), locale=_BENGALI)]} {to_bengali_digits(clock)}"
    return format_cldr_time(local.time(), "h:mm a", locale=_ENGLISH)


def format_datetime(when: dt.datetime, language: str = "bn", zone: dt.tzinfo | None = None) -> str:
    """Return ৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০ or 3 September 2025, 5:30 PM."""
    return f"{format_short_date(when, language, zone)}, {format_time(when, language, zone)}"


def format_relative(
    when: dt.datetime, now: dt.datetime, language: str = "bn", zone: dt.tzinfo | None = None
) -> str:
    """Return এইমাত্র, ৫ মিনিট আগে or ৩ ঘণ্টা আগে; from a day on, the short date with the time.

    A moment up to a minute ahead of `now` is এইমাত্র too: two machines' clocks differ. One further ahead gets
    its date.
    """
    age = _age(when, now)
    if not is_recent(when, now):
        return format_datetime(when, language, zone)
    if age < _MINUTE:
        return "এইমাত্র" if language == "bn" else "just now"
    if age < _HOUR:
        count, bengali, english = age // _MINUTE, "মিনিট", "minute"
    else:
        count, bengali, english = age // _HOUR, "ঘণ্টা", "hour"
    if language == "bn":
        return f"{to_bengali_digits(count)} {bengali} আগে"
    return f"{count} {english}{'' if count == 1 else 's'} ago"


def is_recent(when: dt.datetime, now: dt.datetime) -> bool:
    """Whether `format_relative` tells how long ago it was, rather than the date."""
    return -_MINUTE < _age(when, now) < _DAY


def iso(when: dt.date, zone: dt.tzinfo | None = None) -> str:
    """Return what `<time datetime>` holds: 2025-09-03T17:30:00+06:00, or 2025-09-03 for a date."""
    local = _in_zone(when, zone)
    return local.isoformat(timespec="seconds") if isinstance(local, dt.datetime) else local.isoformat()


def _age(when: dt.datetime, now: dt.datetime) -> dt.timedelta:
    # In UTC: subtracting within one zone would ignore a change of its offset in between.
    return _localtime(now, dt.UTC) - _localtime(when, dt.UTC)


def _localtime(when: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    if timezone.is_naive(when):
        raise ValueError(f"a datetime without a zone names no moment: {when!r}")
    return when.astimezone(zone or timezone.get_current_timezone())


def _in_zone(when: dt.date, zone: dt.tzinfo | None) -> dt.date:
    """Return the zone's datetime for a datetime; a plain date is the same everywhere."""
    return _localtime(when, zone) if isinstance(when, dt.datetime) else when
