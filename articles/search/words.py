"""Bengali words as search compares them: as written, folded (one spelling for several), and as a stem.

The rules are those of a light stemmer: it takes off what Bengali grammar puts behind a noun (classifiers, cases,
emphasis) and leaves the rest alone. What is told apart in meaning stays apart: শ/ষ/স, ণ/ন, ড়/র.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import regex  # type: ignore[import-untyped]

from articles.bengali.digits import to_ascii_digits
from articles.bengali.text import normalise

LONGEST: Final = 60  # characters of one word; what is longer is no word
_WORD: Final = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}\u200c\u200d]*(?:[.,](?=\p{N})\p{N}+)*")
_HASANTA: Final = "\u09cd"
# What two writers write in two ways and mean as one.
_FOLDED: Final = (
    ("\u200c", ""),
    ("\u200d", ""),
    ("\u09a1\u09bc", "\u09dc"),  # ড়, as one letter: a stem's length is counted in letters
    ("\u09a2\u09bc", "\u09dd"),  # ঢ়
    ("\u09af\u09bc", "\u09df"),  # য়
    ("\u0981", ""),  # চাঁদ, চাদ
    ("ী", "ি"),
    ("ূ", "ু"),
    ("ঈ", "ই"),
    ("ঊ", "উ"),
    ("ঙ্", "ং"),  # ব্যাঙ্ক, ব্যাংক
    ("ৎ", "ত"),  # বিদ্যুৎ, বিদ্যুতের
    ("\u09f0", "র"),  # Assamese ra and wa
    ("\u09f1", "ব"),
)
# A consonant doubled under a reph, as it was written before 1936: কর্ম্ম, সর্ব্ব, ধর্ম্ম.
_DOUBLED: Final = regex.compile(r"(?<=র্)([চজতদবমযক])্\1")
_VOWEL: Final = frozenset("অআইউএঐওঔািুৃেৈোৌৗ")
_LETTERS: Final = regex.compile(r"(?<!\u09cd)[\u0985-\u0994\u0995-\u09b9\u09dc-\u09df\u09ce]")


@dataclass(frozen=True, slots=True)
class _Suffix:
    """Taken off when `fewest` letters (conjuncts count as one) are left; `after_vowel`: only behind a vowel."""

    text: str
    fewest: int = 2
    after_vowel: bool = False


# Longest first: of দেরকে, কে and দের go together. Folded spellings.
def _fold(text: str) -> str:
    for written, meant in _FOLDED:
        text = text.replace(written, meant)
    return text


_SUFFIXES: Final = tuple(
    sorted(
        (
            *(_Suffix(text) for text in "দেরকে দের গুলো গুলি গুলা গুলিকে সমুহ বৃন্দ খানা খানি টুকু টি টা েরা রা ের".split()),
            *(_Suffix(text, after_vowel=True) for text in ("তে", "র", "এর", "এরা")),
            *(_Suffix(_fold(normalise(text)), after_vowel=True) for text in ("য়", "য়ে", "য়ের", "য়েরা")),
            _Suffix("ও"),
            _Suffix("ই"),
            _Suffix("ে"),
            _Suffix("ি", fewest=3),  # সরকারি is সরকার, but পানি is not পান
        ),
        key=lambda suffix: -len(suffix.text),
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, with its place in it (`start`, `end`: character offsets)."""

    text: str
    start: int
    end: int


def split_words(text: str) -> list[Word]:
    """The words of `text`; 12,34,567 and 3.5 are one each. Overlong runs are left out."""
    return [
        Word(match[0], match.start(), match.end())
        for match in _WORD.finditer(text)
        if match.end() - match.start() <= LONGEST
    ]


def exact_form(word: str) -> str:
    """The word as it is stored: normalised, in small letters, its digits ASCII and ungrouped (২,০২৫ is 2025)."""
    word = to_ascii_digits(normalise(word)).casefold()
    return word.replace(",", "") if word[:1].isdecimal() else word


@lru_cache(maxsize=50_000)
def folded_form(word: str) -> str:
    """One spelling for all that mean the same word; two words that differ in meaning keep two."""
    return str(_DOUBLED.sub(r"\1", _fold(exact_form(word))))


@lru_cache(maxsize=50_000)
def stems(word: str) -> tuple[str, ...]:
    """The folded word without what grammar put behind it, at least one. Two when it can be read in two ways:
    সড়কে is সড়ক in the locative, or a সড় in the objective case; সংসদের is of one, or of several."""
    folded = folded_form(word)
    found = [_strip(reading) for reading in (*_other_readings(folded), folded)]
    return tuple(dict.fromkeys(found))


def _other_readings(folded: str) -> list[str]:
    """What else a word may be before its last suffix: কে off a person (never off a ব্যাং), ের off a দ."""
    if folded.endswith("কে") and not folded.endswith(("ংকে", "দেরকে")) and _may_end(folded[:-2], 2):
        return [folded[:-2]]
    if folded.endswith("দের") and _may_end(folded[:-2], 2):
        return [folded[:-2]]
    return []


def _strip(word: str) -> str:
    while True:
        for suffix in _SUFFIXES:
            rest = word[: -len(suffix.text)]
            if not word.endswith(suffix.text) or not _may_end(rest, suffix.fewest):
                continue
            if suffix.after_vowel and rest[-1] not in _VOWEL:
                continue
            word = rest
            break
        else:
            return word


def _may_end(rest: str, fewest: int) -> bool:
    """Whether a word may end here: not inside a conjunct, and with enough letters."""
    return bool(rest) and rest[-1] != _HASANTA and len(_LETTERS.findall(rest)) >= fewest
