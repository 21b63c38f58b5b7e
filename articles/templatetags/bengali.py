"""Template filters over `articles.bengali`: `{% load bengali %}`.

Each takes the language as its argument and asks the active translation when there is none. An empty value
gives an empty string, so a template needs no `{% if %}` around an optional date.
"""

import datetime as dt
from decimal import Decimal

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.translation import get_language

from articles.bengali import calendar, dates, text
from articles.bengali import digits as numbers

register = template.Library()


def _chosen(language: str | None) -> str:
    """Return "bn" for any kind of Bengali (bn, bn-bd), "en" for everything else."""
    return "bn" if (language or get_language() or "").lower().startswith("bn") else "en"


@register.filter
def digits(value: str | int | None, language: str | None = None) -> str:
    """`{{ 2025|digits }}`: ২০২৫ in Bengali, untouched otherwise. Not for HTML: it would alter `&#39;`."""
    if value is None:
        return ""
    return numbers.to_bengali_digits(value) if _chosen(language) == "bn" else str(value)


@register.filter
def group(value: int | Decimal | None, language: str | None = None) -> str:
    """`{{ 1234567|group }}`: ১২,৩৪,৫৬৭."""
    return "" if value is None or value == "" else numbers.group_digits(value, _chosen(language))


@register.filter
def date_long(when: dt.date | None, language: str | None = None) -> str:
    """`{{ day|date_long }}`: বুধবার, ৩ সেপ্টেম্বর ২০২৫."""
    return dates.format_date(when, _chosen(language)) if when else ""


@register.filter
def month_name(when: dt.date | None, language: str | None = None) -> str:
    """`{{ day|month_name }}`: সেপ্টেম্বর ২০২৫."""
    return dates.format_month(when, _chosen(language)) if when else ""


@register.filter
def weekday_short(when: dt.date | None, language: str | None = None) -> str:
    """`{{ day|weekday_short }}`: বুধ."""
    return dates.format_weekday(when, _chosen(language)) if when else ""


@register.filter
def bangla_day(when: dt.date | None, language: str | None = None) -> str:
    """`{{ day|bangla_day }}`: ৮ অগ্রহায়ণ ১৪৩৩."""
    return calendar.bangla_date(when).format(_chosen(language)) if when else ""


@register.filter
def date_short(when: dt.date | None, language: str | None = None) -> str:
    """`{{ day|date_short }}`: ৩ সেপ্টেম্বর ২০২৫."""
    return dates.format_short_date(when, _chosen(language)) if when else ""


@register.filter
def time_of_day(when: dt.datetime | None, language: str | None = None) -> str:
    """`{{ moment|time_of_day }}`: বিকাল ৫:৩০."""
    return dates.format_time(when, _chosen(language)) if when else ""


@register.filter
def datetime_short(when: dt.datetime | None, language: str | None = None) -> str:
    """`{{ moment|datetime_short }}`: ৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০."""
    return dates.format_datetime(when, _chosen(language)) if when else ""


@register.filter
def relative(when: dt.datetime | None, language: str | None = None) -> str:
    """`{{ moment|relative }}`: ৫ মিনিট আগে. True for a minute: so long may a page be kept (articles/cache)."""
    return dates.format_relative(when, timezone.now(), _chosen(language)) if when else ""


@register.filter
def recent(when: dt.datetime | None) -> str:
    """`{% if moment|recent %}`: the language (bn, en) in which `relative` tells how long ago, or "" for a date."""
    return _chosen(None) if when and dates.is_recent(when, timezone.now()) else ""


@register.filter
def iso(when: dt.date | None) -> str:
    """`<time datetime="{{ moment|iso }}">`: 2025-09-03T17:30:00+06:00, in every language."""
    return dates.iso(when) if when else ""


@register.filter
@stringfilter
def cut(value: str, length: int) -> str:
    """`{{ headline|cut:40 }}`: at most 40 letters. Hides Django's own `cut`, which removes a substring."""
    return text.cut(value, length)


@register.simple_tag
def today(language: str | None = None) -> str:
    """`{% today %}`: the masthead's date, বুধবার, ৩ সেপ্টেম্বর ২০২৫."""
    return dates.format_date(timezone.localdate(), _chosen(language))


@register.simple_tag
def bangla_date_today(language: str | None = None) -> str:
    """`{% bangla_date_today %}`: the masthead's second date, ১৯ ভাদ্র ১৪৩২."""
    return calendar.bangla_date(timezone.localdate()).format(_chosen(language))
