"""WordPress's text as a body of ours: paragraphs, blocks, shortcodes, and what must not come through."""

import time

import pytest

from articles.html import clean_body
from newsroom.wxr.problems import Kind, Problems
from newsroom.wxr.text import Finder, Found, convert_text, plain_line

PICTURE = Found(7, alt="নদীর ছবি", caption="নদী", credit="ছবি: নমুনা")
SAID = 'data-alt="নদীর ছবি" data-credit="ছবি: নমুনা"'
FIGURE = f'<figure data-box="picture" data-picture="7" {SAID}>'
FINDER = Finder(
    by_address=lambda src, number: PICTURE if "nodi" in src else None,
    by_number=lambda number: PICTURE,
    of_post=lambda: ["1", "2"],
)
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
PLAYER = f'<figure data-box="embed" data-url="{VIDEO}"></figure>'


def body_of(text: str, finder: Finder | None = FINDER) -> tuple[str, list[list[str]]]:
    problems = Problems()
    return clean_body(convert_text(text, problems, finder)), problems.as_json()


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("এক\r\nদুই\n\n\n তিন", "<p>এক<br>দুই</p><p>তিন</p>"),
        ("<h2>শিরোনাম</h2>\nলেখা\n\n<ul>\n<li>ক</li>\n</ul>", "<h2>শিরোনাম</h2><p>লেখা</p><ul><li>ক</li></ul>"),
        (f"আগে\n{VIDEO}\nপরে", f"<p>আগে</p>{PLAYER}<p>পরে</p>"),
        (f"[embed]{VIDEO}[/embed]", PLAYER),
        ('<iframe src="//www.youtube.com/embed/abcdefghijk"></iframe>', PLAYER),
        (
            '[caption id="attachment_9"]<a href="/x"><img src="/u/nodi-300x200.jpg"></a> ভরা <b>নদী</b>[/caption]',
            f"{FIGURE}<figcaption>ভরা <strong>নদী</strong></figcaption></figure>",
        ),
        ("[gallery ids='3,4']", f'<div data-box="gallery">{(FIGURE + "<figcaption>নদী</figcaption></figure>") * 2}</div>'),
        ("[gallery]", f'<div data-box="gallery">{(FIGURE + "<figcaption>নদী</figcaption></figure>") * 2}</div>'),
        ("কথা [sic] আর [১] থাকে [update]", "<p>কথা [sic] আর [১] থাকে [update]</p>"),
        (
            "<!-- wp:paragraph -->\n<p>লেখা</p>\n<!-- /wp:paragraph -->\n\n"
            f'<!-- wp:embed {{"url":"{VIDEO}"}} --><figure class="wp-block-embed"><div>\n{VIDEO}\n</div></figure>',
            f"<p>লেখা</p>{PLAYER}",
        ),
        (
            '<!-- wp:image {"id":9} --><figure class="wp-block-image"><img src="/nodi.jpg" alt="অন্য">'
            "<figcaption>পাড়ে</figcaption></figure>",
            '<figure data-box="picture" data-picture="7" data-alt="অন্য" data-credit="ছবি: নমুনা">'
            "<figcaption>পাড়ে</figcaption></figure>",
        ),
        (
            '<!-- wp:gallery --><figure class="wp-block-gallery"><figure><img src="/nodi1.jpg"><figcaption>ক</figcaption>'
            '</figure><figure><img src="/nodi2.jpg"></figure></figure>',
            f'<div data-box="gallery">{FIGURE}<figcaption>ক</figcaption></figure>{FIGURE}<figcaption>নদী</figcaption>'
            "</figure></div>",
        ),
        (
            "<!-- wp:quote --><blockquote><p>উক্তি</p><cite>নমুনা হাসান</cite></blockquote>",
            '<figure data-box="quote"><blockquote><p>উক্তি</p></blockquote><figcaption>নমুনা হাসান</figcaption></figure>',
        ),
        (
            "<!-- wp:table --><figure class='wp-block-table'><table><tr><td>১</td><td>২</td></tr></table>"
            "<figcaption>দাম</figcaption></figure>",
            "<table><caption>দাম</caption><tbody><tr><td>১</td><td>২</td></tr></tbody></table>",
        ),
        (
            '<blockquote class="twitter-tweet">কথা <a href="https://twitter.com/a/status/1234567890">দিন</a></blockquote>',
            '<figure data-box="embed" data-url="https://x.com/a/status/1234567890"></figure>',
        ),
    ],
)  # fmt: skip
def test_what_is_known_becomes_text_and_boxes(text, body):
    assert body_of(text) == (body, [])


@pytest.mark.parametrize(
    ("text", "body", "problem"),
    [
        ('[box a="1"]ভেতরের কথা[/box]', "<p>ভেতরের কথা</p>", [Kind.SHORTCODE, "box"]),
        ('আগে [contact-form-7 id="3"] পরে', "<p>আগে পরে</p>", [Kind.SHORTCODE, "contact-form-7"]),
        ("<!-- wp:acme/card {} --><div>কথা</div>", "<p>কথা</p>", [Kind.BLOCK, "acme/card"]),
        ("<!-- wp:latest-posts /-->", "", [Kind.BLOCK, "latest-posts"]),
        (
            '<iframe src="https://player.example/1"></iframe>',
            '<p><a href="https://player.example/1" rel="noopener">https://player.example/1</a></p>',
            [Kind.EMBED, "https://player.example/1"],
        ),
        ("<script>alert(1)</script>কথা", "<p>কথা</p>", [Kind.MARKUP, "script"]),
        ('<p onclick="x()">কথা</p>', "<p>কথা</p>", [Kind.MARKUP, "onclick"]),
        ('<a href="javascript:x()">কথা</a>', "<p>কথা</p>", [Kind.MARKUP, "javascript"]),
        ("<svg><script>x</script></svg>কথা", "<p>কথা</p>", [Kind.MARKUP, "svg"]),
    ],
)
def test_what_is_not_known_is_told_and_its_words_stay(text, body, problem):
    written, problems = body_of(text)
    assert written == body
    assert problem in problems


def test_a_page_of_the_paper_has_no_boxes():
    body, problems = body_of(
        f"কথা\n\n{VIDEO}\n\n<img src='/nodi.jpg'>[gallery]<blockquote>ক<cite>খ</cite></blockquote>", None
    )
    assert "data-box" not in body
    assert VIDEO in body
    assert {kind for kind, _detail in problems} == {Kind.PAGE_BOX}


def test_a_caption_that_never_ends_takes_nothing_with_it():
    body, _problems = body_of('[caption id="a"]<img src="/nodi.jpg"> কথা\n\nআরও কথা')
    assert body.endswith("<p>কথা</p><p>আরও কথা</p>")


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[a ",
        '[a b="',
        "<!-- wp:",
        "<figure><img src=x>",
        "<",
        '<a on="',
        "\n \n",
        "<b a=1>",
        "[caption]",
    ],
)
def test_the_time_grows_with_the_text(piece):
    began = time.process_time()
    body_of(piece * 8_000)
    assert time.process_time() - began < 4  # the square of it would be minutes


def test_a_title_is_one_plain_line():
    assert plain_line("ক&nbsp;<b>খ</b>\n<script>x</script> &lt;গ&gt;") == "ক খ <গ>"
