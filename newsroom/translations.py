"""Which story says which in another language. No part of what is approved: readers have it from the next publish."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.editing import may_edit
from newsroom.errors import BlockedError, ForbiddenError, Problem
from newsroom.models import Story, User
from newsroom.visibility import visible_stories
from newsroom.workflow import lock_story


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a form says of it: the story that is translated, or None for none."""

    original: Story | None


def original_of(story: Story) -> Story:
    """The story that `story` is a translation of, or itself: a translation of a translation is one of the original."""
    return story.translation_of or story


def choosable_originals(story: Story, user: User) -> QuerySet[Story]:
    """What `user` may say that `story` translates."""
    return visible_stories(user).exclude(pk=story.pk)


def check_translation(story: Story, language: str, original: Story) -> str | Promise | None:
    """Why `story`, in `language`, cannot be a translation of `original`; None if it can."""
    original = original_of(original)
    if original.pk == story.pk:
        return _("That story is itself a translation of this one.")
    if story.pk and story.translations.exists():
        return _("Other stories are translations of this one; it is their original.")
    if original.language == language:
        return _("That story is in the same language.")
    if original.translations.filter(language=language).exclude(pk=story.pk).exists():
        return _("That story has a translation in this language already.")
    return None


@transaction.atomic
def set_translation(story_id: int, user: User, original: Story | None) -> Story:
    """Say which story this one translates, or (None) that it is an original. No version, no writer, no approval void.

    Raises ForbiddenError, and BlockedError with what is wrong at `translation_of`.
    """
    story = lock_story(story_id)
    original = original_of(original) if original else None
    if story.translation_of_id == (original.pk if original else None):
        return story
    if not may_edit(user, story):
        raise ForbiddenError(_("You may not change this story now."))
    if original:
        if not choosable_originals(story, user).filter(pk=original.pk).exists():
            message: str | Promise | None = _("Choose a story that exists.")
        else:
            message = check_translation(story, story.language, original)
        if message:
            raise BlockedError(_("Nothing was saved:"), (Problem("translation_of", message),))
    story.translation_of = original
    story.save(update_fields=["translation_of"])
    return story
