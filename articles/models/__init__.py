"""What readers may see. Nothing here is a draft: a row exists because it was published.

Only articles/publishing*.py write articles, fronts, ticker lines, alerts, pages and the edition.
"""

from articles.models.alert import Alert
from articles.models.article import (
    PUBLIC_ID_PATTERN,
    Article,
    ArticleContributor,
    ArticleTopic,
    Correction,
    Edition,
    Month,
    SearchDocument,
    Tombstone,
)
from articles.models.front import (
    Front,
    Placement,
    TickerLine,
    TickerSetup,
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
    "Alert",
    "Article",
    "ArticleContributor",
    "ArticleTopic",
    "Contributor",
    "Correction",
    "Edition",
    "Front",
    "Month",
    "MostRead",
    "Page",
    "Placement",
    "ReadCount",
    "Redirect",
    "SearchDocument",
    "Section",
    "TickerLine",
    "TickerSetup",
    "Tombstone",
    "Topic",
    "TopicAlias",
    "validate_ascii_slug",
    "validate_not_reserved",
]
