"""What the public pages ask of the database: few queries, each along an index, no body that is not shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, Correction, Section, Tombstone
from articles.showing import ShownNote, shown_note
from articles.snapshot import Named

PER_PAGE: Final = 20
LEAD_FROM: Final = 6  # the lead is the first with a picture among this many of the newest
MAX_HOPS: Final = 10  # from one redirected story to the next
NEXT: Final = 5  # stories beside the lead
BLOCK: Final = 4  # stories of one section on the front page

# All that a list shows of an article. The bodies of twenty would be most of what the database sends.
_LISTED: Final = (
    "language",
    "section__slug",
    "section_name",
    "kicker",
    "headline",
    "standfirst",
    "picture",
    "published_at",
)


@dataclass(frozen=True, slots=True)
class Block:
    """A section's stories on the front page; never without one."""

    section: Named
    articles: Sequence[Article]


@dataclass(frozen=True, slots=True)
class Front:
    """The front page, on which no story stands twice. Only an empty newspaper has no lead."""

    lead: Article | None
    next: Sequence[Article]
    blocks: Sequence[Block]


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list; `number` counts from 1."""

    number: int
    articles: Sequence[Article]
    has_next: bool


@dataclass(frozen=True, slots=True)
class NotedArticle:
    """A note of the corrections page, and the story it is about."""

    article: Article
    note: ShownNote


@dataclass(frozen=True, slots=True)
class CorrectionListing:
    """One page of the corrections; the first may be empty."""

    number: int
    notes: Sequence[NotedArticle]
    has_next: bool


def listed(articles: QuerySet[Article]) -> QuerySet[Article]:
    """`articles` newest first, loaded as far as a list shows them."""
    newest_first = articles.order_by("-published_at", "-public_id")
    return newest_first.select_related("section").only(*_LISTED)


def compose_front(latest: Sequence[Article]) -> Front:
    """The front page over the newest articles, in two queries more.

    The lead is the newest with a picture among the first few, or simply the newest.
    """
    lead = next((article for article in latest[:LEAD_FROM] if article.picture), latest[0] if latest else None)
    beside = [article for article in latest if article is not lead][:NEXT]
    shown = [article.public_id for article in (lead, *beside) if article]
    return Front(lead=lead, next=beside, blocks=section_blocks(shown))


def section_blocks(without: Collection[str]) -> list[Block]:
    """The newest of each section in the order of sections, without those already shown. Two queries."""
    unshown = Article.objects.filter(section=OuterRef("pk")).exclude(pk__in=without)
    newest = unshown.order_by("-published_at", "-public_id").values("pk")[:BLOCK]
    # The subquery walks the section's index four steps; a window function would read every article there is.
    rows = list(Section.objects.order_by("position", "id").values_list("slug", "name", ArraySubquery(newest)))
    found = listed(Article.objects.filter(pk__in=list(chain.from_iterable(ids for *_, ids in rows))))
    articles = {article.public_id: article for article in found}
    return [
        Block(Named(slug, name), [articles[public_id] for public_id in ids if public_id in articles])
        for slug, name, ids in rows
        if any(public_id in articles for public_id in ids)
    ]


def read_listing(articles: QuerySet[Article], number: int) -> Listing | None:
    """Page `number` of `articles`, or None when there is no such page (nor a first one without articles).

    Asks for one more than a page instead of counting: a count reads the whole index.
    """
    start = (number - 1) * PER_PAGE
    rows = list(listed(articles)[start : start + PER_PAGE + 1])
    if not rows:
        return None
    return Listing(number=number, articles=rows[:PER_PAGE], has_next=len(rows) > PER_PAGE)


def read_corrections(number: int) -> CorrectionListing | None:
    """Page `number` of the notes on stories that are live, newest first; None when there is no such page."""
    start = (number - 1) * PER_PAGE
    live = Exists(Article.objects.filter(pk=OuterRef("public_id")))
    rows = list(Correction.objects.filter(live).order_by("-at", "-id")[start : start + PER_PAGE + 1])
    if not rows and number > 1:
        return None
    shown = rows[:PER_PAGE]
    articles = listed(Article.objects.all()).in_bulk({row.public_id for row in shown})
    notes = [
        NotedArticle(articles[row.public_id], shown_note(row.kind, row.text, row.at))
        for row in shown
        if row.public_id in articles  # withdrawn between the two questions
    ]
    return CorrectionListing(number=number, notes=notes, has_next=len(rows) > PER_PAGE)


def live_sections(public_ids: Collection[str]) -> dict[str, str]:
    """Which of these stories are live, and the slug of each one's section. No query for none."""
    if not public_ids:
        return {}
    return dict(Article.objects.filter(pk__in=set(public_ids)).values_list("pk", "section__slug"))


def what_rests_at(public_id: str) -> Article | Tombstone | None:
    """What an address answers with that has no live article: None when there never was one.

    A redirect is followed to its end: a live article, or the tombstone of one that was withdrawn or taken down.
    One that ends nowhere, or goes round, is returned itself.
    """
    first = stone = Tombstone.objects.filter(pk=public_id).first()
    passed: set[str] = set()
    while stone and stone.kind == Tombstone.Kind.REDIRECTED:
        passed.add(stone.public_id)
        if stone.target in passed or len(passed) > MAX_HOPS:
            return first
        article = Article.objects.select_related("section").filter(pk=stone.target).first()
        if article:
            return article
        stone = Tombstone.objects.filter(pk=stone.target).first()
    return stone or first


def withdrawn_article(stone: Tombstone) -> Article | None:
    """A withdrawn article as it was live, not saved; None when nothing readable is left of it."""
    snapshot = stone.snapshot
    if stone.kind != Tombstone.Kind.WITHDRAWN or not snapshot:
        return None
    columns = [column for column in Article._meta.concrete_fields if column.attname in snapshot]
    article = Article(**{column.attname: column.to_python(snapshot[column.attname]) for column in columns})
    section = Section.objects.filter(pk=article.section_id).first()
    if section is None:  # a page of the paper needs its section; the story is kept in the newsroom
        return None
    article.section = section
    return article
