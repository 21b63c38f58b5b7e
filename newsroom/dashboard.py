"""What the newsroom opens on: one's own work, the desks', today's plan, what goes live next, and how fast it goes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.utils import timezone

from newsroom.alarms import Alarm, alarms_for
from newsroom.models import Message, Story, Transition, User
from newsroom.planning import Assignment, board, day_bounds, overdue
from newsroom.queue import COUNT_LIMIT, Row, rows_of, stories_in
from newsroom.visibility import visible_stories

SHOWN = 6  # stories of each kind; the queue has the rest
DAYS = 14


@dataclass(frozen=True, slots=True)
class DayFigures:
    """One day: stories that went live, and the median minutes from their submission to that (None: none did)."""

    day: date
    published: int
    minutes: float | None


@dataclass(frozen=True, slots=True)
class Dashboard:
    mine: list[Row]
    waiting: list[Row] | None  # None: this user reviews nothing
    plan: list[Assignment]
    overdue: list[Assignment]
    scheduled: list[Story]
    alarms: list[Alarm]
    unread: int  # up to COUNT_LIMIT + 1
    figures: list[DayFigures]


def dashboard_for(user: User, now: datetime) -> Dashboard:
    today = timezone.localdate(now)
    reviews = user.has_perm("newsroom.review_story")
    unread = Message.objects.filter(user=user, read_at=None)[: COUNT_LIMIT + 1].count()
    return Dashboard(
        mine=_first_rows("mine", user, now),
        waiting=_first_rows("waiting", user, now) if reviews else None,
        plan=board(user, today, now)[:SHOWN],
        overdue=overdue(user, today, now)[:SHOWN],
        scheduled=list(stories_in("scheduled", user).select_related("section")[:SHOWN]),
        alarms=alarms_for(user, now),
        unread=unread,
        figures=figures_by_day(user, today),
    )


def figures_by_day(user: User, today: date) -> list[DayFigures]:
    """The last DAYS days, oldest first. A story counts on each day on which a text of it went live."""
    days = [today - timedelta(days=number) for number in reversed(range(DAYS))]
    start = day_bounds(days[0])[0]
    stories = visible_stories(user).filter(pk__in=_published_since(start))
    steps = Transition.objects.filter(story__in=stories, verb__in=["submit", "publish"])
    stories_of: dict[date, set[int]] = defaultdict(set)
    minutes_of: dict[date, list[float]] = defaultdict(list)
    for story, submitted, published in _publications(
        steps.order_by("story", "at", "id").values_list("story_id", "verb", "at")
    ):
        day = timezone.localtime(published).date()
        stories_of[day].add(story)
        if submitted:
            minutes_of[day].append((published - submitted).total_seconds() / 60)
    return [
        DayFigures(day, len(stories_of[day]), median(minutes_of[day]) if minutes_of[day] else None)
        for day in days
    ]


def _published_since(start: datetime) -> list[int]:
    """Stories with a publication since `start`: an index holds just these."""
    found = Transition.objects.filter(verb="publish", at__gte=start)
    return list(found.values_list("story_id", flat=True).distinct())


def _publications(
    steps: Iterable[tuple[int, str, datetime]],
) -> Iterable[tuple[int, datetime | None, datetime]]:
    """(story, first submission since it was published before, publication) of each publication.

    A story that came back and was submitted again took all that time.
    """
    story: int | None = None
    submitted: datetime | None = None
    for story_id, verb, at in steps:
        if story_id != story:
            story, submitted = story_id, None
        if verb == "submit":
            submitted = submitted or at
        else:
            yield story_id, submitted, at
            submitted = None


def _first_rows(tab: str, user: User, now: datetime) -> list[Row]:
    named = stories_in(tab, user).select_related("section", "desk", "assignee", "reviewer", "lead_picture")
    return rows_of(list(named[:SHOWN]), now)
