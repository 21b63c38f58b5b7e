"""Alarms: what the clock should have published and did not, and what it will not be able to publish."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from newsroom.errors import Problem
from newsroom.models import Story, Transition, User
from newsroom.queue import on_my_desks
from newsroom.scheduling import check_embargo, missed_stories
from newsroom.step_table import STEP_BY_VERB
from newsroom.visibility import visible_stories

AHEAD = timedelta(hours=24)  # how far before its time a blocked story is told
LIMIT = 10


@dataclass(frozen=True, slots=True)
class Alarm:
    """One scheduled story that needs somebody. Missed: its time has passed. `problems`: why it is blocked."""

    story: Story
    is_missed: bool
    problems: tuple[Problem, ...]


def alarms_for(user: User, now: datetime) -> list[Alarm]:
    """What this user may know of and could mend, earliest first; nothing for whoever publishes nothing."""
    if not user.has_perm("newsroom.publish_story"):
        return []
    mine = visible_stories(user).filter(on_my_desks(user))
    missed = list(mine.filter(pk__in=missed_stories(now).values("pk")).order_by("publish_at", "id")[:LIMIT])
    coming = mine.filter(state=Story.State.SCHEDULED, publish_at__lte=now + AHEAD)
    coming = coming.exclude(pk__in=[story.pk for story in missed]).order_by("publish_at", "id")[:LIMIT]
    late = [Alarm(story, True, blocking(story)) for story in missed]
    blocked = [Alarm(story, False, blocking(story)) for story in coming]
    return late + [alarm for alarm in blocked if alarm.problems]


def blocking(story: Story) -> tuple[Problem, ...]:
    """What will keep the clock from publishing it. The embargo will not: no schedule lies inside one."""
    newest = Transition.objects.filter(story=story, verb="schedule").select_related("actor").first()
    if newest is None:
        return ()
    guards = [guard for guard in STEP_BY_VERB["publish"].guards if guard is not check_embargo]
    return tuple(problem for guard in guards for problem in guard(story, newest.actor))
