"""What must be true before a step may be taken. Each guard returns what is wrong; nothing means yes."""

from collections.abc import Callable
from typing import cast

from django.db.models import CharField
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.html import clean_body
from newsroom.checks import required_problems
from newsroom.content import StoryContent, content_of
from newsroom.errors import Problem
from newsroom.models import Approval, BylineLine, Story, User
from newsroom.topics import with_merged_topics

Guard = Callable[[Story, User], list[Problem]]


def check_complete(story: Story, user: User) -> list[Problem]:
    """A reader must get a whole story: every check that the story's desk requires is met."""
    return required_problems(story, user)


def overlong_parts(content: StoryContent) -> list[Problem]:
    """What does not fit its column. A form cannot tell: normalised, a য় typed as one character is stored as two."""
    parts = {
        name: getattr(content, name)
        for name in ("kicker", "headline", "dateline", "source_credit", "sign_off")
    }
    if picture := content.picture:
        parts |= {f"picture_{name}": getattr(picture, name) for name in ("caption", "credit", "alt")}
    limits = {field.name: field.max_length for field in Story._meta.concrete_fields if field.max_length}
    message = _("This is too long: {limit} characters fit here.")
    problems = [
        Problem(name, format_lazy(message, limit=limits[name]))
        for name, text in parts.items()
        if len(text) > limits[name]
    ]
    place = cast(CharField, BylineLine._meta.get_field("place")).max_length or 0
    if any(len(line.place) > place for line in content.byline):
        problems.append(Problem("byline", format_lazy(message, limit=place)))
    return problems


def check_clean(story: Story, user: User) -> list[Problem]:
    """The text passes today's cleaner unchanged; saving cleans it, so only a tightened rule or a raw write fails."""
    if clean_body(story.body) != story.body:
        return [
            Problem("body", _("The text holds markup that is not allowed. Save it once more to clean it."))
        ]
    return []


def check_four_eyes(story: Story, user: User) -> list[Problem]:
    """Nobody approves what he or she wrote in. The database refuses it as well (a trigger on Approval)."""
    if is_lenient(story):
        return []
    if story.writers.filter(user=user).exists():
        return [Problem("", _("You wrote in this text; another editor must approve it."))]
    return []


def is_lenient(story: Story) -> bool:
    """Whether the story lies on a desk that goes without four eyes."""
    return story.desk is not None and not story.desk.four_eyes


def standing_approval(story: Story) -> Approval | None:
    """The approval of the story's newest revision, unless it was voided."""
    newest = story.revisions.order_by("-number")[:1]
    return Approval.objects.select_related("revision").filter(revision=newest, voided_at=None).first()


def _approved_own_words(approval: Approval) -> bool:
    return approval.revision.writers.filter(pk=approval.approved_by_id).exists()


def check_approved(story: Story, user: User) -> list[Problem]:
    """There is an approval, and the working copy still says what was approved."""
    approval = standing_approval(story)
    if approval is None:
        return [Problem("", _("This text has not been approved."))]
    if not (is_lenient(story) or approval.break_glass) and _approved_own_words(approval):
        # On a desk that goes without four eyes, from which the story was then handed to this one.
        return [Problem("", _("Whoever approved this text wrote in it; this desk asks for another editor."))]
    content, approved = content_of(story), with_merged_topics(approval.revision.story_content)
    if content != approved:
        return [Problem("", _("The text changed after it was approved; it needs a new approval."))]
    if approved.unsaid():
        return [Problem("body", _("The words of a picture in the text were not approved with it."))]
    if content.addresses() != approved.addresses():
        # Readers would be sent to the old one, which may even be another section's by now.
        return [
            Problem(
                "", _("The address of a section, topic or author changed; the story needs a new approval.")
            )
        ]
    return []
