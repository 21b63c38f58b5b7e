"""Messages: one row per person, written in the same transaction as what caused it. E-mail is a copy."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils import timezone

from newsroom.models import Message, Story, User
from newsroom.visibility import may_see, visible_stories

Kind = Message.Kind
COUNT_LIMIT: Final = 99
PAGE_SIZE: Final = 30


def send_messages(
    users: Iterable[User],
    kind: Kind,
    *,
    actor: User | None,
    story: Story | None = None,
    text: str = "",
    at: datetime | None = None,
) -> list[Message]:
    """Put a message into the inbox of each of `users` who may see the story; never into the actor's own.

    Whoever chose to have this kind by e-mail too gets a copy from the worker, after the commit.
    """
    recipients = {
        user.pk: user
        for user in users
        if user.is_active and user != actor and (story is None or may_see(user, story))
    }
    messages = Message.objects.bulk_create(
        Message(user=user, kind=kind, actor=actor, story=story, text=text, at=at or timezone.now())
        for user in recipients.values()
    )
    _queue_copies([message for message in messages if kind in recipients[message.user_id].email_kinds])
    return messages


def people_who_may(permission: str) -> QuerySet[User]:
    """Active users with `permission` ("newsroom.review_story"), by group or by themselves."""
    app, codename = permission.split(".")
    granted = Permission.objects.filter(content_type__app_label=app, codename=codename)
    may = Q(groups__permissions__in=granted) | Q(user_permissions__in=granted) | Q(is_superuser=True)
    return User.objects.filter(may, is_active=True).distinct()


def reviewers_of(story: Story) -> QuerySet[User]:
    """The editors of the story's desk; all editors while it has none."""
    reviewers = people_who_may("newsroom.review_story")
    return reviewers.filter(desks=story.desk_id) if story.desk_id else reviewers


def _queue_copies(messages: list[Message]) -> None:
    from newsroom.tasks import email_message

    for message in messages:
        email_message.defer(message_id=message.pk)


# Reading


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as its reader may see it now: without story and words once the story is hidden from him or her."""

    message: Message
    story: Story | None
    is_hidden: bool

    @property
    def text(self) -> str:
        return "" if self.is_hidden else self.message.text


@dataclass(frozen=True, slots=True)
class Page:
    letters: list[Letter]
    older: int | None  # where the next page begins: messages with a smaller id


def unread_count(user: User) -> int:
    """How many messages wait, up to COUNT_LIMIT + 1."""
    return Message.objects.filter(user=user, read_at=None).order_by()[: COUNT_LIMIT + 1].count()


def read_page(user: User, *, kind: str = "", before: int | None = None) -> Page:
    """The messages of one page, newest first: of one kind if it is named, older than `before` if that is given."""
    messages = Message.objects.filter(user=user).select_related("actor").order_by("-id")
    if kind:
        messages = messages.filter(kind=kind)
    if before is not None:
        messages = messages.filter(pk__lt=before)
    rows = list(messages[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    older = shown[-1].pk if len(rows) > PAGE_SIZE else None
    return Page(_letters(user, shown), older)


def letter_of(message: Message) -> Letter:
    """One message as the one it is for may see it now."""
    return _letters(message.user, [message])[0]


def _letters(user: User, messages: list[Message]) -> list[Letter]:
    wanted = {message.story_id for message in messages if message.story_id}
    stories = visible_stories(user).filter(pk__in=wanted).defer("body").in_bulk() if wanted else {}
    return [
        Letter(
            message,
            story := stories.get(message.story_id) if message.story_id else None,
            is_hidden=message.story_id is not None and story is None,
        )
        for message in messages
    ]


def mark_read(messages: QuerySet[Message]) -> int:
    """Mark what is unread among them; what was read before keeps its time. Returns how many."""
    return messages.filter(read_at=None).update(read_at=timezone.now())


def choose_email_kinds(user: User, kinds: Iterable[str]) -> None:
    """Which kinds are also sent by e-mail from now on; unknown ones are left out."""
    user.email_kinds = [kind for kind in Kind.values if kind in set(kinds)]
    user.save(update_fields=["email_kinds"])
