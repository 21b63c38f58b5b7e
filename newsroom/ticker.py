"""Publishing the ticker's written lines, and taking an expired one off."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from articles.models import TickerLine
from articles.publishing import publish_ticker
from articles.snapshot import TickerEntry
from newsroom.models import TickerDraft, TickerPublication, User
from newsroom.tasks import drop_expired_ticker_lines


def standing_lines(now: datetime) -> list[TickerEntry]:
    """The drafts that have not ended, as they would be published: breaking ones first, then in their order."""
    drafts = (
        TickerDraft.objects.filter(ends_at__gt=now)
        .select_related("story")
        .order_by("-breaking", "position", "id")
    )
    return [
        TickerEntry(
            text=draft.text,
            public_id=draft.story.public_id if draft.story and draft.story.is_live else "",
            breaking=draft.breaking,
            ends_at=draft.ends_at,
        )
        for draft in drafts
    ]


@transaction.atomic
def publish_drafts(user: User | None) -> int:
    """Make the standing lines the public ones, record it, and queue the moment each one ends. Returns their number."""
    lines = standing_lines(timezone.now())
    edition = publish_ticker(lines)
    TickerPublication.objects.create(
        edition=edition,
        actor=user,
        lines=[{"text": line.text, "article": line.public_id, "breaking": line.breaking} for line in lines],
    )
    for ends_at in sorted({line.ends_at for line in lines}):
        drop_expired_ticker_lines.configure(schedule_at=ends_at).defer()
    return len(lines)


def unpublished_changes() -> bool:
    """Whether readers' written lines differ from what publishing now would make them."""
    now = timezone.now()
    public = TickerLine.objects.filter(ends_at__gt=now).order_by("-breaking", "position", "id")
    shown = [(line.text, line.article_id or "", line.breaking, line.ends_at) for line in public]
    return shown != [(line.text, line.public_id, line.breaking, line.ends_at) for line in standing_lines(now)]
