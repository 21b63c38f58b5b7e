"""Bengali in Latin letters, for addresses: সুনামগঞ্জের বন্যা → sunamganjer-bonya.

A plain, readable spelling as Bangladeshi names are written, not a scholarly one: no diacritics, no way back.
It only proposes; somebody reads the proposal before it becomes an address.
"""

import re
import unicodedata
from typing import Final

from articles.bengali.digits import to_ascii_digits
from articles.bengali.text import normalise

_CONSONANTS: Final = dict(
    zip(
        "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ",
        "k kh g gh ng ch chh j jh n t th d dh n t th d dh n p f b bh m j r l sh sh s h".split(),
        strict=True,
    )
)
_VOWELS: Final = dict(zip("অআইঈউঊঋএঐওঔ", "o a i i u u ri e oi o ou".split(), strict=True))
_SIGNS: Final = dict(zip("ািীুূৃেৈোৌ", "a i i u u ri e oi o ou".split(), strict=True))
_MARKS: Final = {"ং": "ng", "ঃ": "", "ঁ": "", "ৎ": "t"}
_WITH_DOT: Final = {"ড": "r", "ঢ": "rh", "য": "y"}
_HASANTA, _NUKTA = "্", "়"
# Conjuncts that are not said as they are spelled.
_CONJUNCTS: Final = {"ক্ষ": "ksh", "জ্ঞ": "gg", "ঞ্চ": "nch", "ঞ্ছ": "nchh", "ঞ্জ": "nj"}
_SILENT_ENDS: Final = ("ঞ্জ", "ন্ড", "ঙ্ক", "র্ক", "স্ট", "র্ট", "ন্ট")
_VOWEL_LETTERS: Final = set("aeiou")
_WORD: Final = re.compile(r"[^\s\-–—/]+")


def to_latin(text: str) -> str:
    """Every word of `text` in small ASCII letters and digits, with a single space between; the rest is dropped."""
    text = normalise(text).replace("\u200c", "").replace("\u200d", "").replace("অ্যা", "আ")  # অ্যাপ is app
    words = (_word(word) for word in _WORD.findall(text))
    return " ".join(word for word in words if word)


def suggest_slug(text: str, length: int = 60) -> str:
    """An address for `text`: to_latin with hyphens, cut between words to `length` characters; may be empty."""
    words = to_latin(text).split()
    slug = "-".join(words)
    while len(slug) > length and len(words) > 1:
        words.pop()
        slug = "-".join(words)
    return slug[:length]


def _word(word: str) -> str:
    pieces: list[str] = []
    place = 0
    while place < len(word):
        taken, letters, is_consonant = _at(word, place)
        place += taken
        pieces.append(letters)
        if is_consonant:
            if place < len(word) and word[place] == _HASANTA:
                place += 1  # joined to the next: nothing is said between
            elif place < len(word) and word[place] in _SIGNS:
                pieces.append(_SIGNS[word[place]])
                place += 1
            elif _says_vowel(word, place, pieces):
                pieces.append(_inherent(word, place))
    ascii_only = unicodedata.normalize("NFKD", "".join(pieces)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]", "", ascii_only)


def _at(word: str, place: int) -> tuple[int, str, bool]:
    """How many characters stand there for one sound, how it is written, and whether a vowel may follow."""
    for conjunct, letters in _CONJUNCTS.items():
        if word.startswith(conjunct, place):
            return len(conjunct), letters, True
    letter = word[place]
    if letter in _WITH_DOT and word[place + 1 : place + 2] == _NUKTA:
        return 2, _WITH_DOT[letter], True
    if letter == "য" and place and word[place - 1] == _HASANTA:
        return 1, "y", True  # the ya-phala
    if letter in _CONSONANTS:
        return 1, _CONSONANTS[letter], True
    return 1, to_ascii_digits(_VOWELS.get(letter, _MARKS.get(letter, letter))), False


def _says_vowel(word: str, place: int, pieces: list[str]) -> bool:
    """Whether the vowel that every consonant carries is heard (a rule of thumb; Bengali has no sure one)."""
    if place >= len(
        word
    ):  # at a word's end only behind a conjunct, and not behind an easy one: রাষ্ট্র, but গঞ্জ
        return word[-2:-1] == _HASANTA and not word.endswith(_SILENT_ENDS)
    if word[place] in _MARKS:
        return True
    # Not between two syllables that have vowels of their own: রাজশাহী.
    return not (
        len(pieces) > 1 and word[place + 1 : place + 2] in _SIGNS and pieces[-2][-1:] in _VOWEL_LETTERS
    )


def _inherent(word: str, place: int) -> str:
    """How it is written: o, but a before the nasals of গঞ্জ and বঙ্গ."""
    return "a" if word[place : place + 1] in {"ঞ", "ঙ"} else "o"
