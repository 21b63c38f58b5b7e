"""Which stories show a picture: on record as they are worked on, and as readers have them."""

import pytest

from newsroom.content import PictureRef
from newsroom.decoding import decode_picture
from newsroom.editing import start_story
from newsroom.models import PictureUse, Story
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
