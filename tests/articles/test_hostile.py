"""None of the attacks of the corpus comes through the cleaner. (In a browser: tests/browser/site/test_hostile.py.)"""

from collections import Counter

import pytest

from articles.html import clean_body, plain_text
from articles.markup import top_level
from tests.articles.hostile import ATTACKS
from tests.articles.inspector import Inspector

AROUND = (
    "{}",
    "<p>ক {} খ</p>",
    "<ul><li>{}</li></ul>",
    "<table><tr><td>{}</td><td>ক</td></tr></table>",
    '<aside data-box="fact"><h3>{}</h3></aside>',
    '<figure data-box="picture" data-picture="1"><figcaption>{}</figcaption></figure>',
    '<figure data-box="picture" data-picture="1" data-alt="{}"></figure>',
    "<b><a href='https://example.org/'>{}",
)


def test_the_corpus_is_large_and_of_many_kinds():
    assert len({attack.html for attack in ATTACKS}) >= 300
    assert len(Counter(attack.name.split("-")[0] for attack in ATTACKS)) >= 12


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_no_attack_comes_through(attack):
    for around in AROUND:
        stored = clean_body(around.format(attack.html) if "{{" not in attack.html else attack.html)
        assert not Inspector(stored).wrong, around
        assert clean_body(stored) == stored, around
        assert "".join(top_level(stored)) == stored
        assert "".join(plain_text(stored).split()) == "".join(Inspector(stored).text.split())


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_no_attack_comes_through_in_pieces_or_escaped(attack):
    escaped = attack.html.replace("&", "&amp;").replace("<", "&lt;")
    for text in (escaped, *(attack.html[:end] for end in range(0, len(attack.html), 7))):
        stored = clean_body(text)
        assert not Inspector(stored).wrong, text
        assert clean_body(stored) == stored
