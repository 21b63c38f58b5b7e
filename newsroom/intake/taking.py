"""Deciding upon what came in: a person takes it as a draft, or puts it away. No further: a draft goes the way of
every story, and whoever took it counts as its writer, so somebody else approves it."""

from collections.abc import Iterable
from html import escape

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import cut
from newsroom.content import Ref, StoryContent
from newsroom.editing import set_slug_line, start_story
from newsroom.errors import ConflictError, ForbiddenError
from newsroom.models import IntakeItem, RecordEntry, Story, User
from newsroom.record import write_record

TRIAGE = "newsroom.triage_intake"
State = IntakeItem.State


def may_take(user: User) -> bool:
    return user.has_perm(TRIAGE) and user.has_perm("newsroom.add_story")


@transaction.atomic
def take_item(item_id: int, user: User) -> tuple[Story, bool]:
    """The draft made of the item, and whether it was made now: two clicks, of one person or two, make one story.

    Raises ForbiddenError, ConflictError when the item is gone, and BlockedError for what is too long to be kept.
    """
    if not may_take(user):
        raise ForbiddenError(_("You may not make stories of what comes in."))
    _lock_alike(item_id)
    item = _locked(item_id)
    if item.story:
        return item.story, False
    feed = item.feed
    content = StoryContent(
        language=feed.language if feed.language in Story.Language.values else Story.Language.BENGALI,
        headline=item.headline,
        standfirst=cut(item.summary, 1000) if item.body else "",
        body=item.body or f"<p>{escape(item.summary, quote=False)}</p>",
        section=Ref.to(feed.section) if feed.section else None,
        source_credit=feed.credit,
    )
    story = start_story(user, content)
    set_slug_line(story.pk, user, feed.name[:60])
    write_record(
        RecordEntry.Kind.IMPORT,
        user,
        story=story,
        verb="take_item",
        text=f"{feed.name}: {item.link or item.headline}"[:500],
        feed=feed.name,
        link=item.link,
        item=item.pk,
    )
    item.story = story
    _decide([item], State.TAKEN, user)
    _decide(_others(item), State.DISMISSED, user)
    return story, True


@transaction.atomic
def dismiss_items(item_ids: Iterable[int], user: User) -> int:
    """Put new items away, each with what other feeds sent of the same. Returns how many there were."""
    _require_triage(user)
    numbers = list(item_ids)
    found = list(_new_items().filter(Q(pk__in=numbers) | Q(same_as__in=numbers)))
    chosen = {item.pk for item in found if item.pk in numbers}
    _decide([item for item in found if item.pk in chosen or item.same_as_id in chosen], State.DISMISSED, user)
    return len(chosen)


@transaction.atomic
def bring_back(item_id: int, user: User) -> IntakeItem:
    """A dismissed item is new again. Raises ForbiddenError, and ConflictError for one that was taken or is gone."""
    _require_triage(user)
    item = _locked(item_id)
    if item.state == State.TAKEN:
        raise ConflictError(_("A story was made of this already."))
    item.state, item.decided_by, item.decided_at = State.NEW, None, None
    item.save(update_fields=["state", "decided_by", "decided_at"])
    return item


def origin_of(story: Story) -> list[IntakeItem]:
    """What the story was made of; mostly nothing, or one item."""
    return list(story.intake_items.select_related("feed").order_by("id")) if story.pk else []


def _require_triage(user: User) -> None:
    if not user.has_perm(TRIAGE):
        raise ForbiddenError(_("You may not decide upon what comes in."))


def _locked(item_id: int) -> IntakeItem:
    # Not so that others of the same could not name it: what comes in at this moment does, and keeps what was changed
    # locked until it is all in. No joins: of a row that was waited for, what is joined would still be that of before.
    item = IntakeItem.objects.select_for_update(no_key=True).filter(pk=item_id).first()
    if item is None:
        raise ConflictError(_("This is not here any more."))
    return item


def _lock_alike(item_id: int) -> None:
    """Lock the item and all that say the same, in the one order that everybody has: two people who decide upon two of
    them at once wait for each other one after the other."""
    root = IntakeItem.objects.filter(pk=item_id).values_list("same_as", flat=True).first() or item_id
    alike = IntakeItem.objects.filter(Q(pk__in=[item_id, root]) | Q(same_as=root))
    list(alike.select_for_update(no_key=True).order_by("id").values_list("pk"))


def _new_items() -> QuerySet[IntakeItem]:
    return IntakeItem.objects.select_for_update(no_key=True).filter(state=State.NEW).order_by("id")


def _others(item: IntakeItem) -> list[IntakeItem]:
    """The undecided ones that say the same."""
    root = item.same_as_id or item.pk
    return list(_new_items().filter(Q(same_as=root) | Q(pk=root)).exclude(pk=item.pk))


def _decide(items: Iterable[IntakeItem], state: IntakeItem.State, user: User) -> None:
    now = timezone.now()
    for item in items:
        item.state, item.decided_by, item.decided_at = state, user, now
        item.save(update_fields=["state", "decided_by", "decided_at", "story"])
