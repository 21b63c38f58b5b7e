"""The live stories to which a line of the ticker may lead, as far as somebody may know of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from articles.bengali.text import normalise
from articles.models import Article
from articles.models.reference import PUBLIC_ID_PATTERN
from newsroom.fronts.candidates import Candidate, candidates
from newsroom.models import Story, User
from newsroom.visibility import visible_stories

_ADDRESS: Final = re.compile(rf"(?:^|/)({PUBLIC_ID_PATTERN})(?:[/?#].*)?$", re.ASCII)
_FOUND: Final = 12


@dataclass(frozen=True, slots=True)
class LiveStory:
    """A story that readers have, in few words."""

    public_id: str
    headline: str
    section: str
    published_at: datetime


def find_live_stories(user: User, text: str = "", limit: int = _FOUND) -> list[LiveStory]:
    """By words or by address, or else the newest first. Never raises for what somebody typed."""
    if match := _ADDRESS.search(text.strip()):
        article = Article.objects.filter(pk=match[1]).first()
        if article and story_to_lead_to(user, article.pk):
            return [LiveStory(article.pk, article.headline, article.section_name, article.published_at)]
    found = candidates(user, section=None, text=text.replace("\0", ""), within="", limit=limit)
    # A story of the readers' alone (brought in by hand, in a test) has no line leading to it.
    known = set(
        Story.objects.filter(public_id__in=[one.public_id for one in found]).values_list(
            "public_id", flat=True
        )
    )
    return [_story(one) for one in found if one.public_id in known]


def story_to_lead_to(user: User, public_id: str) -> Story | None:
    """The live story of this id, if this user may know of it."""
    if not re.fullmatch(PUBLIC_ID_PATTERN, public_id, re.ASCII):
        return None
    live = visible_stories(user).filter(public_state=Story.Public.LIVE, public_id=public_id)
    return live.first()


def story_called(user: User, text: str) -> Story | None:
    """The one that is named by its address or by its whole headline; None for nobody's."""
    words = " ".join(normalise(text).split())
    if match := _ADDRESS.search(words):
        return story_to_lead_to(user, match[1])
    same = [one for one in find_live_stories(user, words) if one.headline == words]
    return story_to_lead_to(user, same[0].public_id) if len(same) == 1 else None


def headlines_of(public_ids: Sequence[str]) -> dict[str, str]:
    """What readers call these stories, by id; nothing of those that they do not have."""
    return dict(Article.objects.filter(pk__in=public_ids).values_list("public_id", "headline"))


def _story(candidate: Candidate) -> LiveStory:
    return LiveStory(candidate.public_id, candidate.headline, candidate.section.name, candidate.published_at)
