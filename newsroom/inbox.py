"""Messages: one row per person, written in the same transaction as what caused it. E-mail is a copy."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import Permission
from django.db.models import Q, QuerySet
from django.utils import timezone

from newsroom.models import Message, Story, User
from newsroom.visibility import may_see

Kind = Message.Kind


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
