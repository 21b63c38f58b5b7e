"""What stands on the front page and on the sections' fronts: placed by editors, and filled with the newest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Case, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from articles import models
from articles.models import Article, Placement, Section
from articles.placing import (
    BLOCK,
    TOP,
    Arrangement,
    BlockSnapshot,
    Filling,
    FrontSnapshot,
    SlotSnapshot,
    Spot,
    arrange,
    standing_at,
)
from articles.reading import LISTED, PER_PAGE, Listing, listed
from articles.showing import ShownPicture
from articles.snapshot import Named, PublicPicture


@dataclass(frozen=True, slots=True)
class Placed:
    """A story in its place on a front: with this place's headline and picture, and the package under it.

    Everything else of it is the article's, so that a template shows it like any other. `by_hand`: an editor put it
    there. `shown_picture` is a preview's, whose pictures have no public address yet.
    """

    article: Article
    headline: str
    lead_picture: PublicPicture | None
    package: Sequence[Article] = ()
    by_hand: bool = False
    shown_picture: ShownPicture | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.article, name)


@dataclass(frozen=True, slots=True)
class Block:
    """A section's stories on the front page; never without one."""

    section: Named
    articles: Sequence[Placed]


@dataclass(frozen=True, slots=True)
class Front:
    """A front, on which no story stands twice. Only an empty newspaper has no lead. Blocks: the front page alone."""

    lead: Placed | None
    next: Sequence[Placed]
    blocks: Sequence[Block] = ()


@dataclass(frozen=True, slots=True)
class CuratedSection:
    """A section as its page is asked for. `front` is None where no editor's choice stands: then the list is all."""

    section: Section
    front: Front | None


# The front page


def read_front_page() -> Front:
    """What readers get now, in three queries."""
    front, placed = read_placed(None)
    return compose_front(front, placed, timezone.now())


def compose_front(front: FrontSnapshot, placed: Mapping[str, Filling], now: datetime) -> Front:
    """The front page of `front` at `now`, in two queries. `placed` tells of its stories; those it lacks are gone."""
    front = standing_at(front, now, placed)
    rows = _newest_of_sections(front.stories)
    newest = [_filling(data | {"section": slug}) for slug, _name, fillings in rows for data in fillings]
    arrangement = arrange(front, placed, newest, [slug for slug, *_ in rows])
    articles = listed(Article.objects.all()).in_bulk(arrangement.stories)
    names = {slug: name for slug, name, _fillings in rows}
    return _shown_front(arrangement, articles, names)


def _newest_of_sections(without: Iterable[str]) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """Slug, name and newest stories of each section. The top may take TOP of them before its block gets BLOCK."""
    unplaced = Article.objects.filter(section=OuterRef("pk")).exclude(pk__in=without)
    newest = unplaced.order_by("-published_at", "-public_id").values(data=_filling_json())
    newest = newest[: TOP + BLOCK]
    # The subquery walks the section's index ten steps; a window function would read every article there is.
    return list(Section.objects.order_by("position", "id").values_list("slug", "name", ArraySubquery(newest)))


def _shown_front(
    arrangement: Arrangement, articles: Mapping[str, Article], names: Mapping[str, str]
) -> Front:
    top = _shown_spots(arrangement.top, articles)
    blocks = [
        Block(Named(slug, names[slug]), shown)
        for slug, spots in arrangement.blocks
        if (shown := _shown_spots(spots, articles))
    ]
    return Front(top[0] if top else None, top[1:], blocks)


def _shown_spots(spots: Sequence[Spot], articles: Mapping[str, Article]) -> list[Placed]:
    """Those whose article is there: one may have been withdrawn between two questions."""
    return [_placed(spot, articles) for spot in spots if spot.story in articles]


def _placed(spot: Spot, articles: Mapping[str, Article]) -> Placed:
    article, slot = articles[spot.story], spot.slot
    return Placed(
        article=article,
        headline=(slot.headline if slot else "") or article.headline,
        lead_picture=(slot.picture if slot else None) or article.lead_picture,
        package=[articles[story] for story in spot.related if story in articles],
        by_hand=slot is not None,
    )


# A section's front


def read_section(slug: str) -> CuratedSection:
    """The section and its front as readers get it now, in one query. Raises Section.DoesNotExist."""
    placements = Placement.objects.filter(front__section=OuterRef("pk"))
    now = timezone.now()
    elsewhere = _standing(now).filter(front__section=OuterRef("section"), article=OuterRef("pk"))
    unplaced = Article.objects.filter(~Exists(elsewhere), section=OuterRef("pk"))
    newest = ArraySubquery(
        unplaced.order_by("-published_at", "-public_id").values(data=_article_json(""))[:TOP]
    )
    found = Section.objects.annotate(
        placements=ArraySubquery(
            placements.order_by("pk").values(data=_placement_json(article=_article_json("article__")))
        ),
        # Without a placement they are not needed, and not looked for.
        newest=Case(When(Exists(placements), then=newest), output_field=newest.output_field),
    ).get(slug=slug)
    articles = [_article(row["article"]) for row in found.placements]
    front = standing_at(_snapshot([], found.placements), now)
    if not front.stories:
        return CuratedSection(found, None)
    return CuratedSection(found, compose_section(front, articles, map(_article, found.newest), now))


def compose_section(
    front: FrontSnapshot, placed: Iterable[Article], newest: Iterable[Article], now: datetime
) -> Front:
    """The top of a section's front at `now`; with nothing placed, simply the newest. Asks nothing.

    `placed` are the articles of `front` that are live, `newest` the section's TOP newest others.
    """
    articles = {article.public_id: article for article in placed}
    front = standing_at(front, now, articles)
    others = {article.public_id: article for article in newest}
    known = {public_id: _filling_of(article) for public_id, article in articles.items()}
    # Its list begins with the newest, pictured or not, and so does its front.
    arrangement = arrange(front, known, map(_filling_of, others.values()), picks_lead=False)
    return _shown_front(arrangement, others | articles, {})


def read_section_listing(curated: CuratedSection, number: int) -> Listing | None:
    """Page `number` of the section, in one query: its front, and under it what does not stand there, newest first.

    The stories of the front's own slots are the first of page 1, so that pages have the same size with a front and
    without. None when there is no such page.
    """
    articles = Article.objects.filter(section=curated.section)
    front = curated.front
    top = [front.lead, *front.next] if front and front.lead else []
    shown = {story.public_id for placed in top for story in (placed.article, *placed.package)}
    start = (number - 1) * PER_PAGE - len(top)
    first = max(start, 0)
    rows = list(listed(articles.exclude(pk__in=shown))[first : start + PER_PAGE + 1])
    standing: list[Any] = top if number == 1 else []
    room = PER_PAGE - len(standing)
    if not rows and not standing:
        return None
    return Listing(number=number, articles=[*standing, *rows[:room]], has_next=len(rows) > room)


# What the database says


def read_placed(section: Section | None) -> tuple[FrontSnapshot, dict[str, Filling]]:
    """The published front and what is to be known of its stories, in one query. Without one, an automatic front."""
    about = JSONObject(
        story="article_id", section="article__section__slug", at="article__published_at", pictured=_PICTURED
    )
    placements = Placement.objects.filter(front=OuterRef("pk")).order_by("pk")
    rows = models.Front.objects.filter(section=section).values_list(
        "blocks", ArraySubquery(placements.values(data=_placement_json(article=about)))
    )
    for blocks, placed in rows:
        return _snapshot(blocks, placed), {row["story"]: _filling(row["article"]) for row in placed}
    return FrontSnapshot(), {}


def fillings_of(public_ids: Iterable[str]) -> dict[str, Filling]:
    """What is to be known of these stories, as far as they are live."""
    rows = Article.objects.filter(pk__in=list(public_ids)).values_list(
        _filling_json(section="section__slug"), flat=True
    )
    return {data["story"]: _filling(data) for data in rows}


def _standing(now: datetime) -> QuerySet[Placement]:
    """Placements whose time is not over, nor that of the lead they stand under."""

    def lasts(path: str) -> Q:
        return Q(**{f"{path}until": None}) | Q(**{f"{path}until__gt": now})

    return Placement.objects.filter(lasts(""), lasts("lead__"))


def _snapshot(blocks: Sequence[dict[str, Any]], placements: Sequence[dict[str, Any]]) -> FrontSnapshot:
    packages: dict[int, list[dict[str, Any]]] = {}
    slots: dict[str, dict[int, SlotSnapshot]] = {}
    for row in placements:
        if row["lead"]:
            packages.setdefault(row["lead"], []).append(row)
    for row in placements:
        if not row["lead"]:
            package = sorted(packages.get(row["id"], []), key=lambda one: one["position"])
            slots.setdefault(row["block"] or "", {})[row["position"]] = _slot(row, package)

    def numbered(block: str, count: int) -> tuple[SlotSnapshot | None, ...]:
        return tuple(slots.get(block, {}).get(number) for number in range(1, count + 1))

    return FrontSnapshot(
        top=numbered("", TOP),
        blocks=tuple(
            BlockSnapshot(block["section"], block["shown"], numbered(block["section"], BLOCK))
            for block in blocks
        ),
    )


def _slot(row: dict[str, Any], package: Sequence[dict[str, Any]]) -> SlotSnapshot:
    return SlotSnapshot(
        story=row["story"],
        headline=row["headline"],
        picture=PublicPicture.from_json(row["picture"]) if row["picture"] else None,
        until=datetime.fromisoformat(row["until"]) if row["until"] else None,
        yields=row["yields"],
        since=datetime.fromisoformat(row["since"]),
        related=tuple(one["story"] for one in package),
    )


def _placement_json(**more: Any) -> JSONObject:
    names = ("id", "position", "headline", "picture", "until", "yields", "since")
    return JSONObject(
        **{name: name for name in names}, lead="lead_id", story="article_id", block="block__slug", **more
    )


_PICTURED: Final = ExpressionWrapper(Q(article__picture__isnull=False), output_field=BooleanField())


def _filling_json(**more: str) -> JSONObject:
    pictured = ExpressionWrapper(Q(picture__isnull=False), output_field=BooleanField())
    return JSONObject(story="public_id", at="published_at", pictured=pictured, **more)


def _filling(data: dict[str, Any]) -> Filling:
    return Filling(data["story"], data["section"], datetime.fromisoformat(data["at"]), data["pictured"])


def _filling_of(article: Article) -> Filling:
    return Filling(
        article.public_id, article.section.slug, article.published_at, pictured=bool(article.picture)
    )


def _article_json(path: str) -> JSONObject:
    """An article as far as a list shows it, in one value."""
    names = ("public_id", "section_id", *LISTED)
    return JSONObject(**{name: f"{path}{name}" for name in names})


def _article(data: dict[str, Any]) -> Article:
    """What `_article_json` wrote, as if it had been loaded."""
    section = Section(pk=data["section_id"], slug=data["section__slug"], name=data["section_name"])
    columns = [column for column in Article._meta.concrete_fields if column.attname in data]
    article = Article(**{column.attname: column.to_python(data[column.attname]) for column in columns})
    article.section = section
    return article
