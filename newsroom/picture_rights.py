"""Whether the paper may (still) print a picture, and which live stories show one that it may not."""

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.dates import format_date
from newsroom.content import StoryContent
from newsroom.errors import Problem
from newsroom.models import Picture, PictureUse, User
from newsroom.story_pictures import story_pictures
from newsroom.visibility import visible_stories


def rights_problem(picture: Picture, on: date | None = None) -> str | Promise:
    """Why this picture may not be printed on a day where the paper is (today); empty: it may."""
    message = None
    if picture.rights_until and picture.rights_until < (on or timezone.localdate()):
        message = _("The rights to “{picture}” ended on {date}.")
    elif picture.rights == Picture.Rights.LICENSED and not picture.rights_until:
        message = _("“{picture}” is licensed until a date: say in the library until which.")
    elif picture.rights == Picture.Rights.FREE and not picture.licence_url:
        message = _("“{picture}” has a free licence: give its address in the library.")
    ended = format_date(picture.rights_until) if picture.rights_until else ""
    return format_lazy(message, picture=str(picture), date=ended) if message else ""


def find_rights_problems(
    content: StoryContent, library: Mapping[int, Picture], on: date | None = None
) -> list[Problem] | None:
    """What speaks against printing the pictures of a story, at their fields; None when there are none.

    One that `library` lacks is not the story's to print: it is gone, or belongs to a story that others may not see.
    """
    # Number 0 is a file that was chosen in the form and not sent yet: nobody knows its rights.
    shown = {(one.number, one.field): one for one in story_pictures(content, library) if one.number}
    if not shown:
        return None
    problems = []
    for number, field in shown:
        row = library.get(number)
        if row is None:
            problems.append(Problem(field, _("This picture is not in the library any more. Take it out.")))
        elif message := rights_problem(row, on):
            problems.append(Problem(field, message))
    return problems


def lapsed_live_uses(user: User) -> QuerySet[PictureUse]:
    """Where readers are shown a picture whose rights have ended, in the stories that `user` may know of.

    Longest ended first. Each use comes with its picture and its story.
    """
    return (
        PictureUse.objects.filter(
            copy=PictureUse.Copy.LIVE,
            picture__rights_until__lt=timezone.localdate(),
            story__in=visible_stories(user),
        )
        .select_related("picture", "story")
        .order_by("picture__rights_until", "picture_id", "story_id")
    )
