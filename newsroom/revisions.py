"""Making revisions, and binding an approval to one."""

from datetime import datetime
from typing import TYPE_CHECKING

from newsroom.content import content_of
from newsroom.models import Approval, Revision, RevisionWriter, Story, User

if TYPE_CHECKING:
    from newsroom.steps import Move


def newest_revision(story: Story) -> Revision | None:
    return story.revisions.order_by("-number").first()


def revision_for(story: Story, user: User, moment: str, at: datetime) -> Revision:
    """The revision of the working copy as it stands: the newest one if it says the same, else a new one.

    A new one lists everybody who wrote since the last publish. The names of sections and
    people are part of it, so renaming one makes the next named moment a new revision.
    """
    content_hash = (content := content_of(story)).content_hash()
    newest = newest_revision(story)
    writers = set(story.writers.values_list("user_id", flat=True))
    if newest and newest.content_hash == content_hash:
        known = set(newest.writers.values_list("pk", flat=True))
        if writers <= known:  # else the same words passed through another hand
            return newest
    revision = Revision.objects.create(
        story=story,
        number=newest.number + 1 if newest else 1,
        moment=moment,
        content=content.as_json(),
        content_hash=content_hash,
        created_at=at,
        created_by=user,
    )
    RevisionWriter.objects.bulk_create(
        RevisionWriter(revision=revision, user_id=writer) for writer in sorted(writers)
    )
    return revision


def approve_revision(move: "Move") -> None:
    """Record the approval. The database checks the hash and the four eyes once more."""
    _approve(move, break_glass="")


def approve_alone(move: "Move") -> None:
    """Record an approval that breaks the four-eyes rule, with the reason that the database demands for it."""
    _approve(move, break_glass=move.details.reason.strip())


def _approve(move: "Move", break_glass: str) -> None:
    assert move.revision
    Approval.objects.create(
        revision=move.revision,
        content_hash=move.revision.content_hash,
        approved_by=move.user,
        approved_at=move.at,
        break_glass=break_glass,
    )


def void_approval(story: Story, at: datetime) -> None:
    """Void whatever approval of this story still stands."""
    Approval.objects.filter(revision__story=story, voided_at=None).update(voided_at=at)
