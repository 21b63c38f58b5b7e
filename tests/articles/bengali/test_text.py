"""Bengali text: one spelling in store, letters as readers count them, cuts that never break one."""

import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from articles.bengali.text import cut, grapheme_length, graphemes, normalise

ZWNJ, ZWJ = "\u200c", "\u200d"
CONSONANT = "[\u0995-\u09b9]"

# Mostly what Bengali text is made of, so that conjuncts, joiners and odd sequences come up often.
texts = st.text(
    st.one_of(
        st.sampled_from(
            "অআকক্ষতরযষডঢ়য়ৎ\u09be\u09bf\u09c7\u09cb\u09cc\u09d7\u09bc\u09cd\u0981\u0983১২।,!? \n—”%"
        ),
        st.sampled_from(
            [ZWNJ, ZWJ, "\ufeff", "\x00", "\r", "\n", "\v", "\u0085", "\u2028", "\u09df", "\u09dc"]
        ),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("\u09df", "\u09af\u09bc"),  # য়
        ("\u09dc", "\u09a1\u09bc"),  # ড়
        ("\u09dd", "\u09a2\u09bc"),  # ঢ়
        ("\u0995\u09c7\u09be", "\u0995\u09cb"),  # ে + া
        ("\u0995\u09c7\u09d7", "\u0995\u09cc"),  # ে + ৗ
        ("\u0985\u09be\u09ae", "\u0986\u09ae"),  # অ + া
        ("\u0989\u09a4\u09cd\u200d\u09b8\u09ac", "\u0989\u09ce\u09b8\u09ac"),  # ত + ্ + ZWJ
        ("\ufeffখবর\x00\x07\x9b", "খবর"),
        ("ক\r\nখ\rগ\x0bঘ\x0cঙ\u0085চ\u2028ছ\u2029জ", "ক\nখ\nগ\nঘ\nঙ\nচ\nছ\nজ"),
        ("ক\tখ", "ক\tখ"),
        ("ক\ud800খ", "কখ"),
        ("", ""),
    ],
)
def test_one_spelling_is_stored(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


@pytest.mark.parametrize("joiner", [ZWJ, ZWNJ])
def test_joiners_stay(joiner: str) -> None:
    assert normalise(f"র{joiner}্যাব") == f"র{joiner}্যাব"


def test_characters_brought_together_by_a_dropped_one_are_composed() -> None:
    assert normalise("\u0995\u09c7\x00\u09be") == "\u0995\u09cb"
    assert normalise("\u0985\ufeff\u09be") == "\u0986"


@given(texts)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("word", "letters"),
    [
        ("ক্ষমা", ["ক্ষ", "মা"]),
        ("র্ষ্ট্রিঁ", ["র্ষ্ট্রিঁ"]),
        ("র্টিঁ", ["র্টিঁ"]),
        ("ক্ষ্ণূ", ["ক্ষ্ণূ"]),
        ("চন্দ্রবিন্দু", ["চ", "ন্দ্র", "বি", "ন্দু"]),
        (f"র{ZWJ}্যাব", [f"র{ZWJ}্যা", "ব"]),
        (f"র{ZWNJ}্যাব", [f"র{ZWNJ}্যা", "ব"]),
        ("অ্যাপ", ["অ্যা", "প"]),
        ("দুঃখ", ["দুঃ", "খ"]),
        (f"বাক্{ZWNJ}স্বাধীনতা", ["বা", f"ক্{ZWNJ}", "স্বা", "ধী", "ন", "তা"]),
        ("", []),
    ],
)
def test_a_conjunct_is_one_letter(word: str, letters: list[str]) -> None:
    assert graphemes(word) == letters
    assert grapheme_length(word) == len(letters)


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("ক্ষমা", 2, "ক্ষমা"),
        ("ক্ষমা", 1, "…"),
        ("ক্ষমতা", 2, "ক্ষ…"),
        ("ক্ষমতা", 0, ""),
        ("ক্ষমতা", -3, ""),
        ("বাংলাদেশ দল জিতেছে", 7, "বাংলাদেশ…"),
        ("বাংলাদেশ দল জিতেছে", 8, "বাংলাদেশ দল…"),
        ("বাংলাদেশ দল, আজ জিতেছে", 10, "বাংলাদেশ দল…"),
        ("আন্তর্জাতিকীকরণপ্রক্রিয়া", 6, "আন্তর্জাতিকী…"),  # one long word: cut inside it
        ("বৃষ্টি। আজ সারা দেশে", 5, "বৃষ্টি…"),
        ("‘না’ — বললেন তিনি", 5, "‘না…"),
        ("দাম বেড়েছে ৫০% দেশজুড়ে", 11, "দাম বেড়েছে ৫০%…"),
        ("।।।।।", 3, "…"),
        ("", 0, ""),
    ],
)
def test_a_cut_falls_between_words_and_letters(text: str, length: int, shown: str) -> None:
    assert cut(text, length) == shown


def test_the_ellipsis_counts_and_can_be_chosen() -> None:
    assert cut("বাংলাদেশ দল জিতেছে", 9, ellipsis="...") == "বাংলাদেশ..."
    assert cut("বাংলাদেশ", 3, ellipsis="") == "বাংলাদে"
    assert cut("বাংলাদেশ", 2, ellipsis="...") == ".."


@given(texts, st.integers(-1, 30))
def test_a_cut_is_never_longer_and_never_splits_a_letter(text: str, length: int) -> None:
    shown = cut(text, length)
    assert grapheme_length(shown) <= max(length, 0) or shown == text == ""
    if shown == text or not shown:
        return
    assert shown.endswith("…")
    kept = shown.removesuffix("…")
    assert graphemes(text)[: grapheme_length(kept)] == graphemes(kept)
    assert not regex.search(r"(?V1)[\s\p{P}--[%‰]]$", kept)
    assert not (regex.search(f"\u09cd{ZWJ}?$", kept) and regex.match(CONSONANT, text[len(kept) :]))
