"""Where the asked words stand in a text, and which part of it to show."""

from dataclasses import dataclass
from typing import Final

from articles.bengali.text import cut
from articles.boxes import own_words
from articles.models import Article
from articles.search.query import Query
from articles.search.words import Word, split_words, stems

SNIPPET_WORDS: Final = 32
_BEFORE: Final = 8  # words shown before the first that was asked for
_READ: Final = 2000  # words of a body looked at


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text, marked or not."""

    text: str
    is_marked: bool = False


def mark_words(text: str, query: Query) -> list[Segment]:
    """All of `text`, with every word that answers the query marked."""
    return _segments(text, split_words(text), _asked(query), 0, len(text))


def snippet(article: Article, query: Query) -> list[Segment]:
    """The standfirst if it answers the query, else the part of the body that answers it best, else the standfirst."""
    asked = _asked(query)
    introduced = mark_words(article.standfirst, query)
    if any(segment.is_marked for segment in introduced):
        return introduced
    text = own_words(article.body).replace("\n", " ")
    words = split_words(text[: _READ * 12])
    hits = [index for index, word in enumerate(words) if _answers(word, asked)]
    if not hits:
        return introduced if article.standfirst else [Segment(cut(text, 160))]
    best = max(hits, key=lambda index: (len(_kinds(words[index : index + SNIPPET_WORDS], asked)), -index))
    first = max(best - _BEFORE, 0)
    shown = words[first : first + SNIPPET_WORDS]
    start, end = (shown[0].start if first else 0), shown[-1].end
    is_last = first + SNIPPET_WORDS >= len(words)
    segments = _segments(text, shown, asked, start, len(text) if is_last and len(words) < _READ else end)
    head = [Segment("… ")] if start else []
    return [*head, *segments, *([] if is_last else [Segment(" …")])]


def _asked(query: Query) -> frozenset[str]:
    return frozenset(stem for term in query.terms for word in term.words for stem in stems(word))


def _answers(word: Word, asked: frozenset[str]) -> bool:
    return not asked.isdisjoint(stems(word.text))


def _kinds(words: list[Word], asked: frozenset[str]) -> set[str]:
    return {stem for word in words for stem in stems(word.text) if stem in asked}


def _segments(text: str, words: list[Word], asked: frozenset[str], start: int, end: int) -> list[Segment]:
    segments: list[Segment] = []
    for word in words:
        if _answers(word, asked):
            if start < word.start:
                segments.append(Segment(text[start : word.start]))
            segments.append(Segment(word.text, is_marked=True))
            start = word.end
    return [*segments, Segment(text[start:end])] if start < end else segments
