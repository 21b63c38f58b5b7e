"""From the working copy of a front to what readers have."""

from newsroom.models import FrontDraft, User


def publish_front(draft_id: int, user: User, *, seen_version: int) -> int:
    """Make the working copy what readers have, if it is still version `seen_version`. Returns the edition.

    Raises ForbiddenError, FrontConflictError, and LayoutError for what may not be printed (any more).
    """
    raise NotImplementedError


def restore_publication(publication_id: int, user: User, *, seen_version: int) -> FrontDraft:
    """Bring an earlier published front back into the working copy, as one more step to undo.

    Raises ForbiddenError, FrontConflictError, FrontPublication.DoesNotExist.
    """
    raise NotImplementedError


def unpublished_changes(draft: FrontDraft) -> bool:
    """Whether publishing now would change what editors placed on the front that readers have."""
    raise NotImplementedError
