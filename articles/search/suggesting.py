"""While somebody types: headlines, topics and people. And when nothing was found: what may have been meant."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice, product
from typing import Final

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from articles.bengali.text import normalise
from articles.models import Article, ArticleContributor, ArticleTopic, Contributor, Topic
from articles.search.document import EXACT, FOLDED, STEM
from articles.search.query import LONGEST_QUERY, Query
from articles.search.words import exact_form, folded_form, split_words, stems

HEADLINES, NAMES = 5, 3
_SHORTEST: Final = 2  # letters before anything is suggested
_ALIKE: Final = 0.6  # of two words: the share of letters they have in common
_LOOKED_AT: Final = 40
# Letters that sound the same in Bengali, and are told apart in writing.
_SOUNDS: Final = ("শষস", "নণ", "র\u09dc\u09dd", "জয", "তথ", "দধ", "বভ", "কখ", "গঘ", "চছ", "টঠ", "পফ")
_SPELLINGS: Final = 200  # of one word, looked up at once


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
    marked = [f"'{form}'{mark}" for form in forms]
    return f"({' | '.join(marked)})"


def meant_instead(query: Query) -> str:
    """The query with each word that no story has replaced by one that stories do have; empty when there is none.

    First words that sound the same (শহর, সহর: a search tells them apart), then the most similar in a headline.
    """
    words = [word for term in query.terms for word in term.words]
    better = [
        word if _is_known(word) else _sounding_alike(word) or _most_similar(word) or word for word in words
    ]
    return " ".join(better) if better != words else ""


def _is_known(word: str) -> bool:
    return bool(_known([word]))


def _sounding_alike(word: str) -> str:
    """The first of the word's other spellings by ear that some story has; or nothing."""
    folded = folded_form(word)
    choices = [next((group for group in _SOUNDS if letter in group), letter) for letter in folded]
    spelled = ("".join(letters) for letters in islice(product(*choices), _SPELLINGS))
    known = _known([one for one in spelled if one != folded])
    return normalise(known[0]) if known else ""


def _known(words: list[str]) -> list[str]:
    """Those of `words` that some story has in some form, in the order given."""
    queries = [" | ".join(f"'{STEM}{stem}'" for stem in stems(word)) for word in words]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked.word FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS asked (word, query, place)"
            " WHERE EXISTS (SELECT FROM articles_searchdocument WHERE words @@ asked.query::tsquery)"
            " ORDER BY asked.place",
            [words, queries],
        )
        return [row[0] for row in cursor.fetchall()]


def _most_similar(word: str) -> str:
    """The word of a headline with most letters in common; or nothing."""
    folded = folded_form(word)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.headline FROM articles_searchdocument d JOIN articles_article a ON a.public_id = d.article_id"
            " WHERE %s <%% d.headline ORDER BY word_similarity(%s, d.headline) DESC, d.published_at DESC LIMIT %s",
            [folded, folded, _LOOKED_AT],
        )
        headlines = [row[0] for row in cursor.fetchall()]
    candidates = sorted({one.text for headline in headlines for one in split_words(headline)})
    alike = {one: SequenceMatcher(None, folded, folded_form(one)).ratio() for one in candidates}
    best = max(alike, key=lambda one: alike[one], default="")
    return best if best and alike[best] >= _ALIKE else ""
