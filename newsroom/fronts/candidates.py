"""Stories that can be placed on a front."""

from dataclasses import dataclass
from datetime import datetime

from articles.models import Section
from articles.snapshot import Named, PublicPicture
from newsroom.models import User


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
    for what somebody typed; stories this user may not know of are left out.
    """
    raise NotImplementedError
