"""A body's blocks, boxes among them, as lists to choose from and to point at."""

import pytest

from articles.html import clean_body
from newsroom.body_text import readable_body
from newsroom.notes import quotes_of
from newsroom.paragraphs import body_blocks, split_blocks
from tests.articles.test_grammar import BOXES, EMBED, FACT, GALLERY, PICTURE, TABLE


@pytest.mark.parametrize(
    "blocks",
    [
        [
            "<p>ক</p>",
            "<h2>খ</h2>",
            "<ul><li>গ<ul><li>ঘ</li></ul></li></ul>",
            "<blockquote><p>ঙ</p></blockquote>",
        ],
        [PICTURE, GALLERY, EMBED, FACT, TABLE, "<p>ক</p>"],
    ],
)
def test_a_body_is_cut_between_its_blocks(blocks):
    body = "".join(blocks)
    assert clean_body(body) == body
    assert split_blocks(body) == blocks


def test_every_block_can_be_told_from_the_others():
    listed = body_blocks(BOXES["bare picture"] + PICTURE + GALLERY + EMBED + TABLE)
    assert "৭" in listed[0]
    assert "ভোরের ঘাট" in listed[1]
    assert "১২, ৭" in listed[2]
    assert "https://www.youtube.com/watch?v=abcdefghijk&t=90" in listed[3]
    assert listed[4].startswith("দর পণ্য দাম")


def test_a_note_finds_a_picture_without_words_again():
    assert quotes_of(BOXES["bare picture"] + EMBED + PICTURE) == ["#7", "ভাষণ", "ভোরের ঘাট"]


def test_the_newsroom_reads_a_body_with_thumbnails_and_links():
    html = readable_body(PICTURE + EMBED)
    assert 'src="/newsroom/picture/12/thumbnail/" alt="ঘাটে নৌকা"' in html
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk&amp;t=90"' in html
