"""The ticker as its screen shows it: each line with its state, what stands around them, and what readers lack."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.bengali.text import grapheme_length
from articles.models import Article
from articles.snapshot import TickerEntry, TickerFilling
from articles.templatetags.bengali import digits
from articles.ticker import ShownAlert, ShownLine
from newsroom.models import TickerDraft, TickerDraftSetup
from newsroom.site_addresses import as_on_the_site
from newsroom.ticker import LineState, entry_of, filling_of, line_state, ordered_drafts, ticker_setup
from newsroom.ticker_differences import differences, is_public, public_lines
from newsroom.ticker_lines import DESK_LETTERS
from newsroom.ticker_preview import automatic_lines, compose_lines, standing_alerts


@dataclass(frozen=True, slots=True)
class LineRow:
    """A written line. `headline` and `url` are of the live story that it leads to; `number` counts from one."""

    draft: TickerDraft
    state: LineState
    number: int
    headline: str
    url: str
    is_public: bool
    is_double: bool  # another line leads to the same story

    @property
    def letters(self) -> int:
        return grapheme_length(self.draft.text)

    @property
    def is_long(self) -> bool:
        return self.letters > DESK_LETTERS


@dataclass
class Board:
    """The working copy as it is now."""

    now: datetime = field(default_factory=timezone.now)

    @cached_property
    def setup(self) -> TickerDraftSetup:
        return ticker_setup()

    @cached_property
    def filling(self) -> TickerFilling:
        return filling_of(self.setup)

    @cached_property
    def drafts(self) -> list[TickerDraft]:
        return ordered_drafts()

    @cached_property
    def rows(self) -> list[LineRow]:
        ids = [draft.story.public_id for draft in self.drafts if draft.story]
        articles = Article.objects.select_related("section").in_bulk(ids)
        public = public_lines(self.now)
        rows, counts = [], {True: 0, False: 0}
        for draft in self.drafts:
            state = line_state(draft, self.now)
            if state != LineState.ENDED:
                counts[draft.breaking] += 1
            own = draft.story.public_id if draft.story else ""
            article = articles.get(own)
            rows.append(
                LineRow(
                    draft=draft,
                    state=state,
                    number=counts[draft.breaking],
                    headline=article.headline if article else "",
                    url=_address(article) if article else "",
                    is_public=is_public(entry_of(draft), public, self.now),
                    is_double=bool(own) and ids.count(own) > 1,
                )
            )
        return rows

    @property
    def groups(self) -> list[tuple[str, str, list[LineRow]]]:
        """Key, name and rows of what readers get, or will get: breaking lines, then the others."""
        open_rows = [row for row in self.rows if row.state != LineState.ENDED]
        return [
            ("breaking", _("Breaking lines"), [row for row in open_rows if row.draft.breaking]),
            ("regular", _("Regular lines"), [row for row in open_rows if not row.draft.breaking]),
        ]

    @property
    def ended(self) -> list[LineRow]:
        return [row for row in self.rows if row.state == LineState.ENDED]

    @cached_property
    def alerts(self) -> list[ShownAlert]:
        return standing_alerts(self.now)

    @cached_property
    def automatic(self) -> list[ShownLine]:
        """What would come by itself now, after what stands further up."""
        shown = [row for row in self.rows if row.state == LineState.STANDING]
        taken = [row.draft.story.public_id for row in shown if row.draft.story]
        with as_on_the_site():
            return automatic_lines(self.filling, [*taken, *(alert.article for alert in self.alerts)])

    @cached_property
    def changes(self) -> list[str]:
        return differences(self.now)

    @property
    def changes_summary(self) -> str:
        if not self.changes:
            return _("Readers have the ticker as it stands here.")
        return _("Readers do not have this yet: %(count)s differences") % {"count": digits(len(self.changes))}

    def compose(self, entries: Sequence[TickerEntry] | None = None) -> list[ShownLine]:
        """The ticker that readers would get now, of the lines that have begun, or of `entries`."""
        if entries is None:
            entries = self.standing
        with as_on_the_site():
            return compose_lines(entries, self.filling, self.now)

    @property
    def standing(self) -> list[TickerEntry]:
        return [entry_of(row.draft) for row in self.rows if row.state == LineState.STANDING]


def _address(article: Article) -> str:
    with as_on_the_site():
        return article.get_absolute_url()
