"""Sections, topics and contributors: found by their slug, and listed. Only those that a live story carries, because a
name may be a secret until its story is out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db.models import Exists, Model, OuterRef, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from articles.addresses import absolute, feed_addresses
from articles.models import Article, ArticleContributor, ArticleTopic, Contributor, Section, Topic, TopicAlias
from articles.redirects import new_address
from articles.snapshot import PublicPicture

# What readers' addresses call them, by the name of the parameter.
PAGES: Final = {"section": "section", "topic": "topic", "contributor": "author"}


@dataclass(frozen=True, slots=True)
class Moved:
    """It has another slug now."""

    slug: str


def live_sections() -> QuerySet[Section]:
    return Section.objects.filter(Exists(Article.objects.filter(section=OuterRef("pk"))))


def live_topics() -> QuerySet[Topic]:
    return Topic.objects.filter(Exists(ArticleTopic.objects.filter(topic=OuterRef("pk"))))


def live_contributors() -> QuerySet[Contributor]:
    """A house byline (“staff correspondent”) is nobody in particular, and has no page."""
    carried = Exists(ArticleContributor.objects.filter(contributor=OuterRef("pk")))
    return Contributor.objects.filter(carried).exclude(kind=Contributor.Kind.HOUSE)


def find_named(kind: str, slug: str) -> int | Moved | None:
    """The number of the section, topic or contributor with this slug; where it is now, or None for what readers never
    saw. One query, and up to two more for what is not there."""
    live: dict[str, QuerySet[Any]] = {
        "section": live_sections(),
        "topic": live_topics(),
        "contributor": live_contributors(),
    }
    found: Model | None = live[kind].filter(slug=slug).only("pk").first()
    if found is not None:
        return int(found.pk)
    alias = TopicAlias.objects.filter(slug=slug, topic__in=live_topics()).select_related("topic").first()
    if kind == "topic" and alias:
        return Moved(alias.topic.slug)
    page = reverse(PAGES[kind], args=[slug])
    led = (new_address(page, QueryDict()) or "").strip("/").rpartition("/")[2]
    return Moved(led) if led and live[kind].filter(slug=led).exists() else None


def list_sections() -> list[dict[str, Any]]:
    """In the paper's own order; there are few."""
    return [
        _named("section", section.slug, section.name) | ({"description": section.description or None})
        for section in live_sections().order_by("position", "id")
    ]


def list_topics(after: str, limit: int) -> Sequence[dict[str, Any]]:
    """At most `limit` of them by slug, those behind the slug `after`."""
    found = live_topics().filter(slug__gt=after).order_by("slug")[:limit]
    return [_named("topic", topic.slug, topic.name) for topic in found]


def list_contributors(after: str, limit: int) -> Sequence[dict[str, Any]]:
    """At most `limit` of them by slug, those behind the slug `after`, with what their pages say."""
    found = live_contributors().filter(slug__gt=after).order_by("slug")[:limit]
    return [_contributor(one) for one in found]


def _contributor(one: Contributor) -> dict[str, Any]:
    return _named("contributor", one.slug, one.name) | {
        "kind": one.kind,
        "title": one.title or None,
        "bio": one.bio or None,
        "links": [{"name": link["name"], "url": link["url"]} for link in one.links],
        "portrait": _portrait(PublicPicture.from_json(one.portrait)) if one.portrait else None,
    }


def _portrait(picture: PublicPicture) -> dict[str, Any]:
    file = picture.widest
    return {
        "href": absolute(default_storage.url(file.name)),
        "width": file.width,
        "height": file.height,
        "description": picture.alt,
        "credit": picture.credit,
    }


def _named(kind: str, slug: str, name: str) -> dict[str, Any]:
    """What all of them have: the page for readers, the API's list of stories, and the feeds."""
    page = PAGES[kind]
    forms = ("rss", "atom", "json")
    return {
        "slug": slug,
        "name": name,
        "web": absolute(reverse(page, args=[slug])),
        "articles": absolute(f"{reverse('api-articles')}?{urlencode({kind: slug})}"),
        "feeds": dict(zip(forms, map(absolute, feed_addresses(page, slug)), strict=True)),
    }
