"""From an item to a draft, once, and not one step further."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import Article
from newsroom.errors import ConflictError, ForbiddenError, WorkflowError
from newsroom.intake.reading import read_feed
from newsroom.intake.storing import store_items
from newsroom.intake.taking import bring_back, dismiss_items, take_item
from newsroom.models import IntakeFeed, IntakeItem, RecordEntry, Story, User
from newsroom.step_table import STEPS
from tests.newsroom.helpers import take
from tests.newsroom.intake.feeds import rss, rss_item
from tests.newsroom.test_publishing import PATIENCE, somebody_else, until_somebody_waits_for_a_lock


@pytest.fixture
def item(newsroom, feed):
    feed.section = newsroom.section
    feed.save()
    said = read_feed(rss(rss_item(text="<![CDATA[<p>প্রথম।</p><p>দ্বিতীয়।</p>]]>")), "", feed.url)
    with transaction.atomic():
        store_items(feed, said.items, timezone.now())
    return IntakeItem.objects.get()


def test_a_draft_is_made_with_its_source(item, newsroom):
    story, is_new = take_item(item.pk, newsroom.reporter)
    item.refresh_from_db()
    assert is_new
    assert (story.state, story.public_state, story.assignee) == ("draft", "none", newsroom.reporter)
    assert (story.headline, story.source_credit) == ("নদীতে নতুন সেতু চালু", "নমুনা সংবাদ সংস্থা")
    assert story.body == "<p>প্রথম।</p><p>দ্বিতীয়।</p>"
    assert (story.section, story.desk) == (newsroom.section, newsroom.desk)
    assert (item.state, item.story, item.decided_by) == ("taken", story, newsroom.reporter)
    entry = RecordEntry.objects.get(story=story, verb="take_item")
    assert entry.data["link"] == "https://agency.example/1"


def test_the_second_is_led_to_the_story_of_the_first(item, newsroom):
    story, _is_new = take_item(item.pk, newsroom.reporter)
    assert take_item(item.pk, newsroom.editor) == (story, False)
    assert Story.objects.count() == 1


def test_what_others_sent_of_the_same_is_put_away_with_it(item, newsroom):
    other = IntakeFeed.objects.create(name="কল্পিত বার্তা", url="https://b.example/")
    copy = IntakeItem.objects.create(feed=other, guid_hash="1", headline="একই", same_as=item)
    take_item(copy.pk, newsroom.reporter)
    item.refresh_from_db()
    assert item.state == "dismissed"


def test_dismissed_ones_come_back_and_taken_ones_do_not(item, newsroom):
    assert dismiss_items([item.pk], newsroom.reporter) == 1
    assert dismiss_items([item.pk], newsroom.reporter) == 0
    assert bring_back(item.pk, newsroom.editor).state == "new"
    take_item(item.pk, newsroom.reporter)
    assert dismiss_items([item.pk], newsroom.reporter) == 0
    with pytest.raises(ConflictError):
        bring_back(item.pk, newsroom.reporter)


def test_only_those_who_may_decide(item, newsroom):
    for act in (
        lambda: take_item(item.pk, newsroom.photo),
        lambda: dismiss_items([item.pk], newsroom.photo),
        lambda: bring_back(item.pk, newsroom.photo),
    ):
        with pytest.raises(ForbiddenError):
            act()
    with pytest.raises(ConflictError):
        take_item(item.pk + 1, newsroom.reporter)
    item.refresh_from_db()
    assert item.state == "new"


def test_no_path_leads_to_readers_without_somebody_elses_approval(item, newsroom):
    """Whoever takes an item counts as its writer: he or she can neither publish nor approve it, only somebody else."""
    story, _is_new = take_item(item.pk, newsroom.editor)
    for verb in (step.verb for step in STEPS if step.verb in {"publish", "schedule", "approve"}):
        with pytest.raises(WorkflowError):
            take(story, newsroom.editor, verb)
    take(story, newsroom.editor, "submit")
    for verb in ("approve", "publish"):
        with pytest.raises(WorkflowError):
            take(story, newsroom.editor, verb)
    assert not Article.objects.exists()
    take(story, newsroom.other_editor, "approve")
    take(story, newsroom.other_editor, "publish")
    assert Article.objects.get().source_credit == "নমুনা সংবাদ সংস্থা"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_clicks_at_once_make_one_story(item, newsroom):
    def click(user):
        try:
            return take_item(item.pk, User.objects.get(pk=user.pk))[0].pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as two:
        assert len(set(two.map(click, [newsroom.reporter, newsroom.editor]))) == 1
    assert Story.objects.count() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_that_say_the_same_one_is_taken_while_the_other_is_put_away(item, newsroom):
    other = IntakeFeed.objects.create(name="কল্পিত বার্তা", url="https://b.example/")
    copy = IntakeItem.objects.create(feed=other, guid_hash="1", headline="একই", same_as=item)
    with somebody_else() as run:
        with transaction.atomic():
            IntakeItem.objects.select_for_update().get(pk=item.pk)
            taking = run(lambda: take_item(copy.pk, newsroom.editor))
            until_somebody_waits_for_a_lock()
            dismiss_items([item.pk], newsroom.reporter)
        assert taking.result(timeout=PATIENCE)[1]
