"""The texts of a story that can be laid side by side, and which two are meant when nobody says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.dates import format_datetime
from articles.bengali.digits import to_bengali_digits
from newsroom.content import StoryContent, content_of
from newsroom.models import Revision, Story, Transition, User
from newsroom.numbers import whole_number
from newsroom.visibility import is_on_desk

NOW: Final = "now"
LIVE: Final = "live"
RETURNED: Final = "returned"
MOST: Final = 200  # revisions to choose from, the newest ones
# What made a revision, where it was no step of the workflow.
MOMENTS: Final[dict[str, str | Promise]] = {
    "submit": _("submitted"),
    "return": _("returned"),
    "approve": _("approved"),
    "override": _("approved alone"),
    "publish": _("published"),
    "keep": _("kept"),
    "takeover": _("taken over"),
}


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a story: a revision, or the working copy (`number` 0)."""

    key: str  # as an address says it
    label: str | Promise
    number: int
    at: datetime
    content: StoryContent


def find_version(story: Story, key: str) -> Version:
    """The version an address names: a revision's number, `live`, `returned` or `now`.

    Raises Revision.DoesNotExist when the story has no such text.
    """
    if key == NOW:
        return Version(NOW, _("the text as it stands now"), 0, story.changed_at, content_of(story))
    if key == LIVE:
        return _version(story, _live_revision(story), key, _("what readers have"))
    if key == RETURNED:
        sent_back = last_sent_back(story)
        if sent_back is None or sent_back.revision is None:
            raise Revision.DoesNotExist
        return _version(story, sent_back.revision, key, _("what was returned"))
    number = whole_number(key, digits=9)
    if number is None:
        raise Revision.DoesNotExist
    revision = story.revisions.select_related("created_by").get(number=number)
    return _version(story, revision, str(revision.number), describe(revision))


def default_pair(story: Story) -> tuple[str, str] | None:
    """What a reader of changes wants to see first. None while there is nothing earlier than the working copy.

    After a return: what changed since. For a story readers have: what they would get. Else
    the newest revision that says something else.
    """
    newest = story.transitions.filter(verb__in=["return", "publish"]).values_list("verb", flat=True).first()
    if newest == "return":
        return RETURNED, NOW
    if story.is_live and story.live_revision_id and story.state != Story.State.PUBLISHED:
        return LIVE, NOW
    now = content_of(story)
    for revision in story.revisions.order_by("-number")[:3]:
        if revision.story_content != now:
            return str(revision.number), NOW
    return None


def last_sent_back(story: Story) -> Transition | None:
    """The newest return, with its revision."""
    return story.transitions.filter(verb="return").select_related("revision__created_by", "actor").first()


def is_resubmission(story: Story) -> bool:
    """Whether it waits for its second reading: submitted again after a return."""
    return story.state == Story.State.SUBMITTED and (default_pair(story) or ("",))[0] == RETURNED


def may_review(user: User, story: Story) -> bool:
    return user.has_perm("newsroom.review_story") and is_on_desk(user, story)


def version_choices(story: Story) -> list[tuple[str, str | Promise]]:
    """All texts to choose from, newest first, as keys and labels."""
    choices: list[tuple[str, str | Promise]] = [(NOW, _("the text as it stands now"))]
    if story.is_live and story.live_revision_id:
        choices.append((LIVE, _("what readers have")))
    if last_sent_back(story):
        choices.append((RETURNED, _("what was returned")))
    revisions = story.revisions.select_related("created_by").defer("content").order_by("-number")[:MOST]
    return choices + [(str(revision.number), describe(revision)) for revision in revisions]


def describe(revision: Revision) -> str | Promise:
    """Its number, moment, who and when."""
    return format_lazy(
        _("Revision {number}: {moment}, {who}, {when}"),
        number=to_bengali_digits(revision.number),
        moment=MOMENTS.get(revision.moment, revision.moment),
        who=revision.created_by,
        when=format_datetime(revision.created_at),
    )


def _live_revision(story: Story) -> Revision:
    if not story.is_live or story.live_revision is None:
        raise Revision.DoesNotExist
    return story.live_revision


def _version(story: Story, revision: Revision, key: str, label: str | Promise) -> Version:
    return Version(key, label, revision.number, revision.created_at, revision.story_content)
