"""Which stories are like another: found when it is published, from what search knows of them.

Two stories are alike by the rare stems that their headlines, kickers and standfirsts share, and by their topics. Only
a bounded window is compared, so that a publish takes as long in an archive of a hundred thousand as in one of ten.
"""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any, Final

from django.db import connection

from articles.models import Article
from articles.search.document import STEM
from articles.search.words import split_words, stems

KEPT: Final = 8  # best first; a page shows those that are still live
NEWEST: Final = 150  # of the window: the newest stories,
OF_TOPIC: Final = 60  # those of each topic,
OF_WORDS: Final = 60  # and those of the same rare words, however old
RAREST: Final = 5  # stems that find those, two of them together,
RARE: Final = 0.02  # each in no more of the window's stories than this: a common one would read the archive
TOPICS_WEIGH: Final = 0.5  # beside the words' 1
ENOUGH: Final = 0.1  # less is chance
HALVED_AFTER: Final = 3 * 365.0  # days: of two that are as like, the one nearer in time


@dataclass(frozen=True, slots=True)
class Known:
    """A story as far as likeness asks: `stems` of what introduces it, `topics` by number, and what it is related to."""

    public_id: str
    published_at: datetime
    stems: frozenset[str]
    topics: frozenset[int]
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relations:
    """What a publish changes: the story's own list, and by public id those of older stories that it belongs in."""

    own: list[str]
    others: dict[str, list[str]]


def find_related(article: Article, topics: Collection[int]) -> Relations:
    """The stories most like `article` (which need not be saved; `topics` are its topics' numbers), best first.

    An older story hears of it too, if it is nearer to that one than what that list holds. Three queries at most.
    """
    told = " ".join((article.headline, article.kicker, article.standfirst))
    own = Known(article.public_id, article.published_at, _stems_of(told), frozenset(topics))
    pool = _read(_WINDOW, own, article.language, topics=list(topics))
    if pairs := _rare_pairs(own, pool):
        pool |= _read(_BY_WORDS, own, article.language, pairs=pairs)
    weights = _weights(pool.values())
    best = rank(own, pool.values(), weights)
    return Relations(best, _renewed(own, best, pool, weights, article.language))


def rank(story: Known, others: Iterable[Known], weights: Mapping[str, float]) -> list[str]:
    """The public ids of the others most like `story`, best first: at most KEPT, and none that is only by chance."""
    like = (other for other in others if other.public_id != story.public_id)
    scores = {other.public_id: likeness(story, other, weights) for other in like}
    best = sorted((-score, public_id) for public_id, score in scores.items() if score >= ENOUGH)
    return [public_id for _score, public_id in best[:KEPT]]


def likeness(one: Known, other: Known, weights: Mapping[str, float]) -> float:
    """From 0 to 1.5: the cosine of their stems by rarity, and of their topics; nearer in time is a little more."""
    shared = sum(weights.get(stem, 0) ** 2 for stem in one.stems & other.stems)
    words = shared and shared / (_length(one, weights) * _length(other, weights))
    topics = len(one.topics & other.topics) / (math.sqrt(len(one.topics) * len(other.topics)) or 1)
    days = abs((one.published_at - other.published_at).total_seconds()) / 86_400
    return (words + TOPICS_WEIGH * topics) * math.exp2(-days / HALVED_AFTER)


def write_related(others: Mapping[str, list[str]]) -> None:
    """Keep the new lists of older stories. One that somebody else writes at this moment stays as it is: nobody
    waits, and so nobody waits for each other, over what the next publish may say as well."""
    if not others:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE articles_article SET related = new.related::jsonb
            FROM jsonb_each_text(%s::jsonb) AS new (public_id, related)
            WHERE articles_article.public_id = new.public_id AND articles_article.public_id IN (
                SELECT public_id FROM articles_article WHERE public_id = ANY(%s) FOR NO KEY UPDATE SKIP LOCKED
            )
            """,
            [json.dumps({key: json.dumps(value) for key, value in others.items()}), list(others)],
        )


def relate_missing(newest: int = 1000) -> Iterator[str]:
    """Find what is related to those of the newest articles that have nothing (published before this was asked).

    Yields the public id of each that has something now. Older ones are named in the lists of newer ones anyway.
    """
    rows = Article.objects.order_by("-published_at", "-public_id").only(
        "headline", "kicker", "standfirst", "language", "published_at", "related"
    )[:newest]
    for article in rows.prefetch_related("topics"):
        if article.related:
            continue
        found = find_related(article, [topic.pk for topic in article.topics.all()])
        if found.own:
            Article.objects.filter(pk=article.pk).update(related=found.own)
            yield article.pk


_KNOWN: Final = """
    SELECT article.public_id, article.published_at, article.related,
        tsvector_to_array(ts_filter(document.words, '{a,b}')),
        ARRAY(SELECT topic_id FROM articles_articletopic AS topic WHERE topic.article_id = article.public_id)
    FROM articles_article AS article JOIN articles_searchdocument AS document
        ON document.article_id = article.public_id
    WHERE article.language = %(language)s AND article.public_id <> %(own)s AND article.public_id IN
"""
# A topic's links by their own number: the newest publishes, without a look at each of its ten thousand articles.
_WINDOW: Final = """(
    (SELECT article_id FROM articles_searchdocument ORDER BY published_at DESC, article_id DESC LIMIT %(newest)s)
    UNION
    (SELECT links.article_id FROM unnest(%(topics)s::bigint[]) AS topic, LATERAL (
        SELECT article_id FROM articles_articletopic WHERE topic_id = topic ORDER BY id DESC LIMIT %(of_topic)s
    ) AS links)
)"""
# By the index of words, and not back in time until there are enough: materialized.
_BY_WORDS: Final = """(
    WITH found AS MATERIALIZED (
        SELECT article_id, published_at FROM articles_searchdocument WHERE words @@ %(pairs)s::tsquery
    ) SELECT article_id FROM found ORDER BY published_at DESC, article_id DESC LIMIT %(of_words)s
)"""
_BY_ID: Final = "(SELECT unnest(%(ids)s::text[]))"
_LIMITS: Final = {"newest": NEWEST, "of_topic": OF_TOPIC, "of_words": OF_WORDS}


def _read(which: str, own: Known, language: str, **asked: Any) -> dict[str, Known]:
    """The stories that the subquery `which` names, but for `own`, by their public ids."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN + which, _LIMITS | {"own": own.public_id, "language": language} | asked)
        return {
            public_id: Known(
                public_id,
                published_at,
                frozenset(lexeme[len(STEM) :] for lexeme in lexemes if lexeme.startswith(STEM)),
                frozenset(topics),
                tuple(json.loads(related) if isinstance(related, str) else related),
            )
            for public_id, published_at, related, lexemes, topics in cursor.fetchall()
        }


def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem for word in split_words(text) for stem in stems(word.text))


def _weights(stories: Collection[Known]) -> dict[str, float]:
    """How rare each stem is among `stories`: inverse document frequency, smoothed so that none weighs nothing."""
    counts = Counter(stem for story in stories for stem in story.stems)
    return {stem: math.log((1 + len(stories)) / count) + 0.1 for stem, count in counts.items()}


def _length(story: Known, weights: Mapping[str, float]) -> float:
    rarest = max(weights.values(), default=1.0)  # what nobody else says
    return math.sqrt(sum(weights.get(stem, rarest) ** 2 for stem in story.stems))


def _rare_pairs(own: Known, pool: Mapping[str, Known]) -> str:
    """A tsquery for two of the story's rarest stems together, in what introduces a story. Empty for too few."""
    counts = Counter(stem for story in pool.values() for stem in story.stems & own.stems)
    rare = [stem for stem in own.stems if counts[stem] <= max(2, RARE * len(pool))]
    rarest = sorted(rare, key=lambda stem: (counts[stem], -len(stem), stem))[:RAREST]
    # Stems hold letters, marks and digits only, so nothing in them needs an escape.
    return " | ".join(f"('{STEM}{one}':AB & '{STEM}{two}':AB)" for one, two in combinations(rarest, 2))


def _renewed(
    own: Known, best: list[str], pool: Mapping[str, Known], weights: Mapping[str, float], language: str
) -> dict[str, list[str]]:
    """The lists of the stories in `best`, each ranked again with `own` beside what it holds, where that changes it."""
    named = {public_id for one in best for public_id in pool[one].related} - set(pool)
    pool = (
        dict(pool) | (_read(_BY_ID, own, language, ids=list(named)) if named else {}) | {own.public_id: own}
    )
    lists = {}
    for public_id in best:
        story = pool[public_id]
        held = [pool[one] for one in (*story.related, own.public_id) if one in pool]
        renewed = rank(story, {one.public_id: one for one in held}.values(), weights)
        if own.public_id in renewed and renewed != list(story.related):
            lists[public_id] = renewed
    return lists
