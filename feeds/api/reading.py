"""What the API asks of the database: the read model, a few queries, each along an index, never a count or an offset."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from articles.models import Article, Correction, Tombstone
from articles.search.finding import Cursor as FoundCursor
from articles.search.finding import Results, find_articles
from articles.search.limits import TooBroadError, time_limit
from articles.search.query import Filters, parse_query
from feeds.api.cursors import Change, Moment
from feeds.api.ninjs import PARTIAL
from feeds.api.problems import ProblemError

_TOO_BROAD: Final = "Ask for a shorter time, or for fewer things at once: an answer may take 0.9 seconds."
# Without one of these a list is one walk along an index; with them the database decides, within a time.
_JOINED: Final = {"topic": "articletopic__topic", "contributor": "articlecontributor__contributor"}


@dataclass(frozen=True, slots=True)
class Page:
    """Rows, and the cursor of the page behind them (empty on the last one)."""

    rows: Sequence[Any]
    next: str = ""


def stories() -> QuerySet[Article]:
    """Live stories with their sections, and with `has_original`: whether the story that one translates is live too.

    One that readers never had, or do not have any more, is not named by its translation.
    """
    original = Exists(Article.objects.filter(pk=OuterRef("translation_of")))
    return Article.objects.select_related("section").annotate(has_original=original)


def read_articles(asked: Mapping[str, Any], limit: int) -> Page:
    """Live stories, the newest first, as the site's own lists have them.

    `asked` holds the numbers of section, topic and contributor, `language`, `since` (included) and `until` (not)
    as moments, and the cursor `after`; each may be missing. Raises ProblemError (too-broad).
    """
    chosen = _chosen(asked).order_by("-published_at", "-public_id").only(*PARTIAL)
    if not ({*_JOINED, "language"} & asked.keys()):
        return _page(list(chosen[: limit + 1]), limit)
    try:
        with time_limit():
            return _page(list(chosen[: limit + 1]), limit)
    except TooBroadError as error:
        raise ProblemError("too-broad", _TOO_BROAD) from error


def _chosen(asked: Mapping[str, Any]) -> QuerySet[Article]:
    articles = stories()
    if "section" in asked:
        articles = articles.filter(section=asked["section"])
    for name, path in _JOINED.items():
        if name in asked:
            articles = articles.filter(**{path: asked[name]})
    if "language" in asked:
        articles = articles.filter(language=asked["language"])
    if "since" in asked:
        articles = articles.filter(published_at__gte=asked["since"])
    if "until" in asked:
        articles = articles.filter(published_at__lt=asked["until"])
    return articles.filter(_behind("published_at", asked["after"])) if "after" in asked else articles


def _behind(field: str, cursor: Moment) -> Q:
    """Older than the cursor's row, or of its very moment with a smaller key. The first condition is the index's."""
    same_or_older = Q(**{f"{field}__lte": cursor.at})
    return same_or_older & (Q(**{f"{field}__lt": cursor.at}) | Q(pk__lt=cursor.key))


def _page(rows: list[Article], limit: int) -> Page:
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return Page(rows[:limit], str(Moment(last.published_at, last.public_id)) if last else "")


def read_corrections(after: Moment | None, limit: int) -> Page:
    """Notes on stories that are live, newest first, as pairs of note and story. Two queries."""
    live = Exists(Article.objects.filter(pk=OuterRef("public_id")))
    notes = Correction.objects.filter(live).order_by("-at", "-id")
    if after:
        notes = notes.filter(_behind("at", after))
    found = list(notes[: limit + 1])
    shown = found[:limit]
    noted = stories().only(*PARTIAL).in_bulk({note.public_id for note in shown})
    # Withdrawn between the two questions: the note goes with its story.
    pairs = [(note, noted[note.public_id]) for note in shown if note.public_id in noted]
    return Page(pairs, str(Moment(shown[-1].at, str(shown[-1].pk))) if len(found) > limit else "")


def read_changes(after: Change | None, limit: int) -> Page:
    """Every address that ever was public, in the order in which it last changed: what is live, and what was retracted.

    Rows are (edition, public_id, state, at, published_at, target). Editions become visible in their own order
    (articles/editions.py), so whoever goes on from a cursor misses nothing. One query, as two would see two
    states of the paper.
    """
    live = Article.objects.values_list(
        "edition", "public_id", Value("live"), "updated_at", "published_at", Value("")
    )
    gone = Tombstone.objects.values_list("edition", "public_id", "kind", "at", "published_at", "target")
    if after:
        behind = Q(edition__gte=after.edition) & (Q(edition__gt=after.edition) | Q(pk__gt=after.public_id))
        live, gone = live.filter(behind), gone.filter(behind)
    order, most = ("edition", "public_id"), limit + 1
    rows = list(
        live.order_by(*order)[:most].union(gone.order_by(*order)[:most], all=True).order_by(*order)[:most]
    )
    more = len(rows) > limit
    last = rows[limit - 1] if more else None
    return Page(rows[:limit], str(Change(last[0], last[1])) if last else "")


def read_found(question: str, filters: Filters, after: FoundCursor | None) -> tuple[Results, list[Article]]:
    """What the site's own search finds, and the stories in its order. Raises ProblemError (too-broad)."""
    results = find_articles(parse_query(question), filters, after)
    if results.is_too_broad:
        raise ProblemError("too-broad", _TOO_BROAD)
    ids = [one.article.public_id for one in results.found]
    found = stories().only(*PARTIAL).in_bulk(ids) if ids else {}
    return results, [found[one] for one in ids if one in found]
