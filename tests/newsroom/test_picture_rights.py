"""What the paper may print: until the last day of a picture's rights, and not a day longer."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from newsroom.content import PictureRef
from newsroom.errors import BlockedError
from newsroom.models import Picture, Story
from newsroom.picture_rights import lapsed_live_uses, rights_problem
from newsroom.scheduling import publish_due_stories
from tests.newsroom.helpers import Trace, prepared, save, take, walk
from tests.newsroom.photographs import WORDS, figure

TODAY = date(2026, 3, 5)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("fields", "may"),
    [
        ({}, True),
        ({"rights": "own"}, True),
        ({"rights": "agency"}, True),
        ({"rights": "licensed", "rights_until": TODAY}, True),  # the last day counts
        ({"rights": "licensed", "rights_until": TODAY + DAY}, True),
        ({"rights": "licensed", "rights_until": TODAY - DAY}, False),
        ({"rights": "agency", "rights_until": TODAY - DAY}, False),
        ({"rights": "licensed"}, False),
        ({"rights": "free"}, False),
        ({"rights": "free", "licence_url": "https://creativecommons.org/licenses/by/4.0/"}, True),
    ],
)
def test_a_picture_may_be_printed_while_somebody_allows_it(fields, may):
    assert (rights_problem(Picture(caption="নৌকা", **fields), TODAY) == "") is may


def yesterday() -> date:
    return timezone.localdate() - DAY


def lapse(one: Picture) -> None:
    Picture.objects.filter(pk=one.pk).update(rights="licensed", rights_until=yesterday())


def refused_at(story, user, verb):
    before = Trace.of(story)
    with pytest.raises(BlockedError) as refusal:
        take(story, user, verb)
    assert Trace.of(story) == before
    return {problem.field for problem in refusal.value.problems}


@pytest.fixture(params=["lead_picture", "body"])
def illustrated(request, newsroom, draft, picture):
    """A draft that shows a picture, and the field where it does."""
    prepared(picture)
    if request.param == "lead_picture":
        save(draft, newsroom.reporter, picture=PictureRef.to(picture, **WORDS))
    else:
        save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{figure(picture.pk)}")
    return draft, request.param


def test_no_step_towards_readers_is_taken_with_a_lapsed_picture(newsroom, illustrated, picture):
    story, field = illustrated
    take(story, newsroom.reporter, "submit")
    lapse(picture)
    assert refused_at(story, newsroom.other_editor, "approve") == {field}
    take(story, newsroom.reporter, "recall")
    assert refused_at(story, newsroom.reporter, "submit") == {field}


@pytest.mark.parametrize("verb", ["publish", "schedule"])
def test_rights_that_lapse_after_the_approval_stop_it_still(newsroom, illustrated, picture, verb):
    story, field = illustrated
    walk(story, newsroom, Story.State.APPROVED)
    lapse(picture)
    assert field in refused_at(story, newsroom.chief, verb)


def test_nothing_is_scheduled_for_a_day_after_the_rights(newsroom, illustrated, picture):
    story, _field = illustrated
    walk(story, newsroom, Story.State.APPROVED)
    Picture.objects.filter(pk=picture.pk).update(rights="licensed", rights_until=timezone.localdate())
    with pytest.raises(BlockedError) as refusal:
        take(story, newsroom.chief, "schedule", publish_at=timezone.now() + 3 * DAY)
    assert [problem.field for problem in refusal.value.problems] == ["publish_at"]


def test_the_clock_publishes_nothing_whose_rights_have_ended(newsroom, illustrated, picture):
    story, _field = illustrated
    walk(story, newsroom, Story.State.SCHEDULED)
    lapse(picture)
    Story.objects.filter(pk=story.pk).update(publish_at=timezone.now() - timedelta(seconds=1))
    assert publish_due_stories() == 0
    story.refresh_from_db()
    assert story.state == Story.State.SCHEDULED


def test_live_stories_with_a_lapsed_picture_are_found(newsroom, illustrated, picture):
    story, _field = illustrated
    walk(story, newsroom, Story.State.PUBLISHED)
    assert not lapsed_live_uses(newsroom.chief).exists()
    lapse(picture)
    (use,) = lapsed_live_uses(newsroom.chief)
    assert (use.story, use.picture) == (story, picture)
    Story.objects.filter(pk=story.pk).update(restricted=True)
    assert not lapsed_live_uses(newsroom.chief).exists()
    assert lapsed_live_uses(newsroom.reporter).exists()


# What must be said of it


@pytest.mark.parametrize(
    ("library", "words", "complete"),
    [
        ({}, "", True),
        ({"alt": ""}, "", False),
        ({"credit": ""}, "", False),
        ({"alt": ""}, ' data-alt="নৌকা"', True),
        ({"alt": ""}, ' data-decorative="1"', True),
        ({"alt": "", "decorative": True}, "", True),
        ({"credit": ""}, ' data-credit="নমুনা"', True),
    ],
)
def test_pictures_in_the_text_are_described_and_credited(newsroom, draft, picture, library, words, complete):
    Picture.objects.filter(pk=picture.pk).update(**library)
    save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{figure(picture.pk, words)}")
    if complete:
        take(draft, newsroom.reporter, "submit")
    else:
        assert refused_at(draft, newsroom.reporter, "submit") == {"body"}


def test_a_decorative_lead_picture_needs_no_description_and_has_none_for_readers(newsroom, draft, picture):
    from articles.models import Article

    prepared(picture)
    ref = PictureRef.to(picture, caption="", credit="নমুনা", alt="", decorative=True)
    save(draft, newsroom.reporter, picture=ref)
    walk(draft, newsroom, Story.State.PUBLISHED)
    assert Article.objects.get().lead_picture.alt == ""


def test_an_unknown_picture_in_the_text_keeps_the_story_from_being_submitted(newsroom, draft):
    words = ' data-alt="ক" data-credit="খ"'
    save(draft, newsroom.reporter, body=f"<p>লেখা।</p>{figure(987654321, words)}")
    assert refused_at(draft, newsroom.reporter, "submit") == {"body"}
