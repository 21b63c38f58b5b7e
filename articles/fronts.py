"""What stands on the front page and on the sections' fronts: placed by editors, and filled with the newest."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Article
from articles.snapshot import Named, PublicPicture


@dataclass(frozen=True, slots=True)
class Placed:
    """A story in its place on a front: with this place's headline and picture, and the package under it.

    Everything else of it is the article's, so that a template shows it like any other.
    """

    article: Article
    headline: str
    lead_picture: PublicPicture | None
    package: Sequence[Article] = ()


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
