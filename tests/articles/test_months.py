"""The months that the sitemaps' index lists never say anything else than the articles do."""

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Month, Tombstone
from articles.months import Difference, find_differences, mend_months, note_change
from articles.publishing import retract_article

START = datetime(2026, 3, 31, 17, 59, tzinfo=UTC)  # a minute before April in Dhaka
STORIES = [f"bcdf234{number}" for number in range(5)]
KINDS = [*Tombstone.Kind]


def rows() -> dict[str, int]:
    return {str(month): month.articles for month in Month.objects.all()}


def retract(public_id: str, kind: str = "withdrawn", **values: str) -> None:
    with transaction.atomic():
        retract_article(public_id, kind, timezone.now(), **values)


def test_a_month_counts_its_articles_by_the_papers_clock(publish):
    publish(published_at=START)
    publish(published_at=START + timedelta(minutes=1))
    publish(published_at=START + timedelta(days=30))
    assert rows() == {"2026-04": 2, "2026-03": 1}


def test_a_month_without_articles_keeps_the_moment_of_the_last_retraction(publish):
    before = timezone.now()
    retract(publish(published_at=START).pk)
    month = Month.objects.get()
    assert (month.articles, month.changed_at > before) == (0, True)


def test_a_story_published_again_as_it_was_changes_nothing_and_another_headline_does(publish):
    story = publish(published_at=START)
    before = Month.objects.get().changed_at
    publish(public_id=story.pk, revision=2, published_at=timezone.now())
    assert Month.objects.get().changed_at == before
    publish(public_id=story.pk, revision=3, headline="বদলানো", published_at=timezone.now())
    assert Month.objects.get().changed_at > before
    assert rows() == {"2026-03": 1}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.just("publish"),
                st.sampled_from(STORIES),
                st.sampled_from("কখগ"),
                st.sampled_from([0, 1, 40]),
            ),
            st.tuples(st.just("retract"), st.sampled_from(STORIES), st.sampled_from(KINDS), st.just(0)),
        ),
        max_size=12,
    )
)
def test_whatever_is_published_changed_and_retracted_they_agree(publish, steps):
    with transaction.atomic():
        for verb, public_id, what, days in steps:
            if verb == "publish":
                publish(public_id=public_id, headline=what, published_at=START + timedelta(days=days))
            else:
                other = Article.objects.exclude(pk=public_id).first()
                with suppress(Article.DoesNotExist):  # it never was public, or there is nothing to lead to
                    retract(public_id, what, target=other.pk if other else "")
            assert find_differences() == []
        transaction.set_rollback(True)


def test_a_difference_is_found_and_counted_anew(publish):
    story = publish(published_at=START)
    publish(published_at=START + timedelta(days=40))
    Month.objects.filter(first="2026-03-01").update(articles=7)
    Month.objects.filter(first="2026-05-01").delete()
    Month.objects.create(first="2020-01-01", articles=1, changed_at=START)
    found = find_differences()
    assert [(str(one.first), one.counted, one.kept) for one in found] == [
        ("2020-01-01", 0, 1),
        ("2026-03-01", 1, 7),
        ("2026-05-01", 1, 0),
    ]
    assert isinstance(found[0], Difference)
    assert mend_months() == 3
    assert find_differences() == []
    assert rows() == {"2026-05": 1, "2026-03": 1, "2020-01": 0}
    Month.objects.update(articles=0)
    retract(story.pk)  # a count that was wrong keeps nothing with readers
    assert not Article.objects.filter(pk=story.pk).exists()


def test_the_migration_counts_what_is_there(publish):
    publish(published_at=START)
    retract(publish(published_at=START + timedelta(days=1)).pk)
    Month.objects.all().delete()
    with connection.schema_editor() as editor:
        import_module("articles.migrations.0009_months").count_months(apps, editor)
    assert find_differences() == []
    assert rows() == {"2026-04": 0, "2026-03": 1}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_publishing_and_retracting_in_two_months_at_once_never_wait_for_each_other_for_ever(publish):
    """Each thread goes through the months in its own order: whoever has the edition goes first, whole."""
    publish(published_at=START)
    problems: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for turn in range(6):
                days = 40 * ((turn + number) % 2)
                public_id = f"bcdf{number}{turn:03d}"
                with transaction.atomic():
                    publish(public_id=public_id, published_at=START + timedelta(days=days))
                    if turn % 2:
                        retract(f"bcdf{number}{turn - 1:03d}", "gone")
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    assert find_differences() == []
    assert sum(rows().values()) == Article.objects.count() == 1 + 3 * 3


def test_a_story_of_long_ago_changes_its_months_file_today(publish):
    before = timezone.now()
    with transaction.atomic():
        note_change(START, START, more=1)
    assert Month.objects.get().changed_at >= before
