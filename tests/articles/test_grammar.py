"""Every box has one form. What is in that form stays; what only looks like a box gives its words to the text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.grammar import ELEMENTS
from articles.html import clean_body, plain_text
from tests.articles.inspector import Inspector

PICTURE = (
    '<figure data-box="picture" data-picture="12" data-alt="ঘাটে নৌকা" data-credit="নমুনা হাসান">'
    "<figcaption>ভোরের <strong>ঘাট</strong></figcaption></figure>"
)
BARE = '<figure data-box="picture" data-picture="7"></figure>'
GALLERY = f'<div data-box="gallery">{PICTURE}{BARE}</div>'
EMBED = (
    '<figure data-box="embed" data-url="https://www.youtube.com/watch?v=abcdefghijk&amp;t=90">'
    "<figcaption>ভাষণ</figcaption></figure>"
)
FACT = '<aside data-box="fact"><h3>এক নজরে</h3><p>তিন সেতু</p><ul><li>এক</li><li>দুই</li></ul></aside>'
QUOTE = (
    '<figure data-box="quote"><blockquote><p>নদী বাঁচলে</p><p>দেশ বাঁচে</p></blockquote>'
    "<figcaption>কল্পিতা সেন</figcaption></figure>"
)
RELATED = (
    '<aside data-box="related"><p><a href="/world/bcdf2345/" rel="noopener">আগের খবর</a></p>'
    '<p><a href="/sports/23456789/" rel="noopener">খেলার <em>খবর</em> আজ</a></p></aside>'
)
TABLE = (
    '<table><caption>দর</caption><thead><tr><th scope="col">পণ্য</th><th colspan="2">দাম</th></tr></thead>'
    '<tbody><tr><th scope="row">চাল</th><td rowspan="2">৫০<br>৬০</td><td></td></tr>'
    '<tr><td><a href="https://example.org/" rel="noopener">ডাল</a></td></tr></tbody></table>'
)
BOXES = {
    "picture": PICTURE,
    "bare picture": BARE,
    "decorative picture": '<figure data-box="picture" data-picture="7" data-decorative="1" data-credit="খ"></figure>',
    "gallery": GALLERY,
    "embed": EMBED,
    "embed without a title": '<figure data-box="embed" data-url="https://x.com/i/status/12345"></figure>',
    "fact": FACT,
    "fact without a title": '<aside data-box="fact"><p>তিন সেতু</p></aside>',
    "quote": QUOTE,
    "quote of nobody": '<figure data-box="quote"><blockquote><p>ক</p></blockquote></figure>',
    "related": RELATED,
    "table": TABLE,
    "table without a caption": "<table><tbody><tr><td>ক</td><td>খ</td></tr></tbody></table>",
    "everything": f"<p>ক</p>{PICTURE}{GALLERY}<h2>খ</h2>{EMBED}{FACT}<ul><li>গ</li></ul>{QUOTE}{RELATED}{TABLE}",
}  # fmt: skip


@pytest.mark.parametrize("kind", BOXES)
def test_a_box_in_its_form_stays_as_it_is(kind):
    assert clean_body(BOXES[kind]) == BOXES[kind]
    assert not Inspector(BOXES[kind]).wrong


@pytest.mark.parametrize("kind", BOXES)
def test_an_editors_white_space_and_order_of_attributes_change_nothing(kind):
    spaced = BOXES[kind].replace("><", ">\n\t<").replace("<td>\n\t</td>", "<td>&nbsp;</td>")
    assert clean_body(spaced) == BOXES[kind]
    assert clean_body(BOXES[kind].replace('data-box="picture" data-picture="7"', "data-picture=7  data-box=picture"
                                          )) == BOXES[kind]  # fmt: skip


CAPTION = "<figcaption>ক</figcaption>"
LINK = '<a href="https://example.org/v" rel="noopener">'


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        # figures that are no box
        (f"<figure><img src=/x.jpg>{CAPTION}</figure>", "<p>ক</p>"),
        (f'<figure data-box="picture">{CAPTION}</figure>', "<p>ক</p>"),
        (f'<figure data-box="picture" data-picture="x">{CAPTION}</figure>', "<p>ক</p>"),
        (f'<figure data-box="picture" data-picture="0">{CAPTION}</figure>', "<p>ক</p>"),
        (f'<figure data-box="picture" data-picture="১২">{CAPTION}</figure>', "<p>ক</p>"),
        (f'<figure data-box="film" data-picture="1">{CAPTION}</figure>', "<p>ক</p>"),
        (f'<aside data-box="picture" data-picture="1">{CAPTION}</aside>', "<p>ক</p>"),
        # words that a box has no place for stand behind it
        ('<figure data-box="picture" data-picture="007" data-alt=" ">খ<p>গ</p></figure>', f"{BARE}<p>খ</p><p>গ</p>"),
        (f'<figure data-box="picture" data-picture="7" data-alt="x" data-decorative="1">{CAPTION}{CAPTION}</figure>',
         '<figure data-box="picture" data-picture="7" data-decorative="1"><figcaption>ক</figcaption></figure>'
         "<p>ক</p>"),
        (f'<div data-box="gallery">খ{BARE}{BARE}</div>', f'<div data-box="gallery">{BARE}{BARE}</div><p>খ</p>'),
        (f'<div data-box="gallery">{BARE}</div>', BARE),
        ('<div data-box="gallery">ক</div>', "<p>ক</p>"),
        # embeds
        (f'<figure data-box="embed" data-url="https://youtu.be/abcdefghijk?t=90s">{CAPTION}</figure>',
         EMBED.replace("ভাষণ", "ক")),
        (f'<figure data-box="embed" data-url="https://example.org/v">{CAPTION}</figure>', f"<p>{LINK}ক</a></p>"),
        ('<figure data-box="embed" data-url="https://example.org/v"></figure>',
         f"<p>{LINK}https://example.org/v</a></p>"),
        (f'<figure data-box="embed" data-url="javascript:alert(1)">{CAPTION}</figure>', "<p>ক</p>"),
        (f'<figure data-box="embed">{CAPTION}</figure>', "<p>ক</p>"),
        # fact boxes
        ('<aside data-box="fact"><h2>ক</h2>খ<div>গ</div><blockquote>ঘ</blockquote></aside>',
         '<aside data-box="fact"><h3>ক</h3><p>খ</p><p>গ</p><p>ঘ</p></aside>'),
        ('<aside data-box="fact"><p>&nbsp;</p></aside>', ""),
        ("<aside>ক</aside>", "<p>ক</p>"),
        (f'<aside data-box="fact"><p>ক</p>{BARE}</aside>', f'<aside data-box="fact"><p>ক</p></aside>{BARE}'),
        ('<aside data-box="fact"><p>ক</p><aside data-box="fact">খ</aside></aside>',
         '<aside data-box="fact"><p>ক</p></aside><aside data-box="fact"><p>খ</p></aside>'),
        # quotes
        (f'<figure data-box="quote"><blockquote></blockquote>{CAPTION}</figure>', "<p>ক</p>"),
        ('<figure data-box="quote"><blockquote><ul><li>ক<li>খ</ul></blockquote></figure>',
         '<figure data-box="quote"><blockquote><p>ক</p><p>খ</p></blockquote></figure>'),
        # related stories: our own only
        ('<aside data-box="related"><p><a href="https://evil.example/">ক</a></p></aside>',
         '<p><a href="https://evil.example/" rel="noopener">ক</a></p>'),
        ('<aside data-box="related"><ul><li><a href="/world/bcdf2345/">ক</a></li></ul>খ</aside>',
         '<aside data-box="related"><p><a href="/world/bcdf2345/" rel="noopener">ক</a></p></aside><p>খ</p>'),
        ('<aside data-box="related"><p><a href="//evil.example/bcdf2345/">ক</a></p></aside>',
         '<p><a href="//evil.example/bcdf2345/" rel="noopener">ক</a></p>'),
        # tables
        ("<table><tr><td>ক</td></tr></table>", "<p>ক</p>"),
        ("<table><tr><td></td><td>&nbsp;</td></tr></table>", ""),
        ("<table><caption>ক</caption></table>", "<p>ক</p>"),
        ("<table><caption>ক</caption><tr><td>খ</td></tr></table>",
         "<table><caption>ক</caption><tbody><tr><td>খ</td></tr></tbody></table>"),
        ("<table><thead><tr><th>ক<th>খ</table>", "<table><tbody><tr><th>ক</th><th>খ</th></tr></tbody></table>"),
        ("<table><tr><td colspan=99>ক<td colspan=1 rowspan=0>খ<tfoot><tr><td colspan=20 scope=col>গ</table>",
         '<table><tbody><tr><td>ক</td><td>খ</td></tr><tr><td colspan="20">গ</td></tr></tbody></table>'),
        ("<table><tr><td><p>ক</p><p>খ</p></td><td><ul><li>গ<li>ঘ</ul></td></tr></table>",
         "<table><tbody><tr><td>ক<br>খ</td><td>গ<br>ঘ</td></tr></tbody></table>"),
        ("<table><tr><td>ক<table><tr><td>খ<td>গ</table><td>ঘ</table>",
         "<table><tbody><tr><td>ক</td><td>ঘ</td></tr></tbody></table>"
         "<table><tbody><tr><td>খ</td><td>গ</td></tr></tbody></table>"),
        # boxes where none may stand
        (f"<ul><li>ক{BARE}</li><li>খ</li></ul><p>গ</p>", f"<ul><li>ক</li><li>খ</li></ul>{BARE}<p>গ</p>"),
        (f"<blockquote>ক{BARE}খ</blockquote>", f"<blockquote><p>ক</p><p>খ</p></blockquote>{BARE}"),
        (f"<div>ক<section>{BARE}</section>খ</div>", f"<p>ক</p>{BARE}<p>খ</p>"),
        (f"<h2>ক{BARE}</h2>", f"<h2>ক</h2>{BARE}"),
        (f"<strong>ক{BARE}খ</strong>", f"<p><strong>ক</strong></p>{BARE}<p><strong>খ</strong></p>"),
        # pastes
        ("<div>ক</div><div>খ<div>গ</div></div>", "<p>ক</p><p>খ</p><p>গ</p>"),
        ("<h1>ক</h1><h4>খ</h4>", "<h2>ক</h2><h3>খ</h3>"),
        ("<dl><dt>ক</dt><dd>খ</dd></dl>", "<p>ক</p><p>খ</p>"),
        ("<ul><li><p>ক</p></li><li><p>খ</p><p>গ</p></li></ul>", "<ul><li>ক</li><li>খ<br>গ</li></ul>"),
        ("<b><b>ক</b></b>", "<p><strong>ক</strong></p>"),
        ("<h2>ক<p>খ</p></h2>", "<h2>ক</h2><p>খ</p>"),
        ("<a href=/x/><p>ক</p><p>খ</p></a>",
         '<p><a href="/x/" rel="noopener">ক</a></p><p><a href="/x/" rel="noopener">খ</a></p>'),
    ],
)  # fmt: skip
def test_what_cannot_be_a_box_gives_its_words_to_the_text(typed, stored):
    assert clean_body(typed) == stored
    assert clean_body(stored) == stored
    assert not Inspector(stored).wrong


@pytest.mark.parametrize(("pictures", "sets"), [(60, [60]), (61, [60, 1]), (121, [60, 60, 1])])
def test_a_gallery_holds_sixty_and_none_is_lost(pictures, sets):
    stored = clean_body(f'<div data-box="gallery">{BARE * pictures}</div>')
    expected = [BARE if count == 1 else f'<div data-box="gallery">{BARE * count}</div>' for count in sets]
    assert stored == "".join(expected)


@pytest.mark.parametrize(
    "unit",
    [
        "<ul><li>",
        "<blockquote>",
        '<aside data-box="fact"><p>ক',
        "<table><tr><td>ক",
        "<div>",
        "<b>",
        "<i><b>",
        "<p><b>",
    ]
    + ['<figure data-box="picture" data-picture="1"><figcaption>ক', '<div data-box="gallery">', "<li>ক<ol>"],
)
def test_nesting_without_end_is_no_trouble(unit):
    stored = clean_body(unit * 2000 + "শেষ")
    assert "শেষ" in plain_text(stored)
    assert clean_body(stored) == stored
    assert not Inspector(stored).wrong


def test_words_in_boxes_are_words():
    assert plain_text(BOXES["everything"]).split("\n") == [
        *["ক", "ভোরের ঘাট", "ভোরের ঘাট", "খ", "ভাষণ", "এক নজরে", "তিন সেতু", "এক", "দুই", "গ"],
        *["নদী বাঁচলে", "দেশ বাঁচে", "কল্পিতা সেন", "আগের খবর", "খেলার খবর আজ"],
        *["দর", "পণ্য দাম", "চাল ৫০", "৬০", "ডাল"],
    ]


def test_an_attribute_cannot_end_its_tag_or_hide_a_box():
    stored = clean_body(
        '<figure data-box="picture" data-picture="1" data-alt="a&gt;&lt;p&gt;&quot; onload=&quot;x"></figure>'
    )
    assert stored == (
        '<figure data-box="picture" data-picture="1" data-alt="a&gt;&lt;p&gt;&quot; onload=&quot;x"></figure>'
    )
    assert plain_text(stored) == ""


# Strings made of the grammar's own pieces, in any order

VALUES = [
    "",
    "1",
    "12",
    "০",
    "picture",
    "gallery",
    "embed",
    "fact",
    "quote",
    "related",
    "col",
    "20",
    "99",
    " ক ",
]
VALUES += [
    "https://youtu.be/abcdefghijk",
    "https://example.org/a.mp3",
    "javascript:x",
    "/world/bcdf2345/",
    'a"b',
    "'",
]
TAGS = [*ELEMENTS, "b", "i", "h1", "section", "tfoot", "svg", "math", "style", "template", "option", "font"]
NAMES = sorted({name for names in ELEMENTS.values() for name in names} | {"style", "onclick", "class", "id"})

attribute = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES), st.sampled_from(['"', "'", ""])).map(
    lambda parts: f" {parts[0]}={parts[2]}{parts[1]}{parts[2]}"
)
opening = st.tuples(st.sampled_from(TAGS), st.lists(attribute, max_size=4)).map(
    lambda parts: f"<{parts[0]}{''.join(parts[1])}>"
)
closing = st.sampled_from(TAGS).map(lambda tag: f"</{tag}>")
words = st.sampled_from(
    ["ক", " ", "&nbsp;", "\n", "&lt;", "<", ">", "&#x338;", "র\u200d্যাব", "<br>", "<!--", "-->"]
)
whole = st.sampled_from(list(BOXES.values()))
ANYTHING = st.lists(st.one_of(opening, opening, closing, words, whole), max_size=25).map("".join)


@settings(max_examples=400, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(ANYTHING, st.integers(0, 400), st.integers(0, 400))
def test_any_mixture_of_the_grammars_pieces_comes_out_in_its_form(mixture, begin, length):
    for text in (mixture, mixture[:begin] + mixture[begin + length :]):
        stored = clean_body(text)
        assert clean_body(stored) == stored
        assert not Inspector(stored).wrong
