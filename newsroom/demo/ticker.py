"""The demo's ticker: written lines, one of which begins later, and after them the news sections' newest."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from articles.models import Section
from newsroom.demo.reading import DemoTickerLine
from newsroom.models import Story, TickerDraft, TickerDraftSetup, User
from newsroom.ticker import publish_drafts

# An opinion is no headline.
_SECTIONS: Final = ("bangladesh", "politics", "economy", "world", "sports", "technology")
_LENGTH: Final = 8


def make_ticker(
    lines: Sequence[DemoTickerLine], loaded: Mapping[str, Story], editor: User, now: datetime
) -> None:
    """A line whose story was not loaded leads nowhere."""
    now = now.replace(second=0, microsecond=0)  # to the minute, as an editor sets it
    for position, line in enumerate(lines):
        TickerDraft.objects.create(
            text=line.text,
            breaking=line.breaking,
            story=loaded.get(line.story),
            starts_at=now + timedelta(hours=line.starts) if line.starts else None,
            ends_at=now + timedelta(hours=line.hours),
            position=position,
        )
    setup = TickerDraftSetup.objects.create(pk=1, length=_LENGTH)
    setup.sections.set(Section.objects.filter(slug__in=_SECTIONS))
    publish_drafts(editor)
