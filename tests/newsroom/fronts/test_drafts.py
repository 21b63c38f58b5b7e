"""The working copy of a front: who may change it, what is refused, and the way back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Section
from newsroom.errors import ForbiddenError
from newsroom.fronts.drafts import (
    can_redo,
    can_undo,
    front_draft,
    layout_of,
    redo_layout,
    undo_layout,
)
from newsroom.fronts.errors import FrontConflictError
from newsroom.fronts.layout import LayoutError, Slot
from newsroom.fronts.publishing import publish_front
from newsroom.models import FrontDraft, Picture, Story
from tests.newsroom.helpers import prepared

pytestmark = pytest.mark.django_db


def refused(save, draft, data, **said):
    with pytest.raises(LayoutError) as error:
        save(draft, data, **said)
    return [problem.field for problem in error.value.problems]


def stories(draft):
    return [slot.story for slot in layout_of(draft).top]


def test_it_begins_automatic_with_every_section_and_there_is_one(draft, paper):
    layout = layout_of(draft)
    assert set(layout.top) == {Slot()}
    assert [block.section for block in layout.blocks] == list(
        Section.objects.order_by("position", "id").values_list("slug", flat=True)
    )
    assert front_draft(None) == draft


def test_it_begins_with_what_was_published_last(newsroom, draft, paper, save):
    save(draft, {"top": [{"story": paper[3]}]})
    publish_front(draft.pk, newsroom.editor, seen_version=draft.version)
    draft.delete()
    assert stories(front_draft(None))[0] == paper[3]


def test_saving_keeps_the_layout_and_says_who(newsroom, draft, paper, save):
    before = timezone.now()
    save(draft, {"top": [{"story": paper[1], "headline": " নতুন  শিরোনাম"}], "blocks": [{"section": "sports"}]})
    layout = layout_of(draft)
    assert (layout.top[0].story, layout.top[0].headline) == (paper[1], "নতুন শিরোনাম")
    assert layout.blocks[0].section == "sports"
    assert before <= layout.top[0].since <= timezone.now()
    assert (draft.version, draft.changed_by) == (1, newsroom.editor)


def test_since_is_when_the_story_came_into_its_slot(draft, paper, save):
    save(draft, {"top": [{"story": paper[1]}]})
    first = layout_of(draft).top[0].since
    forged = (timezone.now() - timedelta(days=9)).isoformat()
    save(
        draft,
        {
            "top": [
                {"story": paper[1], "headline": "অন্য", "since": forged},
                {"story": paper[2], "since": forged},
            ]
        },
    )
    again = layout_of(draft).top
    assert again[0].since == first < again[1].since
    save(draft, {"top": [{}, {"story": paper[1]}]})
    assert layout_of(draft).top[1].since > first


def test_a_slot_that_yields_from_now_on_was_filled_now(draft, paper, save):
    save(draft, {"top": [{"story": paper[1]}]})
    first = layout_of(draft).top[0].since
    save(draft, {"top": [{"story": paper[1], "yields": True}]})
    yielding = layout_of(draft).top[0].since
    save(draft, {"top": [{"story": paper[1], "yields": True, "headline": "অন্য"}]})
    assert first < yielding == layout_of(draft).top[0].since


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_only_whoever_makes_up_the_fronts_may(newsroom, draft, paper, save, name):
    with pytest.raises(ForbiddenError):
        save(draft, {}, user=getattr(newsroom, name))
    draft.refresh_from_db()
    assert draft.version == 0


def test_what_was_not_seen_is_not_saved_over(newsroom, draft, paper, save):
    save(draft, {"top": [{"story": paper[1]}]})
    with pytest.raises(FrontConflictError) as conflict:
        save(draft, {"top": [{"story": paper[2]}]}, user=newsroom.chief, seen_version=0)
    assert stories(conflict.value.draft)[0] == paper[1]
    assert stories(draft)[0] == paper[1]


def test_saving_the_same_again_changes_nothing(draft, paper, save):
    data = {"top": [{"story": paper[1]}]}
    save(draft, data)
    save(draft, data)
    assert draft.version == 1


def test_a_story_must_be_live(draft, paper, save):
    assert refused(save, draft, {"top": [{"story": "zzzzzzzz"}]}) == ["top-1.story"]
    data = {
        "blocks": [
            {"section": "world", "slots": [{}, {"story": paper[0], "related": [paper[1], "zzzzzzzz"]}]}
        ]
    }
    assert refused(save, draft, data) == ["world-2.related-2"]


def test_a_story_that_is_hidden_from_the_editor_is_refused_like_one_that_is_not_live(
    newsroom, draft, paper, save
):
    story = Story.objects.create(public_id=paper[0], restricted=True, assignee=newsroom.chief, language="bn")
    story.insiders.add(newsroom.chief)
    data = {"top": [{"story": paper[0]}]}
    assert refused(save, draft, data) == ["top-1.story"]
    save(draft, data, user=newsroom.chief)
    save(
        draft, {"top": [{"story": paper[0]}, {"story": paper[1]}]}
    )  # what stands there is no secret any more
    assert stories(draft)[:2] == paper[:2]


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"top": [{"story": 0}, {"story": 0}]}, "top-2.story"),
        ({"top": [{"story": 0, "related": [1, 0]}]}, "top-1.related-2"),
        ({"top": [{"story": 0}], "blocks": [{"section": "world", "slots": [{"story": 0}]}]}, "world-1.story"),
    ],
)
def test_no_story_stands_twice(draft, paper, save, data, field):
    def named(value):
        if isinstance(value, list):
            return [named(one) for one in value]
        if isinstance(value, dict):
            return {key: named(one) for key, one in value.items()}
        return paper[value] if isinstance(value, int) else value

    assert refused(save, draft, named(data)) == [field]


def test_what_a_hidden_block_holds_stands_nowhere(draft, paper, save):
    block = {"section": "world", "shown": False, "slots": [{"story": paper[0]}]}
    save(draft, {"top": [{"story": paper[0]}], "blocks": [block]})
    assert refused(save, draft, {"top": [{"story": paper[0]}], "blocks": [block | {"shown": True}]}) == [
        "world-1.story"
    ]


def test_a_time_lies_ahead(draft, paper, save):
    past = (timezone.now() - timedelta(seconds=1)).isoformat()
    assert refused(save, draft, {"top": [{"story": paper[0], "until": past}]}) == ["top-1.until"]


def test_a_time_that_passed_meanwhile_empties_its_slot_and_stops_nobody(draft, paper, save):
    until = (timezone.now() - timedelta(seconds=1)).isoformat()
    ended = {"story": paper[0], "until": until}
    FrontDraft.objects.update(layout={"top": [ended]})
    save(draft, {"top": [ended, {"story": paper[1]}]})
    assert stories(draft)[:2] == ["", paper[1]]


def test_a_story_withdrawn_meanwhile_leaves_its_slot_and_stops_nobody(draft, paper, save):
    data = {"top": [{"story": paper[0]}, {"story": paper[1], "related": [paper[2], paper[3]]}]}
    save(draft, data)
    Article.objects.filter(pk__in=[paper[0], paper[2]]).delete()
    assert stories(draft)[:2] == ["", paper[1]]
    save(draft, data | {"blocks": []})
    assert layout_of(draft).top[1].related == (paper[3],)


def test_a_section_must_exist(draft, paper, save):
    assert refused(save, draft, {"blocks": [{"section": "nowhere"}]}) == ["blocks"]


@pytest.mark.parametrize(
    "changes",
    [
        {"alt": ""},
        {"credit": ""},
        {"rights": "licensed"},
        {"rights_until": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_a_picture_in_place_of_the_storys_own_may_be_printed(draft, paper, save, picture, changes):
    Picture.objects.filter(pk=picture.pk).update(**changes)
    assert refused(save, draft, {"top": [{"story": paper[0], "picture": picture.pk}]}) == ["top-1.picture"]


def test_a_picture_that_is_not_there_is_refused(draft, paper, save):
    assert refused(save, draft, {"top": [{"story": paper[0], "picture": 10**15}]}) == ["top-1.picture"]


def test_a_picture_of_a_restricted_story_alone_is_refused_like_one_that_is_not_there(
    newsroom, draft, paper, save, picture
):
    story = Story.objects.create(restricted=True, assignee=newsroom.chief, language="bn")
    picture.uses.create(story=story, copy="working")
    data = {"top": [{"story": paper[0], "picture": picture.pk}]}
    assert refused(save, draft, data) == ["top-1.picture"]
    with pytest.raises(LayoutError):  # nor does somebody inside show it to everybody who sees fronts
        save(draft, data, user=newsroom.chief)


def test_a_good_picture_is_kept(draft, paper, save, picture):
    save(draft, {"top": [{"story": paper[0], "picture": prepared(picture).pk}]})
    assert layout_of(draft).top[0].picture == picture.pk


def test_every_save_can_be_undone_and_done_again(newsroom, draft, paper, save):
    for number in (1, 2, 3):
        save(draft, {"top": [{"story": paper[number]}]})

    def go(step):
        step(draft.pk, newsroom.editor, seen_version=draft.version, token="")
        draft.refresh_from_db()
        return stories(draft)[0]

    assert [go(undo_layout) for _ in range(4)] == [paper[2], paper[1], "", ""]
    assert not can_undo(draft)
    assert [go(redo_layout) for _ in range(4)] == [paper[1], paper[2], paper[3], paper[3]]
    assert not can_redo(draft)
    go(undo_layout)
    save(draft, {"top": [{"story": paper[5]}]})
    assert not can_redo(draft)  # what was undone before a change is gone
    assert go(undo_layout) == paper[2]


@pytest.mark.parametrize("step", [undo_layout, redo_layout])
def test_undoing_is_refused_as_saving_is(newsroom, draft, paper, save, step):
    save(draft, {"top": [{"story": paper[1]}]})
    with pytest.raises(FrontConflictError):
        step(draft.pk, newsroom.editor, seen_version=0, token="")
    with pytest.raises(ForbiddenError):
        step(draft.pk, newsroom.reporter, seen_version=draft.version, token="")


def test_only_the_last_versions_are_kept(newsroom, draft, paper, save, monkeypatch):
    monkeypatch.setattr("newsroom.fronts.drafts.KEPT", 3)
    for number in range(5):
        save(draft, {"top": [{"story": paper[number]}]})
    assert [version.number for version in draft.versions.order_by("number")] == [3, 4, 5]


def test_a_sections_front_is_another_one(newsroom, paper, save):
    sports = front_draft(Section.objects.get(slug="sports"))
    save(sports, {"top": [{"story": paper[0]}]})
    assert (layout_of(sports).top[0].story, layout_of(sports).blocks) == (paper[0], ())
    assert stories(front_draft(None))[0] == ""
    assert refused(save, sports, {"blocks": [{"section": "world"}]}) == ["blocks"]
