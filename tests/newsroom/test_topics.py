"""Topics: made by whoever may, merged for good, and no reader or approval lost on the way."""

from dataclasses import replace

import pytest

from articles.models import Article, ArticleTopic, Edition, Topic, TopicAlias
from newsroom.content import Ref, content_of
from newsroom.editing import save_story, start_story
from newsroom.errors import BlockedError, ForbiddenError
from newsroom.models import RecordEntry, Story
from newsroom.topics import MergeCount, add_topic, count_merge, merge_topics, present_ids
from tests.newsroom.helpers import save, take


@pytest.fixture
def kept(newsroom) -> Topic:
    return Topic.objects.create(slug="rivers", name="নদনদী")


def publish(story, newsroom):
    for user, verb in (
        (newsroom.reporter, "submit"),
        (newsroom.editor, "approve"),
        (newsroom.editor, "publish"),
    ):
        take(story, user, verb)


# Making


def test_an_editor_makes_one(newsroom):
    topic = add_topic(newsroom.editor, "  জলবা\u09dfু  পরিবর্তন ", "jolbayu")
    assert (topic.name, topic.slug) == ("জলবায়ু পরিবর্তন", "jolbayu")


def test_a_reporter_does_not(newsroom):
    with pytest.raises(ForbiddenError):
        add_topic(newsroom.reporter, "জলবায়ু", "jolbayu")


@pytest.mark.parametrize(
    ("name", "slug", "fields"),
    [
        ("", "jolbayu", ["name"]),
        ("নদী", "jolbayu", ["name"]),
        ("জলবায়ু", "river", ["slug"]),
        ("জলবায়ু", "", ["slug"]),
        ("জলবায়ু", "জলবায়ু", ["slug"]),
        ("জলবায়ু", "Jol Bayu", ["slug"]),
        ("জলবায়ু", "old-river", ["slug"]),
        ("\u09df" * 50, "jolbayu", ["name"]),
        ("জলবায়ু", "j" * 61, ["slug"]),
        ("", "", ["name", "slug"]),
    ],
)
def test_what_is_wrong_is_said_at_its_field(newsroom, name, slug, fields):
    TopicAlias.objects.create(slug="old-river", topic=newsroom.topic)
    with pytest.raises(BlockedError) as blocked:
        add_topic(newsroom.editor, name, slug)
    assert sorted({problem.field for problem in blocked.value.problems}) == fields


# Merging


def test_everything_carries_the_one_that_stays(newsroom, draft, content, kept):
    publish(draft, newsroom)
    both = start_story(newsroom.reporter, replace(content, topics=(Ref.to(newsroom.topic), Ref.to(kept))))
    publish(both, newsroom)
    edition = Edition.objects.get().number
    assert count_merge(newsroom.topic, newsroom.chief) == MergeCount(articles=2, stories=2)
    merge_topics(kept, newsroom.topic, newsroom.chief)
    for story in (draft, both):
        assert [topic.slug for topic in story.topics.all()] == ["rivers"]
        article = Article.objects.get(pk=story.public_id)
        assert article.topic_names == [{"slug": "rivers", "name": "নদনদী"}]
        assert [topic.slug for topic in article.topics.all()] == ["rivers"]
        assert article.updated_at is None
    assert not Topic.objects.filter(slug="river").exists()
    assert Edition.objects.get().number == edition + 1


def test_a_story_restricted_to_others_is_merged_and_not_counted(newsroom, draft, kept):
    Story.objects.filter(pk=draft.pk).update(restricted=True)
    assert count_merge(newsroom.topic, newsroom.chief) == MergeCount(articles=0, stories=0)
    merge_topics(kept, newsroom.topic, newsroom.chief)
    assert [topic.slug for topic in draft.topics.all()] == ["rivers"]


def test_readers_of_the_old_address_are_led_to_the_new_one(newsroom, draft, kept, site):
    publish(draft, newsroom)
    merge_topics(kept, newsroom.topic, newsroom.chief)
    response = site.get("/topic/river/")
    assert (response.status_code, response["Location"]) == (301, "/topic/rivers/")
    assert draft.headline in site.get("/topic/rivers/").content.decode()


def test_an_old_address_is_a_secret_until_a_story_is_out(newsroom, kept, site):
    merge_topics(kept, newsroom.topic, newsroom.chief)
    assert site.get("/topic/river/").status_code == 404
    assert site.get("/topic/nothing/").status_code == 404


def test_the_redirect_costs_three_queries(newsroom, draft, kept, site, django_assert_max_num_queries):
    publish(draft, newsroom)
    merge_topics(kept, newsroom.topic, newsroom.chief)
    with django_assert_max_num_queries(5):  # two of them are the test's change of role
        site.get("/topic/river/")


def test_a_merge_after_a_merge_leads_to_the_end(newsroom, draft, kept, site):
    publish(draft, newsroom)
    last = Topic.objects.create(slug="water", name="পানি")
    merge_topics(kept, newsroom.topic, newsroom.chief)
    merge_topics(last, kept, newsroom.chief)
    assert {site.get(f"/topic/{slug}/")["Location"] for slug in ("river", "rivers")} == {"/topic/water/"}


def test_a_merge_stands_on_the_record(newsroom, draft, kept):
    merge_topics(kept, newsroom.topic, newsroom.chief)
    entry = RecordEntry.objects.get(verb="merge_topics")
    assert (entry.kind, entry.actor, entry.text) == ("topic", newsroom.chief, "নদী → নদনদী")
    assert entry.data == {"merged": "river", "kept": "rivers", "articles": 0}


@pytest.mark.parametrize("name", ["reporter", "editor", "photo", "nobody"])
def test_only_a_chief_merges(newsroom, kept, name):
    with pytest.raises(ForbiddenError):
        merge_topics(kept, newsroom.topic, getattr(newsroom, name))
    assert Topic.objects.count() == 2


def test_a_topic_is_not_merged_with_itself(newsroom):
    with pytest.raises(BlockedError):
        merge_topics(newsroom.topic, newsroom.topic, newsroom.chief)


def test_a_topic_that_is_gone_is_told(newsroom, kept):
    Topic.objects.filter(pk=kept.pk).delete()
    with pytest.raises(Topic.DoesNotExist):
        merge_topics(kept, newsroom.topic, newsroom.chief)


@pytest.mark.parametrize("is_scheduled", [False, True])
def test_an_approval_stands_and_the_story_is_published_under_the_topic_that_stays(
    newsroom, draft, kept, is_scheduled
):
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.editor, "approve")
    if is_scheduled:
        take(draft, newsroom.editor, "schedule")
    merge_topics(kept, newsroom.topic, newsroom.chief)
    take(draft, newsroom.editor, "publish")
    assert Article.objects.get(pk=draft.public_id).topic_names == [{"slug": "rivers", "name": "নদনদী"}]
    assert ArticleTopic.objects.get().topic == kept


def test_a_form_that_was_open_meanwhile_saves_the_topic_that_stays(newsroom, draft, kept):
    number = newsroom.topic.pk
    merge_topics(kept, newsroom.topic, newsroom.chief)
    assert present_ids([number, kept.pk, 999999]) == [kept.pk, 999999]


def test_a_save_after_a_merge_is_no_conflict(newsroom, draft, kept):
    merge_topics(kept, newsroom.topic, newsroom.chief)
    version = draft.version
    save_story(draft.pk, newsroom.reporter, replace(content_of(draft), headline="অন্য"), seen_version=version)
    save(draft, newsroom.reporter, kicker="নদী")
    assert [topic.slug for topic in content_of(draft).topics] == ["rivers"]
