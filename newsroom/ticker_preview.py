"""The ticker as readers would get it, without writing anything."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from articles import ticker
from articles.models import Article
from articles.reading import listed
from articles.snapshot import TickerEntry, TickerFilling
from articles.ticker import ShownAlert, ShownLine


def standing_alerts(now: datetime) -> list[ShownAlert]:
    """The alerts that stand before everything else in readers' ticker, newest first."""
    return [ShownAlert.from_json(row["data"]) for row in ticker.alert_rows(now)]


def automatic_lines(filling: TickerFilling, taken: Sequence[str] = ()) -> list[ShownLine]:
    """What comes by itself after the written lines, but for stories that stand further up (`taken`)."""
    return _newest(filling, set(taken))[: filling.length]


def compose_lines(lines: Sequence[TickerEntry], filling: TickerFilling, now: datetime) -> list[ShownLine]:
    """The whole ticker, by the same reckoning as readers' own: alerts, these lines, the newest.

    Lines that have not begun are shown all the same; those without their story are not.
    """
    alerts = standing_alerts(now)
    articles = Article.objects.select_related("section").in_bulk(
        [line.public_id for line in lines if line.public_id]
    )
    written = [
        _row(line, articles.get(line.public_id))
        for line in sorted(lines, key=lambda line: not line.breaking)
        if not line.public_id or line.public_id in articles
    ]
    return ticker.ticker_lines(alerts, written, _newest(filling, set()), filling.length)


def _row(line: TickerEntry, article: Article | None) -> dict[str, Any]:
    return {
        "text": line.text,
        "breaking": line.breaking,
        "article": article.pk if article else None,
        "section": article.section.slug if article else None,
    }


def _newest(filling: TickerFilling, taken: set[str]) -> list[ShownLine]:
    if not filling.length:
        return []
    chosen = [row["data"] for row in ticker.chosen_rows(filling.sections)] if filling.sections else []
    newest = [] if filling.sections else list(listed(Article.objects.all())[: ticker.MOST_AUTOMATIC])
    return [line for line in ticker.newest_lines(filling, chosen, newest) if line.article not in taken]
