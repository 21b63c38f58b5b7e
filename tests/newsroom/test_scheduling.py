"""The clock publishes what is scheduled: at its time, once, in order, and never inside an embargo."""

import threading
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone

from articles.models import Article
from newsroom.editing import start_story
from newsroom.errors import BlockedError
from newsroom.models import Story, Transition
from newsroom.scheduling import missed_stories, publish_due_stories, set_embargo
from newsroom.workflow import publish_by_clock
from tests.newsroom.helpers import save, take, walk

State = Story.State


@pytest.fixture
def scheduled(newsroom, content):
    """scheduled(minutes=-5) -> a story whose time is so many minutes from now."""

    def make(minutes: float = -1) -> Story:
        story = walk(start_story(newsroom.reporter, content), newsroom, State.SCHEDULED)
        return set_time(story, minutes)

    return make


def set_time(story: Story, minutes: float) -> Story:
    """Time passes: nobody may schedule into the past."""
    Story.objects.filter(pk=story.pk).update(publish_at=timezone.now() + timedelta(minutes=minutes))
    story.refresh_from_db()
    return story


def published() -> list[int]:
    """The stories that were published, in the order of their editions."""
    found = Transition.objects.filter(verb="publish").order_by("edition")
    return list(found.values_list("story_id", flat=True))


def state_of(story: Story) -> str:
    story.refresh_from_db()
    return story.state


@pytest.mark.django_db
def test_a_due_story_goes_live_in_the_name_of_whoever_scheduled_it(scheduled, newsroom):
    story = scheduled()
    assert publish_due_stories() == 1
    assert state_of(story) == State.PUBLISHED
    assert (story.public_state, story.publish_at) == (Story.Public.LIVE, None)
    assert Transition.objects.get(verb="publish").actor == newsroom.other_editor
    assert Article.objects.get(pk=story.public_id).headline == story.headline


@pytest.mark.django_db
def test_nothing_goes_live_before_its_time(scheduled):
    story = scheduled(minutes=0.5)
    assert publish_due_stories() == 0
    assert state_of(story) == State.SCHEDULED


@pytest.mark.django_db
def test_after_downtime_everything_due_is_caught_up_in_the_order_of_its_times(scheduled):
    second, third, first = scheduled(-20), scheduled(-5), scheduled(-300)
    ahead = scheduled(10)
    assert publish_due_stories() == 3
    assert published() == [first.pk, second.pk, third.pk]
    assert state_of(ahead) == State.SCHEDULED


@pytest.mark.django_db
def test_once_published_is_not_published_again(scheduled):
    scheduled()
    assert [publish_due_stories(), publish_due_stories()] == [1, 0]
    assert len(published()) == 1


@pytest.mark.django_db
def test_what_was_unscheduled_in_between_stays_where_it_is(scheduled, newsroom):
    story = scheduled()
    take(story, newsroom.other_editor, "unschedule")
    assert publish_due_stories() == 0
    assert not publish_by_clock(story.pk)
    assert state_of(story) == State.APPROVED


@pytest.mark.django_db
def test_what_was_changed_in_between_stays_where_it_is(scheduled, newsroom):
    story = scheduled()
    save(story, newsroom.editor, headline="নতুন শিরোনাম")
    assert publish_due_stories() == 0
    assert state_of(story) == State.DRAFT


@pytest.mark.django_db
def test_a_story_under_embargo_is_never_published_by_the_clock(scheduled):
    story = scheduled()
    with pytest.raises(IntegrityError), transaction.atomic():
        # Not even somebody at the database itself puts a schedule inside an embargo …
        Story.objects.filter(pk=story.pk).update(embargo_until=timezone.now() + timedelta(hours=1))
    # … and should the clock run early, the embargo still holds.
    ends = timezone.now() + timedelta(hours=1)
    Story.objects.filter(pk=story.pk).update(embargo_until=ends, publish_at=ends)
    assert publish_due_stories() == 0
    assert not publish_by_clock(story.pk)
    assert not Article.objects.filter(pk=story.public_id).exists()


@pytest.mark.django_db
def test_an_embargo_set_later_may_not_overtake_the_schedule(scheduled, newsroom):
    from newsroom.errors import ForbiddenError

    story = scheduled(minutes=5)
    with pytest.raises(ForbiddenError):
        set_embargo(story.pk, newsroom.editor, timezone.now() + timedelta(hours=1))


@pytest.fixture
def blocked(scheduled, newsroom):
    """A scheduled story whose section got another address after it was approved: the approval was not of that."""
    story = scheduled(-30)
    newsroom.section.slug = "desh"
    newsroom.section.save()
    return story


@pytest.mark.django_db
def test_a_blocked_story_keeps_its_place_and_holds_no_other_back(blocked, scheduled, caplog):
    with pytest.raises(BlockedError):
        publish_by_clock(blocked.pk)
    next_one = scheduled(-1)  # approved under the new address
    assert publish_due_stories() == 1
    assert published() == [next_one.pk]
    assert state_of(blocked) == State.SCHEDULED
    assert f"scheduled story {blocked.pk} was not published" in caplog.text


@pytest.mark.django_db
def test_an_accident_with_one_story_holds_no_other_back(scheduled, monkeypatch, caplog):
    from newsroom import workflow

    broken, fine = scheduled(-10), scheduled(-1)
    publish = workflow.publish_by_clock

    def publish_or_fail(story_id: int) -> bool:
        if story_id == broken.pk:
            raise OSError("the picture's file is gone")
        return publish(story_id)

    monkeypatch.setattr(workflow, "publish_by_clock", publish_or_fail)
    assert publish_due_stories() == 1
    assert published() == [fine.pk]
    assert "the picture's file is gone" in caplog.text


@pytest.mark.django_db
def test_what_is_a_minute_late_is_missed_and_alarms(scheduled, blocked):
    on_its_way = scheduled(-0.5)
    assert list(missed_stories(timezone.now())) == [blocked]
    publish_due_stories()
    assert list(missed_stories(timezone.now())) == [blocked], "publishing by others does not hide it"
    assert state_of(on_its_way) == State.PUBLISHED


@pytest.mark.django_db
def test_scheduling_queues_the_clocks_job_for_the_very_second(newsroom, draft):
    story = walk(draft, newsroom, State.APPROVED)
    when = timezone.now() + timedelta(hours=2)
    take(story, newsroom.editor, "schedule", publish_at=when)
    with connection.cursor() as cursor:
        cursor.execute("SELECT scheduled_at FROM procrastinate_jobs WHERE task_name LIKE '%publish_due'")
        assert [row[0] for row in cursor.fetchall()] == [when]


def test_the_worker_asks_often_enough_to_be_within_a_second():
    assert settings.PROCRASTINATE_WORKER_DEFAULTS["fetch_job_polling_interval"] <= 0.5


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_publish_each_story_exactly_once(scheduled):
    stories = [scheduled(-minutes) for minutes in (4, 3, 2, 1)]
    results = in_two_threads(publish_due_stories)
    assert sum(results.done) == len(stories)
    assert not results.failed
    assert sorted(published()) == sorted(story.pk for story in stories)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_clock_and_an_editor_at_once_publish_a_story_once(scheduled, newsroom):
    story = scheduled()

    def by_hand() -> int:
        try:
            take(Story.objects.get(pk=story.pk), newsroom.editor, "publish")
        except Exception:  # the clock was first
            return 0
        return 1

    results = in_two_threads(publish_due_stories, by_hand)
    assert sum(results.done) == 1
    assert published() == [story.pk]


def in_two_threads(first, second=None) -> SimpleNamespace:
    """Run both at the same moment, each with a connection of its own."""
    results = SimpleNamespace(done=[], failed=[])
    barrier = threading.Barrier(2)

    def run(work) -> None:
        try:
            barrier.wait(10)
            results.done.append(work())
        except Exception as error:
            results.failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in (first, second or first)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results
