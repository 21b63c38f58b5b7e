"""The house's spelling: whole words, with their endings, and quickly."""

import time

import pytest

from newsroom.lint import lint_body, lint_line
from newsroom.models import HouseSpelling
from newsroom.spelling import Entry, Spelling, check_spelling, fold, house_spelling, tidy_spelling

LIST = Spelling(
    tuple(
        Entry(*pair, "")
        for pair in (
            ("শ্রেণী", "শ্রেণি"),
            ("সরকারী", "সরকারি"),
            ("কোলকাতা", "কলকাতা"),
            ("লন্ডণ", "লন্ডন"),
            ("এ্যাপ", "অ্যাপ"),
            ("আইন শৃঙ্খলা", "আইনশৃঙ্খলা"),
            ("সংসদ ভবন", "জাতীয় সংসদ ভবন"),
            ("র\u200c্যাব", "র\u200d্যাব"),
            ("দিল্লি", "নয়াদিল্লি"),
            ("প্যারিস", "প্যারী"),
            ("কি", "কী"),
        )
    )
)


def mended(text: str) -> str:
    for found in reversed(list(LIST.find(text))):
        text = text[: found.start] + found.put + text[found.end :]
    return text


@pytest.mark.parametrize(
    "ending",
    [
        "",
        "র",
        "কে",
        "তে",
        "ও",
        "ই",
        "রও",
        "তেই",
        "টি",
        "টির",
        "টিকে",
        "টিতে",
        "গুলো",
        "গুলোর",
        "গুলোতে",
        "দের",
        "দেরকে",
        "রা",
        "সহ",
    ],
)
def test_an_ending_is_kept(ending):
    assert mended(f"এই শ্রেণী{ending} আছে") == f"এই শ্রেণি{ending} আছে"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("সরকারী কাজ", "সরকারি কাজ"),
        ("(সরকারী)", "(সরকারি)"),
        ("আধা-সরকারী", "আধা-সরকারি"),
        ("কোলকাতায় গেলেন", "কলকাতায় গেলেন"),
        ("লন্ডণের পথে", "লন্ডনের পথে"),
        ("লন্ডণে", "লন্ডনে"),
        ("এ্যাপের", "অ্যাপের"),
        ("আইন শৃঙ্খলার অবনতি", "আইনশৃঙ্খলার অবনতি"),
        ("র\u200c্যাবের অভিযান", "র\u200d্যাবের অভিযান"),
        ("প্যারিসের মেয়র", "প্যারীর মেয়র"),
        ("কিও না", "কিও না"),  # a single letter with an ending is too many other words
        ("কি হলো", "কী হলো"),
    ],
)
def test_a_word_or_phrase_is_mended(text, right):
    assert mended(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "শ্রেণীবিন্যাস হলো",  # a compound is another word
        "প্রশ্রেণী",
        "বেসরকারী",
        "জাতীয় সংসদ ভবন",  # contains the wrong phrase, and is right
        "জাতীয় সংসদ ভবনের সামনে",
        "র\u200d্যাব",
        "নয়াদিল্লি থেকে",
        "আইন, শৃঙ্খলা",
        "শ্রেণিতে",
        "",
    ],
)
def test_what_is_right_or_another_word_stays(text):
    assert mended(text) == text


def test_slips_of_spelling_stand_among_the_others_and_say_why():
    spelling = Spelling((Entry("শ্রেণী", "শ্রেণি", "একাডেমির অভিধান"),))
    slips = lint_line("শ্রেণীতে 2025 জন", spelling)
    assert [(slip.rule, slip.why) for slip in slips] == [("spelling", "একাডেমির অভিধান"), ("digits", "")]
    body = "<p>শ্রেণীর পাঠ শেষ।</p><table><tbody><tr><td>শ্রেণীকে</td></tr></tbody></table>"
    assert [(slip.block, slip.line, slip.put) for slip in lint_body(body, spelling)] == [
        (0, 0, "শ্রেণির"),
        (1, 1, "শ্রেণিকে"),
    ]


def test_all_forms_of_one_wrong_word_are_mended_together():
    spelling = Spelling((Entry("শ্রেণী", "শ্রেণি", ""),))
    assert len({slip.kind for slip in lint_line("শ্রেণী শ্রেণী শ্রেণীর", spelling)}) == 1


def test_two_thousand_entries_are_no_burden():
    """A story of 4,000 words against 2,000 entries takes well under a second, also on a busy machine."""
    letters = "কখগঘচছজঝটঠডঢতথদধনপফবভমযরলশষসহ"
    words = [a + b + c for a in letters for b in letters for c in letters[:3]][:2000]
    spelling = Spelling(tuple(Entry(word, f"{word}া", "") for word in words))
    text = " ".join(f"{word}ের কথা" for word in words)
    start = time.process_time()
    assert sum(1 for _found in spelling.find(text)) == 2000
    assert time.process_time() - start < 1


# Keeping the list


@pytest.mark.parametrize(
    ("wrong", "right", "field"),
    [
        ("শ্রেণি", "শ্রেণি", "right"),
        ("শ্রেণী", "অন্য", "wrong"),
        ("র\u200c্যাব", "অন্য", "wrong"),  # the joiner alone makes no other word
        ("অন্য", "শ্রেণী", "right"),
        ("শ্রেণি", "অন্য", "wrong"),
        ("।।", "দাঁড়ি", "wrong"),
        ("ক" * 81, "খ", "wrong"),
        ("ক", "খ" * 81, "right"),
    ],
)
def test_what_makes_no_sense_is_kept_off_the_list(wrong, right, field):
    others = [HouseSpelling(wrong="শ্রেণী", right="শ্রেণি"), HouseSpelling(wrong="র\u200d্যাব", right="র‍্যাব।")]
    assert field in [problem.field for problem in check_spelling(wrong, right, others)]


def test_a_good_pair_is_taken():
    assert check_spelling("সরকারী", "সরকারি", []) == []


def test_words_are_kept_normalised_with_their_joiners():
    assert tidy_spelling("  র\u200d্যাব  বা\u09dcী ") == "র\u200d্যাব বাড়ী"
    assert fold("Covid র\u200d্যাব") == "covid র\u200c্যাব"


def test_the_list_comes_in_one_query(db, django_assert_num_queries):
    HouseSpelling.objects.create(wrong="সরকারী", right="সরকারি", why="ই-কার")
    with django_assert_num_queries(1):
        assert house_spelling().entries == (Entry("সরকারী", "সরকারি", "ই-কার"),)
