"""The newsroom opens on what matters now: to whom it belongs, and nothing that is not his or hers to know."""

from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.dashboard import figures_by_day
from newsroom.editing import start_story
from newsroom.models import Message, Story
from newsroom.planning import Plan, plan_story
from tests.newsroom.helpers import take
from tests.newsroom.helpers import walk as lead

State = Story.State


def front(client):
    return client.get("/").context


@pytest.fixture
def busy(newsroom, content, walk):
    """One story of each kind that the dashboard speaks of."""

    def own():
        return start_story(newsroom.reporter, content)

    plan = Plan(headline="কাজ", brief="", due_at=timezone.now(), section=newsroom.section)
    return {
        "draft": own(),
        "submitted": walk(own(), "reporter submit"),
        "scheduled": lead(own(), newsroom, State.SCHEDULED),
        "published": walk(own(), "reporter submit", "editor approve", "editor publish"),
        "planned": plan_story(newsroom.editor, plan),
    }


def test_the_newsroom_opens_on_the_dashboard(log_in, busy):
    response = log_in("editor").get("/")
    assert response.status_code == 200
    dashboard = response.context["dashboard"]
    assert {row.story for row in dashboard.waiting} == {busy["submitted"]}
    assert dashboard.scheduled == [busy["scheduled"]]
    assert [line.story for line in dashboard.plan] == [busy["planned"]]
    assert dashboard.mine == []


def test_a_writer_sees_the_own_work_and_what_may_be_taken(log_in, busy):
    dashboard = front(log_in("reporter"))["dashboard"]
    assert dashboard.waiting is None
    assert {row.story for row in dashboard.mine} == {busy["draft"], busy["submitted"], busy["scheduled"]}
    assert [line.story for line in dashboard.plan] == [busy["planned"]]


def test_unread_messages_are_counted(log_in, newsroom, busy):
    assert (
        front(log_in("editor"))["dashboard"].unread
        == Message.objects.filter(user=newsroom.editor).count()
        > 0
    )
    Message.objects.update(read_at=timezone.now())
    assert front(log_in("editor"))["dashboard"].unread == 0


def test_alarms_stand_on_top_for_editors(log_in, busy):
    Story.objects.filter(pk=busy["scheduled"].pk).update(publish_at=timezone.now() - timedelta(minutes=2))
    assert [alarm.story for alarm in front(log_in("editor"))["alarms"]] == [busy["scheduled"]]
    assert front(log_in("reporter"))["alarms"] == []


@pytest.mark.parametrize("name", ["editor", "chief", "other_reporter", "photo"])
def test_nothing_of_a_restricted_story_is_on_it_not_even_in_a_number(log_in, newsroom, busy, name):
    Story.objects.update(restricted=True)
    dashboard = front(log_in(name))["dashboard"]
    shown = (dashboard.mine, dashboard.waiting or [], dashboard.plan, dashboard.scheduled)
    assert shown == ([], [], [], [])
    assert sum(one.published for one in dashboard.figures) == 0
    assert busy["draft"].headline not in log_in(name).get("/").content.decode()


def test_whoever_has_no_rights_yet_is_told_so(log_in, newsroom):
    response = log_in("nobody").get("/")
    assert response.status_code == 200
    assert "dashboard" not in response.context


def test_strangers_are_sent_to_the_log_in_page(client, db):
    assert client.get("/").status_code == 302


def test_it_costs_few_queries(log_in, newsroom, busy, content, django_assert_max_num_queries):
    for _number in range(5):
        start_story(newsroom.reporter, content)
    client = log_in("chief")
    with django_assert_max_num_queries(50):
        client.get("/")


# The figures


def publish(story, newsroom, hours_ago: float, minutes: float) -> None:
    at = timezone.now() - timedelta(hours=hours_ago)
    take(story, newsroom.reporter, "submit", at=at - timedelta(minutes=minutes))
    take(story, newsroom.editor, "approve", at=at)
    take(story, newsroom.editor, "publish", at=at)


def test_stories_and_the_median_time_are_counted_by_day(newsroom, content):
    for minutes in (10, 20, 600):
        publish(start_story(newsroom.reporter, content), newsroom, 48, minutes)
    today = timezone.localdate()
    figures = {one.day: one for one in figures_by_day(newsroom.editor, today)}
    assert len(figures) == 14
    day = figures[timezone.localtime(timezone.now() - timedelta(hours=48)).date()]
    assert (day.published, day.minutes) == (3, 20)
    assert (figures[today].published, figures[today].minutes) == (0, None)


def test_a_story_that_came_back_took_all_the_time_since_it_was_first_submitted(newsroom, draft):
    now = timezone.now()
    take(draft, newsroom.reporter, "submit", at=now - timedelta(minutes=90))
    take(draft, newsroom.editor, "return", at=now - timedelta(minutes=60))
    take(draft, newsroom.reporter, "submit", at=now - timedelta(minutes=30))
    take(draft, newsroom.editor, "approve", at=now)
    take(draft, newsroom.editor, "publish", at=now)
    figures = figures_by_day(newsroom.editor, timezone.localdate(now))
    assert figures[-1].minutes == 90


def test_what_was_published_before_the_fortnight_does_not_count(newsroom, content):
    publish(start_story(newsroom.reporter, content), newsroom, 24 * 20, 10)
    assert sum(one.published for one in figures_by_day(newsroom.editor, timezone.localdate())) == 0


def test_charts_have_the_same_numbers_as_tables(log_in, newsroom, content):
    publish(start_story(newsroom.reporter, content), newsroom, 1, 40)
    page = log_in("editor").get("/").content.decode()
    assert page.count('role="img"') == 2
    assert page.count("<details>") >= 2
    assert "<td>১</td>" in page


def test_long_waits_are_shown_in_hours(log_in, newsroom, content):
    publish(start_story(newsroom.reporter, content), newsroom, 1, 300)
    chart = front(log_in("editor"))["charts"][1]
    assert "৫" in [point.text for point in chart["points"]]
