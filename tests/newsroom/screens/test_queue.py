"""The queue shows each person what is on his or her plate."""

import pytest
from django.test import Client

from newsroom.editing import start_story
from newsroom.models import Desk
from newsroom.queue import TABS

QUEUE = "/newsroom/story/"


@pytest.fixture
def everywhere(newsroom, content, walk):
    """One story in each state, by state."""
    return {
        "draft": start_story(newsroom.reporter, content),
        "submitted": walk(start_story(newsroom.reporter, content), "reporter submit"),
        "returned": walk(start_story(newsroom.reporter, content), "reporter submit", "editor return"),
        "approved": walk(start_story(newsroom.reporter, content), "reporter submit", "editor approve"),
        "published": walk(
            start_story(newsroom.reporter, content), "reporter submit", "editor approve", "editor publish"
        ),
        "of another": walk(
            start_story(newsroom.other_reporter, content), "other_reporter submit", "editor return"
        ),
    }


TABS_OF = {
    ("reporter", "mine"): {"draft", "submitted", "returned", "approved"},
    ("reporter", "waiting"): {"returned"},
    ("reporter", "returned"): {"returned"},
    ("reporter", "live"): {"published"},
    ("editor", "mine"): set(),
    ("editor", "waiting"): {"submitted", "approved"},
    ("editor", "returned"): {"returned", "of another"},
    ("photo", "waiting"): set(),
}


@pytest.mark.parametrize(("user", "tab"), TABS_OF)
def test_a_tab_holds_exactly_its_stories(log_in, everywhere, user, tab):
    response = log_in(user).get(QUEUE, {"tab": tab})
    names = {story.pk: name for name, story in everywhere.items()}
    assert {names[story.pk] for story in response.context["stories"]} == TABS_OF[user, tab]
    counts = {t.key: count for t, count in response.context["tabs"]}
    assert counts[tab] == len(TABS_OF[user, tab])


def test_what_one_wrote_in_does_not_wait_for_oneself(log_in, newsroom, everywhere, content):
    from dataclasses import replace

    from newsroom.editing import save_story

    story = everywhere["submitted"]
    save_story(story.pk, newsroom.editor, replace(content, headline="নতুন"), seen_version=story.version)
    waiting = log_in("editor").get(QUEUE, {"tab": "waiting"}).context["stories"]
    assert story.pk not in {s.pk for s in waiting}
    assert story.pk in {
        s.pk for s in log_in("other_editor").get(QUEUE, {"tab": "waiting"}).context["stories"]
    }


def test_another_desks_stories_do_not_wait_for_me(log_in, newsroom, everywhere):
    newsroom.desk.members.remove(newsroom.editor)
    Desk.objects.create(name="ক্রীড়া ডেস্ক").members.add(newsroom.editor)
    assert list(log_in("editor").get(QUEUE, {"tab": "waiting"}).context["stories"]) == []


def test_an_editor_without_a_desk_looks_after_all(log_in, newsroom, everywhere):
    newsroom.desk.members.remove(newsroom.editor)
    assert len(log_in("editor").get(QUEUE, {"tab": "waiting"}).context["stories"]) == 2


def test_words_are_found_in_whichever_encoding_they_are_typed(log_in, newsroom, content):
    from dataclasses import replace

    start_story(newsroom.reporter, replace(content, headline="জাতীয় নদী দিবস"))
    for typed in ("জাতী\u09df", "জাতী\u09af\u09bc"):
        assert len(log_in("reporter").get(QUEUE, {"tab": "mine", "q": typed}).context["stories"]) == 1


def test_the_newsroom_opens_on_the_queue(log_in, everywhere):
    response = log_in("editor").get("/", follow=True)
    assert response.context["current"].key == "waiting"
    assert log_in("reporter").get("/", follow=True).context["current"].key == "mine"


def test_a_returned_story_shows_its_reason(log_in, everywhere):
    assert "শিরোনাম আরও স্পষ্ট করুন" in log_in("reporter").get(QUEUE, {"tab": "returned"}).content.decode()


@pytest.mark.parametrize(
    ("words", "found"), [("হাওরে", 4), ("ধান হাওরে", 4), ("সমুদ্র", 0), ("\x00হাওরে", 4), ("%_", 0)]
)
def test_search_finds_words_of_the_headline(log_in, everywhere, words, found):
    assert len(log_in("reporter").get(QUEUE, {"tab": "mine", "q": words}).context["stories"]) == found


@pytest.mark.parametrize(
    "query", ["?tab=nothing", "?page=abc", "?page=0", "?page=-1", "?page=99", "?page=99999999999999999999"]
)
def test_a_page_that_does_not_exist_is_404(log_in, everywhere, query):
    assert log_in("editor").get(QUEUE + query).status_code == 404


@pytest.mark.parametrize("tab", [tab.key for tab in TABS])
def test_a_tab_costs_few_queries_however_full_it_is(log_in, everywhere, tab, django_assert_max_num_queries):
    client = log_in("chief")
    with django_assert_max_num_queries(14):
        client.get(QUEUE, {"tab": tab})


def test_strangers_are_sent_to_the_log_in_page():
    response = Client().get(QUEUE)
    assert response.status_code == 302
    assert response.url.startswith("/login/")
