"""Writing in the working copy. Saving never changes what readers see, and never makes history."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from articles.models import Section
from newsroom.content import StoryContent, content_of
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem
from newsroom.guards import overlong_parts
from newsroom.models import BylineLine, Desk, Revision, Story, StoryWriter, User
from newsroom.revisions import newest_revision, revision_for
from newsroom.step_table import STEP_BY_VERB
from newsroom.steps import Details
from newsroom.story_pictures import note_working_uses
from newsroom.visibility import is_on_desk, may_see
from newsroom.workflow import lock_story, perform_step

State = Story.State


def may_edit(user: User, story: Story) -> bool:
    """Writers write in their own drafts and live stories; editors in everything, at any time.

    A submitted or approved story is out of its writer's hands until he or she recalls it, or gets it back.
    """
    if not user.is_active or not user.has_perm("newsroom.change_story"):
        return False
    if not may_see(user, story) or story.state == State.SPIKED:
        return False
    if user.has_perm("newsroom.edit_any_story") and is_on_desk(user, story):
        return True
    return story.assignee_id == user.pk and story.state in {State.DRAFT, State.RETURNED, State.PUBLISHED}


@transaction.atomic
def start_story(user: User, content: StoryContent) -> Story:
    """A new draft of this user's. Raises ForbiddenError, and BlockedError for what is too long to be kept."""
    if not user.has_perm("newsroom.add_story"):
        raise ForbiddenError(_("You may not write stories."))
    story = Story(assignee=user)
    write_content(story, content.cleaned())
    StoryWriter.objects.create(story=story, user=user)
    return story


@transaction.atomic
def save_story(story_id: int, user: User, content: StoryContent, *, seen_version: int) -> Story:
    """Write `content` into the working copy if it says anything new.

    Changing an approved or published story reopens it: the approval is void, the
    story a draft, and readers keep what they have until the change is approved.
    Raises ForbiddenError, ConflictError when somebody else's save or step came first, and
    BlockedError for what is too long to be kept.
    """
    story = lock_story(story_id)
    if not may_edit(user, story):
        raise ForbiddenError(_("You may not change this story now."))
    before = content_of(story)
    content = _with_note(content.cleaned(), before)
    # Said already, if on an older version: the answer to the same save may have been lost on its way.
    if content == before:
        return story
    if story.version != seen_version:
        raise ConflictError(
            _("This story was saved elsewhere after you opened it. Your text is still here, unsaved.")
        )
    if story.state in STEP_BY_VERB["reopen"].sources:
        perform_step(story, user, STEP_BY_VERB["reopen"], Details(), timezone.now())
    StoryWriter.objects.get_or_create(story=story, user=user)
    write_content(story, content)
    return story


def says_nothing_new(story: Story, content: StoryContent) -> bool:
    """Whether saving `content` would leave the working copy as it is."""
    before = content_of(story)
    return _with_note(content.cleaned(), before) == before


def _with_note(content: StoryContent, before: StoryContent) -> StoryContent:
    """A form that does not show the note for readers leaves it as it is."""
    return content if content.correction else replace(content, correction=before.correction)


@transaction.atomic
def set_slug_line(story_id: int, user: User, slug_line: str) -> Story:
    """What the desk calls the story. No word of it: no version, no writer, and no approval is void.

    Raises ForbiddenError, and BlockedError for what is too long to be kept.
    """
    story = lock_story(story_id)
    slug_line = " ".join(normalise(slug_line).split())
    if slug_line == story.slug_line:
        return story
    if not may_edit(user, story):
        raise ForbiddenError(_("You may not change this story now."))
    limit = Story._meta.get_field("slug_line").max_length or 0
    if len(slug_line) > limit:
        message = format_lazy(_("This is too long: {limit} characters fit here."), limit=limit)
        raise BlockedError(_("Nothing was saved:"), (Problem("slug_line", message),))
    story.slug_line = slug_line
    story.save(update_fields=["slug_line"])
    return story


@transaction.atomic
def keep_version(story_id: int, user: User, moment: str = "keep") -> Revision:
    """Keep the working copy as it stands as a Revision, so that what replaces it later loses nothing.

    Returns the revision that keeps it. One that says the same keeps it already, also under older names: a new
    one would leave an approved story with an approval of an older revision.
    """
    story = lock_story(story_id)
    newest, content = newest_revision(story), content_of(story)
    # The note of a correction leaves the working copy when it is published.
    said = {newest.story_content, replace(newest.story_content, correction=None)} if newest else set()
    if newest and content in said:
        return newest
    return revision_for(story, user, moment, timezone.now())


def write_content(story: Story, content: StoryContent) -> None:
    """Put `content` into the story's columns, byline and topics, in the order given."""
    if problems := overlong_parts(content):
        raise BlockedError(_("Nothing was saved:"), tuple(problems))
    section = Section.objects.get(pk=content.section.id) if content.section else None
    if section and section.pk != story.section_id:
        story.desk = Desk.objects.filter(sections=section).first() or story.desk
    story.section = section
    story.language = content.language
    story.kicker = content.kicker
    story.headline = content.headline
    story.standfirst = content.standfirst
    story.body = content.body
    story.dateline = content.dateline
    story.source_credit = content.source_credit
    story.sign_off = content.sign_off
    picture = content.picture
    story.lead_picture_id = picture.id if picture else None
    story.picture_caption = picture.caption if picture else ""
    story.picture_credit = picture.credit if picture else ""
    story.picture_alt = picture.alt if picture else ""
    story.picture_decorative = bool(picture and picture.decorative)
    correction = content.correction
    story.correction_kind = correction.kind if correction else ""
    story.correction_text = correction.text if correction else ""
    story.changed_at = timezone.now()
    story.version += 1
    story.save()
    story.topics.set([topic.id for topic in content.topics])
    story.byline_lines.all().delete()
    BylineLine.objects.bulk_create(
        BylineLine(
            story=story,
            position=position,
            contributor_id=line.contributor.id,
            role=line.role,
            place=line.place,
        )
        for position, line in enumerate(content.byline)
    )
    note_working_uses(story, content)
