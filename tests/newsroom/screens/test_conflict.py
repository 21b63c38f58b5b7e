"""Two people saved: both texts are kept, shown part by part, and made one by choosing."""

from dataclasses import replace
from typing import Any

import pytest

from newsroom.content import content_of
from newsroom.editing import save_story
from newsroom.merging import compare_contents, merge_contents
from newsroom.models import Picture, Story
from newsroom.paragraphs import split_blocks
from newsroom.saving import form_fields
from tests.newsroom.helpers import Trace, save
from tests.newsroom.screens.conftest import byline_data, form_data

TAB = "a1b2c3d4e5f6"
MINE = "<p>এক।</p><p>আমার দুই।</p><p>তিন।</p><p>আমার চার।</p>"
THEIRS = "<p>এক।</p><p>তাঁর দুই।</p><p>তিন।</p>"


def url(story: Story) -> str:
    return f"/newsroom/story/{story.pk}/change/"


@pytest.fixture
def conflict(log_in, newsroom, draft, content):
    """conflict(headline=…) -> the 409 page for the reporter's text, after the editor saved hers."""

    def make(**mine: Any):
        data = form_data(draft, **({"headline": "আমার শিরোনাম", "body": MINE} | mine))
        theirs = replace(content, headline="সম্পাদকের শিরোনাম", body=THEIRS, kicker="বন্যা")
        save_story(draft.pk, newsroom.editor, theirs, seen_version=draft.version)
        draft.refresh_from_db()
        return log_in("reporter").post(url(draft), data)

    return make


def fields_of(response) -> dict[str, Any]:
    """What the page's form would send, but for the choices."""
    data: dict[str, Any] = {"version": response.context["version"], "_merge": "1"}
    for name, value in response.context["conflict"]["fields"]:
        data.setdefault(name, []).append(value) if name == "topics" else data.update({name: value})
    return data


def test_both_texts_are_shown_part_by_part(conflict):
    response = conflict()
    assert response.status_code == 409
    page = response.content.decode()
    for words in ("আমার শিরোনাম", "সম্পাদকের শিরোনাম", "আমার দুই।", "তাঁর দুই।", "আমার চার।", "বন্যা"):
        assert words in page
    different = {part.key for part in response.context["conflict"]["parts"] if not part.is_same}
    assert different == {"headline", "kicker", "body-1", "body-3"}


def test_the_saved_text_is_kept_as_a_version_before_anything_is_chosen(conflict, draft):
    conflict()
    kept = draft.revisions.get()
    assert (kept.moment, kept.story_content) == ("keep", content_of(draft))


def test_what_is_chosen_becomes_the_text(conflict, log_in, draft):
    data = fields_of(conflict()) | {
        "choice-headline": "theirs",
        "choice-kicker": "theirs",
        "choice-body-1": "both",
        "choice-body-3": "mine",
    }
    assert log_in("reporter").post(url(draft), data).status_code == 302
    draft.refresh_from_db()
    assert (draft.headline, draft.kicker) == ("সম্পাদকের শিরোনাম", "বন্যা")
    assert split_blocks(draft.body) == [
        "<p>এক।</p>",
        "<p>আমার দুই।</p>",
        "<p>তাঁর দুই।</p>",
        "<p>তিন।</p>",
        "<p>আমার চার।</p>",
    ]


def test_without_choices_nobodys_something_gives_way_to_nothing(conflict, log_in, draft):
    log_in("reporter").post(url(draft), fields_of(conflict(standfirst="")))
    draft.refresh_from_db()
    assert draft.headline == "আমার শিরোনাম"
    assert draft.standfirst == "কৃষকেরা বলছেন, এবার ফলন ভালো।"
    assert "আমার চার।" in draft.body


def test_a_third_save_meanwhile_is_a_conflict_again(conflict, log_in, newsroom, draft):
    data = fields_of(conflict())
    save(draft, newsroom.editor, headline="তৃতীয় শিরোনাম")
    response = log_in("reporter").post(url(draft), data | {"choice-headline": "mine"})
    assert response.status_code == 409
    assert "তৃতীয় শিরোনাম" in response.content.decode()
    draft.refresh_from_db()
    assert draft.headline == "তৃতীয় শিরোনাম"
    assert [row.content["headline"] for row in draft.revisions.all()] == ["তৃতীয় শিরোনাম", "সম্পাদকের শিরোনাম"]


def test_a_picture_that_was_sent_with_it_is_not_lost(conflict, log_in, draft, picture_file):
    response = conflict(picture_file=picture_file(), picture_alt="নৌকা", picture_credit="খবর")
    picture = Picture.objects.get()
    log_in("reporter").post(url(draft), fields_of(response))
    draft.refresh_from_db()
    assert (draft.lead_picture, draft.picture_alt) == (picture, "নৌকা")


def test_byline_and_topics_are_chosen_whole(log_in, newsroom, draft, content):
    rows = [(newsroom.other_person.pk, "photographer"), (newsroom.person.pk, "reporter")]
    data = form_data(draft, topics=[]) | byline_data(rows)
    save(draft, newsroom.editor, kicker="বন্যা")
    response = log_in("reporter").post(url(draft), data)
    chosen = {"choice-byline": "mine", "choice-topics": "theirs", "choice-kicker": "theirs"}
    log_in("reporter").post(url(draft), fields_of(response) | chosen)
    draft.refresh_from_db()
    assert [line.contributor for line in draft.byline_lines.all()] == [newsroom.other_person, newsroom.person]
    assert list(draft.topics.all()) == [newsroom.topic]
    assert draft.kicker == "বন্যা"


@pytest.mark.parametrize("choice", ["", "nobody", "both", "\x00"])
def test_a_choice_that_makes_no_sense_is_as_proposed(conflict, log_in, draft, choice):
    response = log_in("reporter").post(url(draft), fields_of(conflict()) | {"choice-headline": choice})
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.headline == "আমার শিরোনাম"


def test_markup_in_ones_own_text_is_cleaned_before_it_is_shown(conflict):
    page = conflict(
        body="<p onclick='x()'>ক<script>alert(1)</script></p><img src=x onerror=y>"
    ).content.decode()
    assert "alert(1)" not in page.replace('id="words"', "")
    assert "onclick" not in page
    assert "onerror" not in page


def test_a_mistake_in_the_form_does_not_make_an_old_page_a_new_one(log_in, newsroom, draft):
    """Mending it would otherwise put one's text over a newer one unseen."""
    mine = form_data(draft, headline="দীর্ঘ " * 60)
    save(draft, newsroom.editor, kicker="বন্যা")
    response = log_in("reporter").post(url(draft), mine)
    assert (response.status_code, response.context["version"]) == (422, mine["version"])
    again = log_in("reporter").post(
        url(draft), mine | {"headline": "ছোট", "version": response.context["version"]}
    )
    assert again.status_code == 409


def test_the_same_words_on_an_older_version_are_no_conflict_but_take_no_step(log_in, newsroom, draft, walk):
    data = form_data(draft)
    walk(draft, "reporter submit", "editor return")
    response = log_in("reporter").post(url(draft), data)
    assert response.status_code == 302
    assert log_in("reporter").post(url(draft), data | {"_step": "submit"}).status_code == 409
    draft.refresh_from_db()
    assert draft.state == "returned"


def test_both_texts_can_be_asked_for_without_a_newer_save(log_in, draft):
    before = Trace.of(draft)
    response = log_in("reporter").post(url(draft), form_data(draft, headline="দেখি") | {"_compare": "1"})
    assert response.status_code == 409
    after = Trace.of(draft)
    assert (after.content, after.version) == (before.content, before.version)


@pytest.mark.parametrize("name", ["other_reporter", "photo", "nobody"])
def test_who_may_not_write_gets_no_texts_and_keeps_no_version(log_in, draft, name):
    data = form_data(draft, headline="অন্যের") | {"_compare": "1"}
    assert log_in(name).post(url(draft), data).status_code == 403
    assert not draft.revisions.exists()


def test_a_restricted_storys_texts_do_not_exist_for_an_outsider(log_in, draft):
    Story.objects.update(restricted=True)
    data = form_data(draft) | {"_compare": "1"}
    assert log_in("chief").post(url(draft), data).status_code == 404


def test_a_page_that_somebody_else_opened_saves_nothing(log_in, newsroom, draft):
    data = form_data(draft, headline="কার লেখা?", writer=newsroom.reporter.pk)
    response = log_in("editor").post(url(draft), data)
    assert response.status_code == 403
    assert "কার লেখা?" in response.content.decode()
    draft.refresh_from_db()
    assert draft.headline != "কার লেখা?"


def test_a_new_story_sent_twice_from_one_tab_is_one_story(log_in):
    data = form_data(headline="একবার") | {"tab": TAB}
    first = log_in("reporter").post("/newsroom/story/add/", data)
    again = log_in("reporter").post("/newsroom/story/add/", data)
    assert first.url == again.url
    assert Story.objects.count() == 1


def test_a_new_story_sent_again_after_somebody_changed_it_shows_both_texts(log_in, newsroom):
    data = form_data(headline="একবার") | {"tab": TAB}
    log_in("reporter").post("/newsroom/story/add/", data)
    save(Story.objects.get(), newsroom.editor, headline="সম্পাদকের")
    response = log_in("reporter").post("/newsroom/story/add/", data)
    assert response.status_code == 409
    assert "সম্পাদকের" in response.content.decode()


# The comparison itself


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("", ""),
        ("<p>ক</p>", ""),
        ("", "<p>ক</p>"),
        (MINE, THEIRS),
        (THEIRS, MINE),
        ("<p>ক</p>" * 3, "<p>ক</p>"),
    ],
)
def test_choosing_one_side_everywhere_gives_that_side(draft, mine, theirs):
    content = content_of(draft)
    own, other = replace(content, body=mine, kicker="ক"), replace(content, body=theirs, headline="খ")
    keys = [part.key for part in compare_contents(own, other)]
    assert merge_contents(own, other, {f"choice-{key}": "mine" for key in keys}) == own
    assert merge_contents(own, other, {f"choice-{key}": "theirs" for key in keys}) == other


def test_bodies_of_absurd_length_are_compared_too(draft):
    own = replace(content_of(draft), body="<p>ক</p>" * 3000)
    other = replace(own, body="<p>খ</p>" + "<p>ক</p>" * 3000)
    assert len(compare_contents(own, other)) > 3000


def test_a_story_as_a_form_would_send_it_is_the_same_story(log_in, draft):
    before = Trace.of(draft)
    data: dict[str, Any] = {"version": draft.version}
    for name, value in form_fields(content_of(draft)):
        data.setdefault(name, []).append(value)
    assert log_in("reporter").post(url(draft), data).status_code == 302
    assert Trace.of(draft) == before
