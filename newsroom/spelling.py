"""The house's spelling list at work: whole words, also with a case ending or a particle behind them.

What is found keeps its ending: with শ্রেনী → শ্রেণি, শ্রেনীতেও becomes শ্রেণিতেও.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any, Final

import regex  # type: ignore[import-untyped]
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import grapheme_length, normalise
from newsroom.errors import Problem
from newsroom.models import HouseSpelling

# Classifiers, then cases, then particles, as they may follow a noun.
_CLASSIFIERS: Final = ("", "টি", "টা", "গুলো", "গুলি", "খানা", "জন", "সহ")
_CASES: Final = (
    "",
    "র",
    "ের",
    "য়ের",
    "কে",
    "রা",
    "েরা",
    "য়েরা",
    "দের",
    "েদের",
    "দেরকে",
    "তে",
    "ে",
    "য়",
    "য়ে",
    "েতে",
)
_PARTICLES: Final = ("", "ও", "ই", "ওই", "ইও")
ENDINGS: Final = frozenset(normalise("".join(parts)) for parts in product(_CLASSIFIERS, _CASES, _PARTICLES))
# Which ending a word takes depends on whether it ends in a vowel: ঢাকা-র, লন্ডন-এর; ঢাকা-য়, লন্ডন-এ.
_AFTER_VOWEL: Final = {
    normalise(one): normalise(other) for one, other in (("ের", "র"), ("ে", "য়"), ("েরা", "রা"))
}
_AFTER_CONSONANT: Final = {other: one for one, other in _AFTER_VOWEL.items()}
_ENDS_IN_VOWEL: Final = regex.compile(r"[অ-ঔা-ৌ]$")
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]+")
_TOO_LONG: Final = _("This is too long: {limit} characters fit here.")
MOST_LETTERS: Final = HouseSpelling._meta.get_field("wrong").max_length or 0  # code points, once normalised
_FEWEST_LETTERS: Final = 2  # a single letter with an ending is too many other words


def fold(text: str) -> str:
    """`text` as it is compared: both joiners are one, and Latin letters small. As long as it was."""
    folded = text.replace("\u200d", "\u200c")
    small = folded.lower()
    return small if len(small) == len(folded) else folded


@dataclass(frozen=True, slots=True)
class Entry:
    wrong: str
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """Where an entry applies in a text, and what belongs there, ending included."""

    start: int
    end: int
    put: str
    entry: Entry


@dataclass(frozen=True)
class Spelling:
    """The list, ready to be looked up. Finding takes a few look-ups for each word, however long the list is."""

    entries: tuple[Entry, ...] = ()
    _words: dict[str, Entry] = field(init=False, repr=False, compare=False)
    _phrases: dict[str, list[Entry]] = field(init=False, repr=False, compare=False)
    _lengths: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        words: dict[str, Entry] = {}
        phrases: dict[str, list[Entry]] = {}
        for entry in self.entries:
            wrong = fold(entry.wrong)
            if _WORD.fullmatch(wrong):
                words[wrong] = entry
            elif first := _WORD.match(wrong):
                phrases.setdefault(first[0], []).append(entry)
        object.__setattr__(self, "_words", words)
        object.__setattr__(self, "_phrases", phrases)
        object.__setattr__(self, "_lengths", tuple(sorted({len(wrong) for wrong in words}, reverse=True)))

    def find(self, text: str) -> Iterator[Found]:
        """Every place where a word or phrase of the list stands in `text` (normalised), from left to right."""
        if not self.entries:
            return
        folded = fold(text)
        past = 0
        for word in _WORD.finditer(folded):
            if word.start() < past:
                continue
            found = self._phrase_at(text, folded, word.start()) or self._word_at(text, word[0], word.start())
            if found:
                past = found.end
                yield found

    def _word_at(self, text: str, word: str, start: int) -> Found | None:
        for length in self._lengths:
            entry = self._words.get(word[:length]) if length <= len(word) else None
            if entry and _may_end(entry, word[length:]):
                return _found(text, start, entry, word[length:])
        return None

    def _phrase_at(self, text: str, folded: str, start: int) -> Found | None:
        first = _WORD.match(folded, start)
        for entry in self._phrases.get(first[0], ()) if first else ():
            wrong = fold(entry.wrong)
            if not folded.startswith(wrong, start):
                continue
            rest = _WORD.match(folded, start + len(wrong))
            ending = rest[0] if rest else ""
            if _may_end(entry, ending):
                return _found(text, start, entry, ending)
        return None


def _may_end(entry: Entry, ending: str) -> bool:
    if not ending:
        return True
    return ending in ENDINGS and grapheme_length(entry.wrong) >= _FEWEST_LETTERS


def _found(text: str, start: int, entry: Entry, ending: str) -> Found | None:
    """None if the text says it right already: the wrong word may be a part of the right one."""
    inside = entry.right.find(entry.wrong)
    if inside >= 0 and text.startswith(entry.right, max(start - inside, 0)):
        return None
    end = start + len(entry.wrong) + len(ending)
    if text[start : start + len(entry.right)] == entry.right:
        return None
    return Found(start, end, entry.right + _fitting(entry, ending), entry)


def _fitting(entry: Entry, ending: str) -> str:
    """The ending as the right word takes it, where wrong and right end in different kinds of letters."""
    was_vowel, is_vowel = (bool(_ENDS_IN_VOWEL.search(word)) for word in (entry.wrong, entry.right))
    if was_vowel == is_vowel:
        return ending
    return (_AFTER_VOWEL if is_vowel else _AFTER_CONSONANT).get(ending, ending)


def house_spelling() -> Spelling:
    """The list as it stands, in one query."""
    rows = HouseSpelling.objects.values_list("wrong", "right", "why")
    return Spelling(tuple(Entry(*row) for row in rows))


def tidy_spelling(text: str) -> str:
    """A word or phrase as the list keeps it."""
    return " ".join(normalise(text).split())


def check_spelling(wrong: str, right: str, others: Iterable[HouseSpelling]) -> list[Problem]:
    """What keeps this pair off the list of `others`. Both words are tidied."""
    problems = []
    if not _WORD.search(wrong):
        problems.append(Problem("wrong", _("Give a word, or several.")))
    problems += [
        Problem(name, format_lazy(_TOO_LONG, limit=MOST_LETTERS))
        for name, text in (("wrong", wrong), ("right", right))
        if len(text) > MOST_LETTERS
    ]
    if wrong == right:
        problems.append(Problem("right", _("This is the same word: there is nothing to mend.")))
    for other in others:
        if fold(other.wrong) == fold(wrong):
            problems.append(Problem("wrong", _already(_("This is on the list already: {pair}"), other)))
        elif fold(other.wrong) == fold(right):
            problems.append(Problem("right", _already(_("The list itself calls this wrong: {pair}"), other)))
        elif fold(other.right) == fold(wrong):
            problems.append(Problem("wrong", _already(_("The list itself calls this right: {pair}"), other)))
    return problems


def _already(message: Any, other: HouseSpelling) -> str | Promise:
    return format_lazy(message, pair=str(other))
