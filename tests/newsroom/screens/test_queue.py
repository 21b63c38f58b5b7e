"""The queue shows each person what is on his or her plate."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from newsroom.editing import save_story, start_story
from newsroom.models import Desk, EditLock, Story
from newsroom.queue import TABS
from tests.conftest import complete_content, open_newsroom
from tests.newsroom.helpers import save, take
from tests.newsroom.helpers import walk as lead
from tests.newsroom.screens.conftest import walk_on

QUEUE = "/newsroom/story/"
NOW = timezone.now


@pytest.fixture(scope="module")
def busy(shared_rows):
    """The people, and one story in each state, by state, and a few more: led there once for all tests here."""
    people = open_newsroom()
    content = complete_content(people)

    def own(*moves):
        return walk_on(start_story(people.reporter, content), people, *moves)

    live = ("reporter submit", "editor approve", "editor publish")
    stories = {
        "draft": own(),
        "submitted": own("reporter submit"),
        "returned": own("reporter submit", "editor return"),
        "approved": own("reporter submit", "editor approve"),
        "scheduled": lead(own(), people, Story.State.SCHEDULED),
        "published": own(*live),
        "changed": save(own(*live), people.reporter, headline="হাওরে ধান কাটা শুরু"),
        "spiked": own("reporter spike"),
        "late": own(),
        "of another": walk_on(
            start_story(people.other_reporter, content), people, "other_reporter submit", "editor return"
        ),
    }
    late = [stories["late"].pk, stories["changed"].pk]
    Story.objects.filter(pk__in=late).update(due_at=NOW() - timedelta(hours=1))
    return people, stories


@pytest.fixture
def newsroom(db, busy):
    return deepcopy(busy[0])


@pytest.fixture
def everywhere(db, busy):
    return {name: Story.objects.get(pk=story.pk) for name, story in busy[1].items()}


TABS_OF = {
    ("reporter", "mine"): {"draft", "submitted", "returned", "approved", "scheduled", "changed", "late"},
    ("reporter", "waiting"): {"returned"},
    ("reporter", "returned"): {"returned"},
    ("reporter", "live"): {"published", "changed"},
    ("reporter", "pending"): {"changed"},
    ("reporter", "scheduled"): {"scheduled"},
    ("reporter", "spiked"): {"spiked"},
    ("reporter", "late"): {"late"},
    ("other_reporter", "mine"): {"of another"},
    ("other_reporter", "pending"): set(),
    ("other_reporter", "late"): set(),
    ("other_reporter", "spiked"): set(),
    ("editor", "mine"): set(),
    ("editor", "waiting"): {"submitted", "approved"},
    ("editor", "returned"): {"returned", "of another"},
    ("editor", "pending"): {"changed"},
    ("editor", "scheduled"): {"scheduled"},
    ("editor", "spiked"): {"spiked"},
    ("editor", "late"): {"late"},
    ("photo", "waiting"): set(),
}


def shown(client, names=None, **query):
    found = {row.story.pk for row in client.get(QUEUE, query).context["rows"]}
    return found if names is None else {name for name, story in names.items() if story.pk in found}


@pytest.mark.parametrize(("user", "tab"), TABS_OF)
def test_a_tab_holds_exactly_its_stories(log_in, everywhere, user, tab):
    response = log_in(user).get(QUEUE, {"tab": tab})
    names = {story.pk: name for name, story in everywhere.items()}
    assert {names[row.story.pk] for row in response.context["rows"]} == TABS_OF[user, tab]
    counts = {t.key: count for t, count in response.context["tabs"]}
    assert counts[tab] == len(TABS_OF[user, tab])


def test_all_holds_everything_one_may_know_of(log_in, everywhere):
    assert shown(log_in("other_reporter"), everywhere, tab="all") == set(everywhere)
    Story.objects.filter(pk=everywhere["draft"].pk).update(restricted=True)
    assert shown(log_in("other_reporter"), everywhere, tab="all") == set(everywhere) - {"draft"}


@pytest.mark.parametrize("tab", [tab.key for tab in TABS])
@pytest.mark.parametrize("user", ["chief", "editor", "other_reporter", "photo"])
def test_a_restricted_story_is_in_no_tab_and_no_count(log_in, everywhere, user, tab):
    Story.objects.update(restricted=True)
    Story.objects.filter(pk=everywhere["of another"].pk).update(assignee=everywhere["draft"].assignee)
    response = log_in(user).get(QUEUE, {"tab": tab})
    assert response.context["rows"] == []
    assert {count for _tab, count in response.context["tabs"]} == {0}
    assert everywhere["draft"].headline not in response.content.decode()


def test_what_one_wrote_in_does_not_wait_for_oneself(log_in, newsroom, everywhere, content):
    story = everywhere["submitted"]
    save_story(story.pk, newsroom.editor, replace(content, headline="নতুন"), seen_version=story.version)
    assert story.pk not in shown(log_in("editor"), tab="waiting")
    assert story.pk in shown(log_in("other_editor"), tab="waiting")


@pytest.mark.parametrize("tab", ["waiting", "returned", "pending", "late", "spiked"])
def test_another_desks_stories_do_not_wait_for_me(log_in, newsroom, everywhere, tab):
    newsroom.desk.members.remove(newsroom.editor)
    assert shown(log_in("editor"), tab=tab) == set()


def test_words_are_found_in_whichever_encoding_they_are_typed(log_in, newsroom, content):
    start_story(newsroom.reporter, replace(content, headline="জাতীয় নদী দিবস"))
    for typed in ("জাতী\u09df", "জাতী\u09af\u09bc"):
        assert len(log_in("reporter").get(QUEUE, {"tab": "mine", "q": typed}).context["rows"]) == 1


def test_a_chief_of_all_desks_sees_what_waits_on_each(log_in, newsroom, everywhere):
    newsroom.desk.members.remove(newsroom.chief)
    assert shown(log_in("chief"), everywhere, tab="waiting") == {"submitted", "approved"}


def test_the_queue_opens_on_what_waits(log_in, everywhere):
    assert log_in("editor").get(QUEUE).context["current"].key == "waiting"
    assert log_in("reporter").get(QUEUE).context["current"].key == "mine"


def test_a_returned_story_shows_its_reason(log_in, everywhere):
    assert "শিরোনাম আরও স্পষ্ট করুন" in log_in("reporter").get(QUEUE, {"tab": "returned"}).content.decode()


def test_a_row_says_who_writes_and_who_reviews(log_in, newsroom, everywhere):
    take(everywhere["submitted"], newsroom.other_editor, "claim")
    until = NOW() + timedelta(minutes=1)
    EditLock.objects.create(
        story=everywhere["submitted"], holder=newsroom.chief, token="a", leased_until=until
    )
    EditLock.objects.create(
        story=everywhere["approved"], holder=newsroom.photo, token="b", leased_until=NOW()
    )
    page = log_in("editor").get(QUEUE, {"tab": "waiting"}).content.decode()
    assert f"✎ {newsroom.chief}" in page
    assert f"✎ {newsroom.photo}" not in page, "a lease that ran out holds nothing"
    assert str(newsroom.other_editor) in page


def test_a_row_says_length_checks_and_due_time(log_in, newsroom, everywhere):
    story = everywhere["late"]
    Story.objects.filter(pk=story.pk).update(target_words=3)
    rows = {row.story.pk: row for row in log_in("editor").get(QUEUE, {"tab": "late"}).context["rows"]}
    row = rows[story.pk]
    assert (row.words, row.excess, row.is_late) == (6, 3, True)
    assert 0 < row.met <= row.checks


@pytest.mark.parametrize(
    ("words", "found"), [("হাওরে", 7), ("ধান হাওরে", 7), ("সমুদ্র", 0), ("\x00হাওরে", 7), ("%_", 0), ("কৃ", 7)]
)
def test_search_finds_words_of_headline_and_kicker(log_in, everywhere, words, found):
    assert len(shown(log_in("reporter"), tab="mine", q=words)) == found


@pytest.mark.parametrize(("words", "found"), [("ধা", 1), ("ক্ষ", 0), ("ধান", 2)])
def test_words_too_short_for_the_index_are_looked_for_in_the_newest_only(
    log_in, newsroom, content, monkeypatch, words, found
):
    monkeypatch.setattr("newsroom.queue.SHORT_WORDS_AMONG", 1)
    Story.objects.update(assignee=newsroom.other_reporter)
    for _number in range(2):
        start_story(newsroom.reporter, content)
    assert len(shown(log_in("reporter"), tab="mine", q=words)) == found


def test_filters_narrow_a_tab_down(log_in, newsroom, everywhere):
    other = Desk.objects.create(name="ক্রীড়া ডেস্ক")
    Story.objects.filter(pk=everywhere["draft"].pk).update(desk=other, section=None, assignee=None)
    client = log_in("chief")
    assert shown(client, everywhere, tab="all", desk=other.pk) == {"draft"}
    assert "draft" not in shown(client, everywhere, tab="all", section=newsroom.section.pk)
    assert shown(client, everywhere, tab="all", state="approved") == {"approved"}
    assert shown(client, everywhere, tab="all", assignee=newsroom.other_reporter.pk) == {"of another"}
    assert shown(client, everywhere, tab="all", assignee="none") == {"draft"}


@pytest.mark.parametrize(
    "query",
    ["?desk=x", "?section=-1", "?state=nothing", "?assignee=%00", "?desk=" + "9" * 40, "?q=" + "ক" * 999],
)
def test_a_filter_that_makes_no_sense_does_no_harm(log_in, everywhere, query):
    assert log_in("editor").get(QUEUE + query).status_code == 200


@pytest.mark.parametrize(
    "query", ["?tab=nothing", "?page=abc", "?page=0", "?page=-1", "?page=99", "?page=99999999999999999999"]
)
def test_a_page_that_does_not_exist_is_404(log_in, everywhere, query):
    assert log_in("editor").get(QUEUE + query).status_code == 404


def test_more_than_a_page_is_leafed_through_without_counting(log_in, newsroom, content):
    Story.objects.update(assignee=newsroom.other_reporter)
    for _number in range(32):
        start_story(newsroom.reporter, content)
    client = log_in("reporter")
    first, second = client.get(QUEUE, {"tab": "mine"}), client.get(QUEUE, {"tab": "mine", "page": 2})
    assert (len(first.context["rows"]), first.context["has_next"]) == (30, True)
    assert (len(second.context["rows"]), second.context["has_next"]) == (2, False)


@pytest.mark.parametrize("tab", [tab.key for tab in TABS])
def test_a_tab_costs_few_queries_however_full_it_is(log_in, everywhere, tab, django_assert_max_num_queries):
    client = log_in("chief")
    with django_assert_max_num_queries(31):
        client.get(QUEUE, {"tab": tab})


def test_strangers_are_sent_to_the_log_in_page():
    response = Client().get(QUEUE)
    assert response.status_code == 302
    assert response.url.startswith("/login/")


def test_without_the_right_to_see_stories_there_is_no_queue(log_in, newsroom):
    assert log_in("nobody").get(QUEUE).status_code == 403


# The alarm


def miss(story, minutes=5):
    Story.objects.filter(pk=story.pk).update(publish_at=NOW() - timedelta(minutes=minutes))


def test_a_missed_story_raises_an_alarm_for_editors(log_in, everywhere):
    assert log_in("editor").get(QUEUE).context["alarms"] == []
    miss(everywhere["scheduled"])
    response = log_in("editor").get(QUEUE)
    (alarm,) = response.context["alarms"]
    assert (alarm.story, alarm.is_missed, alarm.problems) == (everywhere["scheduled"], True, ())
    assert 'class="notice is-bad alarms"' in response.content.decode()
    assert "৫ মিনিট" in response.content.decode()
    assert log_in("reporter").get(QUEUE).context["alarms"] == []


def test_an_alarm_names_no_restricted_story_and_no_other_desks(log_in, newsroom, everywhere):
    miss(everywhere["scheduled"])
    Story.objects.filter(pk=everywhere["scheduled"].pk).update(restricted=True)
    assert log_in("editor").get(QUEUE).context["alarms"] == []
    Story.objects.filter(pk=everywhere["scheduled"].pk).update(restricted=False)
    newsroom.desk.members.remove(newsroom.editor)
    assert log_in("editor").get(QUEUE).context["alarms"] == []


def test_a_scheduled_story_that_cannot_go_live_alarms_before_its_time(log_in, newsroom, everywhere):
    newsroom.section.slug = "desh"
    newsroom.section.save()
    (alarm,) = log_in("editor").get(QUEUE).context["alarms"]
    assert (alarm.story, alarm.is_missed) == (everywhere["scheduled"], False)
    assert alarm.problems


def test_an_embargo_that_ends_in_time_is_no_alarm(log_in, everywhere):
    story = everywhere["scheduled"]
    story.refresh_from_db()
    Story.objects.filter(pk=story.pk).update(embargo_until=story.publish_at)
    assert log_in("editor").get(QUEUE).context["alarms"] == []
