"""The headline ticker and the breaking banner, as every page shows them.

First what was sent as breaking, then what editors wrote, then the newest headlines by themselves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject
from django.urls import reverse

from articles.models import Alert, Article, TickerLine, TickerSetup
from articles.snapshot import TickerFilling

MOST_ALERTS: Final = 3  # that stand in the ticker at once; the banner has the newest alone
MOST_AUTOMATIC: Final = 20


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the ticker. `url` and `article`, the public id, are empty when it leads nowhere; `language` when it
    is the paper's own."""

    text: str
    url: str
    breaking: bool
    language: str = ""
    article: str = ""


@dataclass(frozen=True, slots=True)
class ShownAlert:
    """What the banner says until `ends_at`. `language` is empty when the words are in the paper's own."""

    number: int
    text: str
    article: str
    section: str
    language: str
    sent_at: datetime
    ends_at: datetime

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "ShownAlert":
        times = {name: datetime.fromisoformat(data[name]) for name in ("sent_at", "ends_at")}
        return cls(**(data | times))

    @property
    def url(self) -> str:
        return reverse("article", args=[self.section, self.article])


def ticker_lines(
    alerts: Sequence[ShownAlert],
    written: Sequence[dict[str, Any]],
    newest: Sequence[ShownLine],
    length: int,
) -> list[ShownLine]:
    """Alerts, the written lines as they come (breaking first), then `length` of the newest headlines.

    What stands further up does not come once more by itself; what it would have taken the place of moves up.
    """
    lines = [ShownLine(alert.text, alert.url, True, alert.language, alert.article) for alert in alerts]
    taken = {alert.article for alert in alerts}
    for line in written:
        if line["article"] and line["article"] in taken:
            continue
        url = reverse("article", args=[line["section"], line["article"]]) if line["article"] else ""
        lines.append(ShownLine(line["text"], url, line["breaking"], article=line["article"] or ""))
    taken |= {line["article"] for line in written}
    return [*lines, *[line for line in newest if line.article not in taken][:length]]


def newest_lines(
    filling: TickerFilling, chosen: Sequence[dict[str, Any]], newest: Sequence[Article]
) -> list[ShownLine]:
    """What may come by itself, newest first: of the sections that were chosen, or of what is newest anywhere."""
    if filling.sections:
        return [
            ShownLine(
                row["headline"],
                reverse("article", args=[row["section"], row["public_id"]]),
                False,
                row["language"],
                row["public_id"],
            )
            for row in chosen
        ]
    return [
        ShownLine(one.headline, one.get_absolute_url(), False, one.language, one.public_id) for one in newest
    ]


# Subqueries for the one round trip of articles/frame.py.


def written_rows(now: datetime) -> QuerySet[Any]:
    standing = TickerLine.objects.filter(Q(starts_at=None) | Q(starts_at__lte=now), ends_at__gt=now)
    return standing.order_by("-breaking", "position", "id").values(
        data=JSONObject(
            text="text", breaking="breaking", article="article_id", section="article__section__slug"
        )
    )


def alert_rows(now: datetime) -> QuerySet[Any]:
    standing = Alert.objects.filter(ends_at__gt=now).order_by("-sent_at", "-id")
    return standing.values(
        data=JSONObject(
            number="id",
            text="text",
            article="article_id",
            section="article__section__slug",
            language="article__language",
            sent_at="sent_at",
            ends_at="ends_at",
        )
    )[:MOST_ALERTS]


# The newest of each section along the index articles_by_section, and of these the newest. Asked for the newest of any
# of them at once, PostgreSQL walks back through all articles, and a section where little happens is far back: seconds,
# with a million. It would so for one section too (all are alike to it until it runs); an order that begins with the
# section, which a range does not make superfluous as an equation would, leaves it only that index.
_NEWEST_OF_EACH: Final = """
    SELECT one.public_id FROM {chosen} AS chosen (id) CROSS JOIN LATERAL (
        SELECT public_id, published_at FROM articles_article
        WHERE section_id >= chosen.id AND section_id <= chosen.id
        ORDER BY section_id, published_at DESC, public_id DESC LIMIT {most}
    ) AS one ORDER BY one.published_at DESC, one.public_id DESC LIMIT {most}
"""


def chosen_rows(sections: Sequence[int] | None = None) -> QuerySet[Any]:
    """The newest of these sections (None: of those that readers' ticker has); nothing for none, which means all."""
    if sections is None:
        chosen, values = "(SELECT unnest(sections) FROM articles_tickersetup WHERE id = 1)", []
    else:
        chosen, values = "unnest(%s::bigint[])", [list(sections)]
    newest = RawSQL(_NEWEST_OF_EACH.format(chosen=chosen, most=MOST_AUTOMATIC), values)  # noqa: S611 - our own words
    return (
        Article.objects.filter(pk__in=newest)
        .order_by("-published_at", "-public_id")
        .values(
            data=JSONObject(
                public_id="public_id", headline="headline", language="language", section="section__slug"
            )
        )
    )


def setup_row() -> QuerySet[Any]:
    return TickerSetup.objects.filter(pk=1).values(data=JSONObject(sections="sections", length="length"))


def read_filling(row: dict[str, Any] | None) -> TickerFilling:
    return TickerFilling(tuple(row["sections"]), row["length"]) if row else TickerFilling()
