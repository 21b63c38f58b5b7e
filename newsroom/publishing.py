"""From an approved revision to the public article. Runs inside take_step's transaction."""

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _
from PIL import UnidentifiedImageError

from articles.pictures import make_renditions
from articles.publishing import UncleanBodyError, publish_article
from articles.snapshot import ArticleSnapshot, BylineEntry, CorrectionNote, Named, PublicPicture
from newsroom import guards
from newsroom.content import PictureRef, StoryContent
from newsroom.errors import BlockedError, Problem
from newsroom.models import Picture, Revision, Story
from newsroom.pictures import open_original

if TYPE_CHECKING:
    from newsroom.steps import Move


def publish_revision(move: "Move") -> int:
    """Make the approved revision the live article, and remember it as such. Returns the edition."""
    story, revision, at = move.story, move.revision, move.at
    assert revision
    approval = guards.standing_approval(story)
    if approval is None or approval.revision_id != revision.pk:
        raise BlockedError(_("This is still missing:"), (Problem("", _("This text has not been approved.")),))
    try:
        # The picture first: from the edition's number on, every other publish waits for this one.
        published = publish_article(snapshot_of(story, revision), at)
    except UncleanBodyError as error:
        raise BlockedError(
            _("This is still missing:"),
            (
                Problem(
                    "body", _("The text holds markup that is not allowed. Save it once more to clean it.")
                ),
            ),
        ) from error
    except (FileNotFoundError, UnidentifiedImageError) as error:
        raise BlockedError(
            _("This is still missing:"),
            (
                Problem(
                    "lead_picture", _("The picture's file cannot be read any more. Choose another picture.")
                ),
            ),
        ) from error
    story.live_revision = revision
    story.correction_kind = story.correction_text = ""  # it is public now, and said once
    story.writers.all().delete()  # all of it was seen by other eyes now
    return published.edition


def snapshot_of(story: Story, revision: Revision) -> ArticleSnapshot:
    """The public form of a revision; writes its picture's renditions to public storage."""
    content = revision.story_content
    if content.section is None:
        raise ValueError(f"revision {revision} has no section")
    return ArticleSnapshot(
        public_id=story.public_id,
        revision=revision.number,
        content_hash=revision.content_hash,
        language=content.language,
        section=Named(slug=content.section.slug, name=content.section.name),
        kicker=content.kicker,
        headline=content.headline,
        standfirst=content.standfirst,
        body=content.body,
        dateline=content.dateline,
        source_credit=content.source_credit,
        sign_off=content.sign_off,
        byline=byline_entries(content),
        topics=topic_names(content),
        picture=_public_picture(content.picture) if content.picture else None,
        correction=(
            CorrectionNote(kind=content.correction.kind, text=content.correction.text)
            if content.correction
            else None
        ),
    )


def byline_entries(content: StoryContent) -> tuple[BylineEntry, ...]:
    return tuple(
        BylineEntry(line.contributor.slug, line.contributor.name, line.role, line.place)
        for line in content.byline
    )


def topic_names(content: StoryContent) -> tuple[Named, ...]:
    return tuple(Named(slug=topic.slug, name=topic.name) for topic in content.topics)


def _public_picture(ref: PictureRef) -> PublicPicture:
    with open_original(Picture.objects.get(pk=ref.id)) as image:
        renditions = make_renditions(image, default_storage)
    return PublicPicture(alt=ref.alt, caption=ref.caption, credit=ref.credit, renditions=renditions)
