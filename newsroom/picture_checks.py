"""What is looked at in a story's pictures before a step: described, credited, and ready for readers."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.content import StoryContent, content_of
from newsroom.errors import Problem
from newsroom.models import Picture, Story, User
from newsroom.picture_rights import find_rights_problems
from newsroom.story_pictures import StoryPicture, library_of, shown_numbers, story_pictures

Library = Mapping[int, Picture]


def find_undescribed(content: StoryContent, library: Library) -> list[Problem] | None:
    """Pictures without alternative text that are not decorative; None when the story has no pictures."""
    pictures = story_pictures(content, library)
    if not pictures:
        return None
    missing = [one for one in pictures if not one.alt and not one.decorative]
    return [
        Problem(
            "picture_alt" if one.field == "lead_picture" else "body",
            _("Describe the picture for those who cannot see it.")
            if one.field == "lead_picture"
            else format_lazy(
                _("Describe the picture “{picture}” in the text."), picture=_called(one, library)
            ),
        )
        for one in missing
    ]


def find_uncredited(content: StoryContent, library: Library) -> list[Problem] | None:
    """Pictures that do not say whose they are; None when the story has no pictures."""
    pictures = story_pictures(content, library)
    if not pictures:
        return None
    return [
        Problem(
            "picture_credit" if one.field == "lead_picture" else "body",
            _("Say whose picture it is.")
            if one.field == "lead_picture"
            else format_lazy(
                _("Say whose the picture “{picture}” in the text is."), picture=_called(one, library)
            ),
        )
        for one in pictures
        if not one.credit
    ]


def check_pictures(story: Story, user: User) -> list[Problem]:
    """A guard: every picture may be printed today, and the worker has made what readers get of it."""
    content = content_of(story)
    library = library_of(story, content)
    return (find_rights_problems(content, library) or []) + _unready(content, library)


def _unready(content: StoryContent, library: Library) -> list[Problem]:
    lead = content.picture.id if content.picture else None
    problems = []
    for number in shown_numbers(content):
        row = library.get(number)
        if row is None or row.renditions is not None:
            continue
        message = row.renditions_problem or format_lazy(
            _("The picture “{picture}” is being prepared for readers. Try again in a moment."),
            picture=str(row),
        )
        problems.append(Problem("lead_picture" if number == lead else "body", message))
    return problems


def _called(one: StoryPicture, library: Library) -> str:
    row = library.get(one.number)
    return one.caption or (str(row) if row else str(one.number))
