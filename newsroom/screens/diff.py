"""What changed: two texts of a story side by side; and, on the story's page, that something did."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from articles.bengali.digits import to_bengali_digits
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.diffing import CHANGED, MOVED, BlockChange, Comparison, compare
from newsroom.models import Revision, Story, Transition
from newsroom.paragraphs import block_words, split_blocks
from newsroom.queue import last_return
from newsroom.returns import CATEGORIES
from newsroom.screens.access import get_story
from newsroom.versions import (
    NOW,
    Version,
    default_pair,
    find_version,
    is_resubmission,
    last_sent_back,
    may_review,
    version_choices,
)
from newsroom.words import ADDED, REMOVED, SAME

CONTEXT_BLOCKS = 1  # unchanged paragraphs left open on either side of a change


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("story/<int:story_id>/changes/", wrap(show_changes), name="newsroom_story_changes"),
    ]


@require_safe
def show_changes(request: HttpRequest, story_id: int) -> HttpResponse:
    """Two texts compared. ?from= and ?to= are each a revision's number, `live`, `returned` or `now`.

    Without them: what one most likely wants to see. 404 for a text that is not there.
    """
    story = get_story(request, story_id)
    context = newsroom_site.each_context(request) | {"title": _("What changed"), "story": story}
    pair = default_pair(story)
    older = request.GET.get("from") or (pair[0] if pair else "")
    newer = request.GET.get("to") or (pair[1] if pair else NOW)
    if older:
        before, after = _version(story, older), _version(story, newer)
        comparison = compare(before.content, after.content)
        context |= {
            "before": before,
            "after": after,
            "comparison": comparison,
            "summary": summarise(comparison),
            "runs": fold(comparison.body),
            "returned": _return_shown(story, before),
        }
    choices = version_choices(story)
    return render(request, "newsroom/diff.html", context | {"choices": choices})


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    """For the panel: what changed, in a few words. For the return pinned above the text: its paragraphs."""
    context: dict[str, Any] = {}
    if returned := last_return(story):
        context |= return_context(story, returned)
    pair = default_pair(story)
    if pair is None:
        return context
    comparison = compare(_version(story, pair[0]).content, _version(story, pair[1]).content)
    is_second_reading = is_resubmission(story)
    if comparison.is_empty and not is_second_reading:
        return context
    return context | {
        "changes_url": changes_url(story),
        "changes_from": pair[0],
        "changes": summarise(comparison),
        "changes_first": is_second_reading and may_review(staff_user(request), story),
        "sent_back": last_sent_back(story) if is_second_reading else None,
    }


def changes_url(story: Story, older: str = "", newer: str = "") -> str:
    query = {name: key for name, key in (("from", older), ("to", newer)) if key}
    url = reverse("admin:newsroom_story_changes", args=[story.pk])
    return f"{url}?{urlencode(query)}" if query else url


def _version(story: Story, key: str) -> Version:
    try:
        return find_version(story, key)
    except Revision.DoesNotExist as error:
        raise Http404 from error


# In a few words


def summarise(comparison: Comparison) -> list[str | Promise]:
    """The fields that differ, and how many paragraphs came to what."""
    lines: list[str | Promise] = [field.label for field in comparison.fields]
    if comparison.picture:
        lines.append(_("lead picture"))
    counted = (
        (CHANGED, lambda n: ngettext("%(n)s paragraph changed", "%(n)s paragraphs changed", n)),
        (ADDED, lambda n: ngettext("%(n)s paragraph added", "%(n)s paragraphs added", n)),
        (REMOVED, lambda n: ngettext("%(n)s paragraph removed", "%(n)s paragraphs removed", n)),
        (MOVED, lambda n: ngettext("%(n)s paragraph moved", "%(n)s paragraphs moved", n)),
    )
    for kind, words in counted:
        if number := comparison.count(kind):
            lines.append(words(number) % {"n": to_bengali_digits(number)})
    return lines


# Folding what stayed the same


@dataclass(frozen=True, slots=True)
class Run:
    """Paragraphs that are shown together; folded away if nothing in them changed."""

    blocks: tuple[BlockChange, ...]
    is_folded: bool


def fold(body: tuple[BlockChange, ...]) -> list[Run]:
    """The body in runs: long unchanged stretches folded, but for the paragraphs beside a change."""
    changed = [index for index, block in enumerate(body) if block.kind != SAME]
    near = {
        index + step
        for index in changed
        for step in range(-CONTEXT_BLOCKS, CONTEXT_BLOCKS + 1)
        if 0 <= index + step < len(body)
    }
    runs: list[Run] = []
    start = 0
    for end in range(1, len(body) + 1):
        if end == len(body) or (end in near) != (start in near):
            runs.append(Run(body[start:end], is_folded=start not in near))
            start = end
    return runs


# The return, with the paragraphs it speaks of


@dataclass(frozen=True, slots=True)
class Quote:
    """A paragraph that a return points at: where it stood, its text, and where it is found in the comparison."""

    number: int  # from 1
    text: str
    url: str


def return_context(story: Story, returned: Transition) -> dict[str, Any]:
    return {
        "returned": returned,
        "returned_category": CATEGORIES.get(returned.category, ""),
        "returned_quotes": quotes_of(story, returned),
    }


def quotes_of(story: Story, returned: Transition) -> list[Quote]:
    """The paragraphs as they stood in what was returned; indexes that lead nowhere are left out."""
    if not returned.paragraphs or returned.revision is None:
        return []
    blocks = split_blocks(returned.revision.story_content.body)
    url = changes_url(story, str(returned.revision.number), NOW)
    return [
        Quote(index + 1, block_words(blocks[index], 240), f"{url}#before-{index}")
        for index in sorted(set(returned.paragraphs))
        if index < len(blocks)
    ]


def _return_shown(story: Story, before: Version) -> dict[str, Any] | None:
    """Above a comparison with what was returned: why it was."""
    returned = last_sent_back(story)
    if returned is None or returned.revision is None or returned.revision.number != before.number:
        return None
    return return_context(story, returned)
