"""Topics as the desk keeps them: made from the story form, and merged when two mean the same."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from articles.models import Article, Topic, TopicAlias, validate_ascii_slug
from articles.publishing import merge_article_topics
from articles.redirects import lead_on
from newsroom.errors import BlockedError, ForbiddenError, Problem
from newsroom.models import RecordEntry, Story, User
from newsroom.record import write_record
from newsroom.reference import led_away_to, page_path
from newsroom.visibility import visible_stories

if TYPE_CHECKING:
    from newsroom.content import Ref, StoryContent


@transaction.atomic
def add_topic(user: User, name: str, slug: str) -> Topic:
    """A new topic. Raises ForbiddenError, and BlockedError with what is wrong at `name` or `slug`."""
    if not user.has_perm("articles.add_topic"):
        raise ForbiddenError(_("You may not add topics."))
    name, slug = " ".join(normalise(name).split()), normalise(slug).strip()
    if problems := check_topic(name, slug):
        raise BlockedError(_("Nothing was saved:"), tuple(problems))
    return Topic.objects.create(name=name, slug=slug)


def check_topic(name: str, slug: str) -> list[Problem]:
    """What keeps a new topic from being made. An address that a merge left behind stays what it leads to."""
    problems = []
    limits = {field.name: field.max_length for field in Topic._meta.concrete_fields if field.max_length}
    if not name:
        problems.append(Problem("name", _("Give the topic a name.")))
    elif Topic.objects.filter(name=name).exists():
        problems.append(Problem("name", _("There is a topic of this name.")))
    try:
        validate_ascii_slug(slug)
    except ValidationError as error:
        problems.append(Problem("slug", error.messages[0]))
    if Topic.objects.filter(slug=slug).exists():
        problems.append(Problem("slug", _("Another topic has this address.")))
    elif led_away_to(Topic, slug):
        problems.append(
            Problem("slug", _("This address leads readers to another page since it was changed."))
        )
    elif alias := TopicAlias.objects.select_related("topic").filter(slug=slug).first():
        problems.append(Problem("slug", leads_elsewhere(alias)))
    problems += [
        Problem(field, format_lazy(_("This is too long: {limit} characters fit here."), limit=limits[field]))
        for field, text in (("name", name), ("slug", slug))
        if len(text) > limits[field]
    ]
    return problems


def leads_elsewhere(alias: TopicAlias) -> str:
    """Why the address of a merged topic cannot be another topic's."""
    return str(
        format_lazy(_("This address leads readers to “{topic}” since a merge."), topic=alias.topic.name)
    )


def may_merge(user: User) -> bool:
    """A merge ends a topic: whoever may delete one."""
    return (
        user.is_active and user.has_perm("articles.delete_topic") and user.has_perm("articles.change_topic")
    )


@dataclass(frozen=True, slots=True)
class MergeCount:
    """What a merge touches: live articles, and stories of the newsroom as far as somebody may know of them."""

    articles: int
    stories: int


def count_merge(merged: Topic, user: User) -> MergeCount:
    return MergeCount(
        articles=Article.objects.filter(articletopic__topic=merged).count(),
        stories=visible_stories(user).filter(topics=merged).count(),
    )


@transaction.atomic
def merge_topics(kept: Topic, merged: Topic, user: User) -> None:
    """Everything that carries `merged` carries `kept` from now on, and its address leads readers there.

    Approvals stand: what was approved under the one topic is published under the other. Raises ForbiddenError,
    BlockedError for a topic merged with itself, and Topic.DoesNotExist for one that is gone meanwhile.
    """
    if not may_merge(user):
        raise ForbiddenError(_("You may not merge topics."))
    if kept.pk == merged.pk:
        raise BlockedError(_("This is not possible:"), (Problem("kept", _("Choose another topic.")),))
    # In the order of their numbers: two merges at once wait for each other instead of for ever.
    rows = Topic.objects.select_for_update().filter(pk__in=[kept.pk, merged.pk]).order_by("pk")
    if len(rows) != 2:
        raise Topic.DoesNotExist
    articles = Article.objects.filter(articletopic__topic=merged).count()
    merge_article_topics(kept, merged)
    _merge_story_topics(kept, merged)
    merged.aliases.update(topic=kept)
    TopicAlias.objects.create(slug=merged.slug, former_id=merged.pk, topic=kept)
    lead_on(page_path(Topic, merged.slug), page_path(Topic, kept.slug))
    write_record(
        RecordEntry.Kind.TOPIC,
        user,
        verb="merge_topics",
        text=f"{merged.name} → {kept.name}",
        merged=merged.slug,
        kept=kept.slug,
        articles=articles,
    )
    merged.delete()


def _merge_story_topics(kept: Topic, merged: Topic) -> None:
    links = Story.topics.through.objects
    having = links.filter(topic_id=kept.pk).values("story_id")
    links.filter(topic_id=merged.pk, story_id__in=having).delete()
    links.filter(topic_id=merged.pk).update(topic_id=kept.pk)


def with_merged_topics(content: "StoryContent") -> "StoryContent":
    """`content` of a revision with the topics that its own were merged into since."""
    if not content.topics:
        return content
    ids = [topic.id for topic in content.topics]
    aliases = TopicAlias.objects.select_related("topic").filter(former_id__in=ids)
    kept = {alias.former_id: alias.topic for alias in aliases}
    if not kept:
        return content
    topics: dict[int, Ref] = {}
    for ref in content.topics:
        topic = kept.get(ref.id)
        now = replace(ref, id=topic.pk, slug=topic.slug, name=topic.name) if topic else ref
        topics.setdefault(now.id, now)
    return replace(content, topics=tuple(topics[number] for number in sorted(topics)))


def present_ids(ids: Iterable[int]) -> list[int]:
    """Topic numbers as a form may send them that was opened before a merge: each as it is now, each once."""
    ids = list(ids)
    kept = dict(TopicAlias.objects.filter(former_id__in=ids).values_list("former_id", "topic_id"))
    return list(dict.fromkeys(kept.get(number, number) for number in ids))
