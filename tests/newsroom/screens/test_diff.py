"""Laying two texts of a story side by side; what a writer sees pinned, and an editor sees first."""

import re
from dataclasses import replace

import pytest

from newsroom.content import content_of
from newsroom.editing import save_story
from newsroom.models import Story
from newsroom.steps import Details
from newsroom.workflow import take_step

FIRST = "<p>হাওরের কৃষকেরা ধান কাটার প্রস্তুতি নিচ্ছেন।</p>"
SECOND = "<p>গত বছরের তুলনায় এবার বৃষ্টি কম হয়েছে।</p>"
MENDED = "<p>গত বছরের তুলনায় এবার বৃষ্টি অনেক কম হয়েছে।</p>"


@pytest.fixture
def write(newsroom):
    """write(story, "reporter", body=…) saves these changes and gives the story as it is then."""

    def written(story: Story, name: str = "reporter", **changes) -> Story:
        story.refresh_from_db()
        content = replace(content_of(story), **changes)
        save_story(story.pk, getattr(newsroom, name), content, seen_version=story.version)
        story.refresh_from_db()
        return story

    return written


@pytest.fixture
def sent_back(draft, write, walk, newsroom) -> Story:
    """Two paragraphs, submitted, and returned because of the second."""
    write(draft, body=FIRST + SECOND)
    walk(draft, "reporter submit")
    details = Details(reason="কত কম, তা লিখুন", category="facts", paragraphs=(1, 99))
    take_step(draft.pk, newsroom.editor, "return", seen_version=draft.version, details=details)
    draft.refresh_from_db()
    return draft


def changes(story: Story, query: str = "") -> str:
    return f"/story/{story.pk}/changes/{query}"


def change(story: Story) -> str:
    return f"/newsroom/story/{story.pk}/change/"


def test_after_a_return_the_editor_is_shown_what_changed_since(log_in, sent_back, write, walk):
    walk(write(sent_back, body=FIRST + MENDED), "reporter submit")
    client = log_in("editor")
    panel = client.get(change(sent_back))
    assert panel.context["changes_first"]
    assert len(panel.context["changes"]) == 1
    assert changes(sent_back) in panel.content.decode()
    response = client.get(changes(sent_back))
    assert (response.context["before"].key, response.context["after"].key) == ("returned", "now")
    page = response.content.decode()
    assert "কত কম, তা লিখুন" in page
    assert re.search(r"<ins>(?:(?!</ins>).)*অনেক", page[page.index('class="comparison"') :], re.DOTALL)


def test_the_return_is_pinned_with_its_category_and_the_paragraphs_meant(log_in, sent_back):
    response = log_in("reporter").get(change(sent_back))
    page = response.content.decode()
    assert [quote.number for quote in response.context["returned_quotes"]] == [2]
    assert response.context["returned_quotes"][0].text in page
    assert "কত কম, তা লিখুন" in page
    assert str(response.context["returned_category"]) in page
    url = response.context["returned_quotes"][0].url
    target = log_in("reporter").get(url.split("#")[0]).content.decode()
    assert f'id="{url.split("#")[1]}"' in target


def test_a_live_story_is_compared_with_what_readers_have(log_in, draft, write, walk):
    walk(draft, "reporter submit", "editor approve", "editor publish")
    write(draft, headline="নতুন শিরোনাম")
    response = log_in("editor").get(changes(draft))
    assert (response.context["before"].key, response.context["after"].key) == ("live", "now")
    assert [field.name for field in response.context["comparison"].fields] == ["headline"]
    assert not log_in("editor").get(change(draft)).context["changes_first"]


def test_a_story_returned_before_its_last_publish_is_compared_with_what_readers_have(
    log_in, sent_back, write, walk
):
    walk(sent_back, "reporter submit", "editor approve", "editor publish")
    walk(write(sent_back, body=FIRST), "reporter submit")
    assert log_in("editor").get(changes(sent_back)).context["before"].key == "live"


def test_otherwise_the_newest_revision_that_differs_is_the_older_text(log_in, draft, write, walk):
    walk(draft, "reporter submit", "reporter recall")
    write(draft, kicker="নতুন কিকার")
    response = log_in("reporter").get(changes(draft))
    assert response.context["before"].key == "1"
    assert [field.name for field in response.context["comparison"].fields] == ["kicker"]


def test_a_new_draft_has_nothing_to_compare_and_no_link(log_in, draft):
    client = log_in("reporter")
    assert "changes_url" not in client.get(change(draft)).context
    response = client.get(changes(draft))
    assert response.status_code == 200
    assert "comparison" not in response.context


def test_any_two_revisions_can_be_chosen(log_in, sent_back, write, walk):
    walk(write(sent_back, body=FIRST + MENDED), "reporter submit")
    response = log_in("reporter").get(changes(sent_back, "?from=2&to=1"))
    assert (response.context["before"].number, response.context["after"].number) == (2, 1)
    page = response.content.decode()
    assert '<option value="2" selected>' in page
    assert {key for key, _label in response.context["choices"]} == {"now", "returned", "1", "2"}


def test_the_same_text_twice_says_so(log_in, sent_back):
    response = log_in("reporter").get(changes(sent_back, "?from=1&to=1"))
    assert response.context["comparison"].is_empty


@pytest.mark.parametrize("key", ["99", "0", "-1", "১", "x", "live", "9" * 30, "1.5", "%00"])
def test_a_text_that_is_not_there_is_not_found(log_in, sent_back, key):
    assert log_in("editor").get(changes(sent_back, f"?from={key}")).status_code == 404
    assert log_in("editor").get(changes(sent_back, f"?from=1&to={key}")).status_code == 404


def test_long_unchanged_stretches_are_folded(log_in, draft, write, walk):
    paragraphs = [f"<p>অনুচ্ছেদ নম্বর {number}: নদীর কথা।</p>" for number in range(12)]
    walk(write(draft, body="".join(paragraphs)), "reporter submit", "reporter recall")
    paragraphs[6] = "<p>একেবারে নতুন একটি বাক্য।</p>"
    write(draft, body="".join(paragraphs))
    runs = log_in("reporter").get(changes(draft)).context["runs"]
    assert [(run.is_folded, len(run.blocks)) for run in runs] == [(True, 5), (False, 4), (True, 4)]


def test_another_picture_is_shown_before_and_after(log_in, draft, write, walk, newsroom, picture_file):
    from newsroom.content import PictureRef
    from newsroom.pictures import read_picture, store_picture

    image, content = read_picture(picture_file())
    picture = store_picture(image, content, newsroom.photo)
    walk(draft, "reporter submit", "reporter recall")
    write(draft, picture=PictureRef.to(picture, "ঘাট", "ছবি: নমুনা", "নৌকা"))
    page = log_in("reporter").get(changes(draft)).content.decode()
    assert f"/newsroom/picture/{picture.pk}/thumbnail/" in page


def test_what_somebody_typed_is_never_markup(log_in, draft, write, walk):
    walk(draft, "reporter submit", "reporter recall")
    write(
        draft,
        headline="<script>alert(1)</script>",
        body='<p>ক &lt;b&gt; <a href="https://a.example/?a=1&amp;b=2">খ</a></p>',
    )
    page = log_in("reporter").get(changes(draft)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;" in page


@pytest.mark.parametrize("name", ["other_reporter", "editor", "chief"])
def test_a_restricted_story_has_no_changes_for_those_outside(log_in, sent_back, name):
    Story.objects.filter(pk=sent_back.pk).update(restricted=True)
    assert log_in(name).get(changes(sent_back)).status_code == 404
    assert log_in("reporter").get(changes(sent_back)).status_code == 200


def test_only_who_sees_stories_sees_changes_and_nobody_posts(log_in, sent_back, client):
    assert log_in("nobody").get(changes(sent_back)).status_code == 403
    assert client.get(changes(sent_back)).status_code == 302
    assert log_in("editor").post(changes(sent_back)).status_code == 405
    assert (
        log_in("editor").get(changes(sent_back).replace(f"/{sent_back.pk}/", "/999999/")).status_code == 404
    )
