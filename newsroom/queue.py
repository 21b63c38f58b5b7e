"""What is on whose plate: the queue's tabs as plain queries. None of them counts a whole table."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from newsroom.models import Story, StoryWriter, Transition, User

State = Story.State
COUNT_LIMIT = 99


@dataclass(frozen=True, slots=True)
class Tab:
    key: str
    label: str | Promise
    empty: str | Promise  # what an empty tab says


TABS = (
    Tab("mine", _("Mine"), _("You have no open story. Begin one!")),
    Tab("waiting", _("Waiting for me"), _("Nothing waits for you.")),
    Tab("returned", _("Returned"), _("No story was returned.")),
    Tab("live", _("Live"), _("No story is live yet.")),
)
TAB_BY_KEY = {tab.key: tab for tab in TABS}


def stories_in(tab: str, user: User) -> QuerySet[Story]:
    """The stories of a tab for this user, most urgent first. Raises KeyError for an unknown tab."""
    stories = Story.objects.select_related("section", "desk", "assignee", "lead_picture").defer("body")
    return _QUERIES[tab](stories, user)


def count_in(tab: str, user: User) -> int:
    """How many, up to COUNT_LIMIT + 1."""
    return stories_in(tab, user).order_by()[: COUNT_LIMIT + 1].count()


def search_stories(stories: QuerySet[Story], words: str) -> QuerySet[Story]:
    """Those whose headline or kicker holds every word."""
    for word in normalise(words).split()[:8]:
        stories = stories.filter(Q(headline__icontains=word) | Q(kicker__icontains=word))
    return stories


def last_return(story: Story) -> Transition | None:
    """Why the story came back, as long as it has not been submitted again."""
    if story.state not in {State.RETURNED, State.DRAFT}:
        return None
    newest = story.transitions.select_related("actor").filter(verb__in=["return", "submit"]).first()
    return newest if newest and newest.verb == "return" else None


def with_last_reason(stories: list[Story]) -> list[Story]:
    """Give each returned story the `returned` Transition that says why; one query for all."""
    wanted = [story.pk for story in stories if story.state == State.RETURNED]
    reasons = (
        Transition.objects.filter(story__in=wanted, verb="return").select_related("actor").order_by("id")
    )
    newest = {transition.story_id: transition for transition in reasons}
    for story in stories:
        story.returned = newest.get(story.pk)  # type: ignore[attr-defined]
    return stories


def _mine(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    return stories.filter(assignee=user).exclude(state=State.PUBLISHED).order_by("-changed_at")


def _waiting(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    """An editor's: submitted stories to approve, and approved ones to publish. Anybody else's: returned ones."""
    if not user.has_perm("newsroom.review_story"):
        return stories.filter(assignee=user, state=State.RETURNED).order_by("state_since")
    desks = list(user.desks.all())
    on_my_desks = Q(desk=None) | Q(desk__in=desks) if desks else Q()  # without a desk, one looks after all
    wrote_in_it = Exists(StoryWriter.objects.filter(story=OuterRef("pk"), user=user))
    to_review = Q(state=State.SUBMITTED) & ~wrote_in_it
    return stories.filter(on_my_desks, to_review | Q(state=State.APPROVED)).order_by("state_since")


def _returned(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    stories = stories.filter(state=State.RETURNED).order_by("state_since")
    return stories if user.has_perm("newsroom.edit_any_story") else stories.filter(assignee=user)


def _live(stories: QuerySet[Story], user: User) -> QuerySet[Story]:
    return stories.filter(live_revision__isnull=False).order_by("-state_since")


_QUERIES = {"mine": _mine, "waiting": _waiting, "returned": _returned, "live": _live}
