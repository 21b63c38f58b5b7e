"""A reporter writes: new story, saving, bad input, conflicts."""

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article
from newsroom.editing import save_story
from newsroom.models import Picture, Story
from tests.newsroom.screens.conftest import byline_data, form_data

ADD = "/newsroom/story/add/"


def change(story: Story) -> str:
    return f"/newsroom/story/{story.pk}/change/"


def test_an_empty_draft_saves(log_in):
    response = log_in("reporter").post(ADD, form_data())
    story = Story.objects.get()
    assert response.status_code == 302
    assert response.url == change(story)
    assert story.state == "draft"


def test_everything_typed_is_saved(log_in, newsroom):
    rows = [(newsroom.other_person.pk, "photographer"), (newsroom.person.pk, "reporter")]
    data = form_data(
        headline="চরের স্কুলে সৌরবিদ্যুৎ",
        kicker="শিক্ষা",
        standfirst="এক বছরে বদলে গেছে পাঠদান।",
        body="<p>“আলো এল,” বললেন প্রধান শিক্ষক।<br>বিকেলেও ক্লাস হয়।</p>",
        section=newsroom.section.pk,
        topics=[newsroom.topic.pk],
        dateline="কুড়িগ্রাম",
        source_credit="নমুনা বার্তা সংস্থা",
        sign_off="নহ/কস",
    )
    log_in("reporter").post(ADD, data | byline_data(rows))
    story = Story.objects.get()
    assert story.headline == "চরের স্কুলে সৌরবিদ্যুৎ"
    assert story.body == "<p>“আলো এল,” বললেন প্রধান শিক্ষক।<br>বিকেলেও ক্লাস হয়।</p>"
    assert [line.contributor for line in story.byline_lines.all()] == [newsroom.other_person, newsroom.person]
    assert story.desk == newsroom.desk
    assert list(story.topics.all()) == [newsroom.topic]
    page = log_in("reporter").get(change(story)).content.decode()
    for words in ("চরের স্কুলে সৌরবিদ্যুৎ", "কুড়িগ্রাম", "নমুনা বার্তা সংস্থা", "নহ/কস"):
        assert words in page


def test_the_order_of_the_byline_is_the_order_given(log_in, newsroom, draft):
    data = form_data(draft) | byline_data(
        [(newsroom.person.pk, "reporter"), (newsroom.other_person.pk, "editor")]
    )
    data |= {"byline-0-ORDER": 2, "byline-1-ORDER": 1}
    log_in("reporter").post(change(draft), data)
    assert [line.contributor for line in draft.byline_lines.all()] == [newsroom.other_person, newsroom.person]


def test_the_same_name_twice_in_one_role_is_an_error_at_the_second_one(log_in, newsroom, draft):
    data = form_data(draft, headline="নতুন শিরোনাম")
    data |= byline_data([(newsroom.person.pk, "reporter"), (newsroom.person.pk, "reporter")])
    response = log_in("reporter").post(change(draft), data)
    assert response.status_code == 422
    assert "নতুন শিরোনাম" in response.content.decode()
    assert response.context["byline"].forms[1].errors["name"]
    draft.refresh_from_db()
    assert draft.headline != "নতুন শিরোনাম"


def test_markup_that_is_not_allowed_is_cleaned_on_save(log_in, draft):
    body = '<p onclick="x()">ক<script>alert(1)</script><b>খ</b></p><iframe src="//evil.example"></iframe>'
    log_in("reporter").post(change(draft), form_data(draft, body=body))
    draft.refresh_from_db()
    assert draft.body == "<p>ক<strong>খ</strong></p>"


def test_a_headline_that_is_too_long_is_refused_with_the_text_kept(log_in, draft):
    headline = "দীর্ঘ " * 60
    response = log_in("reporter").post(change(draft), form_data(draft, headline=headline, kicker="রাখা হলো"))
    assert response.status_code == 422
    assert response.context["form"].errors["headline"]
    assert "রাখা হলো" in response.content.decode()


def test_what_grows_too_long_when_normalised_is_an_error_at_its_field(log_in, draft):
    typed = "\u09df" * 80  # 80 characters in the form, 160 as stored
    response = log_in("reporter").post(change(draft), form_data(draft, kicker=typed))
    assert response.status_code == 422
    assert response.context["form"].errors["kicker"]
    assert typed in response.content.decode()


def test_a_picture_becomes_the_lead_picture_with_its_words(log_in, draft, picture_file):
    data = form_data(draft, picture_caption="নদী", picture_alt="নদীতে নৌকা", picture_credit="খবর")
    response = log_in("reporter").post(change(draft), data | {"picture_file": picture_file()})
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.lead_picture == Picture.objects.get()
    assert (draft.picture_caption, draft.picture_alt, draft.picture_credit) == ("নদী", "নদীতে নৌকা", "খবর")
    thumbnail = log_in("reporter").get(f"/newsroom/picture/{draft.lead_picture_id}/thumbnail/")
    assert thumbnail["Content-Type"] == "image/jpeg"
    assert "private" in thumbnail["Cache-Control"]


@pytest.mark.parametrize(
    "uploaded",
    [
        b"",
        b"<html><script>alert(1)</script></html>",
        b"\xff\xd8\xff\xe0 not a picture",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
    ids=["empty", "html", "broken", "svg"],
)
def test_a_false_picture_is_refused_in_bengali_and_the_rest_is_kept(log_in, draft, uploaded):
    upload = SimpleUploadedFile("photo.jpg", uploaded, content_type="image/jpeg")
    response = log_in("reporter").post(
        change(draft), form_data(draft, headline="এই শিরোনাম থাকবে") | {"picture_file": upload}
    )
    assert response.status_code == 422
    assert "এই শিরোনাম থাকবে" in response.content.decode()
    (message,) = response.context["form"].errors["picture_file"]
    assert any("\u0980" <= letter <= "\u09ff" for letter in message)
    assert not Picture.objects.exists()


def test_a_newer_save_by_somebody_else_is_not_overwritten_unseen(log_in, newsroom, draft, content):
    mine = form_data(draft, headline="আমার শিরোনাম")
    save_story(
        draft.pk, newsroom.editor, replace(content, headline="সম্পাদকের শিরোনাম"), seen_version=draft.version
    )
    client = log_in("reporter")
    response = client.post(change(draft), mine)
    assert response.status_code == 409
    page = response.content.decode()
    assert "আমার শিরোনাম" in page
    draft.refresh_from_db()
    assert draft.headline == "সম্পাদকের শিরোনাম"
    # Saving again says: mine. The other text stays in the record.
    client.post(change(draft), mine | {"version": response.context["version"]})
    draft.refresh_from_db()
    assert draft.headline == "আমার শিরোনাম"
    assert [revision.content["headline"] for revision in draft.revisions.all()] == ["সম্পাদকের শিরোনাম"]


@pytest.mark.parametrize("version", ["", "abc", "-1", "99999999999999999999"])
def test_a_form_without_a_sensible_version_saves_nothing_and_keeps_the_text(log_in, draft, version):
    response = log_in("reporter").post(change(draft), form_data(draft, headline="টাইপ করা", version=version))
    assert response.status_code in {409, 422}
    assert "টাইপ করা" in response.content.decode()
    draft.refresh_from_db()
    assert draft.headline != "টাইপ করা"


def test_a_submitted_story_is_out_of_its_writers_hands_and_typed_text_is_shown(log_in, draft, walk):
    data = form_data(draft, headline="দেরিতে লেখা")
    walk(draft, "reporter submit")
    response = log_in("reporter").post(change(draft), data)
    assert response.status_code == 403
    assert "দেরিতে লেখা" in response.content.decode()
    draft.refresh_from_db()
    assert draft.headline != "দেরিতে লেখা"


def test_a_writers_change_of_a_live_story_reaches_no_reader(log_in, draft, walk):
    walk(draft, "reporter submit", "editor approve", "editor publish")
    before = Article.objects.get().headline
    log_in("reporter").post(change(draft), form_data(draft, headline="বদলানো শিরোনাম"))
    draft.refresh_from_db()
    assert (draft.state, draft.headline) == ("draft", "বদলানো শিরোনাম")
    assert Article.objects.get().headline == before


@pytest.mark.parametrize("user", ["other_reporter", "photo", "nobody"])
def test_nobody_else_writes_in_a_draft(log_in, draft, user):
    response = log_in(user).post(change(draft), form_data(draft, headline="অন্যের লেখা"))
    assert response.status_code == 403
    draft.refresh_from_db()
    assert draft.headline != "অন্যের লেখা"


@pytest.mark.parametrize("user", ["photo", "nobody"])
def test_only_writers_begin_stories(log_in, user):
    assert log_in(user).get(ADD).status_code == 403
    assert log_in(user).post(ADD, form_data(headline="ক")).status_code == 403
    assert not Story.objects.exists()


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999999", "abc", "১২", "-1", "%00"])
def test_a_story_that_does_not_exist_is_404(log_in, number):
    assert log_in("editor").get(f"/newsroom/story/{number}/change/").status_code == 404


def test_an_error_in_the_form_does_not_hide_that_somebody_else_saved(log_in, newsroom, draft, content):
    """The form that is shown again still answers for the version its writer saw."""
    mine = form_data(draft, headline="আমার শিরোনাম")
    save_story(draft.pk, newsroom.editor, replace(content, headline="সম্পাদকের"), seen_version=draft.version)
    client = log_in("reporter")
    bad = SimpleUploadedFile("x.jpg", b"no picture", content_type="image/jpeg")
    again = client.post(change(draft), mine | {"picture_file": bad})
    assert again.status_code == 422
    assert str(again.context["version"]) == str(mine["version"])
    assert client.post(change(draft), mine | {"version": again.context["version"]}).status_code == 409
    draft.refresh_from_db()
    assert draft.headline == "সম্পাদকের"


def test_the_same_text_sent_twice_is_no_conflict(log_in, draft):
    data = form_data(draft, headline="একবারই লেখা")
    client = log_in("reporter")
    assert [client.post(change(draft), data).status_code for _press in (1, 2)] == [302, 302]


@pytest.mark.parametrize(
    "name", ["topics", "lead_picture", "section", "language", "byline-0-contributor", "byline-TOTAL_FORMS"]
)
@pytest.mark.parametrize("value", ["abc", "-1", "9" * 30, "১২", "\x00"])
def test_a_forged_choice_is_an_error_and_the_text_is_kept(log_in, draft, name, value):
    response = log_in("reporter").post(change(draft), form_data(draft, headline="রাখা থাকবে") | {name: value})
    assert response.status_code in {302, 422}
    if response.status_code == 422:
        assert "রাখা থাকবে" in response.content.decode()


def test_a_reporter_finds_topics_to_choose_from(log_in, newsroom):
    query = {"app_label": "newsroom", "model_name": "story", "field_name": "topics", "term": "নদী"}
    response = log_in("reporter").get("/autocomplete/", query)
    assert [result["text"] for result in response.json()["results"]] == ["নদী"]
