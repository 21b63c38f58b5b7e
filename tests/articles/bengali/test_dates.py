"""Dates as the newspaper prints them, in its own zone."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.bengali import dates

DHAKA = ZoneInfo("Asia/Dhaka")
LONDON = ZoneInfo("Europe/London")
MOMENT = dt.datetime(2025, 9, 3, 11, 30, 12, 345, tzinfo=dt.UTC)  # 17:30:12 in Dhaka
DAY = dt.date(2025, 9, 3)
YEARS = dt.datetime(1971, 1, 1), dt.datetime(2100, 12, 31)  # noqa: DTZ001


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def at(hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2025, 9, 3, hour, minute, tzinfo=DHAKA)


@pytest.mark.parametrize("when", [DAY, MOMENT])
def test_the_long_date(when: dt.date) -> None:
    assert dates.format_date(when, zone=DHAKA) == nfc("বুধবার, ৩ সেপ্টেম্বর ২০২৫")
    assert dates.format_date(when, "en", DHAKA) == "Wednesday, 3 September 2025"


@pytest.mark.parametrize("when", [DAY, MOMENT])
def test_the_short_date(when: dt.date) -> None:
    assert dates.format_short_date(when, zone=DHAKA) == nfc("৩ সেপ্টেম্বর ২০২৫")
    assert dates.format_short_date(when, "en", DHAKA) == "3 September 2025"


def test_any_other_language_reads_english() -> None:
    assert dates.format_short_date(DAY, "fr") == "3 September 2025"


def test_months_are_spelled_as_newspapers_do() -> None:
    months = [dates.format_short_date(dt.date(2025, month, 1)).split()[1] for month in range(1, 13)]
    assert months == [
        nfc(name)
        for name in (
            [
                "জানুয়ারি",
                "ফেব্রুয়ারি",
                "মার্চ",
                "এপ্রিল",
                "মে",
                "জুন",
                "জুলাই",
                "আগস্ট",
                "সেপ্টেম্বর",
                "অক্টোবর",
                "নভেম্বর",
                "ডিসেম্বর",
            ]
        )
    ]


def test_the_week() -> None:
    week = [dates.format_date(DAY + dt.timedelta(days=day)).split(",")[0] for day in range(7)]
    assert week == ["বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার", "সোমবার", "মঙ্গলবার"]


@pytest.mark.parametrize(
    ("hour", "minute", "bengali", "english"),
    [
        (0, 0, "রাত ১২:০০", "12:00 AM"),
        (3, 59, "রাত ৩:৫৯", "3:59 AM"),
        (4, 0, "ভোর ৪:০০", "4:00 AM"),
        (5, 59, "ভোর ৫:৫৯", "5:59 AM"),
        (6, 0, "সকাল ৬:০০", "6:00 AM"),
        (11, 59, "সকাল ১১:৫৯", "11:59 AM"),
        (12, 0, "দুপুর ১২:০০", "12:00 PM"),
        (15, 59, "দুপুর ৩:৫৯", "3:59 PM"),
        (16, 0, "বিকাল ৪:০০", "4:00 PM"),
        (17, 30, "বিকাল ৫:৩০", "5:30 PM"),
        (18, 0, "সন্ধ্যা ৬:০০", "6:00 PM"),
        (19, 59, "সন্ধ্যা ৭:৫৯", "7:59 PM"),
        (20, 0, "রাত ৮:০০", "8:00 PM"),
        (23, 5, "রাত ১১:০৫", "11:05 PM"),
    ],
)
def test_the_time_names_the_part_of_the_day(hour: int, minute: int, bengali: str, english: str) -> None:
    assert dates.format_time(at(hour, minute), zone=DHAKA) == bengali
    assert dates.format_time(at(hour, minute), "en", DHAKA) == english


def test_the_date_with_the_time() -> None:
    assert dates.format_datetime(MOMENT, zone=DHAKA) == nfc("৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০")
    assert dates.format_datetime(MOMENT, "en", DHAKA) == "3 September 2025, 5:30 PM"


def test_a_moment_is_shown_in_the_zone_asked_for() -> None:
    late = dt.datetime(2025, 9, 3, 20, 0, tzinfo=dt.UTC)  # 2 a.m. of the next day in Dhaka
    assert dates.format_date(late, zone=DHAKA) == nfc("বৃহস্পতিবার, ৪ সেপ্টেম্বর ২০২৫")
    assert dates.format_datetime(late, "en", LONDON) == "3 September 2025, 9:00 PM"


@pytest.mark.parametrize(
    ("ago", "bengali", "english"),
    [
        (dt.timedelta(seconds=-59), "এইমাত্র", "just now"),
        (dt.timedelta(), "এইমাত্র", "just now"),
        (dt.timedelta(seconds=59), "এইমাত্র", "just now"),
        (dt.timedelta(minutes=1), "১ মিনিট আগে", "1 minute ago"),
        (dt.timedelta(minutes=5, seconds=59), "৫ মিনিট আগে", "5 minutes ago"),
        (dt.timedelta(minutes=59, seconds=59), "৫৯ মিনিট আগে", "59 minutes ago"),
        (dt.timedelta(hours=1), "১ ঘণ্টা আগে", "1 hour ago"),
        (dt.timedelta(hours=3, minutes=40), "৩ ঘণ্টা আগে", "3 hours ago"),
        (dt.timedelta(hours=23, minutes=59), "২৩ ঘণ্টা আগে", "23 hours ago"),
        (dt.timedelta(days=1), "২ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০", "2 September 2025, 5:30 PM"),
        (dt.timedelta(minutes=-1), "৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩১", "3 September 2025, 5:31 PM"),
    ],
)
def test_how_long_ago(ago: dt.timedelta, bengali: str, english: str) -> None:
    assert dates.format_relative(MOMENT - ago, MOMENT, zone=DHAKA) == nfc(bengali)
    assert dates.format_relative(MOMENT - ago, MOMENT, "en", DHAKA) == english


def test_an_hour_is_an_hour_when_the_clocks_change() -> None:
    before = dt.datetime(2025, 10, 26, 0, 30, tzinfo=dt.UTC).astimezone(LONDON)  # 1:30, an hour before 1:30
    after = dt.datetime(2025, 10, 26, 1, 30, tzinfo=dt.UTC).astimezone(LONDON)
    assert dates.format_relative(before, after, "en", LONDON) == "1 hour ago"


def test_iso_is_ascii_with_the_offset_of_the_zone() -> None:
    assert dates.iso(MOMENT, DHAKA) == "2025-09-03T17:30:12+06:00"
    assert dates.iso(at(17, 30), LONDON) == "2025-09-03T12:30:00+01:00"
    assert dates.iso(DAY, DHAKA) == "2025-09-03"


@pytest.mark.parametrize(
    "function",
    [
        dates.format_date,
        dates.format_short_date,
        dates.format_time,
        dates.format_datetime,
        dates.iso,
        lambda when: dates.format_relative(when, MOMENT),
        lambda when: dates.format_relative(MOMENT, when),
    ],
)
def test_a_datetime_without_a_zone_is_refused(function: Callable[[dt.datetime], str]) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        function(dt.datetime(2025, 9, 3, 17, 30))  # noqa: DTZ001


@given(st.datetimes(*YEARS, timezones=st.just(DHAKA)))
def test_bengali_carries_no_latin_and_is_stored_as_nfc(when: dt.datetime) -> None:
    shown = dates.format_date(when, zone=DHAKA) + dates.format_time(when, zone=DHAKA)
    assert unicodedata.is_normalized("NFC", shown)
    assert not any(character.isascii() and character.isalnum() for character in shown)


@given(st.datetimes(*YEARS, timezones=st.just(dt.UTC)))
def test_iso_names_the_same_moment(when: dt.datetime) -> None:
    assert dt.datetime.fromisoformat(dates.iso(when, DHAKA)) == when.replace(microsecond=0)


def test_months_and_weekdays_of_a_calendar() -> None:
    day = dt.date(2025, 9, 4)
    assert dates.format_month(day) == "সেপ্টেম্বর ২০২৫"
    assert dates.format_month(day, "en") == "September 2025"
    assert [dates.format_weekday(day + dt.timedelta(days=number)) for number in range(7)] == [
        *("বৃহঃ", "শুক্র", "শনি", "রবি", "সোম", "মঙ্গল", "বুধ"),
    ]
    assert dates.format_weekday(day, "en") == "Thu"
