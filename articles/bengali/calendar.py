"""The Bangla calendar as Bangladesh keeps it (বঙ্গাব্দ).

The rule is the reform of the Bangla Academy's committee, in force by government circular since the first
31 Ashwin (16 October 2019): Baishakh to Ashwin have 31 days, Falgun 29, the other five 30; Falgun gains a
day when the Gregorian year it falls in is a leap year. So 14 April is always 1 Baishakh, and 21 February
8 Falgun, 26 March 12 Chaitra, 16 December 1 Poush, as they were in 1952 and 1971. West Bengal keeps another
calendar, and the rules of 1966 and 1987 that older libraries hold give other dates.

Dates before 2019 are reckoned by the same rule, not by the one in force on that day. The day changes at
midnight, as in every newspaper's masthead, not at sunrise.
"""

import datetime as dt
from calendar import isleap
from dataclasses import dataclass

from articles.bengali.digits import to_bengali_digits

MONTHS = (
    "বৈশাখ",
    "জ্যৈষ্ঠ",
    "আষাঢ়",
    "শ্রাবণ",
    "ভাদ্র",
    "আশ্বিন",
    "কার্তিক",
    "অগ্রহায়ণ",
    "পৌষ",
    "মাঘ",
    "ফাল্গুন",
    "চৈত্র",
)
# As Dhaka's English-language papers spell them.
MONTHS_EN = (
    "Baishakh",
    "Jaishtha",
    "Ashar",
    "Sraban",
    "Bhadra",
    "Ashwin",
    "Kartik",
    "Agrahayan",
    "Poush",
    "Magh",
    "Falgun",
    "Chaitra",
)
# Two months each, from Baishakh.
SEASONS = ("গ্রীষ্ম", "বর্ষা", "শরৎ", "হেমন্ত", "শীত", "বসন্ত")


@dataclass(frozen=True, order=True)
class BanglaDate:
    """A day of the Bangla calendar; `month` counts from 1 (বৈশাখ)."""

    year: int
    month: int
    day: int

    @property
    def month_name(self) -> str:
        return MONTHS[self.month - 1]

    @property
    def season(self) -> str:
        return SEASONS[(self.month - 1) // 2]

    def format(self, language: str = "bn") -> str:
        """Return ১৯ ভাদ্র ১৪৩২, or 19 Bhadra 1432 in any language but "bn"."""
        if language == "bn":
            return to_bengali_digits(f"{self.day} {self.month_name} {self.year}")
        return f"{self.day} {MONTHS_EN[self.month - 1]} {self.year}"

    def __str__(self) -> str:
        return self.format()


def month_lengths(year: int) -> tuple[int, ...]:
    """Return the days of the twelve months of one Bangla year."""
    falgun = 30 if isleap(year + 594) else 29  # February of the second Gregorian year it spans
    return (31,) * 6 + (30,) * 4 + (falgun, 30)


def bangla_date(date: dt.date) -> BanglaDate:
    """Return the Bangla day of a Gregorian one (of a datetime: of the date it shows, whatever its zone)."""
    new_year = dt.date(date.year, 4, 14)
    today = dt.date(date.year, date.month, date.day)
    if today < new_year:
        new_year = dt.date(date.year - 1, 4, 14)
    year = new_year.year - 593
    day = (today - new_year).days + 1
    for month, length in enumerate(month_lengths(year), start=1):
        if day <= length:
            return BanglaDate(year, month, day)
        day -= length
    raise AssertionError(f"{date} lies beyond the end of Bangla year {year}")
