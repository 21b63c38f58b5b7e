"""Writing the record. Its rows can be added and read; a trigger refuses everything else."""

from datetime import datetime

from django.utils import timezone

from newsroom.models import RecordEntry, Story, User


def write_record(
    kind: RecordEntry.Kind,
    actor: User | None,
    *,
    story: Story | None = None,
    subject: User | None = None,
    verb: str = "",
    text: str = "",
    at: datetime | None = None,
    **data: object,
) -> RecordEntry:
    """Add one entry, in the caller's transaction. `data` must be plain JSON values."""
    return RecordEntry.objects.create(
        kind=kind,
        actor=actor,
        story=story,
        subject=subject,
        verb=verb,
        text=text,
        data=data,
        at=at or timezone.now(),
    )
