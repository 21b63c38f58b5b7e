"""What is on whose plate: the queue's tabs, filters and rows. None of its questions counts a whole table."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

import regex  # type: ignore[import-untyped]
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from newsroom.checks import count_checks, count_words
from newsroom.models import EditLock, Story, StoryWriter, Transition, User
from newsroom.numbers import whole_number
from newsroom.visibility import visible_stories

State = Story.State
COUNT_LIMIT = 99
UNAPPROVED = (State.DRAFT, State.RETURNED, State.SUBMITTED)
SHORT_WORDS_AMONG = 5000
# What pg_trgm can look up: three letters in a row. A hasanta is none to it.
_INDEXED = regex.compile(r"[\p{Alphabetic}\p{N}]{3}")
NOBODY = "none"  # in an address: the assignee of what is assigned to nobody


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str | Promise
    empty: str | Promise  # what an empty tab says


TABS = (
    Tab("mine", _("Mine"), _("You have no open story. Begin one!")),
    Tab("returned", _("Returned"), _("No story was returned.")),
    Tab("waiting", _("Waiting for my desk"), _("Nothing waits for you.")),
    Tab("scheduled", _("Scheduled"), _("No story is scheduled.")),
    Tab("live", _("Live"), _("No story is live yet.")),
    Tab("pending", _("Live, with a change"), _("No live story has a change that readers do not have yet.")),
    Tab("late", _("Late"), _("No story is late.")),
    Tab("all", _("All"), _("There is no story yet.")),
    Tab("spiked", _("Spiked"), _("No story is spiked.")),
)
TAB_BY_KEY = {tab.key: tab for tab in TABS}


@dataclass(frozen=True, slots=True)
class Filters:
    """What somebody narrowed a tab down to. What makes no sense is as if it had not been said."""

    words: str = ""
    desk: int | None = None
    section: int | None = None
    state: str = ""
    assignee: int | None = None
    unassigned: bool = False  # assigned to nobody

    @classmethod
    def read(cls, data: Mapping[str, str]) -> "Filters":
        state, assignee = data.get("state", ""), data.get("assignee", "")
        return cls(
            words=data.get("q", "").replace("\x00", "").strip()[:200],
            desk=whole_number(data.get("desk", "")),
            section=whole_number(data.get("section", "")),
            state=state if state in State.values else "",
            assignee=whole_number(assignee),
            unassigned=assignee == NOBODY,
        )

    def query(self, tab: str) -> str:
        """The query string that leads back here, without a page."""
        said = {
            "tab": tab,
            "q": self.words,
            "desk": self.desk,
            "section": self.section,
            "state": self.state,
            "assignee": NOBODY if self.unassigned else self.assignee,
        }
        return urlencode({name: value for name, value in said.items() if value})

    def apply(self, stories: QuerySet[Story]) -> QuerySet[Story]:
        if self.desk:
            stories = stories.filter(desk_id=self.desk)
        if self.section:
            stories = stories.filter(section_id=self.section)
        if self.state:
            stories = stories.filter(state=self.state)
        if self.unassigned:
            stories = stories.filter(assignee=None)
        elif self.assignee:
            stories = stories.filter(assignee_id=self.assignee)
        return search_stories(stories, self.words)

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Row:
    """A story with everything its line in the queue says."""

    story: Story
    words: int  # of the body, as a reader counts them
    lock: EditLock | None  # somebody writes in it at this moment
    met: int  # checks, of how many
    checks: int
    is_late: bool
    returned: Transition | None  # why it came back

    @property
    def excess(self) -> int:
        """Words beyond the target length."""
        return max(0, self.words - self.story.target_words) if self.story.target_words else 0


def stories_in(tab: str, user: User) -> QuerySet[Story]:
    """The stories of a tab for this user, most urgent first. Raises KeyError for an unknown tab."""
    return _QUERIES[tab](visible_stories(user), user)


def page_of(tab: str, user: User, filters: Filters, start: int, size: int) -> list[Story]:
    """Up to `size` stories from place `start` on, with whom and what a row names.

    Words too short for the index of trigrams are looked for among a tab's first SHORT_WORDS_AMONG stories only.
    """
    stories = stories_in(tab, user)
    if filters.words and not _INDEXED.search(filters.words):
        stories = stories.filter(pk__in=stories.values("pk")[:SHORT_WORDS_AMONG])
    stories = filters.apply(stories)
    return list(stories.select_related(*_NAMED)[start : start + size])


def counts_for(user: User) -> dict[str, int]:
    """How many stories each tab holds, up to COUNT_LIMIT + 1, in one query."""
    first, *others = [
        stories_in(tab.key, user).order_by().values_list(Value(tab.key))[: COUNT_LIMIT + 1] for tab in TABS
    ]
    found = Counter(key for (key,) in first.union(*others, all=True))
    return {tab.key: found[tab.key] for tab in TABS}


def search_stories(stories: QuerySet[Story], words: str) -> QuerySet[Story]:
    """Those whose headline, kicker or slug line holds every word."""
    for word in normalise(words).split()[:8]:
        stories = stories.filter(
            Q(headline__icontains=word) | Q(kicker__icontains=word) | Q(slug_line__icontains=word)
        )
    return stories


def on_my_desks(user: User) -> Q:
    """Stories on this user's desks, and those without a desk yet."""
    if user.has_perm("newsroom.all_desks"):
        return Q()
    return Q(desk=None) | Q(desk_id__in=list(user.desks.values_list("pk", flat=True)))


def rows_of(stories: list[Story], now: datetime | None = None) -> list[Row]:
    """The queue's lines for these stories; asks the database a fixed number of times, however many they are."""
    now = now or timezone.now()
    locks = EditLock.objects.filter(story__in=stories, leased_until__gt=now).select_related("holder")
    lock_of = {lock.story_id: lock for lock in locks}
    reason_of = _last_returns([story.pk for story in stories if story.state == State.RETURNED])
    checks_of = count_checks(stories)
    return [
        Row(
            story,
            count_words(story.body),
            lock_of.get(story.pk),
            *checks_of[story.pk],
            is_late=is_late(story, now),
            returned=reason_of.get(story.pk),
        )
        for story in stories
    ]


def is_late(story: Story, now: datetime) -> bool:
    """Due, and not even approved. What readers have already is not late again."""
    is_due = story.due_at is not None and story.due_at < now
    return is_due and story.state in UNAPPROVED and story.public_state == Story.Public.NONE


def last_return(story: Story) -> Transition | None:
    """Why the story came back, as long as it has not been submitted again."""
    if story.state not in {State.RETURNED, State.DRAFT}:
        return None
    newest = story.transitions.select_related("actor").filter(verb__in=["return", "submit"]).first()
    return newest if newest and newest.verb == "return" else None


def _last_returns(stories: list[int]) -> dict[int, Transition]:
    returns = Transition.objects.filter(story__in=stories, verb="return")
    return {found.story_id: found for found in returns.select_related("actor").order_by("id")}


def _mine_or_my_desks(user: User) -> Q:
    """Editors look after their desks' stories, everybody else after his or her own."""
    return on_my_desks(user) if user.has_perm("newsroom.edit_any_story") else Q(assignee=user)


def _mine(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    closed = [State.PUBLISHED, State.SPIKED]
    return stories.filter(assignee=user).exclude(state__in=closed).order_by("-changed_at", "-id")


def _returned(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    return stories.filter(_mine_or_my_desks(user), state=State.RETURNED).order_by("state_since", "id")


def _waiting(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    """An editor's: submitted stories to approve, and approved ones to publish. Anybody else's: returned ones."""
    if not user.has_perm("newsroom.review_story"):
        return _returned(stories, user)
    wrote_in_it = Exists(StoryWriter.objects.filter(story=OuterRef("pk"), user=user))
    return stories.filter(
        ~(Q(state=State.SUBMITTED) & wrote_in_it),
        on_my_desks(user),
        state__in=[State.SUBMITTED, State.APPROVED],
    ).order_by("state_since", "id")


def _scheduled(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    return stories.filter(state=State.SCHEDULED).order_by("publish_at", "id")


def _live(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    return stories.filter(public_state=Story.Public.LIVE).order_by("-state_since", "-id")


def _pending(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    pending = ~Q(state=State.PUBLISHED) & Q(public_state=Story.Public.LIVE)
    return stories.filter(pending, _mine_or_my_desks(user)).order_by("-state_since", "-id")


def _late(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    late = Q(due_at__lt=timezone.now(), state__in=UNAPPROVED, public_state=Story.Public.NONE)
    return stories.filter(late, _mine_or_my_desks(user)).order_by("due_at", "id")


def _all(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    return stories.order_by("-changed_at", "-id")


def _spiked(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    return stories.filter(_mine_or_my_desks(user), state=State.SPIKED).order_by("-state_since", "-id")


_NAMED = ("section", "desk", "assignee", "reviewer", "lead_picture")
_QUERIES: dict[str, Callable[[QuerySet[Story], User], QuerySet[Story]]] = {
    "mine": _mine,
    "returned": _returned,
    "waiting": _waiting,
    "scheduled": _scheduled,
    "live": _live,
    "pending": _pending,
    "late": _late,
    "all": _all,
    "spiked": _spiked,
}
