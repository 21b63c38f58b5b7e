"""Writing in the working copy. Saving never changes what readers see, and never makes history."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from newsroom.content import StoryContent, content_of
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.guards import overlong_parts
from newsroom.models import BylineLine, Desk, Story, StoryWriter, User
from newsroom.revisions import newest_revision, revision_for
from newsroom.workflow import STEP_BY_VERB, lock_story, perform_step

State = Story.State


def may_edit(user: User, story: Story) -> bool:
    """Writers write in their own drafts and live stories; editors in everything, at any time.

    A submitted or approved story is out of its writer's hands until he or she recalls it, or gets it back.
    """
    if not user.is_active or not user.has_perm("newsroom.change_story"):
        return False
    if user.has_perm("newsroom.edit_any_story"):
        return True
    return story.assignee_id == user.pk and story.state in {State.DRAFT, State.RETURNED, State.PUBLISHED}


@transaction.atomic
def start_story(user: User, content: StoryContent) -> Story:
    """A new draft of this user's. Raises ForbiddenError, and BlockedError for what is too long to be kept."""
    if not user.has_perm("newsroom.add_story"):
        raise ForbiddenError(_("You may not write stories."))
    story = Story(assignee=user)
    _write(story, content.cleaned())
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
    content = content.cleaned()
    if content == content_of(story):  # said already: a second press, or the same from another tab
        return story
    if story.version != seen_version:
        raise ConflictError(
            _("This story was saved elsewhere after you opened it. Your text is still here, unsaved.")
        )
    if story.state in STEP_BY_VERB["reopen"].sources:
        perform_step(story, user, STEP_BY_VERB["reopen"], reason="", at=timezone.now())
    StoryWriter.objects.get_or_create(story=story, user=user)
    _write(story, content)
    return story


@transaction.atomic
def keep_version(story_id: int, user: User) -> None:
    """Keep the working copy as it stands as a Revision, so that what replaces it later loses nothing.

    A revision that says the same keeps it already, also under older names: a new one would leave an
    approved story with an approval of an older revision.
    """
    story = lock_story(story_id)
    newest = newest_revision(story)
    if newest is None or newest.story_content != content_of(story):
        revision_for(story, user, "keep", timezone.now())


def _write(story: Story, content: StoryContent) -> None:
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
    story.changed_at = timezone.now()
    story.version += 1
    story.save()
    story.topics.set([topic.id for topic in content.topics])
    story.byline_lines.all().delete()
    BylineLine.objects.bulk_create(
        BylineLine(story=story, position=position, contributor_id=line.contributor.id, role=line.role)
        for position, line in enumerate(content.byline)
    )
