"""The public note of a correction: written into the working copy, approved and published with the text."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.errors import Problem
from newsroom.models import Story, StoryWriter
from newsroom.steps import Details, Move


def check_note(story: Story, details: Details) -> list[Problem]:
    """A kind, and words for readers that fit."""
    problems = []
    if details.kind not in Story.CorrectionKind.values:
        problems.append(Problem("kind", _("Choose what kind of note it is.")))
    text, limit = note_text(details), Story._meta.get_field("correction_text").max_length or 0
    if not text:
        problems.append(Problem("reason", _("Write the note for readers.")))
    elif len(text) > limit:
        message = format_lazy(_("This is too long: {limit} characters fit here."), limit=limit)
        problems.append(Problem("reason", message))
    return problems


def note_text(details: Details) -> str:
    """The note as it is stored: on one line."""
    return " ".join(details.reason.split())


def add_note(move: Move) -> None:
    """The note becomes part of the working copy, in the place of one that is not public yet.

    Whoever wrote it had a hand in the text.
    """
    move.story.correction_kind = move.details.kind
    move.story.correction_text = note_text(move.details)
    StoryWriter.objects.get_or_create(story=move.story, user=move.user)
