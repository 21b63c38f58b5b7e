"""Each slip is found where it stands, with its mend; sound Bengali has none."""

import pytest

from newsroom.lint import lint_body, lint_line

SOUND = [
    "হাওরের কৃষকেরা ধান কাটার প্রস্তুতি নিচ্ছেন।",
    "‘দু’টি’ কথা বলেন তিনি: “বাড়ি, আষাঢ়, দায়।”",
    "COVID-19 টিকা নেন ১৯ জন, যান F-16 দেখতে।",
    "বিস্তারিত https://example.com/2025?a=1 ঠিকানায়।",
    "বিকেল ৫:৩০ মিনিটে দুঃখ প্রকাশ করেন র‍্যাব কর্মকর্তা।",
    "No Bengali here | 2025 'quoted'  twice",
    "",
]


@pytest.mark.parametrize("text", SOUND)
def test_sound_text_has_no_slips(text):
    assert lint_line(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "mend"),
    [
        ("কাাজ চলছে", "vowel-signs", "কাজ চলছে"),
        ("কাি চলছে", "vowel-signs", "কা চলছে"),
        ("ক়লম আছে", "nukta", "কলম আছে"),
        ("দু:খ প্রকাশ", "visarga", "দুঃখ প্রকাশ"),
        ("অন্ত:সত্ত্বা নারী", "visarga", "অন্তঃসত্ত্বা নারী"),
        ("তিনি এলেন|", "danda", "তিনি এলেন।"),
        ("তিনি  এলেন", "spaces", "তিনি এলেন"),
        ("তিনি এলেন ।", "space-before", "তিনি এলেন।"),
        ("দু'টি", "quotes", "দু’টি"),
        ("2025 সালে", "digits", "২০২৫ সালে"),
        ("আয় 1,250.50 টাকা", "digits", "আয় ১,২৫০.৫০ টাকা"),
    ],
)
def test_a_slip_is_found_with_its_mend(text, rule, mend):
    slips = lint_line(text)
    assert [(slip.rule, slip.mend) for slip in slips] == [(rule, mend)]


def test_quotation_marks_open_and_close():
    mends = [slip.mend for slip in lint_line('তিনি বলেন "না"')]
    assert ["“" in mends[0], "”" in mends[1]] == [True, True]


def test_a_long_line_shows_only_the_slips_neighbourhood():
    (slip,) = lint_line("শব্দ " * 20 + "দু:খ" + " শব্দ" * 20)
    assert len(slip.excerpt) < 50
    assert (slip.excerpt[0], slip.excerpt[-1]) == ("…", "…")


def test_slips_of_a_body_name_their_block():
    body = "<p>প্রথম অনুচ্ছেদ ঠিক আছে।</p><ul><li>দু:খ</li></ul><p>তিনি এলেন|</p>"
    assert [(slip.block, slip.rule) for slip in lint_body(body)] == [(1, "visarga"), (2, "danda")]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("<p>কৃষকেরা ধান কাটার প্রস্তুতি নিচ্ছেন</p>", 1),
        ("<p>কৃষকেরা ধান কাটার প্রস্তুতি নিচ্ছেন।”</p>", 0),
        ("<p>তিনি তখন সবাইকে বলেন:</p>", 0),
        ("<p>নহ/কস</p>", 0),
        ("<p><strong>এক নজরে সারা দেশের খবর</strong></p>", 0),
        ("<h2>এক নজরে সারা দেশের খবর</h2>", 0),
        ("<p>English paragraphs end as they like</p>", 0),
    ],
)
def test_a_paragraph_that_is_a_sentence_ends_with_a_danda(body, count):
    assert [slip.rule for slip in lint_body(body)] == ["no-end"] * count
