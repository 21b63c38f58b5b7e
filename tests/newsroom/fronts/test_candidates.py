"""Which stories an editor can choose from."""

import pytest

from articles.models import Section
from newsroom.fronts.candidates import candidates
from newsroom.models import Story

pytestmark = pytest.mark.django_db


def ids(found):
    return [one.public_id for one in found]


def test_without_words_the_newest(newsroom, paper, draft, save):
    save(draft, {"top": [{}, {"story": paper[1], "related": [paper[2]]}]})
    found = candidates(newsroom.editor, section=None, limit=4)
    assert ids(found) == paper[:4]
    assert [one.placed for one in found] == ["", "top-2", "top-2.related-1", ""]


def test_by_words(newsroom, paper, publish):
    found = publish(headline="হাওরে ধান কাটা শুরু")
    assert ids(candidates(newsroom.editor, section=None, text="ধান")) == [found.pk]
    assert ids(candidates(newsroom.editor, section=None, text="ধান", within="sports")) == []


def test_a_sections_front_looks_into_the_section_first(newsroom, paper):
    sports = Section.objects.get(slug="sports")
    assert ids(candidates(newsroom.editor, section=sports)) == paper[1::3]
    assert ids(candidates(newsroom.editor, section=sports, within="")) == paper
    assert ids(candidates(newsroom.editor, section=sports, within="world")) == paper[0::3]


def test_what_is_restricted_to_others_is_left_out(newsroom, paper):
    Story.objects.create(public_id=paper[0], restricted=True, assignee=newsroom.chief, language="bn")
    assert paper[0] not in ids(candidates(newsroom.editor, section=None))
    assert paper[0] in ids(candidates(newsroom.chief, section=None))


@pytest.mark.parametrize("text", ["\0", "' OR 1=1 --", "-", '"', "ক" * 10_000, "( & | ! :*"])
def test_any_words_get_an_answer(newsroom, paper, text):
    assert isinstance(candidates(newsroom.editor, section=None, text=text, within=text), list)
