"""Stories that can be placed on a front."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from articles.models import Article, Section
from articles.reading import listed
from articles.search.finding import find_articles
from articles.search.query import Filters, parse_query
from articles.snapshot import Named, PublicPicture
from newsroom.fronts.checks import named_stories
from newsroom.fronts.drafts import layout_of
from newsroom.models import FrontDraft, Story, User
from newsroom.visibility import visible_stories

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live story. `placed` is where it stands in the working copy ("top-1", "world-2"), or empty."""

    public_id: str
    headline: str
    language: str
    section: Named
    published_at: datetime
    picture: PublicPicture | None
    placed: str


def candidates(
    user: User, *, section: Section | None, text: str = "", within: str | None = None, limit: int = 30
) -> list[Candidate]:
    """Live stories for the front of `section` (None: the front page): by words, or else the newest first.

    `within` is the slug of the section they are of, "" for any; left out, it is the front's own. Never raises
    for what somebody typed; stories this user may not know of are left out. A search finds at most twenty.
    """
    if within is None:
        within = section.slug if section else ""
    limit = max(0, min(limit, MOST))
    articles = _found(text, within) if text.strip() else _newest(within, limit)
    hidden = _hidden_from(user, [article.public_id for article in articles])
    placed = _places(section)
    return [
        _candidate(article, placed.get(article.public_id, ""))
        for article in articles
        if article.public_id not in hidden
    ][:limit]


def _found(text: str, within: str) -> list[Article]:
    results = find_articles(parse_query(text), Filters(section=within.replace("\0", "")))
    return [found.article for found in results.found]


def _newest(within: str, limit: int) -> list[Article]:
    articles = Article.objects.all()
    if within:
        articles = articles.filter(section__slug=within.replace("\0", ""))
    return list(listed(articles)[:limit])


def _hidden_from(user: User, public_ids: Sequence[str]) -> set[str]:
    """Readers have them; but that the newsroom works on them is for the people named."""
    stories = Story.objects.filter(public_id__in=public_ids).exclude(
        pk__in=visible_stories(user).values("pk")
    )
    return set(stories.values_list("public_id", flat=True))


def _places(section: Section | None) -> dict[str, str]:
    draft = FrontDraft.objects.filter(section=section).first()
    if draft is None:
        return {}
    return {story: field.removesuffix(".story") for field, story in named_stories(layout_of(draft))}


def _candidate(article: Article, placed: str) -> Candidate:
    return Candidate(
        public_id=article.public_id,
        headline=article.headline,
        language=article.language,
        section=Named(article.section.slug, article.section_name),
        published_at=article.published_at,
        picture=article.lead_picture,
        placed=placed,
    )
