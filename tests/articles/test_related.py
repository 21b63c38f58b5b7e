"""Related stories: the same topics and the same rare words, best first, known on both sides, read in three queries."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Article, Topic
from articles.related import KEPT, find_related, relate_missing

pytestmark = pytest.mark.django_db
Publish = Callable[..., Article]
THEN = datetime(2025, 9, 3, 6, 0, tzinfo=UTC)
RIVER, CRICKET = ("river", "নদী"), ("cricket", "ক্রিকেট")


def related_to(article: Article) -> list[str]:
    return Article.objects.values_list("related", flat=True).get(pk=article.pk)


@pytest.fixture
def crowd(publish: Publish) -> list[Article]:
    """Stories of all sorts, without which no word is rare."""
    headlines = (
        "বাজারে নতুন চালের দাম কমেছে",
        "শহরে বইমেলা শুরু",
        "স্কুলে বিজ্ঞান উৎসব",
        "পাহাড়ে সকালে ঘন কুয়াশা",
        "হাসপাতালে নতুন শয্যা",
        "ট্রেনের সময়সূচিতে বদল",
    )
    return [
        publish(headline=headline, standfirst="", published_at=THEN - timedelta(days=place + 1))
        for place, headline in enumerate(headlines)
    ]


def test_what_shares_rare_words_comes_before_what_shares_nothing(publish: Publish, crowd) -> None:
    older = publish(headline="কর্ণফুলী টানেলে যান চলাচল শুরু", standfirst="", published_at=THEN)
    newer = publish(headline="কর্ণফুলী টানেলের টোল কমল", standfirst="", published_at=THEN + timedelta(days=1))
    assert related_to(newer)[0] == older.pk
    assert not set(related_to(newer)) & {one.pk for one in crowd[1:]}


def test_what_shares_its_topics_is_related_without_a_word_in_common(publish: Publish, crowd) -> None:
    older = publish(headline="মাছের ঘাটে ভিড়", standfirst="", topics=[RIVER], published_at=THEN)
    publish(headline="ব্যাটে বলে জয়", standfirst="", topics=[CRICKET], published_at=THEN)
    newer = publish(headline="নৌকাবাইচে হাজারো দর্শক", standfirst="", topics=[RIVER])
    assert related_to(newer) == [older.pk]


def test_an_older_story_hears_of_the_newer_one(publish: Publish, crowd) -> None:
    older = publish(headline="মাছের ঘাটে ভিড়", standfirst="", topics=[RIVER], published_at=THEN)
    assert related_to(older) == []
    newer = publish(headline="নৌকাবাইচে হাজারো দর্শক", standfirst="", topics=[RIVER])
    assert related_to(older) == [newer.pk]


def test_a_list_holds_the_best_and_no_more(publish: Publish, crowd) -> None:
    many = [
        publish(headline=f"নদীর খবর {place}", standfirst="", topics=[RIVER], published_at=THEN)
        for place in range(KEPT + 3)
    ]
    assert len(related_to(many[-1])) == KEPT
    assert all(len(related_to(one)) <= KEPT and one.pk not in related_to(one) for one in many)


def test_a_story_in_another_language_is_no_related_one(publish: Publish, crowd) -> None:
    publish(headline="Boats on the river", language="en", topics=[RIVER], published_at=THEN)
    assert related_to(publish(headline="নদীতে নৌকা", standfirst="", topics=[RIVER])) == []


def test_finding_them_takes_three_questions_whatever_there_is(publish: Publish, crowd, at_most) -> None:
    for place in range(4):
        publish(headline=f"নদীর খবর {place}", topics=[RIVER], published_at=THEN)
    article = publish(headline="নদীর শেষ খবর", topics=[RIVER])
    topics = [Topic.objects.get(slug="river").pk]
    with at_most(3):
        find_related(article, topics)


def test_what_was_published_before_gets_its_related_stories_once(publish: Publish, crowd) -> None:
    older = publish(headline="মাছের ঘাটে ভিড়", topics=[RIVER], published_at=THEN)
    newer = publish(headline="নৌকাবাইচে দর্শক", topics=[RIVER])
    Article.objects.update(related=[])
    assert set(relate_missing()) >= {older.pk, newer.pk}
    assert related_to(older)[0] == newer.pk
    assert older.pk not in set(relate_missing())
