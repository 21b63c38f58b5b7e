"""What the public pages ask of the database: few queries, each along an index, no body that is not shown."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from articles.models import Article, Correction, Section, Tombstone
from articles.showing import ShownNote, shown_note

PER_PAGE: Final = 20
MAX_HOPS: Final = 10  # from one redirected story to the next

# All that a list shows of an article. The bodies of twenty would be most of what the database sends.
LISTED: Final = (
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
    return newest_first.select_related("section").only(*LISTED)


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
