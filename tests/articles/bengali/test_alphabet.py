"""The order of the Bengali alphabet."""

import random

import pytest

from articles.bengali.alphabet import initial, sort_key

# As a dictionary has them.
IN_ORDER = [
    *("10", "2026", "Asia", "river"),
    *("অংশ", "অক্ষর", "আইন", "আকাশ", "ইলিশ", "উৎসব", "উদ্যান", "ঋতু", "এশিয়া", "ওজন", "ঔষধ"),
    *("কই", "কংক্রিট", "কচু", "কড়ি", "কাক", "কৃষি", "কোণ", "ক্রীড়া", "ক্ষমা", "খবর", "গান"),
    *("ডগা", "ডাব", "ড়", "ঢাকা", "তৎকাল", "থালা", "যব", "যাত্রা", "রং", "রক্ত", "র‍্যাব", "শহর", "ষাট", "সড়ক", "হাওর"),
]


def test_words_stand_as_in_a_dictionary():
    shuffled = random.Random(7).sample(IN_ORDER, len(IN_ORDER))
    assert sorted(shuffled, key=sort_key) == IN_ORDER


@pytest.mark.parametrize(("one", "other"), [("য\u09bc", "\u09df"), ("র‍্যাব", "র‌্যাব"), ("Asia", "ASIA")])
def test_spellings_that_look_alike_stand_together(one, other):
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("text", "letter"), [("নদী", "ন"), ("ক্ষমা", "ক"), ("ড়", "ড\u09bc"), ("asia", "A"), ("", ""), (" ঢাকা", "ঢ")]
)
def test_a_word_stands_under_its_first_letter(text, letter):
    assert initial(text) == letter
