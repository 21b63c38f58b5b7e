"""Slips in text as it is typed: whatever it is made of, putting the mend at its place mends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.bengali.text import normalise
from newsroom.lint import lint_line
from newsroom.spelling import Entry, Spelling
from newsroom.typed_lint import lint_typed, utf16_length

SPELLING = Spelling((Entry("শ্রেণী", "শ্রেণি", ""),))


def mended(text: str, slip) -> str:
    units = text.encode("utf-16-le", "surrogatepass")
    put = slip.put.encode("utf-16-le")
    return (units[: 2 * slip.start] + put + units[2 * slip.end :]).decode("utf-16-le", "surrogatepass")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("দু:খ প্রকাশ", "দুঃখ প্রকাশ"),
        ("😀 দু:খ প্রকাশ", "😀 দুঃখ প্রকাশ"),
        ("জ\u09dfের পর দু:খ", "জ\u09dfের পর দুঃখ"),
        ("বা\u09dcি  গেলেন", "বা\u09dcি গেলেন"),
        ("অাজ  এলেন", "অাজ এলেন"),
        ("কাাজ চলছে", "কাজ চলছে"),
        ("ক়লম আছে", "কলম আছে"),
        ("তিনি এলেন|", "তিনি এলেন।"),
        ("বিষ\u09df: 2025 সালে", "বিষ\u09df: ২০২৫ সালে"),
        ("শ্রেণীতে পড়ে", "শ্রেণিতে পড়ে"),
        ("প\u09dcে শ্রেণীর সবাই", "প\u09dcে শ্রেণির সবাই"),
    ],
)
def test_a_mend_changes_its_place_and_nothing_else(text, after):
    (slip,) = lint_typed(text, SPELLING)
    assert mended(text, slip) == after


def test_a_missing_end_is_put_behind_the_last_letter():
    (slip,) = lint_typed("কৃষকেরা ধান কাটার প্রস্তুতি নি\u09dfেছেন ", is_sentence=True)
    assert mended("কৃষকেরা ধান কাটার প্রস্তুতি নি\u09dfেছেন ", slip) == "কৃষকেরা ধান কাটার প্রস্তুতি নি\u09dfেছেন। "


def test_addresses_are_never_mended():
    assert lint_typed("দেখুন https://example.com/2025/দু:খ|x'y ঠিকানায়। name@2025.example লিখুন।", SPELLING) == []


LETTERS = st.text(alphabet="কখযড়ঢ়\u09df\u09dc\u09bcািুেোঃ্ঁ:|।'\" 0123 \u00a0\u200c\u200d😀aঅ\u09be", max_size=30)


@given(LETTERS, st.booleans())
def test_mending_one_slip_after_another_comes_to_an_end(text, is_sentence):
    for _round in range(200):
        slips = lint_typed(text, SPELLING, is_sentence=is_sentence)
        if not slips:
            return
        first = slips[0]
        assert 0 <= first.start <= first.end <= utf16_length(text)
        assert first.found == mended_piece(text, first)
        after = mended(text, first)
        assert after != text
        text = after
    raise AssertionError(text)


def mended_piece(text: str, slip) -> str:
    return text.encode("utf-16-le")[2 * slip.start : 2 * slip.end].decode("utf-16-le")


@given(LETTERS)
def test_as_many_slips_are_found_as_in_the_stored_text(text):
    assert [one.slip.rule for one in lint_typed(text)] == [slip.rule for slip in lint_line(normalise(text))]
