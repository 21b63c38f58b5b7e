"""While somebody types: headlines, topics and people. And when nothing was found: what may have been meant."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from articles.bengali.text import normalise
from articles.models import Article, ArticleContributor, ArticleTopic, Contributor, Topic
from articles.search.document import EXACT, FOLDED
from articles.search.query import LONGEST_QUERY, Query
from articles.search.words import exact_form, folded_form, split_words

HEADLINES, NAMES = 5, 3
_SHORTEST: Final = 2  # letters before anything is suggested
_ALIKE: Final = 0.6  # of two words: the share of letters they have in common
_LOOKED_AT: Final = 40


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A page to go to. `kind`: topic, person or story."""

    kind: str
    text: str
    url: str
    language: str = ""


def suggest(text: str) -> list[Suggestion]:
    """Topics and people whose names hold what is typed, and the newest headlines with words that begin so."""
    typed = normalise(text[:LONGEST_QUERY]).strip()
    words = [word.text for word in split_words(typed)]
    if not words or len(words[-1]) < _SHORTEST:
        return []
    topics = Topic.objects.filter(
        Exists(ArticleTopic.objects.filter(topic=OuterRef("pk"))), name__icontains=typed
    )
    people = Contributor.objects.filter(
        Exists(ArticleContributor.objects.filter(contributor=OuterRef("pk"))), name__icontains=typed
    ).exclude(kind=Contributor.Kind.HOUSE)
    found = [Suggestion("topic", one.name, one.get_absolute_url()) for one in topics.order_by("name")[:NAMES]]
    found += [
        Suggestion("person", one.name, one.get_absolute_url()) for one in people.order_by("name")[:NAMES]
    ]
    return found + [
        Suggestion("story", one.headline, one.get_absolute_url(), one.language) for one in _headlines(words)
    ]


def _headlines(words: list[str]) -> QuerySet[Article]:
    """The newest articles with a headline that has every word, the last one perhaps not yet typed to its end."""
    *whole, last = words
    asked = [_beginning(word, ":A") for word in whole] + [_beginning(last, ":*A")]
    query = " & ".join(asked)
    matching = Article.objects.extra(
        tables=["articles_searchdocument"],
        where=[
            "articles_searchdocument.article_id = public_id",
            "articles_searchdocument.words @@ %s::tsquery",
        ],
        params=[query],
    )
    newest = matching.order_by("-published_at", "-public_id")
    return newest.select_related("section").only("headline", "language", "section__slug")[:HEADLINES]


def _beginning(word: str, mark: str) -> str:
    folded = folded_form(word)
    forms = dict.fromkeys([EXACT + exact_form(word), EXACT + folded, FOLDED + folded])
    return f"({' | '.join(f"'{form}'{mark}" for form in forms)})"


def meant_instead(query: Query) -> str:
    """The query with each word that no headline has replaced by the most similar one that a headline has; empty when
    there is none. Spellings that a search tells apart (শহর, সহর) are what this is for."""
    words = [word for term in query.terms for word in term.words]
    better = [_most_similar(word) or word for word in words]
    return " ".join(better) if better != words else ""


def _most_similar(word: str) -> str:
    folded = folded_form(word)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.headline FROM articles_searchdocument d JOIN articles_article a ON a.public_id = d.article_id"
            " WHERE %s <%% d.headline ORDER BY word_similarity(%s, d.headline) DESC, d.published_at DESC LIMIT %s",
            [folded, folded, _LOOKED_AT],
        )
        headlines = [row[0] for row in cursor.fetchall()]
    candidates = {one.text for headline in headlines for one in split_words(headline)}
    if any(folded_form(one) == folded for one in candidates):
        return ""
    alike = {one: SequenceMatcher(None, folded, folded_form(one)).ratio() for one in candidates}
    best = max(sorted(alike), key=lambda one: alike[one], default="")
    return best if best and alike[best] >= _ALIKE else ""
