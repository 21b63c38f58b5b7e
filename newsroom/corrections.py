"""The public note of a correction: written into the working copy, approved and published with the text."""

from django.utils.translation import gettext_lazy as _

from newsroom.errors import Problem
from newsroom.models import Story, StoryWriter
from newsroom.steps import Details, Move


def check_kind(story: Story, details: Details) -> list[Problem]:
    if details.kind not in Story.CorrectionKind.values:
        return [Problem("kind", _("Choose what kind of note it is."))]
    return []


def add_note(move: Move) -> None:
    """The note becomes part of the working copy; whoever wrote it had a hand in the text."""
    move.story.correction_kind = move.details.kind
    move.story.correction_text = " ".join(move.details.reason.split())
    StoryWriter.objects.get_or_create(story=move.story, user=move.user)
