"""One step for many stories: each by itself, and each says what became of it."""

import pytest
from django.test import Client

from newsroom.editing import start_story
from newsroom.models import Story, Transition
from tests.newsroom.helpers import save

STEPS = "/queue/steps/"


def ticked(*stories):
    for story in stories:
        story.refresh_from_db()
    return [f"{story.pk}:{story.version}" for story in stories]


@pytest.fixture
def several(newsroom, content):
    return [start_story(newsroom.reporter, content) for _number in range(3)]


def offered(response):
    return {offer.step.verb: len(offer.stories) for offer in response.context["offers"]}


def test_the_steps_offered_are_those_one_may_take_on_some(log_in, several, walk):
    walk(several[0], "reporter submit")
    client = log_in("reporter")
    response = client.get(STEPS, {"story": ticked(*several)})
    assert offered(response) == {"submit": 2, "recall": 1, "spike": 3}


def test_what_needs_more_than_a_reason_is_not_offered(log_in, several, walk):
    walk(several[0], "reporter submit")
    offers = offered(log_in("chief").get(STEPS, {"story": ticked(*several)}))
    assert "approve" in offers
    assert not offers.keys() & {"return", "schedule", "hand_over", "correct", "override", "reopen"}


def test_each_story_takes_the_step(log_in, several):
    response = log_in("reporter").post(STEPS, {"story": ticked(*several), "verb": "submit"})
    assert response.status_code == 200
    assert [outcome.was_taken for outcome in response.context["outcomes"]] == [True, True, True]
    assert set(Story.objects.values_list("state", flat=True)) == {"submitted"}


def test_one_that_refuses_says_why_and_holds_no_other_back(log_in, newsroom, several):
    save(several[1], newsroom.reporter, headline="")
    response = log_in("reporter").post(STEPS, {"story": ticked(*several), "verb": "submit"})
    outcomes = response.context["outcomes"]
    assert [outcome.was_taken for outcome in outcomes] == [True, False, True]
    assert outcomes[1].problems
    assert str(outcomes[1].problems[0]) in response.content.decode()


def test_a_story_that_changed_since_it_was_ticked_is_left_alone(log_in, newsroom, several):
    chosen = ticked(*several)
    save(several[0], newsroom.reporter, headline="পরে বদলানো")
    outcomes = log_in("reporter").post(STEPS, {"story": chosen, "verb": "submit"}).context["outcomes"]
    assert [outcome.was_taken for outcome in outcomes] == [False, True, True]
    assert not Transition.objects.filter(story=several[0]).exists()


def test_pressing_twice_takes_the_step_once(log_in, several):
    client, data = log_in("reporter"), {"story": ticked(*several), "verb": "submit"}
    client.post(STEPS, data)
    client.post(STEPS, data)
    assert Transition.objects.count() == 3


def test_four_eyes_hold_for_many_as_for_one(log_in, newsroom, several, walk):
    save(several[0], newsroom.editor, headline="সম্পাদকের শিরোনাম")
    for story in several:
        walk(story, "reporter submit")
    outcomes = (
        log_in("editor").post(STEPS, {"story": ticked(*several), "verb": "approve"}).context["outcomes"]
    )
    assert [outcome.was_taken for outcome in outcomes] == [False, True, True]


def test_one_reason_stands_for_all(log_in, several, walk):
    for story in several:
        walk(story, "reporter submit", "editor approve", "editor publish")
    client, data = log_in("editor"), {"story": ticked(*several), "verb": "withdraw"}
    assert client.post(STEPS, data).status_code == 422
    assert client.post(STEPS, data | {"reason": " \x00"}).status_code == 422
    client.post(STEPS, data | {"reason": "তথ্য যাচাই চলছে"})
    reasons = Transition.objects.filter(verb="withdraw").values_list("reason", flat=True)
    assert list(reasons) == ["তথ্য যাচাই চলছে"] * 3


def test_what_one_may_not_know_of_is_not_named_and_not_touched(log_in, newsroom, several):
    Story.objects.filter(pk=several[0].pk).update(restricted=True, assignee=newsroom.other_reporter)
    response = log_in("chief").post(STEPS, {"story": ticked(*several), "verb": "submit"})
    assert [outcome.story for outcome in response.context["outcomes"]] == several[1:]
    assert response.context["missing"] == 1
    assert Story.objects.get(pk=several[0].pk).state == "draft"


@pytest.mark.parametrize("user", ["other_reporter", "photo"])
def test_whoever_may_take_no_step_is_offered_none(log_in, several, user):
    client = log_in(user)
    assert offered(client.get(STEPS, {"story": ticked(*several)})) == {}
    assert client.post(STEPS, {"story": ticked(*several), "verb": "submit"}).status_code == 422
    assert set(Story.objects.values_list("state", flat=True)) == {"draft"}


@pytest.mark.parametrize("data", [{}, {"story": ["x", "1", "1:2:3", "-1:2", "৯:৯"]}, {"story": ["999999:0"]}])
@pytest.mark.parametrize("verb", ["submit", "nothing", "", "reopen"])
def test_nonsense_is_refused_kindly(log_in, newsroom, data, verb):
    client = log_in("editor")
    assert client.get(STEPS, data).status_code == 422
    assert client.post(STEPS, data | {"verb": verb}).status_code == 422


def test_without_the_token_nothing_happens(newsroom, several):
    client = Client(enforce_csrf_checks=True)
    client.force_login(newsroom.reporter)
    assert client.post(STEPS, {"story": ticked(*several), "verb": "submit"}).status_code == 403


def test_without_the_right_to_see_stories_it_is_403(log_in, several):
    assert log_in("nobody").get(STEPS, {"story": ticked(*several)}).status_code == 403
