"""Who is reviewing a submitted story, since when; and what a return must say."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.errors import Problem
from newsroom.models import Story, User
from newsroom.returns import CATEGORIES
from newsroom.steps import Details, Move


def check_unclaimed(story: Story, user: User) -> list[Problem]:
    if story.reviewer_id == user.pk:
        return [Problem("", _("You are reviewing it already."))]
    if story.reviewer:
        return [Problem("", format_lazy(_("{who} is reviewing it."), who=str(story.reviewer)))]
    return []


def check_claimed(story: Story, user: User) -> list[Problem]:
    """One gives up one's own review; a chief editor may free anybody's."""
    if story.reviewer_id is None:
        return [Problem("", _("Nobody is reviewing it."))]
    if story.reviewer_id != user.pk and not user.has_perm("newsroom.all_desks"):
        return [Problem("", format_lazy(_("{who} is reviewing it."), who=str(story.reviewer)))]
    return []


def claim(move: Move) -> None:
    move.story.reviewer = move.user
    move.story.reviewing_since = move.at


def release(move: Move) -> None:
    move.story.reviewer = None
    move.story.reviewing_since = None


def check_category(story: Story, details: Details) -> list[Problem]:
    problems = []
    if details.category not in CATEGORIES:
        problems.append(Problem("category", _("Choose what it is about.")))
    if not details.reason.strip():
        problems.append(Problem("reason", _("Give a reason.")))
    return problems
