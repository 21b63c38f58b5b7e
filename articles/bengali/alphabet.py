"""The order of the Bengali alphabet, as the dictionaries of the Bangla Academy have it (and Unicode's CLDR).

Code points are nearly in it: but ং ঃ ঁ stand behind the vowels, ড় ঢ় য় are letters of their own, and ৎ is a ত.
"""

import re
from typing import Final

from articles.bengali.text import normalise

_LETTERS: Final = (
    "অ আ ই ঈ উ ঊ ঋ ৠ ঌ ৡ এ ঐ ও ঔ ং ঃ ঁ ক খ গ ঘ ঙ চ ছ জ ঝ ঞ ট ঠ ড ড\u09bc ঢ ঢ\u09bc ণ ত থ দ ধ ন প ফ ব ভ ম য য\u09bc"
    " র ল শ ষ স হ \u09be \u09bf \u09c0 \u09c1 \u09c2 \u09c3 \u09c4 \u09c7 \u09c8 \u09cb \u09cc \u09cd"
).split()
_ORDER: Final = {letter: place for place, letter in enumerate(_LETTERS)}
_LETTER: Final = re.compile(r"[ডঢয]\u09bc|.", re.DOTALL)
_JOINERS: Final = str.maketrans("", "", "\u200c\u200d")
_FIRST_OF_OURS: Final = 0x110000  # behind every other script


def sort_key(text: str) -> tuple[int, ...]:
    """Sorts as a dictionary does: figures and other scripts first, by code point, then the Bengali alphabet."""
    plain = normalise(text).translate(_JOINERS).replace("ৎ", "ত\u09cd").casefold()
    return tuple(
        _FIRST_OF_OURS + _ORDER[letter] if letter in _ORDER else ord(letter[0])
        for letter in _LETTER.findall(plain)
    )


def initial(text: str) -> str:
    """The letter that `text` stands under: its first, ৎ and other scripts as they are. Empty for nothing."""
    found = _LETTER.match(normalise(text).translate(_JOINERS).strip())
    return found[0].upper() if found else ""
