"""What stands around every page: read in two queries, whatever the page is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject, Least
from django.urls import reverse
from django.utils import timezone

from articles import ticker
from articles.cache.moments import note_change
from articles.models import Alert, Article, Edition, MostRead, Page, Placement, Section, TickerLine
from articles.reading import listed
from articles.snapshot import Named, PublicPicture

LATEST: Final = 20
MOST_READ: Final = 5  # of each window beside every page


@dataclass(frozen=True, slots=True)
class Linked:
    """A live story as far as a link to it shows."""

    public_id: str
    section: str
    section_name: str
    headline: str
    language: str
    published_at: datetime
    picture: PublicPicture | None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Linked":
        return cls(
            public_id=data["public_id"],
            section=data["section"],
            section_name=data["section_name"],
            headline=data["headline"],
            language=data["language"],
            published_at=datetime.fromisoformat(data["published_at"]),
            picture=PublicPicture.from_json(data["picture"]) if data["picture"] else None,
        )

    @property
    def url(self) -> str:
        return reverse("article", args=[self.section, self.public_id])


def site_frame(without: str = "", related: Sequence[str] = (), original: str = "") -> dict[str, Any]:
    """What stands around every page, in two queries.

    `related` are public ids a page wants to link to; `original` is the public id of the story (itself, or what it
    translates) whose other languages it wants to name. Keys: `edition` (int), `sections` (list of Named, only those
    with an article), `alert` (ShownAlert or None: what the banner says), `ticker` (list of ShownLine), `latest` (list
    of Article, the 20 newest but the one whose public id is `without`: a story's own page does not send readers to
    it), `related` (dict: those of `related` that are live, as Linked by their id), `translations` (list of Linked),
    `most_read` (dict: list of Linked by hours, 1 and 24), `pages` (list of Named), `changes_at` (datetime or None:
    when the clock alone changes something next).
    """
    now = timezone.now()
    newest = list(listed(Article.objects.all())[: LATEST + 1])
    # Small tables in one round trip, which costs more than the rows.
    state = (
        Edition.objects.filter(pk=1)
        .values_list(
            "number",
            ArraySubquery(_sections()),
            ArraySubquery(ticker.written_rows(now)),
            ArraySubquery(ticker.alert_rows(now)),
            ArraySubquery(ticker.chosen_rows()),
            Subquery(ticker.setup_row()),
            ArraySubquery(_linked(Article.objects.filter(pk__in=related or [""]))),
            ArraySubquery(_linked(_languages_of(original))),
            ArraySubquery(_most_read()),
            ArraySubquery(Page.objects.values(data=JSONObject(slug="slug", name="title"))),
            _next_change(now),
        )
        .get()
    )
    (
        edition,
        sections,
        lines,
        alert_rows,
        chosen,
        setup,
        related_rows,
        translations,
        most_read,
        pages,
        changes_at,
    ) = state
    note_change(changes_at)
    alerts = [ticker.ShownAlert.from_json(row) for row in alert_rows]
    filling = ticker.read_filling(setup)
    by_themselves = ticker.newest_lines(filling, chosen, newest)
    named = [Linked.from_json(row) for row in related_rows]
    return {
        "edition": edition,
        "sections": [Named.from_json(row) for row in sections],
        "alert": alerts[0] if alerts else None,
        "ticker": ticker.ticker_lines(alerts, lines, by_themselves, filling.length),
        "latest": [article for article in newest if article.public_id != without][:LATEST],
        "related": {linked.public_id: linked for linked in named},
        "translations": [Linked.from_json(row) for row in translations],
        "most_read": {
            hours: [Linked.from_json(row) for row in most_read if row["hours"] == hours] for hours in (1, 24)
        },
        "pages": [Named.from_json(row) for row in pages],
        "changes_at": changes_at,
    }


def _sections() -> QuerySet[Any]:
    having = Section.objects.filter(Exists(Article.objects.filter(section=OuterRef("pk"))))
    return having.order_by("position", "id").values(data=JSONObject(slug="slug", name="name"))


def _linked(articles: QuerySet[Article]) -> QuerySet[Any]:
    return articles.values(data=_link_of(""))


def _languages_of(original: str) -> QuerySet[Article]:
    same = Q(pk=original) | Q(translation_of=original) if original else Q(pk="")
    return Article.objects.filter(same).order_by("language")


def _most_read() -> QuerySet[Any]:
    places = MostRead.objects.filter(position__lte=MOST_READ).order_by("hours", "position")
    return places.values(data=_link_of("article__", hours="hours"))


def _link_of(path: str, **more: str) -> JSONObject:
    """What Linked.from_json reads, of the article at `path`."""
    names = ("public_id", "section_name", "headline", "language", "published_at", "picture")
    return JSONObject(section=f"{path}section__slug", **{name: f"{path}{name}" for name in names}, **more)


def _next_change(now: datetime) -> Least:
    """When a line of the ticker comes or ends, an alert ends or a slot of a front empties next; null for never."""

    def next_of(model: type[Model], field: str) -> Subquery:
        ahead = model._default_manager.filter(**{f"{field}__gt": now})
        return Subquery(ahead.order_by(field).values(field)[:1])

    return Least(
        next_of(TickerLine, "ends_at"),
        next_of(TickerLine, "starts_at"),
        next_of(Alert, "ends_at"),
        next_of(Placement, "until"),
    )
