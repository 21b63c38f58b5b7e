"""Headlines like this one: has somebody written the story already?

pg_trgm takes for a letter what the database's locale calls one; where that is plain C, no Bengali headline is
like any other.
"""

from datetime import timedelta
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection, transaction
from django.utils import timezone

from newsroom.models import Story, User
from newsroom.visibility import visible_stories

RECENT: Final = timedelta(days=7)
LIKENESS: Final = 0.5  # of 1; two headlines of one event come to about 0.5 to 0.8
SHOWN: Final = 5
_SHORTEST: Final = 8  # characters; less is not a headline yet


def similar_stories(headline: str, user: User, *, without: int | None = None) -> list[Story]:
    """Up to SHOWN stories of the last days, among those this user may know of, with a headline like this one.

    The likest first. `without`: the story that asks, which is like itself.
    """
    if len(headline.strip()) < _SHORTEST:
        return []
    stories = (
        visible_stories(user)
        .filter(headline__trigram_similar=headline[:300], changed_at__gte=timezone.now() - RECENT)
        .exclude(state=Story.State.SPIKED)
        .exclude(pk=without or 0)
        .annotate(likeness=TrigramSimilarity("headline", headline[:300]))
        .only("id", "headline", "language", "state", "changed_at")
        .order_by("-likeness", "-pk")
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # What counts as like is a setting of the session; the index is asked with it.
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(LIKENESS)])
        return list(stories[:SHOWN])
