"""The checklist beside the story: what is saved, and what is being typed."""

import pytest
from django.test import Client

from newsroom.models import Desk, DeskCheck, DeskSection, Story
from tests.newsroom.helpers import Trace
from tests.newsroom.screens.conftest import byline_data, form_data


def check(client, story, **changes):
    return client.post(f"/story/{story.pk}/checks/", form_data(story, **changes))


def test_the_storys_page_shows_the_checklist_without_a_script(log_in, draft):
    page = log_in("reporter").get(f"/newsroom/story/{draft.pk}/change/")
    assert page.context["checklist"].all == 10
    assert 'href="#field-lead_picture"' in page.content.decode()


def test_what_is_typed_is_checked_and_not_saved(log_in, draft):
    before = Trace.of(draft)
    answer = check(log_in("reporter"), draft, headline="", body="<p>তিনি এলেন|</p>").json()
    assert (answer["met"], answer["all"]) == (6, 9)
    assert "#field-headline" in answer["html"]
    assert "তিনি এলেন।" in answer["html"]
    assert Trace.of(draft) == before


def test_similar_headlines_are_shown_while_typing(log_in, draft):
    answer = log_in("other_reporter").post("/story/checks/", form_data(headline=draft.headline))
    assert f"/newsroom/story/{draft.pk}/change/" in answer.json()["html"]
    assert Story.objects.count() == 1


def test_a_story_is_no_twin_of_itself(log_in, draft):
    assert f"/newsroom/story/{draft.pk}/change/" not in check(log_in("reporter"), draft).json()["html"]


def test_a_chosen_picture_counts_before_it_is_sent(log_in, draft):
    html = check(log_in("reporter"), draft, new_picture="1").json()["html"]
    assert "#field-lead_picture" not in html
    assert "#field-picture_alt" in html


def test_the_desk_of_the_chosen_section_says_what_is_required(log_in, draft, newsroom):
    other = Desk.objects.create(name="ক্রীড়া ডেস্ক")
    section = newsroom.section.__class__.objects.create(slug="sports", name="খেলা")
    DeskSection.objects.create(desk=other, section=section)
    DeskCheck.objects.create(desk=other, check_key="topics", level="off")
    assert check(log_in("reporter"), draft, section=section.pk).json()["all"] == 9


@pytest.mark.parametrize(
    "changes",
    [
        {"section": "999999"},
        {"section": "x"},
        {"topics": ["nothing"]},
        {"lead_picture": "-1"},
        {"headline": "ক" * 5000},
        {"headline": "ক\x00খ"},
        {"byline-TOTAL_FORMS": "many"},
        {"language": "xx"},
        {"version": "-1"},
        {"body": "<script>alert(1)</script>"},
    ],
)
def test_nonsense_is_checked_as_far_as_it_goes(log_in, draft, changes):
    assert check(log_in("reporter"), draft, **changes).status_code == 200


def test_a_byline_that_cannot_be_saved_yet_is_a_byline(log_in, draft, newsroom):
    twice = byline_data([(newsroom.person.pk, "reporter"), (newsroom.person.pk, "reporter")])
    assert "#field-byline" not in check(log_in("reporter"), draft, **twice).json()["html"]


def test_it_is_asked_by_post_by_those_who_may_see_the_story(log_in, draft):
    assert log_in("reporter").get(f"/story/{draft.pk}/checks/").status_code == 405
    assert check(log_in("nobody"), draft).status_code == 403
    assert log_in("photo").post("/story/checks/", form_data()).status_code == 403
    assert log_in("chief").post("/story/999999/checks/", form_data()).status_code == 404
    assert Client().post(f"/story/{draft.pk}/checks/").status_code == 302
