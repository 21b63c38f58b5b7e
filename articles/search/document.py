"""An article as search reads it: every word with its place, as written and as a stem.

The vector is made here and not by PostgreSQL's parser, so that what is indexed and what is asked are read by the very
same functions. A lexeme begins with its kind: `e:` the exact form, `f:` the folded one where it differs, `s:` a stem.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db import connection

from articles.boxes import own_words
from articles.models import Article
from articles.search.words import exact_form, folded_form, split_words, stems

EXACT, FOLDED, STEM = "e:", "f:", "s:"
# A vector holds at most 1 MiB, a lexeme 255 places below 16,384 (PostgreSQL, 12.10 "Limitations").
MOST_WORDS: Final = 10_000
_MOST_PLACES: Final = 255
_GAP: Final = 2  # between two parts of an article: a phrase does not reach across


def lexemes_of(word: str) -> set[str]:
    """Everything under which a word is found."""
    exact, folded = exact_form(word), folded_form(word)
    found = {EXACT + exact, *(STEM + stem for stem in stems(word))}
    return found | ({FOLDED + folded} if folded != exact else set())


def word_vector(parts: list[tuple[str, str]]) -> str:
    """A tsvector's text for `parts`: (weight A to D, plain text), most important first."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    place = 0
    for weight, text in parts:
        for word in split_words(text):
            place += 1
            if place > MOST_WORDS:
                return _written(places)
            for lexeme in lexemes_of(word.text):
                if len(places[lexeme]) < _MOST_PLACES:
                    places[lexeme].append(f"{place}{weight}")
        place += _GAP
    return _written(places)


def _written(places: dict[str, list[str]]) -> str:
    # Lexemes hold letters, marks, digits and . only, so nothing in them needs an escape.
    return " ".join(f"'{lexeme}':{','.join(found)}" for lexeme, found in places.items())


def article_parts(article: Article) -> list[tuple[str, str]]:
    """The words of an article by weight: headline, what introduces it, what it is filed under, its text."""
    names = [entry.name for entry in article.byline_entries] + [topic.name for topic in article.named_topics]
    filed = [*names, article.section_name, article.dateline, article.source_credit]
    picture = article.lead_picture
    return [
        ("A", article.headline),
        ("B", article.kicker),
        ("B", article.standfirst),
        *(("C", name) for name in filed),
        ("D", own_words(article.body)),
        ("D", picture.caption if picture else ""),
    ]


@dataclass(frozen=True, slots=True)
class ReadWords:
    """An article's words, read: its vector's text, and its headline folded."""

    vector: str
    headline: str


def read_words(article: Article) -> ReadWords:
    """Read an article for search; it need not be saved. The slow part, and it asks nothing of the database."""
    folded = " ".join(folded_form(word.text) for word in split_words(article.headline))
    return ReadWords(word_vector(article_parts(article)), folded[:400])


def index_article(article: Article, words: ReadWords) -> None:
    """Write what search knows of a saved article, in its transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO articles_searchdocument (article_id, section_id, published_at, words, headline)
            VALUES (%s, %s, %s, %s::tsvector, %s)
            ON CONFLICT (article_id) DO UPDATE SET section_id = excluded.section_id,
                published_at = excluded.published_at, words = excluded.words, headline = excluded.headline
            """,
            [article.public_id, article.section_id, article.published_at, words.vector, words.headline],
        )


def index_missing(batch: int = 500) -> Iterator[int]:
    """Index articles that have no document yet (published before there was search), newest first; yields how many
    each batch had. Can be stopped and begun again."""
    while True:
        missing = Article.objects.filter(search_document=None).order_by("-published_at", "-public_id")[:batch]
        articles = list(missing)
        if not articles:
            return
        for article in articles:
            index_article(article, read_words(article))
        yield len(articles)
