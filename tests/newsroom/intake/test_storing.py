"""Each piece of news once: by its name, by its address, by its headline."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from newsroom.intake.reading import read_feed
from newsroom.intake.storing import delete_old_items, store_items
from newsroom.intake.taking import dismiss_items
from newsroom.models import IntakeFeed, IntakeItem
from tests.newsroom.intake.feeds import rss, rss_item
from tests.newsroom.test_publishing import PATIENCE, somebody_else, until_somebody_waits_for_a_lock

pytestmark = pytest.mark.django_db
HEADLINE = "পদ্মার পাড়ে ভাঙনে বিলীন হলো বিদ্যালয়ের পুরোনো ভবন"


@pytest.fixture
def second(db):
    return IntakeFeed.objects.create(name="কল্পিত বার্তা", url="https://b.example/feed", credit="কল্পিত বার্তা")


def keep(feed, *items, at=None):
    with transaction.atomic():
        return store_items(feed, read_feed(rss(*items), "", feed.url).items, at or timezone.now())


def test_what_is_known_is_not_new_again(feed):
    assert keep(feed, rss_item(1), rss_item(2, title="আরেকটি খবর")).new == 2
    again = keep(feed, rss_item(1), rss_item(2, title="আরেকটি খবর"))
    assert (again.new, again.changed) == (0, 0)
    assert not IntakeItem.objects.exclude(changed_at=None)


def test_another_name_for_the_same_address_is_the_same(feed):
    keep(feed, "<guid>a</guid><title>এক</title><link>https://agency.example/1?utm_source=x</link>")
    keep(feed, "<guid>b</guid><title>এক</title><link>https://agency.example/1</link>")
    assert IntakeItem.objects.count() == 1


@pytest.mark.parametrize("state", IntakeItem.State)
def test_a_newer_text_takes_the_place_of_the_older_and_no_decision_back(feed, state):
    keep(feed, rss_item(1, text="প্রথম পাঠ"))
    IntakeItem.objects.update(state=state)
    assert keep(feed, rss_item(1, text="দ্বিতীয় পাঠ")).changed == 1
    item = IntakeItem.objects.get()
    assert "দ্বিতীয়" in item.body
    assert item.changed_at
    assert item.state == state


def test_like_headlines_of_other_feeds_stand_together(feed, second):
    keep(feed, rss_item(1, title=HEADLINE))
    keep(
        second,
        "<guid>1</guid><title>পদ্মার পাড়ে ভাঙনে বিলীন বিদ্যালয়ের পুরোনো ভবন</title>",
        "<guid>2</guid><title>শীতের সবজির দাম কমেছে বাজারে</title>",
    )
    first = IntakeItem.objects.get(feed=feed)
    assert [item.headline[:6] for item in first.others.all()] == ["পদ্মার"]
    third = IntakeFeed.objects.create(name="তৃতীয়", url="https://c.example/")
    keep(third, f"<guid>1</guid><title>{HEADLINE}</title>")
    assert IntakeItem.objects.get(feed=third).same_as == first


def test_headlines_are_not_like_those_of_last_week_or_of_the_same_feed(feed, second):
    keep(feed, rss_item(1, title=HEADLINE), at=timezone.now() - timedelta(days=5))
    keep(second, rss_item(8, title=HEADLINE), rss_item(9, title=HEADLINE))
    assert not IntakeItem.objects.exclude(same_as=None)


def test_the_same_address_in_another_feed_is_the_same_piece(feed, second):
    keep(feed, rss_item(1))
    keep(second, "<guid>x</guid><title>অন্য শিরোনাম</title><link>http://agency.example/1/?utm_medium=y</link>")
    assert IntakeItem.objects.get(feed=second).same_as == IntakeItem.objects.get(feed=feed)


def test_what_nobody_wanted_goes_and_what_was_taken_stays(feed):
    now = timezone.now()
    for number, (state, days) in enumerate(
        [("new", 15), ("new", 3), ("dismissed", 15), ("dismissed", 61), ("taken", 99)]
    ):
        at = now - timedelta(days=days)
        IntakeItem.objects.create(
            feed=feed, guid_hash=str(number), headline=str(number), state=state, received_at=at, decided_at=at
        )
    assert delete_old_items(now) == 2
    assert sorted(IntakeItem.objects.values_list("headline", flat=True)) == ["1", "2", "4"]


def test_what_is_too_old_to_be_kept_does_not_come_in(feed):
    keep(feed, rss_item(more="<pubDate>Fri, 20 Nov 2020 10:00:00 +0600</pubDate>"))
    assert not IntakeItem.objects.exists()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_an_agency_changes_while_somebody_decides_upon_it_waits_for_the_decision(newsroom, feed):
    def hear():
        return keep(feed, rss_item(1, title="আরও নতুন এক"), rss_item(2, title="আরও নতুন দুই"))

    keep(feed, rss_item(2), rss_item(1))
    first, second = IntakeItem.objects.order_by("pk")
    with somebody_else() as run:
        with transaction.atomic():
            dismiss_items([first.pk], newsroom.reporter)
            hearing = run(hear)
            until_somebody_waits_for_a_lock()
            dismiss_items([second.pk], newsroom.reporter)
        assert hearing.result(timeout=PATIENCE).changed == 2
    assert set(IntakeItem.objects.values_list("state", flat=True)) == {"dismissed"}
