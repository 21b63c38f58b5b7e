"""What somebody typed into the search field, understood: words, "phrases", and -what must not be there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

import regex  # type: ignore[import-untyped]

from articles.bengali.text import normalise
from articles.search.document import EXACT, FOLDED, STEM
from articles.search.words import exact_form, folded_form, split_words, stems

LONGEST_QUERY: Final = 200  # characters
MOST_TERMS: Final = 12
_QUOTES: Final = '"“”„«»'
_PIECE: Final = regex.compile(
    rf"(?P<minus>(?<!\S)[-–−])?"
    rf"(?:[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<plain>[^\s{_QUOTES}]+))"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or the words of a phrase in their order. A quoted one is meant as it is spelled."""

    words: tuple[str, ...]
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """All of `terms`, none of `without`. `is_cut`: there was more than is looked for."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Filters:
    """Where to look: a section's and a contributor's slug (empty: everywhere), from a day to a day, both included."""

    section: str = ""
    author: str = ""
    since: date | None = None
    until: date | None = None


def parse_query(text: str) -> Query:
    """Never raises: signs that mean nothing are left out."""
    text = normalise(text)
    terms: list[Term] = []
    without: list[Term] = []
    for piece in _PIECE.finditer(text[:LONGEST_QUERY]):
        phrase = piece["phrase"]
        words = tuple(word.text for word in split_words(piece["plain"] if phrase is None else phrase))
        if not words:
            continue
        # What is written in one piece, as র‍্যাব-১১, belongs together.
        term = Term(words, is_quoted=phrase is not None)
        (without if piece["minus"] else terms).append(term)
    kept = list(dict.fromkeys(terms))
    is_cut = len(text) > LONGEST_QUERY or len(kept) > MOST_TERMS or len(without) > MOST_TERMS
    return Query(tuple(kept[:MOST_TERMS]), tuple(dict.fromkeys(without))[:MOST_TERMS], is_cut)


def exact_terms(query: Query) -> str:
    """A tsquery's text: all terms as they are spelled."""
    return " & ".join(_phrase(term, _exactly) for term in query.terms)


def folded_terms(query: Query) -> str:
    """All terms in any spelling that means the same."""
    return " & ".join(_phrase(term, _folded) for term in query.terms)


def stem_terms(query: Query, weights: str = "") -> str:
    """All terms in any form, and none of what is excluded; `weights` (as AB) keeps to those parts of an article."""
    found = [_phrase(term, _folded if term.is_quoted else _stemmed, weights) for term in query.terms]
    return " & ".join([*found, *(f"!{_phrase(term, _folded)}" for term in query.without)])


def _phrase(term: Term, alternatives: Callable[[str], list[str]], weights: str = "") -> str:
    mark = f":{weights}" if weights else ""
    words = ["(" + " | ".join(f"'{one}'{mark}" for one in alternatives(word)) + ")" for word in term.words]
    return f"({' <-> '.join(words)})"


def _exactly(word: str) -> list[str]:
    return [EXACT + exact_form(word)]


def _folded(word: str) -> list[str]:
    folded = folded_form(word)
    return [EXACT + folded, FOLDED + folded]


def _stemmed(word: str) -> list[str]:
    return [STEM + stem for stem in stems(word)]
