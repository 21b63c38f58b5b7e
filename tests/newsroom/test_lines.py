"""A body read line by line, as the editor shows it."""

import pytest

from newsroom.lines import body_lines


def lines(body: str) -> list[tuple[int, str, bool]]:
    return [(line.block, line.text, line.is_sentence) for line in body_lines(body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("", []),
        ("<p>এক <strong>দুই</strong> তিন</p>", [(0, "এক দুই তিন", True)]),
        ("<p>এক<br>দুই</p>", [(0, "এক\nদুই", True)]),
        ("<p>A &amp; B &lt;ক&gt;</p>", [(0, "A & B <ক>", True)]),
        ("<p><strong>এক নজরে</strong></p>", [(0, "এক নজরে", False)]),
        ("<h2>মাথা</h2><p>লেখা</p>", [(0, "মাথা", False), (1, "লেখা", True)]),
        (
            "<ul><li>ক</li><li>খ<ul><li>গ</li></ul></li></ul>",
            [(0, "ক", False), (0, "খ", False), (0, "গ", False)],
        ),
        ("<blockquote><p>ক</p><p>খ</p></blockquote>", [(0, "ক", False), (0, "খ", False)]),
        (
            "<table><caption>শিরোনাম</caption><thead><tr><th>ক</th><th>খ</th></tr></thead>"
            "<tbody><tr><td>১</td><td><em>২</em></td></tr></tbody></table><p>শেষ</p>",
            [
                (0, "শিরোনাম", False),
                (0, "ক", False),
                (0, "খ", False),
                (0, "১", False),
                (0, "২", False),
                (1, "শেষ", True),
            ],
        ),
        (
            '<figure data-box="picture" data-picture="3"><figcaption>ছবির কথা</figcaption></figure>',
            [(0, "ছবির কথা", False)],
        ),
        (
            '<aside data-box="related"><p><a href="/world/abcdefgh/">আরও চারটি শব্দ আছে এখানে</a></p></aside>',
            [(0, "আরও চারটি শব্দ আছে এখানে", False)],
        ),
    ],
)
def test_each_line_stands_by_itself_with_its_block(body, expected):
    assert lines(body) == expected
