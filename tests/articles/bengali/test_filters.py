"""The template library `bengali`. It needs Django's settings, not its database."""

import datetime as dt
from typing import Any
from unittest import mock

import django
import pytest
from django.conf import settings
from django.template import Context, Engine
from django.utils import timezone, translation

if not settings.configured:
    settings.configure(USE_TZ=True, TIME_ZONE="Asia/Dhaka", USE_I18N=True, LANGUAGE_CODE="bn")
    django.setup()

MOMENT = dt.datetime(2025, 9, 3, 11, 30, tzinfo=dt.UTC)  # 17:30 in Dhaka
ENGINE = Engine(libraries={"bengali": "articles.templatetags.bengali"})


def render(source: str, language: str | None = "bn", **context: Any) -> str:
    zone = timezone.override("Asia/Dhaka")
    chosen = translation.override(language)
    now = mock.patch("django.utils.timezone.now", return_value=MOMENT + dt.timedelta(hours=3))
    with zone, chosen, now:
        return ENGINE.from_string("{% load bengali %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("source", "bengali", "english"),
    [
        ("{{ 2025|digits }}", "২০২৫", "2025"),
        ("{{ 1234567|group }}", "১২,৩৪,৫৬৭", "12,34,567"),
        ("{{ when|date_long }}", "বুধবার, ৩ সেপ্টেম্বর ২০২৫", "Wednesday, 3 September 2025"),
        ("{{ when|date_short }}", "৩ সেপ্টেম্বর ২০২৫", "3 September 2025"),
        ("{{ when|time_of_day }}", "বিকাল ৫:৩০", "5:30 PM"),
        ("{{ when|datetime_short }}", "৩ সেপ্টেম্বর ২০২৫, বিকাল ৫:৩০", "3 September 2025, 5:30 PM"),
        ("{{ when|relative }}", "৩ ঘণ্টা আগে", "3 hours ago"),
        ("{{ when|iso }}", "2025-09-03T17:30:00+06:00", "2025-09-03T17:30:00+06:00"),
        ("{% today %}", "বুধবার, ৩ সেপ্টেম্বর ২০২৫", "Wednesday, 3 September 2025"),
        ("{% bangla_date_today %}", "১৯ ভাদ্র ১৪৩২", "19 Bhadra 1432"),
    ],
)
def test_the_active_language_decides(source: str, bengali: str, english: str) -> None:
    assert render(source, "bn", when=MOMENT) == bengali
    assert render(source, "bn-bd", when=MOMENT) == bengali
    assert render(source, "en", when=MOMENT) == english
    assert render(source, None, when=MOMENT) == english


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ('{{ 2025|digits:"bn" }}', "২০২৫"),
        ('{{ when|date_short:"bn" }}', "৩ সেপ্টেম্বর ২০২৫"),
        ('{% today "bn" %}', "বুধবার, ৩ সেপ্টেম্বর ২০২৫"),
        ('{% bangla_date_today "bn" %}', "১৯ ভাদ্র ১৪৩২"),
    ],
)
def test_an_argument_wins_over_the_active_language(source: str, shown: str) -> None:
    assert render(source, "en", when=MOMENT) == shown


@pytest.mark.parametrize(
    "name",
    ["digits", "group", "date_long", "date_short", "time_of_day", "datetime_short", "relative", "iso"],
)
def test_nothing_gives_nothing(name: str) -> None:
    assert render("{{ when|" + name + " }}", when=None) == ""


def test_a_cut_headline_is_still_escaped() -> None:
    assert render("{{ headline|cut:5 }}", headline="<b>খবর") == "&lt;b&gt;খ…"
    assert render("{{ headline|cut:2 }}", headline="ক্ষমা") == "ক্ষমা"
