"""The archive: a day where the paper is, with a calendar that leads to the others."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from articles.archive import read_month
from articles.models import Article

Publish = Callable[..., Article]
NOON = datetime(2026, 3, 15, 6, tzinfo=UTC)


def test_a_day_shows_what_was_first_published_on_it(site, publish: Publish) -> None:
    publish(headline="মধ্যরাতের আগে", published_at=datetime(2026, 3, 14, 17, 59, tzinfo=UTC))
    publish(headline="মধ্যরাতের পরে", published_at=datetime(2026, 3, 14, 18, 0, tzinfo=UTC))
    page = site.get("/archive/2026/03/15/").content.decode()
    main = page[page.index("<main") : page.index('<table class="calendar"')]
    assert "মধ্যরাতের পরে" in main
    assert "মধ্যরাতের আগে" not in main
    assert "রবিবার, ১৫ মার্চ ২০২৬" in main
    assert "১ চৈত্র ১৪৩২" in main


def test_the_archive_begins_with_the_newest_day(site, publish: Publish) -> None:
    publish(published_at=NOON)
    publish(published_at=NOON - timedelta(days=3))
    assert site.get("/archive/")["Location"] == "/archive/2026/03/15/"


def test_an_empty_paper_has_no_archive(site) -> None:
    assert site.get("/archive/").status_code == 404
    assert site.get("/archive/2026/03/15/").status_code == 404


def test_the_calendar_leads_to_the_days_with_news(site, publish: Publish) -> None:
    for days in (0, 2, 3, 40):
        publish(published_at=NOON - timedelta(days=days))
    publish(published_at=NOON + timedelta(days=60))
    page = site.get("/archive/2026/03/15/").content.decode()
    calendar = page[
        page.index('<table class="calendar"') : page.index("</aside>", page.index('<table class="calendar"'))
    ]
    assert re.findall(r'href="(/archive/[0-9/]+)"', calendar) == [
        "/archive/2026/03/12/",
        "/archive/2026/03/13/",
        "/archive/2026/03/15/",
        "/archive/2026/02/03/",
        "/archive/2026/05/14/",
    ]
    assert 'aria-current="date"' in calendar
    assert "মার্চ ২০২৬" in calendar


@pytest.mark.parametrize(
    ("day", "weeks"),
    [(date(2026, 2, 1), 4), (date(2026, 3, 1), 5), (date(2026, 8, 1), 6), (date(2999, 12, 31), 5)],
)
def test_weeks_begin_on_sunday_and_are_whole(db, day: date, weeks: int) -> None:
    month, _span = read_month(day)
    assert len(month.weeks) == weeks
    assert all(len(week) == 7 and week[0].day.weekday() == 6 for week in month.weeks)
    assert {one.day for week in month.weeks for one in week if not one.is_other} == {
        day.replace(day=1) + timedelta(days=number)
        for number in range(31)
        if (day.replace(day=1) + timedelta(days=number)).month == day.month
    }


def test_a_day_without_news_says_so_within_the_papers_life_only(site, publish: Publish) -> None:
    publish(published_at=NOON)
    publish(published_at=NOON - timedelta(days=9))
    quiet = site.get("/archive/2026/03/10/")
    assert quiet.status_code == 200
    assert 'name="robots" content="noindex"' in quiet.content.decode()
    assert site.get("/archive/2026/03/05/").status_code == 404
    assert site.get("/archive/2026/03/16/").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "2026/02/30",
        "2026/13/01",
        "2026/00/10",
        "0000/01/01",
        "9999/12/31",
        "2026/3/15",
        "২০২৬/০৩/১৫",
        "2026/03",
        "2026/03/15/x",
        "20260315",
    ],
)
def test_what_is_no_day_is_not_found(site, publish: Publish, path: str) -> None:
    publish(published_at=NOON)
    assert site.get(f"/archive/{path}/").status_code == 404


def test_a_full_day_has_pages(site, publish: Publish) -> None:
    for number in range(21):
        publish(published_at=NOON - timedelta(minutes=number))
    assert (
        'rel="next" href="/archive/2026/03/15/?page=2"' in site.get("/archive/2026/03/15/").content.decode()
    )
    assert site.get("/archive/2026/03/15/", {"page": "2"}).status_code == 200
    assert site.get("/archive/2026/03/15/", {"page": "3"}).status_code == 404
    assert site.get("/archive/2026/03/15/", {"page": "1"})["Location"] == "/archive/2026/03/15/"


def test_a_page_costs_four_queries_however_full_the_day(site, publish: Publish, at_most) -> None:
    for number in range(8):
        publish(published_at=NOON - timedelta(minutes=number))
    with at_most(4):  # two for the frame, the list, the calendar
        site.get("/archive/2026/03/15/")
