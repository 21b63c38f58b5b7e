"""From an approved revision to the public article. Runs inside take_step's transaction."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.utils.translation import gettext_lazy as _

from articles.boxes import opening_gallery
from articles.cards import HEIGHT, WIDTH, draw_card
from articles.pictures import copy_renditions, store_card
from articles.publishing import UncleanBodyError, publish_article
from articles.snapshot import ArticleSnapshot, BylineEntry, CorrectionNote, Named, PublicPicture, Rendition
from newsroom import guards
from newsroom.content import StoryContent
from newsroom.errors import BlockedError, Problem
from newsroom.models import Picture, Revision, Story
from newsroom.renditions import FOLDER, renditions_of
from newsroom.sign_off import sign_off_of
from newsroom.storage import originals
from newsroom.story_pictures import StoryPicture, note_live_uses, shown_numbers, story_pictures
from newsroom.topics import with_merged_topics

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
        # The pictures first: from the edition's number on, every other publish waits for this one.
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
    except FileNotFoundError as error:
        raise BlockedError(
            _("This is still missing:"),
            (
                Problem(
                    "lead_picture", _("The picture's file cannot be read any more. Choose another picture.")
                ),
            ),
        ) from error
    note_live_uses(story, shown_numbers(revision.story_content))
    story.live_revision = revision
    story.correction_kind = story.correction_text = ""  # it is public now, and said once
    story.writers.all().delete()  # all of it was seen by other eyes now
    return published.edition


def snapshot_of(story: Story, revision: Revision) -> ArticleSnapshot:
    """The public form of a revision; copies its pictures' renditions to public storage."""
    content = with_merged_topics(revision.story_content)
    if content.section is None:
        raise ValueError(f"revision {revision} has no section")
    lead, body_pictures = _public_pictures(content)
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
        sign_off=sign_off_of(content),
        byline=byline_entries(content),
        topics=topic_names(content),
        picture=lead,
        body_pictures=body_pictures,
        share_card=None if lead or opening_gallery(content.body) else _share_card(content),
        # Not part of what was approved: it is no word of the story, and goes out with its next publish.
        translation_of=story.translation_of.public_id if story.translation_of else "",
        correction=(
            CorrectionNote(kind=content.correction.kind, text=content.correction.text)
            if content.correction
            else None
        ),
    )


def _share_card(content: StoryContent) -> Rendition | None:
    """The drawn headline in public storage, for a story that has no picture to stand for it."""
    card = draw_card(content.headline, content.section.name if content.section else "")
    return store_card(card, (WIDTH, HEIGHT), default_storage) if card else None


def byline_entries(content: StoryContent) -> tuple[BylineEntry, ...]:
    return tuple(
        BylineEntry(line.contributor.slug, line.contributor.name, line.role, line.place, line.kind)
        for line in content.byline
    )


def topic_names(content: StoryContent) -> tuple[Named, ...]:
    return tuple(Named(slug=topic.slug, name=topic.name) for topic in content.topics)


def _public_pictures(content: StoryContent) -> tuple[PublicPicture | None, dict[str, PublicPicture]]:
    """The lead picture, and those of the body by their numbers, with their files in public storage.

    Words are the revision's alone: what the library says now was not approved. A body's picture has the library's
    words of then here, or those of its first place if each place has its own; the body keeps what it says itself.
    Raises FileNotFoundError for a rendition that is not there (any more).
    """
    library = Picture.objects.in_bulk(shown_numbers(content))
    public = {number: renditions_of(row) for number, row in library.items()}
    copy_renditions(
        [one for renditions in public.values() for one in renditions], originals(), FOLDER, default_storage
    )

    def shown(picture: StoryPicture) -> PublicPicture:
        row, renditions = library.get(picture.number), public.get(picture.number)
        if row is None or not renditions:  # the guard saw them; whoever calls without it is told
            raise FileNotFoundError(f"picture {picture.number} has no renditions")
        return PublicPicture(
            alt="" if picture.decorative else picture.alt,
            caption=picture.caption,
            credit=picture.credit,
            renditions=renditions,
            focus=(row.focus_x, row.focus_y),
        )

    lead: PublicPicture | None = None
    body: dict[str, PublicPicture] = {}
    words = {one.id: one for one in content.library_words}
    for picture in story_pictures(content, words):
        if picture.field == "lead_picture":
            lead = shown(picture)
            continue
        if said := words.get(picture.number):
            picture = replace(picture, alt=said.alt, credit=said.credit, decorative=said.decorative)
        body.setdefault(str(picture.number), shown(picture))
    return lead, body
