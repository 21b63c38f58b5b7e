"""Sending a live story as breaking: to banner, ticker and breaking feed, and to the subscribers who asked for it.

An alert goes out at once, in the words of whoever sends it. Words other than the approved headline need nothing more
than the right to send alerts: there is no second pair of eyes in the minute that counts, so the record says who it was.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import alert_publishing
from articles.bengali.dates import iso
from articles.bengali.text import grapheme_length, normalise
from articles.models import Article
from articles.templatetags.bengali import digits
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem
from newsroom.models import BreakingAlert, RecordEntry, Story, User
from newsroom.outside import tell_breaking
from newsroom.push import drop_messages, queue_alert
from newsroom.record import write_record
from newsroom.visibility import may_see

SEND: Final = "newsroom.send_alert"
# Letters, as readers count them. A telephone shows so many in three lines of the banner, and in a notification that
# nobody has opened; more than the second number is a story and no alert.
ROOM: Final = 90
MOST_LETTERS: Final = 140
MOST_CHARACTERS: Final = 300  # of the column, in code points
USUAL: Final = timedelta(hours=2)
LONGEST: Final = timedelta(hours=24)  # ahead of now, whenever it is moved


def may_send(user: User, story: Story) -> bool:
    """Whether this user may ever send this story as breaking, whatever readers have of it."""
    return user.is_active and user.has_perm(SEND) and may_see(user, story)


def proposed_text(story: Story) -> str:
    """The headline that readers have, which was approved: never the working copy's. Empty if they have none."""
    return Article.objects.filter(pk=story.public_id).values_list("headline", flat=True).first() or ""


def standing_alert(story: Story) -> BreakingAlert | None:
    """The alert of this story that is in readers' banners now."""
    return story.alerts.filter(ends_at__gt=timezone.now(), public_id__isnull=False).first()


def newest_number(story: Story) -> int:
    """The number of the story's newest alert, 0 for none: what a form has seen (`send_alert`)."""
    return story.alerts.order_by("-id").values_list("pk", flat=True).first() or 0


@transaction.atomic
def send_alert(
    story: Story,
    user: User,
    text: str,
    ends_at: datetime,
    push: bool,
    *,
    seen: int | None = None,
    at: datetime | None = None,
) -> BreakingAlert:
    """Send the story as breaking until `ends_at`; with `push` also to whoever subscribed.

    `seen` is `newest_number` when the form was opened: a form that is sent twice sends one alert, even if that has
    ended meanwhile. `at` is for loading older ones; it is now otherwise.

    Raises ForbiddenError; ConflictError if readers do not have the story (any more), or if it is out as breaking
    already; BlockedError at `text` or `ends_at`.
    """
    now = at or timezone.now()
    story = _locked(story.pk)
    if not may_send(user, story):
        raise ForbiddenError(_("You may not send this story as breaking."))
    if not story.is_live:
        raise ConflictError(_("Readers do not have this story now. Nothing was sent."))
    if standing_alert(story) or (seen is not None and seen != newest_number(story)):
        raise ConflictError(_("This story was sent as breaking already. It was not sent a second time."))
    text = tidied(text)
    if problems := [*check_text(text), *check_end(ends_at, now)]:
        raise BlockedError(_("Nothing was sent:"), tuple(problems))
    try:
        public_id, edition = alert_publishing.publish_alert(story.public_id, text, now, ends_at)
    except Article.DoesNotExist as error:
        raise ConflictError(_("Readers do not have this story now. Nothing was sent.")) from error
    alert = BreakingAlert.objects.create(
        story=story,
        text=text,
        actor=user,
        sent_at=now,
        ends_at=ends_at,
        pushed=push,
        public_id=public_id,
        edition=edition,
    )
    _record(alert, user, "send_alert", now, push=push, edition=edition)
    if push:
        queue_alert(alert)
    tell_breaking()
    return alert


@transaction.atomic
def end_alert(alert_id: int, user: User) -> BreakingAlert:
    """Take the alert out of banner and ticker now; the story stays in the breaking feed.

    Raises ForbiddenError, ConflictError if it does not stand any more, BreakingAlert.DoesNotExist.
    """
    alert, now = _standing(alert_id, user), timezone.now()
    alert.ended_by = user
    _move_end(alert, now)
    _record(alert, user, "end_alert", now)
    return alert


@transaction.atomic
def prolong_alert(alert_id: int, user: User, ends_at: datetime) -> BreakingAlert:
    """Let the alert stand until another time ahead, later or earlier than it would. Nobody is told a second time.

    Raises ForbiddenError, ConflictError if it does not stand any more, BlockedError at `ends_at`,
    BreakingAlert.DoesNotExist.
    """
    alert, now = _standing(alert_id, user), timezone.now()
    if problems := check_end(ends_at, now):
        raise BlockedError(_("Nothing was changed:"), tuple(problems))
    _move_end(alert, ends_at)
    _record(alert, user, "prolong_alert", now)
    return alert


def end_with_story(story: Story, user: User, at: datetime) -> None:
    """The story is taken from readers, and every alert of it with it; what subscribers were still to be told is told
    to nobody, even if the story comes back. The caller holds the story's row."""
    story.alerts.filter(ends_at__gt=at).update(ends_at=at, ended_by=user)
    story.alerts.filter(public_id__isnull=False).update(public_id=None)
    drop_messages(story, at)


def tidied(text: str) -> str:
    """On one line, in the one spelling that is stored."""
    return " ".join(normalise(text).split())


def check_text(text: str) -> list[Problem]:
    """`text` is tidied already."""
    if not text:
        return [Problem("text", _("Write what readers are to be told."))]
    letters = grapheme_length(text)
    if letters > MOST_LETTERS:
        message = _("This is too long: {letters} letters, and {most} fit into banner and notification.")
        return [Problem("text", _with_numbers(message, letters=letters, most=MOST_LETTERS))]
    if len(text) > MOST_CHARACTERS:
        message = _("This is too long: {limit} characters fit here.")
        return [Problem("text", _with_numbers(message, limit=MOST_CHARACTERS))]
    return []


def check_end(ends_at: datetime, now: datetime) -> list[Problem]:
    if ends_at <= now:
        return [Problem("ends_at", _("This time has passed."))]
    if ends_at > now + LONGEST:
        hours = int(LONGEST / timedelta(hours=1))
        message = _("An alert stands for at most {hours} hours.")
        return [Problem("ends_at", _with_numbers(message, hours=hours))]
    return []


def _with_numbers(message: str | Promise, **numbers: int) -> str:
    return str(message).format(**{name: digits(number) for name, number in numbers.items()})


def _locked(story_id: int) -> Story:
    """Every writer of a story's alerts takes its row first, as its steps do: nobody withdraws it in between."""
    return Story.objects.select_for_update(of=("self",)).select_related("live_revision").get(pk=story_id)


def _standing(alert_id: int, user: User) -> BreakingAlert:
    """The alert with its story's row locked, if it stands and this user may move its end."""
    story = _locked(BreakingAlert.objects.values_list("story_id", flat=True).get(pk=alert_id))
    if not may_send(user, story):
        raise ForbiddenError(_("You may not change this alert."))
    alert = story.alerts.select_related("story", "actor").get(pk=alert_id)
    if alert.public_id is None or alert.ends_at <= timezone.now():
        raise ConflictError(_("This alert has ended. Nothing was changed."))
    return alert


def _move_end(alert: BreakingAlert, ends_at: datetime) -> None:
    alert.ends_at = ends_at
    if alert.public_id is None or alert_publishing.end_alert(alert.public_id, ends_at) is None:
        raise ConflictError(_("This alert has ended. Nothing was changed."))
    alert.save(update_fields=["ends_at", "ended_by"])


def _record(alert: BreakingAlert, user: User, verb: str, at: datetime, **data: Any) -> None:
    write_record(
        RecordEntry.Kind.ALERT,
        user,
        story=alert.story,
        verb=verb,
        text=alert.text,
        at=at,
        alert=alert.pk,
        expires=iso(alert.ends_at),
        **data,
    )
