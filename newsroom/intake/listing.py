"""What came in, as the triage shows it: each piece of news once, the newest first."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet

from articles.bengali.text import normalise
from newsroom.models import IntakeFeed, IntakeItem, User
from newsroom.visibility import may_see

State = IntakeItem.State
PAGE_SIZE: Final = 30
COUNT_LIMIT: Final = 99
_MOST_WORDS: Final = 6
_LONG: Final = ("body", "story__body", "same_as__body")  # no list shows them


@dataclass(frozen=True, slots=True)
class Wanted:
    """`state` is a State's value; `before` the number of the last item of the page before."""

    state: str = State.NEW
    feed: int | None = None
    words: str = ""
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An item, with what other feeds sent of the same (`others`), or what it repeats itself (`same_as`)."""

    item: IntakeItem
    others: tuple[IntakeItem, ...]

    @property
    def is_changed(self) -> bool:
        """The agency sent a newer text, after somebody decided if somebody did."""
        changed, decided = self.item.changed_at, self.item.decided_at
        return bool(changed and (decided is None or changed > decided))


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Row, ...]
    older: int | None  # `before` of the next page


def find_items(wanted: Wanted) -> Page:
    """Two queries. A new item that repeats another new one stands with that one."""
    items = _of_state(wanted.state)
    if wanted.state == State.NEW and not wanted.feed and not wanted.words:
        items = items.exclude(same_as__state=State.NEW)
    if wanted.feed:
        items = items.filter(feed=wanted.feed)
    for word in normalise(wanted.words).split()[:_MOST_WORDS]:
        items = items.filter(Q(headline__icontains=word) | Q(summary__icontains=word))
    if wanted.before:
        items = items.filter(pk__lt=wanted.before)
    found = list(_with_names(items).defer(*_LONG).order_by("-pk")[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    others = _others_of(page, wanted.state)
    rows = tuple(Row(item, tuple(others[item.pk])) for item in page)
    return Page(rows, page[-1].pk if len(found) > PAGE_SIZE else None)


def get_row(item_id: int) -> Row | None:
    """One item with everything that the reading pane shows."""
    item = _with_names(IntakeItem.objects.filter(pk=item_id)).first()
    if item is None:
        return None
    return Row(item, tuple(item.others.select_related("feed").order_by("pk")[:20]))


def count_new() -> int:
    """How many pieces of news wait, up to one more than COUNT_LIMIT."""
    return _of_state(State.NEW).exclude(same_as__state=State.NEW)[: COUNT_LIMIT + 1].count()


def may_see_story(user: User, item: IntakeItem) -> bool:
    """Whether the story made of it may be named to this user."""
    return item.story is not None and may_see(user, item.story)


def known_feeds() -> QuerySet[IntakeFeed]:
    return IntakeFeed.objects.only("id", "name").order_by("name", "id")


def _of_state(state: str) -> QuerySet[IntakeItem]:
    return IntakeItem.objects.filter(state=state)


def _with_names(items: QuerySet[IntakeItem]) -> QuerySet[IntakeItem]:
    return items.select_related("feed", "story", "decided_by", "same_as__feed")


def _others_of(page: list[IntakeItem], state: str) -> dict[int, list[IntakeItem]]:
    found: dict[int, list[IntakeItem]] = defaultdict(list)
    others = IntakeItem.objects.filter(same_as__in=[item.pk for item in page], state=state)
    for other in others.select_related("feed").defer("body").order_by("pk"):
        found[other.same_as_id or 0].append(other)
    return found
