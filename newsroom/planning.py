"""Assignments: stories that begin as a plan. What, who, due when, how long.

An assignment is a Story with a brief and a due time, in draft, from its first minute. Whoever plans it is none of its
writers: the text is its assignee's.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from babel import Locale
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from articles.days import start_of_day
from articles.models import Section
from newsroom.checks import count_words
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem
from newsroom.inbox import Kind, people_who_may, send_messages
from newsroom.models import Desk, RecordEntry, Story, User
from newsroom.queue import UNAPPROVED, is_late, on_my_desks
from newsroom.record import write_record
from newsroom.visibility import is_on_desk, may_see, visible_stories

State = Story.State
OPEN = (State.DRAFT, State.RETURNED)  # somebody else may still write it
BOARD_LIMIT = 200  # assignments of one day; no newsroom plans more
# Bangladesh's week begins on Sunday (CLDR's week data for BD); Monday is 0.
FIRST_WEEKDAY: int = Locale.parse("bn_BD").first_week_day


@dataclass(frozen=True, slots=True)
class Plan:
    """What an assignment says."""

    headline: str  # the working title
    brief: str
    due_at: datetime
    desk: Desk | None = None
    section: Section | None = None
    assignee: User | None = None
    target_words: int | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """One line of the board. `excess`: words beyond the target length."""

    story: Story
    words: int
    is_late: bool
    may_plan: bool
    may_take: bool

    @property
    def excess(self) -> int:
        return max(0, self.words - self.story.target_words) if self.story.target_words else 0

    @property
    def is_done(self) -> bool:
        return self.story.state not in UNAPPROVED


# Making and changing


@transaction.atomic
def plan_story(user: User, plan: Plan) -> Story:
    """A new assignment, told to its assignee. Raises ForbiddenError, and BlockedError for a plan that cannot be."""
    _require_planner(user)
    story = Story(desk=_desk_of(plan))
    if not is_on_desk(user, story):
        raise ForbiddenError(_("You may not plan for this desk."))
    _check(plan)
    _write(story, plan, with_headline=True)
    story.assignee = plan.assignee
    story.save()
    _record(story, user, "plan", plan.assignee)
    _tell(story, user)
    return story


@transaction.atomic
def change_plan(story_id: int, user: User, plan: Plan, *, seen: str) -> Story:
    """Change what an assignment says, and whose it is. Nothing happens when nothing is different.

    `seen` is the `plan_token` of what the user saw. Working title, section and desk are the writer's as soon as
    somebody wrote; until then nobody is writing whose text could miss the change. Raises ForbiddenError, ConflictError
    (somebody else planned meanwhile, or it is no longer a draft) and BlockedError.
    """
    story = _locked_for_planning(story_id, user)
    if plan_token(story) != seen:
        raise ConflictError(_("The story changed since you opened it. Look at it again, then decide."))
    if not is_on_desk(user, Story(desk=_desk_of(plan))):
        raise ForbiddenError(_("You may not plan for this desk."))
    _check(plan, unless=story.assignee)
    old_title, old_section, old_assignee = story.headline, story.section_id, story.assignee_id
    is_begun = story.writers.exists()
    _write(story, plan, with_headline=not is_begun)
    story.assignee = plan.assignee
    renamed = (story.headline, story.section_id) != (old_title, old_section)
    if not renamed and plan_token(story) == seen:
        return story
    story.version += renamed
    story.save()
    _record(story, user, "change_plan", story.assignee)
    if story.assignee_id != old_assignee:
        _tell(story, user)
    return story


@transaction.atomic
def assign_story(story_id: int, user: User, assignee: User | None) -> Story:
    """Give the assignment to somebody, or to nobody (None). Raises ForbiddenError, ConflictError, BlockedError."""
    story = _locked_for_planning(story_id, user)
    if story.assignee == assignee:
        return story
    if assignee and assignee not in assignable_users():
        raise BlockedError(_("This is not possible:"), (_NO_WRITER,))
    _give(story, assignee)
    _record(story, user, "assign", assignee)
    _tell(story, user)
    return story


@transaction.atomic
def take_assignment(story_id: int, user: User) -> Story:
    """“I'll take it”: an assignment that is nobody's becomes this user's.

    Raises ForbiddenError, and ConflictError when somebody was faster.
    """
    story = _locked(story_id)
    if not may_see(user, story) or not may_write_for(user, story):
        raise ForbiddenError(_("You may not take this assignment."))
    if story.assignee_id == user.pk:
        return story
    if story.assignee_id is not None:
        raise ConflictError(_("Somebody else has this assignment by now."))
    if story.state not in OPEN:
        raise ConflictError(_("This is no open assignment any more."))
    _give(story, user)
    _record(story, user, "take", user)
    return story


def may_plan(user: User, story: Story) -> bool:
    return (
        user.is_active
        and user.has_perm("newsroom.plan_story")
        and may_see(user, story)
        and is_on_desk(user, story)
    )


def may_write_for(user: User, story: Story) -> bool:
    """Whether the user may be the one who writes it: a writer, of its desk."""
    return user.is_active and user.has_perm("newsroom.submit_story") and is_on_desk(user, story)


def plan_token(story: Story) -> str:
    """What the plan of a story says, as a short text to compare: a save of the writer's does not change it."""
    due = story.due_at.timestamp() if story.due_at else None
    facts = (story.brief, due, story.target_words, story.assignee_id, story.desk_id)
    return sha256(repr(facts).encode()).hexdigest()[:16]


def assignable_users() -> QuerySet[User]:
    return people_who_may("newsroom.submit_story")


# Looking


def day_bounds(day: date) -> tuple[datetime, datetime]:
    """The day's first moment, and the next day's, on the newspaper's clock."""
    return start_of_day(day), start_of_day(day + timedelta(days=1))


def week_of(day: date) -> list[date]:
    """The seven days of the newspaper's week around `day`."""
    first = day - timedelta(days=(day.weekday() - FIRST_WEEKDAY) % 7)
    return [first + timedelta(days=number) for number in range(7)]


def assignments(user: User) -> QuerySet[Story]:
    """The plan as this user may know it: planners their desks', everybody else the own and what may be taken."""
    stories = visible_stories(user).filter(due_at__isnull=False).exclude(state=State.SPIKED)
    if user.has_perm("newsroom.plan_story"):
        return stories.filter(on_my_desks(user) | Q(assignee=user))
    if not user.has_perm("newsroom.submit_story"):
        return stories.filter(assignee=user)
    return stories.filter(Q(assignee=user) | (Q(assignee=None) & on_my_desks(user)))


def board(user: User, day: date, now: datetime) -> list[Assignment]:
    """What is due on this day, in the order of the hours."""
    start, end = day_bounds(day)
    due = assignments(user).filter(due_at__gte=start, due_at__lt=end).order_by("due_at", "id")
    return _lines(due, user, now)


def overdue(user: User, day: date, now: datetime) -> list[Assignment]:
    """What was due before this day and is not even approved, longest first."""
    late = assignments(user).filter(
        due_at__lt=min(day_bounds(day)[0], now), state__in=UNAPPROVED, public_state=Story.Public.NONE
    )
    return _lines(late.order_by("due_at", "id"), user, now)


def counts_by_day(user: User, days: Iterable[date]) -> dict[date, int]:
    """How many assignments are due on each of these days."""
    days = sorted(days)
    start, end = day_bounds(days[0])[0], day_bounds(days[-1])[1]
    due = assignments(user).filter(due_at__gte=start, due_at__lt=end)
    found = Counter(due.annotate(day=TruncDate("due_at")).values_list("day", flat=True))
    return {day: found[day] for day in days}


def _lines(stories: QuerySet[Story], user: User, now: datetime) -> list[Assignment]:
    """Rights are decided once for all lines, not once for each."""
    found = list(stories.select_related("assignee", "desk", "section")[:BOARD_LIMIT])
    mine = set(user.desks.values_list("pk", flat=True))
    all_desks = user.has_perm("newsroom.all_desks")
    plans, writes = user.has_perm("newsroom.plan_story"), user.has_perm("newsroom.submit_story")
    lines = []
    for story in found:
        on_desk = all_desks or story.desk_id is None or story.desk_id in mine
        is_open = story.state in OPEN and on_desk
        lines.append(
            Assignment(
                story,
                words=count_words(story.body),
                is_late=is_late(story, now),
                may_plan=plans and is_open,
                may_take=writes and is_open and story.assignee_id is None,
            )
        )
    return lines


# Inside

_NO_WRITER = Problem("assignee", _("This person cannot write stories."))


def _require_planner(user: User) -> None:
    if not user.is_active or not user.has_perm("newsroom.plan_story"):
        raise ForbiddenError(_("You may not plan assignments."))


def _locked(story_id: int) -> Story:
    from newsroom.workflow import lock_story

    return lock_story(story_id)


def _locked_for_planning(story_id: int, user: User) -> Story:
    _require_planner(user)
    story = _locked(story_id)
    if not may_plan(user, story):
        raise ForbiddenError(_("You may not plan for this desk."))
    if story.state not in OPEN:
        raise ConflictError(_("This is no open assignment any more."))
    return story


def _desk_of(plan: Plan) -> Desk | None:
    """The desk named; else the one that looks after the section."""
    return plan.desk or (Desk.objects.filter(sections=plan.section).first() if plan.section else None)


def _check(plan: Plan, unless: User | None = None) -> None:
    """Raises BlockedError. Whoever has it already may keep it."""
    problems = []
    headline = Story._meta.get_field("headline")
    if not plan.headline.strip():
        problems.append(Problem("headline", _("Say in a few words what it is about.")))
    elif len(normalise(plan.headline)) > (headline.max_length or 0):
        problems.append(Problem("headline", _("This is too long.")))
    if plan.assignee and plan.assignee != unless and plan.assignee not in assignable_users():
        problems.append(_NO_WRITER)
    if problems:
        raise BlockedError(_("This is still missing:"), tuple(problems))


def _write(story: Story, plan: Plan, *, with_headline: bool) -> None:
    if with_headline:
        story.headline = " ".join(normalise(plan.headline).split())
        story.section = plan.section
        story.desk = _desk_of(plan)
    story.brief = normalise(plan.brief).strip()
    story.due_at = plan.due_at
    story.target_words = plan.target_words


def _give(story: Story, assignee: User | None) -> None:
    story.assignee = assignee
    story.save(update_fields=["assignee"])


def _record(story: Story, actor: User, verb: str, assignee: User | None) -> None:
    """Whose story it is decides who may write in it: a question that is asked later."""
    write_record(
        RecordEntry.Kind.ACCESS,
        actor,
        story=story,
        subject=assignee,
        verb=verb,
        due=story.due_at.isoformat() if story.due_at else "",
    )


def _tell(story: Story, actor: User) -> None:
    if story.assignee:
        send_messages([story.assignee], Kind.ASSIGNED, actor=actor, story=story, text=story.brief)
