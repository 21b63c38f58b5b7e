"""What is read most: adding up, the page, and the block beside every page."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Edition, MostRead, ReadCount, Tombstone
from articles.most_read import PLACES, add_up_reads
from articles.publishing import retract_article
from newsroom.tasks import QUEUES, add_up_reads_every_minute
from tests.articles.reader import Page

NOW = timezone.now().replace(second=30, microsecond=0)


@pytest.fixture
def read(db):
    """read(article, 3, minutes_ago=90): three reads of it, then."""

    def count(article, reads, minutes_ago=5):
        public_id = article if isinstance(article, str) else article.public_id
        minute = NOW.replace(second=0) - timedelta(minutes=minutes_ago)
        ReadCount.objects.create(public_id=public_id, minute=minute, reads=reads)

    return count


def places(hours):
    return list(MostRead.objects.filter(hours=hours).values_list("position", "article_id", "reads"))


def test_both_lists_are_added_up_over_processes_and_minutes(publish, read):
    first, second = publish(), publish()
    read(first, 2)
    read(first, 1, minutes_ago=20)
    read(second, 2)
    read(second, 40, minutes_ago=90)
    add_up_reads(NOW)
    assert places(1) == [(1, first.public_id, 3), (2, second.public_id, 2)]
    assert places(24) == [(1, second.public_id, 42), (2, first.public_id, 3)]


def test_of_two_read_alike_the_newest_is_first(publish, read):
    old, new = publish(published_at=NOW - timedelta(hours=9)), publish(published_at=NOW - timedelta(hours=2))
    read(old, 4)
    read(new, 4)
    add_up_reads(NOW)
    assert [public_id for _place, public_id, _reads in places(24)] == [new.public_id, old.public_id]


def test_only_live_stories_are_in_it_and_each_once(publish, read):
    article = publish()
    for minutes in (1, 2, 3):
        read(article, 1, minutes)
    read("nowhere0", 99)
    add_up_reads(NOW)
    assert places(1) == [(1, article.public_id, 3)]


def test_a_list_has_ten_places_and_shrinks_again(publish, read):
    for number in range(PLACES + 2):
        read(publish(), number + 1)
    add_up_reads(NOW)
    assert [place for place, *_rest in places(1)] == list(range(1, PLACES + 1))
    add_up_reads(NOW + timedelta(hours=2))
    assert (len(places(1)), len(places(24))) == (0, PLACES)


def test_adding_up_makes_no_edition_and_forgets_yesterday(publish, read):
    article = publish()
    before = Edition.objects.get().number
    read(article, 1)
    read(article, 7, minutes_ago=24 * 60 + 5)
    add_up_reads(NOW)
    assert list(ReadCount.objects.values_list("reads", flat=True)) == [1]
    assert Edition.objects.get().number == before


def test_the_job_does_it_every_minute():
    assert add_up_reads_every_minute.queue in QUEUES["pictures"]  # the clock does not wait for it


# For readers


def test_the_page_has_both_lists_without_numbers(site, publish, read, at_most):
    stories = [publish(headline=f"কল্পিত খবর {number}") for number in range(4)]
    for number, story in enumerate(stories):
        read(story, 137 + number, minutes_ago=5 if number < 3 else 300)
    add_up_reads(NOW)
    with at_most(4):
        response = site.get("/most-read/")
    page = Page(response)
    in_hour = ["কল্পিত খবর 2", "কল্পিত খবর 1", "কল্পিত খবর 0"]
    ranked = [text for attrs, text in page.find("ol", class_="ranking")]
    assert [ranked[0].index(headline) for headline in in_hour] == sorted(
        ranked[0].index(headline) for headline in in_hour
    )
    assert ranked[0].count("কল্পিত খবর 0") == 1
    assert ranked[1].startswith("বিশ্ব কল্পিত খবর 3")
    assert "137" not in page.html
    assert "১৩৭" not in page.html
    assert page.hrefs("link", rel="canonical")[0].endswith("/most-read/")


def test_before_anything_was_counted_the_page_says_so(site, publish):
    publish()
    page = Page(site.get("/most-read/"))
    assert page.find("p", class_="early")
    assert len(page.find("p", class_="nothing-yet")) == 2


@pytest.mark.parametrize(("stories", "is_shown"), [(2, False), (3, True)])
def test_the_block_beside_a_page_is_there_once_it_is_a_list(site, publish, read, stories, is_shown):
    for number in range(stories):
        read(publish(headline=f"কল্পিত খবর {number}"), number + 1)
    add_up_reads(NOW)
    beside = Page(site.get("/corrections/")).find("section", class_="most-read")
    assert bool(beside) == is_shown


def test_a_story_that_was_retracted_leaves_the_list_at_once(site, publish, read):
    article = publish()
    read(article, 3)
    add_up_reads(NOW)
    with transaction.atomic():
        retract_article(article.public_id, Tombstone.Kind.GONE, NOW)
    assert places(1) == []
    assert site.get("/most-read/").status_code == 200
