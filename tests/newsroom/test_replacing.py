"""Another picture in place of one, in every story: explicit, story by story, and nothing forced."""

from dataclasses import replace
from datetime import date

import pytest

from newsroom.content import PictureRef, content_of
from newsroom.editing import start_story
from newsroom.errors import BlockedError, ForbiddenError
from newsroom.library import Use, uses_of
from newsroom.locks import acquire_lock
from newsroom.models import Picture, PictureUse, RecordEntry, Story
from newsroom.pictures import read_picture, store_picture
from newsroom.renditions import make_renditions_of
from newsroom.replacing import obstacle, replace_picture, replacing_problems, with_picture
from tests.newsroom.helpers import State, Trace, walk
from tests.newsroom.pictures import shelve


@pytest.fixture
def old(newsroom) -> Picture:
    return shelve(newsroom.photo, "পুরোনো", renditions=[])


@pytest.fixture
def new(newsroom) -> Picture:
    return shelve(newsroom.photo, "নতুন", credit="ছবি: কল্পিতা & সেন", alt="নতুন “ছবি” < এক", renditions=[])


def figure(picture: Picture, caption: str = "সংবাদের ক্যাপশন", words: str = "") -> str:
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-box="picture" data-picture="{picture.pk}"{words}>{shown}</figure>'


@pytest.fixture
def showing(newsroom, content, old):
    """showing(lead=True, body="…") -> the reporter's draft that shows the old picture."""

    def begin(lead: bool = True, body: str = "", headline: str = "ছবির সংবাদ") -> Story:
        picture = PictureRef.to(old, "সংবাদের ক্যাপশন", "পুরোনো কৃতজ্ঞতা", "পুরোনো বর্ণনা") if lead else None
        text = f"<p>প্রথম।</p>{body}<p>শেষ।</p>"
        return start_story(newsroom.reporter, replace(content, headline=headline, picture=picture, body=text))

    return begin


def done(outcomes) -> list[Story]:
    return [outcome.story for outcome in outcomes if outcome.was_replaced]


def test_a_lead_picture_is_replaced_with_the_new_ones_words(newsroom, showing, old, new):
    story = showing()
    (outcome,) = replace_picture(old, new, newsroom.editor)
    assert outcome.was_replaced
    assert not outcome.awaits_approval
    story.refresh_from_db()
    assert (story.lead_picture, story.picture_caption) == (new, new.caption)
    assert (story.picture_credit, story.picture_alt) == (new.credit, new.alt)


def test_a_caption_stays_where_the_new_picture_has_none(newsroom, showing, old, new):
    new.caption = ""
    content = with_picture(content_of(showing(body=figure(old))), old, new)
    assert content.picture.caption == "সংবাদের ক্যাপশন"
    assert "<figcaption>সংবাদের ক্যাপশন</figcaption>" in content.body


@pytest.mark.parametrize(
    "words",
    ["", ' data-alt="ক"', ' data-alt="ক" data-credit="খ"', ' data-decorative="1"', ' data-credit="খ"'],
)
def test_a_picture_in_the_body_is_replaced_whatever_its_words(newsroom, showing, old, new, words):
    story = showing(lead=False, body=figure(old, words=words))
    assert done(replace_picture(old, new, newsroom.editor)) == [story]
    body = Story.objects.get().body
    assert f'data-picture="{new.pk}"' in body
    assert f'data-picture="{old.pk}"' not in body
    assert "কল্পিতা &amp; সেন" in body
    assert body.startswith("<p>প্রথম।</p>")
    assert body.endswith("<p>শেষ।</p>")


def test_in_a_gallery_the_others_and_their_order_stay(newsroom, showing, old, new):
    other = shelve(newsroom.photo, "অন্য")
    gallery = f'<div data-box="gallery">{figure(other)}{figure(old)}{figure(other, "আরও")}</div>'
    showing(lead=False, body=gallery)
    replace_picture(old, new, newsroom.editor)
    shown = Story.objects.get().body.split('data-picture="')[1:]
    assert [int(part.split('"')[0]) for part in shown] == [other.pk, new.pk, other.pk]


def test_a_picture_whose_number_only_begins_alike_stays(newsroom, showing, old, new):
    longer = shelve(newsroom.photo, "লম্বা", id=int(f"{old.pk}7"))
    story = showing(body=figure(longer))
    replace_picture(old, new, newsroom.editor)
    story.refresh_from_db()
    assert f'data-picture="{longer.pk}"' in story.body


def test_a_decorative_picture_comes_without_a_description(newsroom, showing, old, new):
    Picture.objects.filter(pk=new.pk).update(decorative=True, alt="")
    new.refresh_from_db()
    showing(body=figure(old))
    replace_picture(old, new, newsroom.editor)
    story = Story.objects.get()
    assert (story.picture_decorative, story.picture_alt) == (True, "")
    assert 'data-decorative="1"' in story.body


def test_what_is_used_where_follows(newsroom, showing, old, new):
    story = showing(body=figure(old))
    replace_picture(old, new, newsroom.editor)
    assert uses_of(newsroom.editor, old) == []
    assert [use.story for use in uses_of(newsroom.editor, new)] == [story]


def test_the_earlier_text_is_kept_as_a_version_and_the_act_is_on_the_record(newsroom, showing, old, new):
    story = showing()
    before = content_of(story)
    replace_picture(old, new, newsroom.editor)
    assert [revision.story_content for revision in story.revisions.all()] == [before]
    entry = RecordEntry.objects.get(kind="picture")
    assert (entry.story, entry.actor, entry.verb) == (story, newsroom.editor, "replace_picture")
    assert (entry.data["before"], entry.data["after"]) == (
        {"picture": f"#{old.pk}"},
        {"picture": f"#{new.pk}"},
    )


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.SCHEDULED], ids=str)
def test_an_approval_is_void_and_a_schedule_off(newsroom, showing, old, new, state):
    story = walk(showing(), newsroom, state)
    assert done(replace_picture(old, new, newsroom.editor)) == [story]
    after = Trace.of(story)
    assert not after.standing_approvals
    assert after.state == (State.SUBMITTED if state == State.SUBMITTED else State.DRAFT)
    assert after.row["publish_at"] is None


@pytest.fixture
def live(newsroom, showing, old, picture_file) -> Story:
    made = store_picture(*read_picture(picture_file(size=(320, 240))), newsroom.photo)
    make_renditions_of(made.pk)
    made.refresh_from_db()
    Picture.objects.filter(pk=old.pk).update(renditions=made.renditions)
    return walk(showing(), newsroom, State.PUBLISHED)


def test_readers_keep_what_was_approved_until_the_change_is(newsroom, live, old, new):
    before = Trace.of(live)
    (outcome,) = replace_picture(old, new, newsroom.editor)
    after = Trace.of(live)
    assert (outcome.was_replaced, outcome.awaits_approval) == (True, True)
    assert (after.articles, after.edition, after.live_revision) == (
        before.articles,
        before.edition,
        before.live_revision,
    )
    assert (after.state, after.public_state) == (State.DRAFT, "live")
    (use,) = uses_of(newsroom.editor, old)
    assert (use.is_live, use.is_working) == (True, False)


def test_a_live_story_whose_working_copy_lost_it_already_only_awaits_approval(newsroom, live, old, new):
    replace_picture(old, new, newsroom.editor)
    third = shelve(newsroom.photo, "তৃতীয়")
    before = Trace.of(live)
    (outcome,) = replace_picture(old, third, newsroom.editor)
    assert (outcome.was_replaced, outcome.awaits_approval) == (False, True)
    assert Trace.of(live) == before


def test_a_story_somebody_writes_in_is_left_alone_and_told(newsroom, showing, old, new):
    held, free = showing(headline="কেউ লিখছেন"), showing(headline="কেউ লিখছেন না")
    acquire_lock(held.pk, newsroom.reporter, "a1b2c3d4e5f6")
    before = Trace.of(held)
    outcomes = {outcome.story: outcome for outcome in replace_picture(old, new, newsroom.editor)}
    assert outcomes[free].was_replaced
    assert not outcomes[held].was_replaced
    assert str(newsroom.reporter) in str(outcomes[held].message)
    assert (Trace.of(held).row, Trace.of(held).content) == (before.row, before.content)


def test_ones_own_lock_is_in_nobodys_way(newsroom, showing, old, new):
    story = showing()
    acquire_lock(story.pk, newsroom.editor, "a1b2c3d4e5f6")
    assert done(replace_picture(old, new, newsroom.editor)) == [story]


def test_a_spiked_story_is_left_as_it_is(newsroom, showing, old, new):
    story = walk(showing(), newsroom, State.SPIKED)
    before = Trace.of(story)
    (outcome,) = replace_picture(old, new, newsroom.editor)
    assert not outcome.was_replaced
    assert Trace.of(story) == before


def test_a_story_of_another_desk_is_told_and_not_forced(newsroom, showing, old, new):
    story = showing()
    newsroom.editor.desks.clear()
    (outcome,) = replace_picture(old, new, newsroom.editor)
    assert (outcome.story, outcome.was_replaced) == (story, False)


def test_a_restricted_story_is_neither_touched_nor_told(newsroom, showing, old, new):
    secret, open_story = showing(headline="গোপন"), showing(headline="খোলা")
    Story.objects.filter(pk=secret.pk).update(restricted=True)
    before = Trace.of(secret)
    outcomes = replace_picture(old, new, newsroom.chief)
    assert [outcome.story for outcome in outcomes] == [open_story]
    after = Trace.of(secret)
    assert (after.row, after.content) == (before.row, before.content)


@pytest.mark.parametrize("name", ["reporter", "photo", "nobody"])
def test_only_who_may_replaces(newsroom, showing, old, new, name):
    before = Trace.of(showing())
    with pytest.raises(ForbiddenError):
        replace_picture(old, new, getattr(newsroom, name))
    assert Trace.of(Story.objects.get()) == before


@pytest.mark.parametrize(
    "words",
    [{"credit": ""}, {"alt": ""}, {"rights": "licensed", "rights_until": date(2020, 1, 1)}],
    ids=["credit", "alt", "lapsed"],
)
def test_a_picture_that_is_not_fit_replaces_nothing(newsroom, showing, old, words):
    before = Trace.of(showing())
    unfit = shelve(newsroom.photo, "অসম্পূর্ণ", **words)
    with pytest.raises(BlockedError) as refusal:
        replace_picture(old, unfit, newsroom.editor)
    assert [problem.field for problem in refusal.value.problems] == ["new"]
    assert Trace.of(Story.objects.get()) == before


def test_a_picture_does_not_replace_itself(old):
    assert [problem.field for problem in replacing_problems(old, old)] == ["new"]


def test_a_use_that_is_on_record_and_no_longer_in_the_text_changes_nothing(newsroom, draft, old, new):
    PictureUse.objects.create(story=draft, picture=old, copy="working")
    before = Trace.of(draft)
    (outcome,) = replace_picture(old, new, newsroom.editor)
    assert not outcome.was_replaced
    assert Trace.of(draft) == before


def test_nothing_stands_in_the_way_of_a_free_draft(newsroom, showing):
    assert obstacle(newsroom.editor, Use(showing(), is_working=True, is_live=False)) == ""
