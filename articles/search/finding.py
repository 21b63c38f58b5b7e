"""Asking: a page of stories for a query, exact spellings before others, the newest first."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from articles.days import start_of_day
from articles.models import Article, Section
from articles.search.highlight import Segment, mark_words, snippet
from articles.search.limits import TooBroadError, time_limit
from articles.search.query import Filters, Query, exact_terms, folded_terms, stem_terms

PER_PAGE: Final = 20
# Of a word that stands everywhere, this many of the newest are ranked. Nobody pages past them.
WINDOW: Final = 1000
_CURSOR: Final = re.compile(r"([0-5])\.([0-9]{1,17})\.([0-9a-z]{8})", re.ASCII)
_EPOCH: Final = datetime.fromisoformat("1970-01-01T00:00:00+00:00")

# A tier is 4 for exact spelling, 2 for another one, 0 for another form; and 1 more in headline or standfirst.
_SQL: Final = """
WITH newest AS MATERIALIZED (
    SELECT article_id, published_at, words FROM articles_searchdocument
    WHERE words @@ %(stem)s::tsquery {filters}
    ORDER BY published_at DESC, article_id DESC LIMIT %(window)s
), ranked AS (
    SELECT article_id, published_at,
        CASE WHEN words @@ %(exact)s::tsquery THEN 4 WHEN words @@ %(folded)s::tsquery THEN 2 ELSE 0 END
        + (words @@ %(introduced)s::tsquery)::int AS tier
    FROM newest
)
SELECT a.public_id, a.language, a.section_name, a.kicker, a.headline, a.standfirst, a.body, a.picture,
    a.published_at, a.section_id, s.slug AS section_slug, ranked.tier AS tier,
    (SELECT count(*) FROM newest) AS total
FROM ranked JOIN articles_article a ON a.public_id = ranked.article_id JOIN articles_section s ON s.id = a.section_id
{after}
ORDER BY ranked.tier DESC, ranked.published_at DESC, ranked.article_id DESC LIMIT %(limit)s
"""
_AFTER: Final = "WHERE (ranked.tier, ranked.published_at, ranked.article_id) < (%(tier)s, %(at)s, %(id)s)"
_FILTERS: Final = {
    "section": "AND section_id = (SELECT id FROM articles_section WHERE slug = %(section)s)",
    "author": """AND article_id IN (
        SELECT link.article_id FROM articles_articlecontributor link
        JOIN articles_contributor person ON person.id = link.contributor_id WHERE person.slug = %(author)s)""",
    "since": "AND published_at >= %(since)s",
    "until": "AND published_at < %(until)s",
}


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where the page before ended."""

    tier: int
    at: datetime
    id: str

    def __str__(self) -> str:
        return f"{self.tier}.{(self.at - _EPOCH) // timedelta(microseconds=1)}.{self.id}"


@dataclass(frozen=True, slots=True)
class Found:
    """A story, with the asked words marked in its headline and in some of its text."""

    article: Article
    headline: list[Segment]
    text: list[Segment]


@dataclass(frozen=True, slots=True)
class Results:
    """One page. `total` counts what was ranked, at most WINDOW; `next` is the next page's cursor or empty."""

    found: list[Found]
    total: int = 0
    next: str = ""
    is_too_broad: bool = False

    @property
    def is_window_full(self) -> bool:
        return self.total >= WINDOW


def read_cursor(text: str) -> Cursor | None:
    """The cursor that `text` spells; None for anything else."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        return None
    try:
        return Cursor(int(match[1]), _EPOCH + timedelta(microseconds=int(match[2])), match[3])
    except OverflowError:
        return None


def find_articles(query: Query, filters: Filters, after: Cursor | None = None) -> Results:
    """The stories that hold all of the query's terms in any form, and none of what it excludes. One query."""
    if not query.terms:
        return Results([])
    values = _values(query, filters, after)
    chosen = " ".join(sql for name, sql in _FILTERS.items() if values.get(name))
    sql = _SQL.format(filters=chosen, after=_AFTER if after else "")
    try:
        with time_limit():
            rows = list(Article.objects.raw(sql, values))
    except TooBroadError:
        return Results([], is_too_broad=True)
    for row in rows:
        slug: str = row.section_slug  # type: ignore[attr-defined]
        row.section = Section(pk=row.section_id, slug=slug, name=row.section_name)
    found = [
        Found(
            article,
            mark_words(article.headline, query),
            snippet(article, query),
        )
        for article in rows[:PER_PAGE]
    ]
    total = rows[0].total if rows else 0  # type: ignore[attr-defined]
    return Results(found, total, _cursor_after(rows[PER_PAGE - 1]) if len(rows) > PER_PAGE else "")


def _values(query: Query, filters: Filters, after: Cursor | None) -> dict[str, Any]:
    values: dict[str, Any] = {
        "stem": stem_terms(query),
        "exact": exact_terms(query),
        "folded": folded_terms(query),
        "introduced": stem_terms(query, "AB"),
        "window": WINDOW,
        "limit": PER_PAGE + 1,
        "section": filters.section,
        "author": filters.author,
    }
    if filters.since:
        values["since"] = start_of_day(filters.since)
    if filters.until:
        values["until"] = start_of_day(filters.until + timedelta(days=1))
    if after:
        values |= {"tier": after.tier, "at": after.at, "id": after.id}
    return values


def _cursor_after(row: Any) -> str:
    return str(Cursor(row.tier, row.published_at, row.public_id))
