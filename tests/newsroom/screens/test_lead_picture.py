"""The lead picture in the story form: chosen from the library, with its words, described or decorative."""

from dataclasses import replace

import pytest

from newsroom.content import PictureRef, content_of
from newsroom.diffing import compare
from newsroom.editing import start_story
from newsroom.merging import compare_contents
from newsroom.models import Picture, Story
from newsroom.picture_choice import NEWEST
from newsroom.saving import form_fields
from tests.newsroom.pictures import shelve
from tests.newsroom.screens.conftest import form_data

TAB = "a1b2c3d4e5f6"


def change(story: Story) -> str:
    return f"/newsroom/story/{story.pk}/change/"


@pytest.fixture
def picture(newsroom) -> Picture:
    return shelve(newsroom.photo, "নৌকা")


def test_a_picture_from_the_library_brings_its_words_where_the_story_has_none(log_in, draft, picture):
    data = form_data(draft, lead_picture=picture.pk, picture_caption="সংবাদের নিজের")
    assert log_in("reporter").post(change(draft), data).status_code == 302
    draft.refresh_from_db()
    assert (draft.lead_picture, draft.picture_caption) == (picture, "সংবাদের নিজের")
    assert (draft.picture_credit, draft.picture_alt) == (picture.credit, picture.alt)


def test_a_decorative_picture_comes_as_one(log_in, newsroom, draft):
    plain = shelve(newsroom.photo, alt="", decorative=True)
    log_in("reporter").post(change(draft), form_data(draft, lead_picture=plain.pk))
    draft.refresh_from_db()
    assert (draft.picture_decorative, draft.picture_alt) == (True, "")


def test_decorative_is_a_field_like_the_others(log_in, draft, picture):
    client = log_in("reporter")
    data = form_data(draft, lead_picture=picture.pk, picture_decorative="on")
    client.post(change(draft), data)
    draft.refresh_from_db()
    assert draft.picture_decorative
    page = client.get(change(draft)).content.decode()
    assert 'name="picture_decorative"' in page
    assert client.get(change(draft)).context["form"]["picture_decorative"].value() is True
    client.post(change(draft), form_data(draft))
    draft.refresh_from_db()
    assert not draft.picture_decorative


def test_the_autosave_keeps_it(log_in, draft, picture):
    data = form_data(draft, lead_picture=picture.pk, picture_decorative="on") | {"tab": TAB}
    assert log_in("reporter").post(f"/story/{draft.pk}/autosave/", data).status_code == 200
    draft.refresh_from_db()
    assert (draft.lead_picture, draft.picture_decorative) == (picture, True)


@pytest.fixture
def decorated(draft, picture):
    content = content_of(draft)
    lead = PictureRef.to(picture, "ক্যাপশন", "খবর", "বর্ণনা", decorative=True)
    return replace(content, picture=replace(lead, decorative=False)), replace(content, picture=lead)


def test_a_conflict_and_a_comparison_show_it(decorated):
    plain, decorative = decorated
    (part,) = [part for part in compare_contents(plain, decorative) if part.key == "picture"]
    assert not part.is_same
    assert part.mine != part.theirs
    assert [field.name for field in compare(plain, decorative).fields] == ["picture_decorative"]


def test_what_a_form_would_send_sends_it(decorated):
    plain, decorative = decorated
    assert ("picture_decorative", "on") in form_fields(decorative)
    assert "picture_decorative" not in dict(form_fields(plain))


def test_without_scripts_the_newest_pictures_can_be_chosen_and_the_chosen_one_stays(
    log_in, newsroom, content
):
    pictures = [shelve(newsroom.photo, f"ছবি {number}") for number in range(NEWEST + 2)]
    story = start_story(newsroom.reporter, replace(content, picture=PictureRef.to(pictures[0], "", "", "")))
    form = log_in("reporter").get(change(story)).context["form"]
    listed = [str(value) for value, _label in form.fields["lead_picture"].widget.choices]
    assert listed == ["", str(pictures[0].pk), *(str(one.pk) for one in reversed(pictures[2:]))]
    older = form_data(story, lead_picture=pictures[1].pk)  # not listed, but the picker may have chosen it
    assert log_in("reporter").post(change(story), older).status_code == 302


def test_a_refused_form_keeps_the_picture_that_was_chosen(log_in, draft, picture):
    data = form_data(draft, lead_picture=picture.pk, headline="দীর্ঘ " * 90)
    response = log_in("reporter").post(change(draft), data)
    assert response.status_code == 422
    assert f'<option value="{picture.pk}" selected' in response.content.decode()


def test_a_picture_of_a_restricted_story_is_not_offered(log_in, newsroom, draft, picture, content):
    secret = start_story(newsroom.reporter, replace(content, picture=PictureRef.to(picture, "", "", "")))
    Story.objects.filter(pk=secret.pk).update(restricted=True)
    assert f'<option value="{picture.pk}"' not in log_in("editor").get(change(draft)).content.decode()
    response = log_in("editor").post(change(draft), form_data(draft, lead_picture=picture.pk))
    assert "lead_picture" in response.context["form"].errors


def test_the_form_carries_the_picker_for_whoever_may_see_the_library(log_in, newsroom, draft):
    page = log_in("reporter").get(change(draft)).content.decode()
    assert '<dialog id="picker"' in page
    assert "newsroom/picker.js" in page
    group = newsroom.reporter.groups.get()
    group.permissions.remove(group.permissions.get(codename="view_picture"))
    assert '<dialog id="picker"' not in log_in("reporter").get(change(draft)).content.decode()


def test_what_was_taken_out_is_no_longer_used(log_in, newsroom, draft, picture):
    client = log_in("reporter")
    client.post(change(draft), form_data(draft, lead_picture=picture.pk))
    draft.refresh_from_db()
    client.post(change(draft), form_data(draft, lead_picture=""))
    draft.refresh_from_db()
    assert (draft.lead_picture, draft.picture_caption, draft.picture_uses.count()) == (None, "", 0)


def test_words_for_an_upload_are_kept_normalised_in_the_library_too(log_in, draft, picture_file):
    words = {"picture_credit": "\u09df", "picture_caption": "\u09df" * 500, "picture_alt": "নদী"}
    response = log_in("reporter").post(
        f"/newsroom/story/{draft.pk}/change/", form_data(draft, picture_file=picture_file(), **words)
    )
    assert response.status_code < 500
    picture = Picture.objects.order_by("-pk").first()
    assert (picture.credit, len(picture.caption) <= 500) == ("\u09af\u09bc", True)
