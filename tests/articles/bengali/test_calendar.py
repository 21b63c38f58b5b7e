"""The Bangla calendar by the Bangladesh rules of 2019."""

import datetime as dt

import pytest

from articles.bengali.calendar import BanglaDate, bangla_date, month_lengths


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        (dt.date(2025, 4, 13), "৩০ চৈত্র ১৪৩১"),
        (dt.date(2025, 4, 14), "১ বৈশাখ ১৪৩২"),
        (dt.date(2025, 9, 3), "১৯ ভাদ্র ১৪৩২"),
        (dt.date(2025, 10, 16), "৩১ আশ্বিন ১৪৩২"),
        (dt.date(2025, 10, 17), "১ কার্তিক ১৪৩২"),
        (dt.date(2025, 12, 16), "১ পৌষ ১৪৩২"),
        (dt.date(2026, 2, 21), "৮ ফাল্গুন ১৪৩২"),
        (dt.date(2026, 3, 26), "১২ চৈত্র ১৪৩২"),
        (dt.date(2024, 3, 14), "৩০ ফাল্গুন ১৪৩০"),
        (dt.date(2019, 10, 16), "৩১ আশ্বিন ১৪২৬"),  # the day the rule came into force
        (dt.date(1952, 2, 21), "৮ ফাল্গুন ১৩৫৮"),
        (dt.date(1971, 3, 26), "১২ চৈত্র ১৩৭৭"),
        (dt.date(1971, 12, 16), "১ পৌষ ১৩৭৮"),
    ],
)
def test_known_days(date: dt.date, shown: str) -> None:
    assert str(bangla_date(date)) == shown


@pytest.mark.parametrize("year", range(1950, 2101))
def test_national_days_keep_their_bangla_dates_every_year(year: int) -> None:
    days = {
        (4, 14): (1, 1),
        (5, 8): (1, 25),
        (5, 25): (2, 11),
        (12, 16): (9, 1),
        (2, 21): (11, 8),
        (3, 26): (12, 12),
    }
    for (month, day), bangla in days.items():
        found = bangla_date(dt.date(year, month, day))
        assert (found.month, found.day) == bangla
        assert found.year == (year - 593 if month >= 4 else year - 594)


def test_consecutive_days_are_consecutive() -> None:
    date, last = dt.date(1950, 1, 1), dt.date(2100, 12, 31)
    before = bangla_date(date)
    while date < last:
        date += dt.timedelta(days=1)
        now = bangla_date(date)
        assert now == day_after(before), date
        before = now


def day_after(date: BanglaDate) -> BanglaDate:
    if date.day < month_lengths(date.year)[date.month - 1]:
        return BanglaDate(date.year, date.month, date.day + 1)
    if date.month < 12:
        return BanglaDate(date.year, date.month + 1, 1)
    return BanglaDate(date.year + 1, 1, 1)


@pytest.mark.parametrize(
    ("month", "name", "season"),
    [
        (1, "বৈশাখ", "গ্রীষ্ম"),
        (4, "শ্রাবণ", "বর্ষা"),
        (5, "ভাদ্র", "শরৎ"),
        (8, "অগ্রহায়ণ", "হেমন্ত"),
        (10, "মাঘ", "শীত"),
        (12, "চৈত্র", "বসন্ত"),
    ],
)
def test_months_and_seasons(month: int, name: str, season: str) -> None:
    date = BanglaDate(1432, month, 1)
    assert date.month_name == name
    assert date.season == season


def test_the_date_in_english() -> None:
    assert BanglaDate(1432, 5, 19).format("en") == "19 Bhadra 1432"


def test_a_datetime_counts_as_the_date_it_shows() -> None:
    moment = dt.datetime(2025, 9, 3, 23, 59, tzinfo=dt.UTC)
    assert bangla_date(moment) == BanglaDate(1432, 5, 19)
