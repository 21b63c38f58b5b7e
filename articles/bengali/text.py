"""Bengali text as it is stored, counted and shortened.

One word can be typed in several ways that look alike (য় as one code point or two, ৎ as ত্ and a joiner).
Everything that enters the database passes `normalise`, so that equal words are equal strings.
"""

import unicodedata

import regex  # type: ignore[import-untyped]

# Every line end Unicode knows (The Unicode Standard, 5.8 "Newline Guidelines"). VT and FF are among them:
# word processors leave VT for a soft line break, and dropping it would glue two words together.
_NEWLINES = regex.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")

# BOM, the C0 and C1 controls but \t and \n, and lone surrogates. PostgreSQL refuses NUL and surrogates.
_UNWANTED = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")

# Spellings that look the same and that NFC leaves apart: they have no canonical decomposition in Unicode.
_FOLDED = {
    "\u0985\u09be": "\u0986",  # অ + া is আ
    "\u09a4\u09cd\u200d": "\u09ce",  # ত + hasanta + ZWJ is ৎ, the spelling before Unicode 4.1
}

# A per cent sign ends a number, not a sentence: "৫০%…" keeps it.
_DANGLING = regex.compile(r"(?V1)[\s\p{P}--[%‰]]")


def normalise(text: str) -> str:
    """Return the one spelling in which this text is stored.

    NFC (which takes য় ড় ঢ় apart and never puts them together again), the look-alikes NFC leaves apart,
    `\\n` for every line end, no control characters but `\\n` and `\\t`. ZWJ and ZWNJ stay: they decide
    whether র and য make the ya-phala of র‍্যাব or a reph. Normalising twice changes nothing.
    """
    text = _UNWANTED.sub("", _NEWLINES.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    for spelled, stored in _FOLDED.items():
        text = text.replace(spelled, stored)
    return text


def graphemes(text: str) -> list[str]:
    """Return what a reader sees as letters: a conjunct with its vowel sign and marks (র্ষ্ট্রিঁ) is one.

    Unicode's extended grapheme clusters (UAX #29), which since Unicode 15.1 keep Indic conjuncts whole.
    """
    letters: list[str] = regex.findall(r"\X", text)
    return letters


def grapheme_length(text: str) -> int:
    """Return the number of letters a reader would count."""
    return len(graphemes(text))


def cut(text: str, length: int, ellipsis: str = "…") -> str:
    """Shorten text to at most `length` graphemes, ellipsis included.

    Text that fits comes back as it is. Otherwise the end falls between words, unless that would lose more
    than half of the room, and no space or punctuation is left standing before the ellipsis. A length too
    small for one letter and the ellipsis gives the ellipsis alone; 0 or less gives nothing.
    """
    letters = graphemes(text)
    if len(letters) <= length:
        return text
    tail = graphemes(ellipsis)[: max(length, 0)]
    room = max(length, 0) - len(tail)
    kept = letters[: _word_end(letters, room)]
    while kept and _DANGLING.match(kept[-1]):
        kept.pop()
    return "".join(kept + tail)


def _word_end(letters: list[str], room: int) -> int:
    """Return where to end within `room` letters: at the last space in their second half, or after all."""
    for end in range(room, room // 2, -1):
        if letters[end].isspace():
            return end
    return room
