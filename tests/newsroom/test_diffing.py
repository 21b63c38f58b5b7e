"""Comparing two texts of a story: fields, paragraphs, words inside, formatting; nothing lost, nothing slow."""

import random
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.bengali.text import graphemes
from newsroom.content import BylineRef, CorrectionRef, PictureRef, Ref, StoryContent
from newsroom.diffing import CHANGED, MOVED, compare
from newsroom.words import ADDED, FORMAT, REMOVED, SAME, compare_words, plain_words, split_words

RIVER = "<p>নদীর পাড়ে গ্রামের তরুণেরা একটি পাঠাগার গড়ে তুলেছেন।</p>"
BOOKS = "<p>পাঠাগারে এখন আছে প্রায় দুই হাজার বই ও দশটি চেয়ার।</p>"
RAIN = "<p>বর্ষায় নৌকায় করে বই পৌঁছে দেওয়া হয় ঘরে ঘরে।</p>"
HOPE = "<p>উদ্যোক্তারা আশা করছেন, আগামী বছর আরেকটি খুলবেন।</p>"


def story(*blocks: str, **fields) -> StoryContent:
    return StoryContent(headline="শিরোনাম", body="".join(blocks), **fields)


def kinds(before: StoryContent, after: StoryContent) -> list[str]:
    return [block.kind for block in compare(before, after).body]


def words_of(pieces, kind: str) -> list[str]:
    return [piece.text for piece in pieces if piece.kind == kind]


def test_the_same_text_has_no_change():
    comparison = compare(story(RIVER, BOOKS), story(RIVER, BOOKS))
    assert comparison.is_empty
    assert [block.kind for block in comparison.body] == [SAME, SAME]


def test_a_paragraph_put_in_is_added_and_the_others_stay():
    assert kinds(story(RIVER, BOOKS), story(RIVER, RAIN, BOOKS)) == [SAME, ADDED, SAME]


def test_a_paragraph_taken_out_stands_where_it_stood():
    assert kinds(story(RIVER, RAIN, BOOKS), story(RIVER, BOOKS)) == [SAME, REMOVED, SAME]
    assert kinds(story(RIVER, BOOKS), story(RIVER)) == [SAME, REMOVED]


def test_words_are_marked_inside_a_changed_paragraph():
    after = BOOKS.replace("দুই হাজার", "তিন হাজার")
    comparison = compare(story(RIVER, BOOKS), story(RIVER, after))
    block = comparison.body[1]
    assert block.kind == CHANGED
    assert words_of(block.pieces, REMOVED) == ["দুই"]
    assert words_of(block.pieces, ADDED) == ["তিন"]


def test_a_rewritten_paragraph_is_paired_and_an_unlike_one_is_not():
    after = BOOKS.replace("দশটি চেয়ার", "বারোটি টেবিল")
    assert kinds(story(RIVER, BOOKS, HOPE), story(RIVER, after, HOPE)) == [SAME, CHANGED, SAME]
    assert sorted(kinds(story(RIVER, BOOKS, HOPE), story(RIVER, RAIN, HOPE))) == [ADDED, REMOVED, SAME, SAME]


def test_a_paragraph_that_stands_elsewhere_is_moved_and_says_from_where():
    comparison = compare(story(RIVER, BOOKS, RAIN, HOPE), story(HOPE, RIVER, BOOKS, RAIN))
    assert [block.kind for block in comparison.body] == [MOVED, SAME, SAME, SAME]
    assert (comparison.body[0].before, comparison.body[0].after) == (3, 0)


def test_a_paragraph_moved_and_rewritten_is_both():
    rewritten = HOPE.replace("আরেকটি", "আরও দুটি")
    comparison = compare(story(RIVER, BOOKS, RAIN, HOPE), story(rewritten, RIVER, BOOKS, RAIN))
    moved = comparison.body[0]
    assert moved.kind == MOVED
    assert words_of(moved.pieces, ADDED) == ["আরও দুটি"]


def test_formatting_alone_is_a_change_of_its_own_kind():
    before = '<p>বিস্তারিত <a href="https://a.example">এখানে</a> আর কথা বাড়িয়ে লাভ নেই।</p>'
    after = '<p>বিস্তারিত <a href="https://b.example">এখানে</a> আর <strong>কথা</strong> বাড়িয়ে লাভ নেই।</p>'
    (block,) = compare(story(before), story(after)).body
    assert block.kind == CHANGED
    assert [piece.kind for piece in block.pieces if piece.kind != SAME] == [FORMAT, FORMAT]
    link, bold = [piece for piece in block.pieces if piece.kind == FORMAT]
    assert (link.was[0].marks, link.runs[0].marks) == (
        (("a", "https://a.example"),),
        (("a", "https://b.example"),),
    )
    assert bold.runs[0].marks == (("strong", ""),)


def test_half_a_word_in_bold_is_still_one_word():
    (block,) = compare(story("<p>খ<b>ব</b>র ভালো</p>"), story("<p>খবর ভালো</p>")).body
    assert words_of(block.pieces, FORMAT) == ["খবর"]
    assert not words_of(block.pieces, ADDED)


def test_a_paragraph_made_a_subheading_says_so():
    (block,) = compare(story("<p>নদী ও মানুষ</p>"), story("<h2>নদী ও মানুষ</h2>")).body
    assert (block.kind, block.old_tag, block.tag) == (CHANGED, "p", "h2")


def test_items_of_a_list_are_compared_one_by_one():
    before = "<ul><li>ধান</li><li>পাট</li><li>গম</li></ul>"
    after = "<ul><li>ধান</li><li>আলু</li><li>পাট</li><li>গম</li></ul>"
    (block,) = compare(story(before), story(after)).body
    assert [text.strip("\n• ") for text in words_of(block.pieces, ADDED)] == ["আলু"]


def test_a_vowel_sign_never_leaves_its_letter():
    before, after = plain_words("র‍্যাব বলে"), plain_words("র‍্যাবের বলা")
    pieces = compare_words(before, after)
    assert words_of(pieces, REMOVED) + words_of(pieces, ADDED) == ["র‍্যাব বলে", "র‍্যাবের বলা"]


def test_every_field_that_differs_is_named_and_no_other():
    place, other = Ref(1, "bangladesh", "বাংলাদেশ"), Ref(2, "world", "বিশ্ব")
    anna, bina = Ref(1, "anna", "আন্না"), Ref(2, "bina", "বিনা")
    picture = PictureRef(1, "0", "ঘাট", "ছবি: ক", "নৌকা")
    before = story(RIVER, section=place, byline=(BylineRef(anna, "reporter"), BylineRef(bina, "reporter")))
    changes = {
        "headline": {"headline": "নতুন শিরোনাম"},
        "kicker": {"kicker": "কৃষি"},
        "standfirst": {"standfirst": "কৃষকেরা খুশি।"},
        "section": {"section": other},
        "topics": {"topics": (other,)},
        "dateline": {"dateline": "ঢাকা"},
        "source_credit": {"source_credit": "বাসস"},
        "sign_off": {"sign_off": "এসএস"},
        "language": {"language": "en"},
        "correction": {"correction": CorrectionRef("correction", "সংখ্যাটি ভুল ছিল।")},
    }
    for name, change in changes.items():
        assert [field.name for field in compare(before, replace(before, **change)).fields] == [name]
    with_picture = compare(before, replace(before, picture=picture))
    assert [field.name for field in with_picture.fields] == [
        "picture_caption",
        "picture_credit",
        "picture_alt",
    ]
    assert with_picture.picture.before is None


def test_another_caption_is_no_other_picture():
    picture = PictureRef(1, "0", "ঘাট", "ছবি: ক", "নৌকা")
    comparison = compare(
        story(RIVER, picture=picture), story(RIVER, picture=replace(picture, caption="নদীর ঘাট"))
    )
    assert comparison.picture is None
    assert [field.name for field in comparison.fields] == ["picture_caption"]


@pytest.mark.parametrize("change", ["order", "role", "namesake"])
def test_order_role_and_person_of_a_byline_are_compared(change):
    anna, bina = BylineRef(Ref(1, "anna", "আন্না"), "reporter"), BylineRef(Ref(2, "bina", "বিনা"), "reporter")
    after = {
        "order": (bina, anna),
        "role": (anna, replace(bina, role="photographer")),
        "namesake": (anna, BylineRef(Ref(3, "bina-2", "বিনা"), "reporter")),
    }[change]
    fields = compare(story(byline=(anna, bina)), story(byline=after)).fields
    assert [field.name for field in fields] == ["byline"]
    assert any(piece.kind == ADDED for piece in fields[0].pieces)


words = st.lists(st.sampled_from("নদী বই ঘর ।  নৌকা কৃষক পাঠাগার <br> <b>ধান</b> র‍্যাব".split(" ")), max_size=12)
bodies = st.lists(words.map(" ".join).map("<p>{}</p>".format), max_size=8)


@given(bodies, bodies)
@settings(max_examples=150, deadline=None)
def test_whatever_changed_both_texts_can_be_read_off_the_comparison(before, after):
    rows = compare(story(*before), story(*after)).body
    assert [row.after for row in rows if row.after is not None] == list(range(len(after)))
    assert sorted(row.before for row in rows if row.before is not None) == list(range(len(before)))
    for row in rows:
        if row.after is not None:
            written = "".join(token.text for token in split_words(after[row.after]))
            assert "".join(p.text for p in row.pieces if p.kind != REMOVED) == written
        if row.before is not None:
            written = "".join(token.text for token in split_words(before[row.before]))
            assert "".join(p.text for p in row.pieces if p.kind != ADDED) == written


@given(st.text(), st.text())
@settings(max_examples=150, deadline=None)
def test_no_piece_splits_a_letter(before, after):
    pieces = compare_words(plain_words(before), plain_words(after))
    for side, kind in ((before, ADDED), (after, REMOVED)):
        letters = [letter for piece in pieces if piece.kind != kind for letter in graphemes(piece.text)]
        assert "".join(letters) == side
        assert letters == graphemes(side)


VOCABULARY = [f"শব্দ{number}" for number in range(3000)]


def long_story(rng: random.Random, paragraph: int) -> list[str]:
    count = 5000 // paragraph
    return ["<p>" + " ".join(rng.choices(VOCABULARY, k=paragraph)) + "।</p>" for _index in range(count)]


@pytest.mark.parametrize("paragraph", [5, 40, 5000])
@pytest.mark.parametrize(
    "change", ["a word in each", "all rewritten", "all in another order", "one word only"]
)
def test_a_story_of_5000_words_is_compared_within_a_second(paragraph, change):
    rng = random.Random(1)
    before = long_story(rng, paragraph)
    after = {
        "a word in each": [block.replace(" ", " নতুন ", 1) for block in before],
        "all rewritten": long_story(rng, paragraph),
        "all in another order": rng.sample(before, len(before)),
        "one word only": ["<p>" + " ".join(["কথা"] * paragraph) + "</p>"] * len(before),
    }[change]
    start = time.process_time()
    compare(story(*before), story(*after))
    assert time.process_time() - start < 1


# Boxes

PICTURE = (
    '<figure data-box="picture" data-picture="12" data-alt="ঘাট"><figcaption>ভোরের ঘাট</figcaption></figure>'
)
TABLE = "<table><tbody><tr><th>চাল</th><td>৫০</td></tr></tbody></table>"
EMBED = '<figure data-box="embed" data-url="https://x.com/a/status/12345"></figure>'


def test_a_picture_is_compared_with_its_number_and_its_words():
    changes = compare(story(RIVER), story(RIVER, PICTURE)).body
    assert [(block.kind, block.tag) for block in changes] == [(SAME, "p"), (ADDED, "picture")]
    said = changes[1].pieces[0].text
    assert "১২" in said
    assert "ঘাট" in said
    assert "ভোরের ঘাট" in said


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (PICTURE, PICTURE.replace('data-picture="12"', 'data-picture="13"'), "১৩"),
        (PICTURE, PICTURE.replace('data-alt="ঘাট"', 'data-alt="নদী"'), "নদী"),
        (PICTURE, PICTURE.replace('"ঘাট"', '"ঘাট" data-credit="নমুনা"'), "নমুনা"),
        (EMBED, EMBED.replace("12345", "54321"), "54321"),
        (TABLE, TABLE.replace("৫০", "৬০"), "৬০"),
    ],
)
def test_a_change_of_what_a_box_says_is_shown(before, after, shown):
    (block,) = compare(story(before), story(after)).body
    assert block.kind == CHANGED
    assert any(shown in word for word in words_of(block.pieces, ADDED))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (TABLE, TABLE.replace("<td>", '<td colspan="2">')),
        (TABLE, TABLE.replace("<th>", '<th scope="row">')),
        (TABLE, TABLE.replace("td>", "th>")),
        (TABLE, TABLE.replace("tbody>", "thead>")),
        (PICTURE, PICTURE.replace('data-alt="ঘাট"', 'data-decorative="1"')),
        (
            '<aside data-box="fact"><h3>ক খ</h3><p>গ</p></aside>',
            '<aside data-box="fact"><p>ক খ</p><p>গ</p></aside>',
        ),
        ("<ul><li>ক<ul><li>খ</li></ul></li></ul>", "<ul><li>ক</li><li>খ</li></ul>"),
        (
            "<blockquote><p>ক</p></blockquote>",
            '<figure data-box="quote"><blockquote><p>ক</p></blockquote></figure>',
        ),
    ],
)
def test_another_shape_for_the_same_words_is_never_no_change(before, after):
    comparison = compare(story(before), story(after))
    assert not comparison.is_empty
    (block,) = comparison.body
    assert block.kind == CHANGED
    assert block.old_tag or any(piece.kind != SAME for piece in block.pieces)


def test_a_box_that_moved_is_said_to_have_moved():
    assert MOVED in kinds(story(EMBED, RIVER, BOOKS), story(RIVER, BOOKS, EMBED))
