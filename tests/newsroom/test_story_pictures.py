"""Which stories show a picture: on record as they are worked on, and as readers have them."""

import json

import pytest

from articles.boxes import PictureBox, Sources, published_pictures, show_body
from articles.models import Article
from newsroom.content import PictureRef, StoryContent
from newsroom.decoding import decode_picture
from newsroom.editing import start_story
from newsroom.errors import BlockedError
from newsroom.models import PictureUse, Story
from newsroom.picture_words import save_picture
from newsroom.pictures import store_picture
from newsroom.visibility import usable_pictures, visible_pictures
from tests.newsroom.helpers import live_article, prepared, save, take, walk
from tests.newsroom.photographs import WORDS, figure, photograph

WORKING, LIVE = PictureUse.Copy.WORKING, PictureUse.Copy.LIVE


@pytest.fixture
def pictures(newsroom):
    """Three of the library, ready for readers."""
    made = []
    for width in (400, 500, 600):
        content = photograph((width, 300))
        made.append(prepared(store_picture(decode_picture(content), content, newsroom.photo, **WORDS)))
    return made


def uses(story, copy):
    return set(PictureUse.objects.filter(story=story, copy=copy).values_list("picture_id", flat=True))


def gallery(*pictures):
    return f'<div data-box="gallery">{"".join(figure(one.pk) for one in pictures)}</div>'


def test_saving_notes_the_lead_those_in_the_text_and_those_in_galleries(newsroom, draft, pictures):
    lead, first, second = pictures
    save(draft, newsroom.reporter, picture=PictureRef.to(lead, **WORDS), body=gallery(first, second))
    assert uses(draft, WORKING) == {one.pk for one in pictures}
    save(draft, newsroom.reporter, picture=None, body=figure(first.pk))
    assert uses(draft, WORKING) == {first.pk}
    save(draft, newsroom.reporter, body="<p>ছবি ছাড়া।</p>")
    assert uses(draft, WORKING) == set()


def test_readers_have_what_was_published_whatever_is_worked_on(newsroom, draft, pictures):
    first, second, _third = pictures
    save(draft, newsroom.reporter, picture=PictureRef.to(first, **WORDS))
    walk(draft, newsroom, Story.State.PUBLISHED)
    assert uses(draft, LIVE) == {first.pk}
    save(draft, newsroom.reporter, picture=PictureRef.to(second, **WORDS))
    assert (uses(draft, WORKING), uses(draft, LIVE)) == ({second.pk}, {first.pk})
    walk(draft, newsroom, Story.State.APPROVED)
    take(draft, newsroom.chief, "publish")
    assert uses(draft, LIVE) == {second.pk}


@pytest.mark.parametrize("verb", ["withdraw", "takedown", "redirect"])
def test_what_is_taken_from_readers_shows_them_nothing(newsroom, draft, pictures, verb):
    save(draft, newsroom.reporter, picture=PictureRef.to(pictures[0], **WORDS))
    walk(draft, newsroom, Story.State.PUBLISHED)
    take(draft, newsroom.chief, verb, target=live_article().pk if verb == "redirect" else "")
    assert (uses(draft, WORKING), uses(draft, LIVE)) == ({pictures[0].pk}, set())


@pytest.mark.parametrize("number", ["987654321", "9" * 18, "9" * 30, "0"])
def test_a_number_of_no_picture_is_no_use_and_keeps_the_story_from_being_submitted(newsroom, draft, number):
    save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{figure(number)}")
    assert uses(draft, WORKING) == set()


# The library's words, for what the text does not say of its pictures


ALT, CREDIT, DECORATIVE = ' data-alt="নিজের বর্ণনা"', ' data-credit="নিজের স্বত্ব"', ' data-decorative="1"'
UNAPPROVED = {"alt": "অননুমোদিত বর্ণনা", "credit": "অননুমোদিত স্বত্ব", "caption": "অননুমোদিত পরিচিতি"}


def shown_to_readers(story):
    """Alternative text and credit of each picture in the live text, in order."""
    article = Article.objects.get(pk=story.public_id)
    blocks = show_body(article.body, Sources(published_pictures(article)))
    boxes = [box for block in blocks for box in getattr(block, "pictures", [block])]
    return [(box.picture.alt, box.picture.credit) for box in boxes if isinstance(box, PictureBox)]


@pytest.mark.parametrize("state", [Story.State.APPROVED, Story.State.SCHEDULED])
@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("", (WORDS["alt"], WORDS["credit"])),
        (ALT, ("নিজের বর্ণনা", WORDS["credit"])),
        (CREDIT, (WORDS["alt"], "নিজের স্বত্ব")),
        (DECORATIVE, ("", WORDS["credit"])),
        (ALT + CREDIT, ("নিজের বর্ণনা", "নিজের স্বত্ব")),
    ],
)
def test_readers_get_the_librarys_words_as_they_were_approved(newsroom, draft, pictures, said, shown, state):
    save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{figure(pictures[0].pk, said)}")
    walk(draft, newsroom, state)
    save_picture(pictures[0].pk, newsroom.photo, UNAPPROVED)
    take(draft, newsroom.other_editor, "publish")
    assert shown_to_readers(draft) == [shown]
    assert "অননুমোদিত" not in json.dumps(Article.objects.values("body_pictures").get(pk=draft.public_id))


def test_a_picture_called_decorative_after_the_approval_keeps_its_description(newsroom, draft, pictures):
    save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{figure(pictures[0].pk)}")
    walk(draft, newsroom, Story.State.APPROVED)
    save_picture(pictures[0].pk, newsroom.photo, {"decorative": True, "alt": ""})
    take(draft, newsroom.other_editor, "publish")
    assert shown_to_readers(draft) == [(WORDS["alt"], WORDS["credit"])]


def test_a_new_approval_brings_the_librarys_new_words(newsroom, draft, pictures):
    save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{figure(pictures[0].pk)}")
    take(draft, newsroom.reporter, "submit")
    save_picture(pictures[0].pk, newsroom.photo, {"alt": "নতুন বর্ণনা"})
    take(draft, newsroom.other_editor, "approve")
    take(draft, newsroom.other_editor, "publish")
    assert shown_to_readers(draft) == [("নতুন বর্ণনা", WORDS["credit"])]


def test_words_of_one_place_are_not_those_of_another(newsroom, draft, pictures):
    twice = f"{figure(pictures[0].pk, ALT + CREDIT)}{figure(pictures[0].pk)}"
    save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{twice}")
    walk(draft, newsroom, Story.State.PUBLISHED)
    assert shown_to_readers(draft) == [("নিজের বর্ণনা", "নিজের স্বত্ব"), (WORDS["alt"], WORDS["credit"])]


def test_words_that_no_revision_has_are_not_published(newsroom, draft, pictures, monkeypatch):
    """The revision of an approval from before these words were kept in it."""
    save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{figure(pictures[0].pk)}")
    monkeypatch.setattr("newsroom.content._library_words", lambda story: ())
    walk(draft, newsroom, Story.State.APPROVED)
    with pytest.raises(BlockedError) as refused:
        take(draft, newsroom.other_editor, "publish")
    assert [problem.field for problem in refused.value.problems] == ["body"]


def test_without_pictures_a_revision_says_what_it_always_said(content):
    assert "library_words" not in content.as_json()
    assert StoryContent.from_json(content.as_json()) == content


# Restricted stories


@pytest.fixture
def secret(newsroom, content, pictures):
    """A story that only the reporter may know of, with a picture in its text."""
    story = start_story(newsroom.reporter, content)
    save(story, newsroom.reporter, body=figure(pictures[0].pk))
    Story.objects.filter(pk=story.pk).update(restricted=True)
    return story


def test_a_picture_in_a_restricted_storys_text_is_for_those_inside(newsroom, secret, pictures):
    hidden = pictures[0]
    assert hidden in visible_pictures(newsroom.reporter)
    assert hidden in visible_pictures(newsroom.photo)  # who brought it in
    assert hidden not in visible_pictures(newsroom.chief)
    assert set(pictures[1:]) <= set(visible_pictures(newsroom.chief))


def test_another_story_cannot_reach_it_by_its_number(newsroom, secret, draft, pictures):
    hidden = pictures[0]
    assert hidden not in usable_pictures(draft)
    assert hidden in usable_pictures(secret)
    save(draft, newsroom.other_editor, body=f"<p>লেখা।</p>{figure(hidden.pk)}")
    assert uses(draft, WORKING) == set()
    assert hidden not in visible_pictures(newsroom.other_editor)
