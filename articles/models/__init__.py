"""What readers may see. Nothing here is a draft: a row exists because it was published.

Only articles/publishing*.py write articles, fronts, ticker lines, pages and the edition.
"""

from articles.models.article import (
    PUBLIC_ID_PATTERN,
    Article,
    ArticleContributor,
    ArticleTopic,
    Correction,
    Edition,
    SearchDocument,
    Tombstone,
)
from articles.models.front import (
    Front,
    Placement,
    TickerLine,
)
from articles.models.house import (
    MostRead,
    Page,
    ReadCount,
    Redirect,
)
from articles.models.reference import (
    RESERVED_SLUGS,
    SLUG_PATTERN,
    Contributor,
    Section,
    Topic,
    TopicAlias,
    validate_ascii_slug,
    validate_not_reserved,
)

__all__ = [
    "PUBLIC_ID_PATTERN",
    "RESERVED_SLUGS",
    "SLUG_PATTERN",
    "Article",
    "ArticleContributor",
    "ArticleTopic",
    "Contributor",
    "Correction",
    "Edition",
    "Front",
    "MostRead",
    "Page",
    "Placement",
    "ReadCount",
    "Redirect",
    "SearchDocument",
    "Section",
    "TickerLine",
    "Tombstone",
    "Topic",
    "TopicAlias",
    "validate_ascii_slug",
    "validate_not_reserved",
]
