"""Taking a live story from readers, in three ways."""

from django.utils.translation import gettext_lazy as _

from articles.models import Article, Tombstone
from articles.publishing import retract_article
from newsroom.alerts import end_with_story
from newsroom.errors import BlockedError, Problem
from newsroom.models import Story
from newsroom.steps import Details, Move
from newsroom.story_pictures import forget_live_uses


def withdraw(move: Move) -> int:
    """Readable under a notice at its address; gone from every list."""
    forget_live_uses(move.story)
    end_with_story(move.story, move.user, move.at)
    return retract_article(
        move.story.public_id, Tombstone.Kind.WITHDRAWN, move.at, notice=move.details.reason.strip()
    )


def take_down(move: Move) -> int:
    """410: the address says that something was here, and nothing more."""
    forget_live_uses(move.story)
    end_with_story(move.story, move.user, move.at)
    return retract_article(move.story.public_id, Tombstone.Kind.GONE, move.at)


def redirect(move: Move) -> int:
    """Readers go to another live story."""
    forget_live_uses(move.story)
    end_with_story(move.story, move.user, move.at)
    try:
        return retract_article(
            move.story.public_id, Tombstone.Kind.REDIRECTED, move.at, target=move.details.target.strip()
        )
    except Article.DoesNotExist as error:
        problem = Problem("target", _("Name another story that is live."))
        raise BlockedError(_("This is still missing:"), (problem,)) from error


def stop_the_clock(move: Move) -> None:
    """A change that was scheduled must not bring back by itself what was just taken from readers: it stays approved."""
    if move.story.state == Story.State.SCHEDULED:
        move.story.state = Story.State.APPROVED
        move.story.state_since = move.at
        move.story.publish_at = None


def check_target(story: Story, details: Details) -> list[Problem]:
    target = details.target.strip()
    if target == story.public_id or not Article.objects.filter(pk=target).exists():
        return [Problem("target", _("Name another story that is live."))]
    return []
