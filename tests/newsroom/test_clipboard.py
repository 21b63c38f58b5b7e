"""What a word processor puts on the clipboard, cleaned by the server alone: no editor is needed for the text's safety."""

from pathlib import Path

import pytest

from articles.bengali.text import normalise
from articles.html import clean_body

CLIPBOARD = Path(__file__).parent / "clipboard"
SOURCES = sorted(path.stem for path in CLIPBOARD.glob("*.html"))


def cleaned(name):
    return clean_body((CLIPBOARD / f"{name}.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SOURCES)
def test_no_style_no_script_and_nothing_hidden_in_comments_stays(name):
    body = cleaned(name)
    for unwanted in (
        "style",
        "class",
        "mso",
        "script",
        "<span",
        "<o:p",
        "<!--",
        "font",
        "onclick",
        "<img",
        "iframe",
    ):
        assert unwanted not in body.lower()
    assert clean_body(body) == body


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("word", ["<h2>হাওরে ধান কাটা শুরু</h2>", "<strong>আগাম ধান</strong>", "<em>বৃষ্টির</em>", "<td>হেক্টর</td>"]),
        ("google_docs", ['<a href="https://example.com/river"', "<li>", "<table>", "<td>১৫০</td>"]),
        (
            "libreoffice",
            ["<h2>পাঠাগারে নতুন বই</h2>", "<strong>দুই হাজার</strong>", "<ol><li>প্রথম</li>", "<td>২,০০০</td>"],
        ),
        ("web", ["<h2>মেলার শেষ দিনে ভিড়</h2>", "<h3>কী বিক্রি হলো</h3>", "<blockquote><p>", "<li>খেলনা</li>"]),
    ],
)
def test_the_structure_stays(name, kept):
    body = cleaned(name)
    for words in kept:
        assert normalise(words) in body
