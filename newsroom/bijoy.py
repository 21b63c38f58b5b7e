"""Text typed with Bijoy (SutonnyMJ and its family) as Unicode.

Such a font draws Bengali over the characters of Windows-1252: what is stored is `Avgvi`, what is seen is আমার. The
glyphs stand in the order of the eye: a vowel sign that is drawn left of its consonants comes before them, the reph
after them. The table is what the font draws at each place; the rest of this module is putting the order right.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from articles.bengali.text import normalise

HASANTA: Final = "্"
ZWNJ: Final = "\u200c"
ZWJ: Final = "\u200d"

# One glyph each. What begins with a hasanta hangs on the consonant before it; what ends with one waits for the next.
_CONSONANTS: Final = dict(
    zip("KLMNOPQRSTUVWXYZ_`abcdefghijklmn", "কখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহ", strict=True)
) | {"o": "ড়", "p": "ঢ়", "q": "য়", "r": "ৎ"}
_CONJUNCTS: Final = {
    **{"°": "ক্ক", "±": "ক্ট", "²": "ক্ষ্ম", "³": "ক্ত", "´": "ক্ম", "µ": "ক্র", "¶": "ক্ষ", "·": "ক্স", "¸": "গু"},
    **{"¹": "জ্ঞ", "º": "গ্দ", "»": "গ্ধ", "¼": "ঙ্ক", "½": "ঙ্গ", "¾": "জ্জ", "À": "জ্ঝ", "Á": "জ্ঞ", "Â": "ঞ্চ"},
    **{"Ã": "ঞ্ছ", "Ä": "ঞ্জ", "Å": "ঞ্ঝ", "Æ": "ট্ট", "Ç": "ড্ড", "È": "ণ্ট", "É": "ণ্ঠ", "Ê": "ণ্ড", "Ë": "ত্ত"},
    **{"Ì": "ত্থ", "Î": "ত্র", "Ï": "দ্দ", "×": "দ্ধ", "Ø": "দ্ব", "Ù": "দ্ম", "Ú": "ন্ঠ", "Û": "ন্ড", "Ü": "ন্ধ"},
    **{"Ý": "ন্স", "Þ": "প্ট", "ß": "প্ত", "à": "প্প", "á": "প্স", "â": "ব্জ", "ã": "ব্দ", "ä": "ব্ধ", "å": "ভ্র"},
    **{"ç": "ম্ফ", "é": "ল্ক", "ê": "ল্গ", "ë": "ল্ট", "ì": "ল্ড", "í": "ল্প", "î": "ল্ফ", "ï": "শু", "ð": "শ্চ"},
    **{"ñ": "শ্ছ", "ò": "ষ্ণ", "ó": "ষ্ট", "ô": "ষ্ঠ", "õ": "ষ্ফ", "ö": "স্খ", "÷": "স্ট", "ù": "স্ফ", "û": "হু"},
    **{"ü": "হৃ", "ý": "হ্ন", "þ": "হ্ম", "−": "ণ্ঢ"},
}
_HALVES: Final = {"•": "ঙ্", "”": "চ্", "˜": "দ্", "™": "দ্", "š": "ন্", "›": "ন্", "¤": "ম্", "®": "ষ্", "¯": "স্"}
_HANGING: Final = {
    **{"^": "্ব", "Ÿ": "্ব", "¡": "্ব", "¦": "্ব", "‘": "্তু", "’": "্থ", "‹": "্ক", "Œ": "্ক্র", "—": "্ত", "œ": "্ন"},
    **{"¢": "্ভ", "£": "্ভ্র", "¥": "্ম", "§": "্ম", "¨": "্য", "ª": "্র", "«": "্র", "Ö": "্র", "¬": "্ল"},
    **{"\u00ad": "্ল", "¿": "্ত্র", "ú": "্প", "è": "্ন"},
}
_VOWELS: Final = dict(zip("ABCDEFGHIJ", "অইঈউঊঋএঐওঔ", strict=True))
_BASES: Final = {
    *_CONSONANTS,
    *_CONJUNCTS,
    *_HALVES,
    *"Íæø",
}  # the last three are read by what stands before them
_LEFT_SIGNS: Final = {"w": "ি", "†": "ে", "‡": "ে", "ˆ": "ৈ", "‰": "ৈ"}
_RIGHT_SIGNS: Final = {
    **{"v": "া", "x": "ী", "Š": "ৗ", "y": "ু", "z": "ু", "“": "ু", "–": "ু"},
    **{"~": "ূ", "ƒ": "ূ", "‚": "ূ", "„": "ৃ", "…": "ৃ"},
}
_MARKS: Final = {"s": "ং", "t": "ঃ", "u": "ঁ"}
_REPH: Final = "©"
_OTHERS: Final = (
    dict(zip("0123456789", "০১২৩৪৫৬৭৮৯", strict=True))
    | {"|": "।", "$": "৳", "Ò": "“", "Ó": "”", "Ô": "‘", "Õ": "’", "Ð": "–", "Ñ": "—"}
)  # fmt: skip

_ADDRESS = re.compile(r"https?://\S+|www\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+")


@dataclass(slots=True)
class _Syllable:
    """One group of consonants, or a vowel letter, with everything that is drawn around it."""

    left: str = ""  # the glyph of a sign drawn left of it
    base: str = ""
    reph: bool = False
    signs: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether the next consonant still belongs to it."""
        return not self.base or (self.base.endswith(HASANTA) and not self.signs)

    def hang(self, text: str) -> None:
        """Put what begins with a hasanta under the last consonant."""
        if self.base.endswith(HASANTA):
            text = text[1:]
        if self.base == "র" and text == "্য":
            text = ZWJ + text  # or it would be a reph over য
        self.base += text

    def add_sign(self, sign: str) -> None:
        if sign not in self.signs:  # a key that was struck twice
            self.signs.append(sign)

    def spelled(self) -> str:
        """In the order of Unicode. A sign that has no consonant to stand at stays the character it was."""
        if not self.base:
            return self.left + "".join(self.marks)
        base, signs = self.base, "".join(self.signs)
        left = _LEFT_SIGNS.get(self.left, "")
        if base == "অ" and "া" in signs:
            base, signs = "আ", signs.replace("া", "", 1)
        if left == "ে" and signs[:1] in {"া", "ৗ"}:
            left, signs = {"া": "ো", "ৗ": "ৌ"}[signs[0]], signs[1:]
        return ("র্" if self.reph else "") + base + left + signs + "".join(self.marks)


def to_unicode(text: str) -> str:
    """Bijoy text as normalised Unicode. Never raises; addresses of pages and mail stay as they are."""
    done, position = [], 0
    for match in _ADDRESS.finditer(text):
        done += [_convert(text[position : match.start()]), match[0]]
        position = match.end()
    return normalise("".join([*done, _convert(text[position:])]))


def _convert(text: str) -> str:
    done: list[str] = []
    syllable = _Syllable()
    for glyph in text:
        if _belongs(glyph, syllable):
            _take(glyph, syllable)
            continue
        done.append(syllable.spelled())
        syllable = _Syllable()
        if glyph in _OTHERS:
            done.append(_OTHERS[glyph])
        elif not _begins(glyph, syllable):
            done.append(glyph)
    done.append(syllable.spelled())
    # A hasanta that is drawn does not join: উদ্‌যাপন. At the end of a word it needs no help.
    return re.sub(f"({HASANTA}){ZWNJ}(?![ক-হৎ])", r"\1", "".join(done))


def _belongs(glyph: str, syllable: _Syllable) -> bool:
    """Whether the glyph goes on with this syllable."""
    if glyph == "u":
        return bool(syllable.base or syllable.left)
    if not syllable.base:
        return bool(syllable.left) and glyph in _BASES
    if syllable.is_open and glyph in _BASES:
        return True
    if glyph == "æ":
        return syllable.base.endswith("র")
    if glyph == "ø":
        return not syllable.signs and syllable.base[-1] in "কগপফবমলশসহ"
    return glyph in _HANGING or glyph in _RIGHT_SIGNS or glyph in _MARKS or glyph in {_REPH, "&"}


def _begins(glyph: str, syllable: _Syllable) -> bool:
    """Start this empty syllable with the glyph, if it can start one."""
    if glyph in _LEFT_SIGNS:
        syllable.left = glyph
    elif glyph in _VOWELS:
        syllable.base = _VOWELS[glyph]
    elif glyph in _BASES:
        _take(glyph, syllable)
    else:
        return False
    return True


def _take(glyph: str, syllable: _Syllable) -> None:
    """Add the glyph to the syllable it belongs to."""
    text = _glyph_text(glyph, syllable)
    if glyph in _MARKS:
        syllable.marks.append(text)
    elif glyph == _REPH:
        syllable.reph = True
    elif glyph == "&":
        syllable.marks.append(HASANTA + ZWNJ)
    elif glyph in _RIGHT_SIGNS or text == "ু":
        syllable.add_sign(text)
    else:
        if text[-1] in "ুৃ":
            syllable.add_sign(text[-1])
            text = text[:-1]
        if text.startswith(HASANTA):
            syllable.hang(text)
        else:
            syllable.base += text


def _glyph_text(glyph: str, syllable: _Syllable) -> str:
    """What the glyph stands for here: some places of the font were used twice."""
    last = syllable.base[-1:]
    if glyph == "Í":
        return "ত" if last == HASANTA else "ত্ম"
    if glyph == "æ":
        return "ু" if last == "র" else "ম্ন"
    if glyph == "ø":
        return "্ল" if syllable.base else "স্ন"
    if glyph in "èœ" and last in {"ষ", "হ", "ণ"}:
        return "্ণ" if glyph == "è" or last == "ণ" else "্ন"
    for table in (_CONSONANTS, _CONJUNCTS, _HALVES, _HANGING, _RIGHT_SIGNS, _MARKS):
        if glyph in table:
            return table[glyph]
    return glyph


# How much likelier a letter is in Bijoy text than in English (natural logarithm, rounded): counted over the demo's
# stories, put into Bijoy, and over this project's own English prose.
_LIKELIHOOD: Final = {
    letter: weight
    for letters, weight in {
        "jqGKMQUVXYZ`_~": 3,
        "vABILPR": 2,
        "bwxDN": 1,
        "efopOS": -1,
        "hlnuF": -2,
        "adrstzCEHJT": -3,
    }.items()
    for letter in letters
} | dict.fromkeys("†‡©¨ªÖ¯®¤šœ¶Š", 3)
_LETTER = re.compile(r"[A-Za-z`_~†‡©¨ªÖ¯®¤šœ¶Š]")
_BENGALI = re.compile("[\u0980-\u09ff]")
ENOUGH: Final = 6  # letters


def looks_like_bijoy(text: str) -> bool:
    """Whether this is Bengali in a Bijoy font rather than English, going by its letters."""
    letters = bijoy_letters(text)
    return len(letters) >= ENOUGH and not has_bengali(text) and likelihood(letters) > 0.5


def bijoy_letters(text: str) -> list[str]:
    """What tells Bijoy from English in this text; addresses do not."""
    return _LETTER.findall(_ADDRESS.sub("", text))


def has_bengali(text: str) -> bool:
    return bool(_BENGALI.search(text))


def likelihood(letters: list[str]) -> float:
    """Above 0: rather Bijoy than English. Text all in capitals is English: Bijoy needs the small ones."""
    if not letters or sum(letter.isupper() for letter in letters) > 0.75 * len(letters):
        return -1.0
    return sum(_LIKELIHOOD.get(letter, 0) for letter in letters) / len(letters)
