"""Fronts that the clock publishes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles.models import Placement, Section
from newsroom.errors import ForbiddenError
from newsroom.fronts.drafts import front_draft
from newsroom.fronts.errors import FrontConflictError
from newsroom.fronts.layout import LayoutError
from newsroom.fronts.plans import cancel_plan, plan_front, publish_due_fronts
from newsroom.models import FrontPlan, FrontPublication, Message, Picture, RecordEntry
from newsroom.renditions import FOLDER
from newsroom.storage import originals
from newsroom.tasks import publish_fronts_every_minute, publish_planned_fronts
from tests.newsroom.helpers import prepared

pytestmark = pytest.mark.django_db
SOON = timedelta(hours=1)


@pytest.fixture
def planned(newsroom, draft, paper, save):
    """planned(number) -> a plan with that story as the lead."""

    def planning(number, front=draft, after=SOON, **slot):
        save(front, {"top": [{"story": paper[number], **slot}]})
        return plan_front(
            front.pk, newsroom.editor, seen_version=front.version, publish_at=timezone.now() + after
        )

    return planning


def due(*plans):
    """Their time has come, in this order."""
    for number, plan in enumerate(plans):
        at = timezone.now() - timedelta(minutes=10 - number)
        FrontPlan.objects.filter(pk=plan.pk).update(publish_at=at)


def lead():
    return Placement.objects.get(front__section=None, position=1).article_id


def test_the_clock_is_told_the_very_second(planned):
    plan = planned(1)
    job = ProcrastinateJob.objects.get(task_name="newsroom.tasks.publish_planned_fronts")
    assert job.scheduled_at == plan.publish_at


def test_it_publishes_what_was_planned_and_not_what_came_later(newsroom, draft, paper, save, planned):
    plan = planned(1)
    save(draft, {"top": [{"story": paper[2]}]})
    assert publish_due_fronts() == 0
    due(plan)
    publish_planned_fronts()
    assert lead() == paper[1]
    publication = FrontPublication.objects.get()
    assert (publication.by_clock, publication.actor) == (True, newsroom.editor)
    assert not FrontPlan.objects.exists()
    assert draft.version == 2


def test_plans_that_are_due_together_follow_each_other(paper, planned):
    due(planned(1), planned(2))
    publish_fronts_every_minute(timestamp=0)
    assert lead() == paper[2]
    assert FrontPublication.objects.count() == 2


@pytest.mark.parametrize("failure", ["rights", "lost file"])
def test_what_cannot_be_published_says_so_and_stops_nobody(newsroom, paper, picture, planned, failure):
    sports = front_draft(Section.objects.get(slug="sports"))
    first, second = planned(1, picture=prepared(picture).pk), planned(2, sports)
    due(first, second)
    if failure == "rights":
        Picture.objects.update(rights_until=timezone.localdate() - timedelta(days=1))
    else:
        picture.refresh_from_db()
        for rendition in picture.renditions:
            originals().delete(FOLDER + rendition["name"])
    assert publish_due_fronts() == 1
    first.refresh_from_db()
    assert first.problem
    assert Message.objects.get(user=newsroom.editor).text.endswith(first.problem)
    Picture.objects.update(rights_until=None)
    assert publish_due_fronts() == 0  # something newer may stand there by now


@pytest.mark.parametrize("left", ["the group", "the paper"])
def test_the_plan_of_somebody_who_may_publish_no_longer_is_not_published(newsroom, planned, left):
    plan = planned(1)
    due(plan)
    if left == "the group":
        newsroom.editor.groups.clear()
    else:
        type(newsroom.editor).objects.filter(pk=newsroom.editor.pk).update(is_active=False)
    assert publish_due_fronts() == 0
    plan.refresh_from_db()
    assert plan.problem
    assert not FrontPublication.objects.exists()


def test_a_plan_lies_ahead_and_may_be_printed_then(newsroom, draft, paper, save, picture, planned):
    for after in (timedelta(0), timedelta(days=366 * 7900)):
        with pytest.raises(LayoutError) as no_time:
            planned(1, after=after)
        assert no_time.value.problems[0].field == "publish_at"
    Picture.objects.update(rights_until=timezone.localdate() + timedelta(days=1))
    with pytest.raises(LayoutError) as ended:
        planned(1, after=timedelta(days=3), picture=prepared(picture).pk)
    assert ended.value.problems[0].field == "top-1.picture"
    assert not FrontPlan.objects.exists()


def test_planning_is_refused_as_publishing_is(newsroom, draft, planned):
    planned(1)
    at = timezone.now() + SOON
    with pytest.raises(ForbiddenError):
        plan_front(draft.pk, newsroom.reporter, seen_version=draft.version, publish_at=at)
    with pytest.raises(FrontConflictError):
        plan_front(draft.pk, newsroom.chief, seen_version=0, publish_at=at)


def test_a_cancelled_plan_is_forgotten(newsroom, planned):
    plan = planned(1)
    with pytest.raises(ForbiddenError):
        cancel_plan(plan.pk, newsroom.reporter)
    cancel_plan(plan.pk, newsroom.chief)
    cancel_plan(plan.pk, newsroom.chief)
    assert publish_due_fronts() == 0
    assert RecordEntry.objects.filter(verb="cancel_front_plan").count() == 1
