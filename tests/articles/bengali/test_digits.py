"""Digits of both scripts and the lakh-crore grouping."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.bengali.digits import group_digits, to_ascii_digits, to_bengali_digits


def test_only_digits_change() -> None:
    assert to_bengali_digits("Covid-19, 2025 সাল") == "Covid-১৯, ২০২৫ সাল"
    assert to_bengali_digits(-2025) == "-২০২৫"
    assert to_ascii_digits("২০২৫ সাল") == "2025 সাল"


def test_a_query_in_either_script_reads_the_same() -> None:
    assert to_ascii_digits("২০২৫") == to_ascii_digits("2025")


@given(st.integers(min_value=0))
def test_digits_come_back(number: int) -> None:
    assert int(to_ascii_digits(to_bengali_digits(number))) == number


@pytest.mark.parametrize(
    ("number", "bengali", "english"),
    [
        (0, "০", "0"),
        (7, "৭", "7"),
        (999, "৯৯৯", "999"),
        (1000, "১,০০০", "1,000"),
        (99999, "৯৯,৯৯৯", "99,999"),
        (100000, "১,০০,০০০", "1,00,000"),
        (1234567, "১২,৩৪,৫৬৭", "12,34,567"),
        (12345678, "১,২৩,৪৫,৬৭৮", "1,23,45,678"),
        (10**10, "১০,০০,০০,০০,০০০", "10,00,00,00,000"),
        (-999, "-৯৯৯", "-999"),
        (-1234567, "-১২,৩৪,৫৬৭", "-12,34,567"),
        (Decimal("1234567.50"), "১২,৩৪,৫৬৭.৫০", "12,34,567.50"),
        (Decimal("-0.25"), "-০.২৫", "-0.25"),
        (Decimal("1E+5"), "১,০০,০০০", "1,00,000"),
    ],
)
def test_numbers_are_grouped_by_thousand_lakh_and_crore(
    number: int | Decimal, bengali: str, english: str
) -> None:
    assert group_digits(number) == bengali
    assert group_digits(number, "en") == english


@given(st.integers())
def test_grouping_adds_only_commas(number: int) -> None:
    grouped = group_digits(number, "en")
    assert int(grouped.replace(",", "")) == number
    groups = grouped.lstrip("-").split(",")
    assert all(len(part) == 2 for part in groups[1:-1])
    assert len(groups) == 1 or (len(groups[-1]) == 3 and 1 <= len(groups[0]) <= 2)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        group_digits(Decimal(value))
