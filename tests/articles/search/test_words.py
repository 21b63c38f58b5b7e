"""One way to read words: what must be found is found, what must be told apart is told apart."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.words import LONGEST, exact_form, folded_form, split_words, stems

FAMILIES = [
    (word.strip(), forms.split())
    for word, _colon, forms in (
        line.partition(":")
        for line in Path(__file__).with_name("families.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
]
# Measured pairs: what a search for the first must find.
REQUIRED = """পাকিস্তান পাকিস্তানের বাংলাদেশ বাংলাদেশের বাংলাদেশ বাংলাদেশও ঢাকা ঢাকায় ঢাকা ঢাকার ভারত ভারতের সরকার সরকারের
সরকার সরকারি নির্বাচন নির্বাচনে নির্বাচন নির্বাচনী শিক্ষার্থী শিক্ষার্থীদের শিক্ষার্থী শিক্ষার্থীরা মন্ত্রী মন্ত্রীর প্রধানমন্ত্রী প্রধানমন্ত্রীকে
পুলিশ পুলিশের পুলিশ পুলিশকে মানুষ মানুষগুলো গ্রাম গ্রামগুলোতে ছাত্র ছাত্রদের মেয়ে মেয়েদের দল দলটি দল দলগুলোর ব্যাংক ব্যাংকে
ব্যাংক ব্যাঙ্ক আদালত আদালতে বই বইগুলো নদী নদীর বাড়ি বাড়ী চাঁদ চাদ উৎসব উৎসবে বাঙালি বাঙালী র‍্যাব র‌্যাব র‍্যাব র‍্যাবের
হাসিনা হাসিনার ইউনূস ইউনুসের কৃষক কৃষকদেরকে গাড়ি গাড়িটি হামলা হামলায় জুলাই জুলাইয়ে খুলনা খুলনায় বন্যা বন্যায় সড়ক সড়কে
রাজশাহী রাজশাহীতে বিএনপি বিএনপির""".split()
PAIRS = list(zip(REQUIRED[::2], REQUIRED[1::2], strict=True))
APART = """শহর/সহর চুরি/চুড়ি মন/মণ বিশ/বিষ ইরান/ইরাক ভারত/ভার মেয়ে/মেয়র টাকা/টাক শাড়ি/সারি পানি/পান মাটি/মা দিন/দীনা
কোটি/কো নারী/নার পাতা/পাত হাতি/হাত বাংলা/বাংলাদেশ রাজ্য/রাজা কলা/কল মেলা/মেল চাকা/চাক কাজ/কাচ জল/ঝল বাঘ/বাগ দাম/ধাম
গান/জ্ঞান শব/সব আশা/আসা পড়া/পরা বাড়ি/বারি আমার/আম তারা/তার দ্বারা/দ্বার পার্টি/পার সময়/সম সেনা/সেন বিনা/বীণা""".split()


def test_there_are_enough_families_to_mean_something() -> None:
    assert len(FAMILIES) >= 150
    assert sum(len(forms) for _word, forms in FAMILIES) >= 450
    assert len(PAIRS) == 44


@pytest.mark.parametrize(
    ("word", "forms"), FAMILIES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_word_finds_its_family_and_is_found_by_it(word: str, forms: list[str]) -> None:
    missed = [form for form in forms if not set(stems(form)) & set(stems(word))]
    assert missed == []


@pytest.mark.parametrize(("asked", "written"), PAIRS)
def test_the_measured_pairs_match(asked: str, written: str) -> None:
    assert set(stems(asked)) & set(stems(written))


@pytest.mark.parametrize("pair", APART)
def test_look_alikes_are_told_apart(pair: str) -> None:
    one, other = pair.split("/")
    assert not set(stems(one)) & set(stems(other))


def test_families_do_not_run_into_each_other() -> None:
    seen: dict[str, str] = {}
    shared = []
    for word, forms in FAMILIES:
        for stem in {stem for form in (word, *forms) for stem in stems(form)}:
            if seen.setdefault(stem, word) != word:
                shared.append((stem, seen[stem], word))
    assert shared == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ঢাকা, খুলনা।", ["ঢাকা", "খুলনা"]),
        ("র‍্যাব-১১", ["র‍্যাব", "১১"]),
        ("১২,৩৪,৫৬৭ টাকা", ["১২,৩৪,৫৬৭", "টাকা"]),
        ("COVID-19", ["COVID", "19"]),
        ("কি… না", ["কি", "না"]),
        ("", []),
        ("।।।", []),
        ("\u200d\u09cd\u09be", []),
        ("ক" * (LONGEST + 1), []),
    ],
)
def test_words_are_found_in_a_text(text: str, words: list[str]) -> None:
    assert [word.text for word in split_words(text)] == words
    assert [text[word.start : word.end] for word in split_words(text)] == words


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("র‍্যাব", "র‌্যাব"),
        ("\u09df", "\u09af\u09bc"),
        ("২০২৫", "2025"),
        ("DHAKA", "dhaka"),
        ("১২,৩৪৫", "12345"),
        ("৩.৫", "3.5"),
    ],
)
def test_spellings_that_mean_the_same_fold_into_one(written: str, meant: str) -> None:
    assert folded_form(written) == folded_form(meant)


@given(st.text(max_size=80))
def test_any_text_has_words_and_every_word_has_stems(text: str) -> None:
    for word in split_words(text):
        assert stems(word.text)
        assert exact_form(exact_form(word.text)) == exact_form(word.text)
        assert folded_form(folded_form(word.text)) == folded_form(word.text)
