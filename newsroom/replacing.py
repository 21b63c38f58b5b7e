"""Another picture in place of one, in every story that shows it: an explicit act, story by story."""

import re
from dataclasses import dataclass, replace
from html import escape
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom.content import PictureRef, StoryContent, content_of
from newsroom.editing import keep_version, may_edit, save_story
from newsroom.errors import BlockedError, ForbiddenError, Problem, WorkflowError
from newsroom.library import Use, has_lapsed, may_replace, uses_of
from newsroom.locks import standing_lock
from newsroom.models import Picture, RecordEntry, Story, User
from newsroom.picture_words import word_problems
from newsroom.record import write_record

# The one form that pictures have in a body: articles/boxes.py.
_FIGURE: Final = (
    r'<figure data-box="picture" data-picture="{number}"[^>]*>(?:<figcaption>(.*?)</figcaption>)?</figure>'
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one story. `awaits_approval`: readers keep the old picture until its change is approved."""

    story: Story
    was_replaced: bool
    message: str | Promise
    awaits_approval: bool = False


def replacing_problems(old: Picture, new: Picture) -> list[Problem]:
    """Why `new` cannot stand in for `old`: its own words go with it, so it must have them."""
    if old.pk == new.pk:
        return [Problem("new", _("Choose another picture than the one that is replaced."))]
    if has_lapsed(new):
        return [Problem("new", _("The rights in that picture have lapsed."))]
    words = {"credit": new.credit, "alt": new.alt, "decorative": new.decorative}
    if word_problems(words):
        return [Problem("new", _("That picture still lacks its credit or its alternative text."))]
    return []


def obstacle(user: User, use: Use) -> str | Promise:
    """What keeps this user from replacing the picture in that story now; empty: nothing does."""
    if not use.is_working:
        return _("The working copy shows it no more; readers do until that change is approved and published.")
    if not may_edit(user, use.story):
        return _("You may not change this story now.")
    lock = standing_lock(use.story)
    if lock and lock.holder_id != user.pk:
        return format_lazy(_("{name} is writing in this story."), name=lock.holder)
    return ""


def replace_picture(old: Picture, new: Picture, user: User) -> list[Outcome]:
    """Put `new` where `old` stands in the working copies this user may change, and tell what became of each story.

    Nothing is forced: a story that somebody writes in, or that is out of this user's hands, is
    left as it is. Readers keep the old picture until the change is approved and published.
    Raises ForbiddenError, and BlockedError when `new` is not fit to be shown.
    """
    if not may_replace(user):
        raise ForbiddenError(_("You may not replace pictures everywhere."))
    if problems := replacing_problems(old, new):
        raise BlockedError(_("Nothing was replaced:"), tuple(problems))
    return [_replace_in(use, old, new, user) for use in uses_of(user, old)]


def _replace_in(use: Use, old: Picture, new: Picture, user: User) -> Outcome:
    story = use.story
    if reason := obstacle(user, use):
        return Outcome(story, False, reason, awaits_approval=use.awaits_approval)
    before = content_of(story)
    after = with_picture(before, old, new)
    if after == before:
        return Outcome(story, False, _("Its text does not show the picture any more."))
    try:
        keep_version(story.pk, user)
        saved = save_story(story.pk, user, after, seen_version=story.version)
    except WorkflowError as error:
        return Outcome(story, False, error.message)
    write_record(
        RecordEntry.Kind.PICTURE,
        user,
        story=saved,
        verb="replace_picture",
        before={"picture": f"#{old.pk}"},
        after={"picture": f"#{new.pk}"},
    )
    if saved.is_live:
        return Outcome(saved, True, _("Replaced; readers get it once the change is approved."), True)
    return Outcome(saved, True, _("Replaced."))


def with_picture(content: StoryContent, old: Picture, new: Picture) -> StoryContent:
    """The content with `new` wherever it shows `old`.

    Credit and alternative text are always the new picture's; so is the caption, unless it has none.
    """
    lead = content.picture
    if lead and lead.id == old.pk:
        lead = PictureRef.to(
            new,
            caption=new.caption or lead.caption,
            credit=new.credit,
            alt=new.alt,
            decorative=new.decorative,
        )
    figure = re.compile(_FIGURE.format(number=old.pk), re.DOTALL)
    body = figure.sub(lambda found: _figure(new, found[1] or ""), content.body)
    return replace(content, picture=lead, body=body).cleaned()


def _figure(picture: Picture, caption: str) -> str:
    """`caption` is HTML already."""
    words = 'data-decorative="1"' if picture.decorative else f'data-alt="{escape(picture.alt)}"'
    shown = escape(picture.caption, quote=False) or caption
    figcaption = f"<figcaption>{shown}</figcaption>" if shown else ""
    return (
        f'<figure data-box="picture" data-picture="{picture.pk}" {words}'
        f' data-credit="{escape(picture.credit)}">{figcaption}</figure>'
    )
