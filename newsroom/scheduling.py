"""Times: the embargo, which nobody gets around, and publishing by the clock."""

import logging
from datetime import datetime, timedelta

from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.dates import format_datetime
from newsroom.content import content_of
from newsroom.errors import ForbiddenError, Problem, WorkflowError
from newsroom.models import RecordEntry, Story, User
from newsroom.picture_rights import find_rights_problems
from newsroom.record import write_record
from newsroom.steps import Details, Move
from newsroom.story_pictures import library_of
from newsroom.visibility import may_see

logger = logging.getLogger("newsroom.scheduling")
LATE_AFTER = timedelta(seconds=60)  # then the queue shows an alarm


def check_embargo(story: Story, user: User) -> list[Problem]:
    """Nothing under embargo is published before its time, by anyone. A trigger refuses it as well."""
    if story.embargo_until and story.embargo_until > timezone.now():
        when = format_datetime(story.embargo_until)
        return [Problem("embargo_until", format_lazy(_("Under embargo until {when}."), when=when))]
    return []


def check_publish_at(story: Story, details: Details) -> list[Problem]:
    """A time to publish at lies ahead, and not inside the embargo."""
    if details.publish_at is None:
        return [Problem("publish_at", _("Say when."))]
    if details.publish_at <= timezone.now():
        return [Problem("publish_at", _("This time has passed."))]
    if story.embargo_until and details.publish_at < story.embargo_until:
        when = format_datetime(story.embargo_until)
        return [Problem("publish_at", format_lazy(_("Under embargo until {when}."), when=when))]
    content = content_of(story)
    ended = find_rights_problems(content, library_of(story, content), timezone.localdate(details.publish_at))
    return [Problem("publish_at", problem.message) for problem in ended or []]


def set_publish_time(move: Move) -> None:
    """Remember the time, and queue the clock's job in the same transaction."""
    from newsroom.tasks import publish_due

    move.story.publish_at = move.details.publish_at
    publish_due.configure(schedule_at=move.details.publish_at).defer()


def clear_publish_time(move: Move) -> None:
    move.story.publish_at = None


def due_stories(now: datetime) -> QuerySet[Story]:
    """Scheduled stories whose time has come, in the order of their times."""
    return Story.objects.filter(state=Story.State.SCHEDULED, publish_at__lte=now).order_by("publish_at", "id")


def missed_stories(now: datetime) -> QuerySet[Story]:
    """The alarm: scheduled stories that should have been live for more than LATE_AFTER."""
    return due_stories(now - LATE_AFTER)


def publish_due_stories() -> int:
    """Publish everything whose time has come, in order; returns how many.

    Safe in any number of workers at once: a story that another one holds is skipped,
    and one that was published is no longer scheduled. One that cannot be published (a
    guard, a lost file) keeps its place, alarms, and does not keep the next from its time.
    """
    from newsroom.workflow import publish_by_clock

    published = 0
    for pk in list(due_stories(timezone.now()).values_list("pk", flat=True)):
        try:
            published += publish_by_clock(pk)
        except WorkflowError as error:
            logger.error("scheduled story %s was not published: %s", pk, error.message)
        except OperationalError:
            raise  # without a database none of them can be published: the job is tried again
        except Exception:
            logger.exception("scheduled story %s was not published", pk)
    return published


@transaction.atomic
def set_embargo(story_id: int, user: User, until: datetime | None) -> Story:
    """Put a story under embargo until an instant, or lift it (None). On the record.

    Setting or prolonging one is for whoever may edit the story; shortening or lifting
    one for editors. A scheduled story whose time the new embargo overtakes is refused:
    unschedule it first. Raises ForbiddenError.
    """
    from newsroom.editing import may_edit
    from newsroom.workflow import lock_story

    story = lock_story(story_id)
    before = story.embargo_until
    if not may_see(user, story) or not may_edit(user, story):
        raise ForbiddenError(_("You may not change this story now."))
    loosens = before is not None and before > timezone.now() and (until is None or until < before)
    if loosens and not user.has_perm("newsroom.review_story"):
        raise ForbiddenError(_("Only an editor may shorten or lift an embargo."))
    if until and story.state == Story.State.SCHEDULED and story.publish_at and story.publish_at < until:
        raise ForbiddenError(_("The story is scheduled before the end of this embargo. Unschedule it first."))
    if until != before:
        story.embargo_until = until
        story.version += 1
        story.save(update_fields=["embargo_until", "version"])
        write_record(
            RecordEntry.Kind.TIMES,
            user,
            story=story,
            verb="embargo",
            before=before.isoformat() if before else "",
            after=until.isoformat() if until else "",
        )
    return story
