"""The only writer of what readers may see.

Each function here runs inside its caller's transaction, so that the article, its
links, the edition and the NOTIFY commit together with the newsroom's record of who
published it, or not at all.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.serializers.json import DjangoJSONEncoder

from articles.editions import announce, next_edition, require_transaction
from articles.html import clean_body
from articles.models import (
    Article,
    ArticleContributor,
    ArticleTopic,
    Contributor,
    Correction,
    Section,
    TickerLine,
    TickerSetup,
    Tombstone,
    Topic,
)
from articles.months import note_change
from articles.related import find_related, write_related
from articles.search.document import index_article, read_words
from articles.snapshot import ArticleSnapshot, CorrectionNote, TickerEntry, TickerFilling

Reference = TypeVar("Reference", Topic, Contributor)


class UncleanBodyError(ValueError):
    """The body holds markup that is not allowed today. It is refused, not mended: readers get what was approved."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did: the edition it made, and whether the story was new to readers."""

    edition: int
    is_new: bool


def publish_article(snapshot: ArticleSnapshot, at: datetime) -> Published:
    """Make `snapshot` the live article of its story, as of the aware datetime `at`.

    Replaces the earlier article whole. `published_at` stays the first time;
    `updated_at` moves only when readers see a difference from what was live.
    Raises UncleanBodyError; Section.DoesNotExist and the like if what it refers to is gone.
    """
    require_transaction()
    if clean_body(snapshot.body) != snapshot.body:
        raise UncleanBodyError(snapshot.public_id)
    section = Section.objects.get(slug=snapshot.section.slug)
    topics = _in_order(Topic, [topic.slug for topic in snapshot.topics])
    contributors = _in_order(Contributor, [entry.slug for entry in snapshot.byline])

    live = Article.objects.filter(pk=snapshot.public_id).first()
    buried = Tombstone.objects.filter(pk=snapshot.public_id).first()
    published_at, updated_at = (live.published_at, live.updated_at) if live else (at, None)
    if buried:  # back after a withdrawal: as old as it was
        published_at, updated_at = buried.published_at, at

    article = Article(
        public_id=snapshot.public_id,
        section=section,
        language=snapshot.language,
        section_name=snapshot.section.name,
        kicker=snapshot.kicker,
        headline=snapshot.headline,
        standfirst=snapshot.standfirst,
        body=snapshot.body,
        dateline=snapshot.dateline,
        source_credit=snapshot.source_credit,
        sign_off=snapshot.sign_off,
        byline=[asdict(entry) for entry in snapshot.byline],
        topic_names=[asdict(topic) for topic in snapshot.topics],
        picture=snapshot.picture.as_json() if snapshot.picture else None,
        share_card=asdict(snapshot.share_card) if snapshot.share_card else None,
        translation_of=snapshot.translation_of,
        body_pictures={number: picture.as_json() for number, picture in snapshot.body_pictures.items()},
        published_at=published_at,
        updated_at=updated_at,
        revision=snapshot.revision,
        content_hash=snapshot.content_hash,
    )
    words = read_words(article)
    relations = find_related(article, [topic.pk for topic in topics])
    article.related = relations.own
    # From the edition's number on, every other publish waits for this one.
    article.edition = edition = next_edition()
    article.corrections = _corrections(snapshot, at, edition)
    is_changed = live is not None and _shown(live) != _shown(article)
    if is_changed:
        article.updated_at = at
    if is_changed or not live:
        note_change(published_at, at, more=0 if live else 1)
    article.save(force_insert=not live, force_update=bool(live))
    index_article(article, words)
    write_related(relations.others)
    if buried:
        buried.delete()
    ArticleTopic.objects.filter(article=article).delete()
    ArticleTopic.objects.bulk_create(
        ArticleTopic(article=article, topic=topic, position=position) for position, topic in enumerate(topics)
    )
    ArticleContributor.objects.filter(article=article).delete()
    ArticleContributor.objects.bulk_create(
        ArticleContributor(article=article, contributor=contributor, position=position)
        for position, contributor in enumerate(contributors)
    )
    announce(edition, article=snapshot.public_id)
    return Published(edition=edition, is_new=live is None)


# What readers see of an article. Its hash is no measure: it also tells of a note that was said before.
_SHOWN = (
    *("language", "section_id", "section_name", "kicker", "headline", "standfirst", "body", "dateline"),
    *("source_credit", "sign_off", "byline", "topic_names", "picture", "body_pictures", "corrections"),
)


def _shown(article: Article) -> Any:
    """Everything that makes an edit a real one, as JSON, so that what was read and what is written compare."""
    return json.loads(json.dumps([getattr(article, name) for name in _SHOWN]))


def retract_article(
    public_id: str, kind: Tombstone.Kind, at: datetime, *, notice: str = "", target: str = ""
) -> int:
    """Take a story from readers, and leave a tombstone at its address. Returns the edition.

    It leaves front page, lists, ticker and feeds with its row; WITHDRAWN keeps its text readable under
    `notice`, GONE nothing, REDIRECTED sends readers to the live article `target`.
    Raises Article.DoesNotExist when it was never public, or its target is not live.
    """
    require_transaction()
    article = Article.objects.filter(pk=public_id).first()
    buried = Tombstone.objects.filter(pk=public_id).first()
    if article is None and buried is None:
        raise Article.DoesNotExist(public_id)
    if (
        kind == Tombstone.Kind.REDIRECTED
        and not Article.objects.filter(pk=target).exclude(pk=public_id).exists()
    ):
        raise Article.DoesNotExist(target)
    snapshot = None
    if kind == Tombstone.Kind.WITHDRAWN and article:
        snapshot = {
            field: value for field, value in _plain_fields(article).items() if field not in {"edition"}
        }
    published_at = article.published_at if article else buried.published_at  # type: ignore[union-attr]
    edition = next_edition()
    Tombstone.objects.update_or_create(
        public_id=public_id,
        defaults={
            "kind": kind,
            "at": at,
            "edition": edition,
            "notice": notice,
            "target": target,
            "snapshot": snapshot,
            "published_at": published_at,
        },
    )
    deleted = article.delete()[1] if article else {}  # with its links, and the ticker lines that name it
    note_change(published_at, at, more=-deleted.get("articles.Article", 0))
    announce(edition, article=public_id)
    return edition


def _plain_fields(article: Article) -> dict[str, Any]:
    """The article's columns as JSON can hold them, the section by its id."""
    values = {field.attname: field.value_from_object(article) for field in article._meta.concrete_fields}
    plain: dict[str, Any] = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain


def _corrections(snapshot: ArticleSnapshot, at: datetime, edition: int) -> list[dict[str, str]]:
    """All notes of the story, oldest first, with the new one recorded among them."""
    if note := snapshot.correction:
        Correction.objects.create(
            public_id=snapshot.public_id, kind=note.kind, text=note.text, at=at, edition=edition
        )
    rows = Correction.objects.filter(public_id=snapshot.public_id).order_by("at", "id")
    return [asdict(CorrectionNote(kind=row.kind, text=row.text, at=row.at.isoformat())) for row in rows]


def publish_ticker(lines: Sequence[TickerEntry], filling: TickerFilling | None = None) -> int:
    """Replace all written ticker lines by `lines`, in this order, and (unless None) what follows them by itself.

    Returns the new edition.

    A line that names an article which is not live is left out: it would have gone with the article.
    """
    require_transaction()
    edition = next_edition()
    # Read behind the edition, so that nobody retracts one of them in between.
    live = Article.objects.in_bulk([line.public_id for line in lines if line.public_id])
    TickerLine.objects.all().delete()
    TickerLine.objects.bulk_create(
        TickerLine(
            text=line.text,
            article=live.get(line.public_id),
            breaking=line.breaking,
            starts_at=line.starts_at,
            ends_at=line.ends_at,
            position=position,
        )
        for position, line in enumerate(lines)
        if not line.public_id or line.public_id in live
    )
    if filling is not None:
        values = {"sections": list(filling.sections), "length": filling.length}
        TickerSetup.objects.update_or_create(pk=1, defaults=values)
    announce(edition, ticker=True)
    return edition


def merge_article_topics(kept: Topic, merged: Topic) -> int:
    """Let every article that carries `merged` carry `kept` instead, once. Returns the edition.

    Both rows are locked by the caller. No story says anything new: `updated_at` stays as it is.
    """
    require_transaction()
    name = {"slug": kept.slug, "name": kept.name}
    for article in Article.objects.filter(articletopic__topic=merged).only("topic_names").iterator():
        entries = [name if entry["slug"] == merged.slug else entry for entry in article.topic_names]
        once = list({entry["slug"]: entry for entry in entries}.values())
        Article.objects.filter(pk=article.pk).update(topic_names=once)
    having = ArticleTopic.objects.filter(topic=kept).values("article")
    ArticleTopic.objects.filter(topic=merged, article__in=having).delete()
    ArticleTopic.objects.filter(topic=merged).update(topic=kept)
    edition = next_edition()
    announce(edition, topic=kept.slug)
    return edition


def drop_ended_ticker_lines(now: datetime) -> int:
    """Delete the written lines whose time is over; makes an edition only if there were any. Returns how many."""
    require_transaction()
    ended = TickerLine.objects.filter(ends_at__lte=now)
    if not ended.exists():
        return 0
    edition = next_edition()  # before any line is locked, as whoever publishes or retracts does it
    dropped, _by_model = ended.delete()
    announce(edition, ticker=True)
    return dropped


def _in_order(model: type[Reference], slugs: list[str]) -> list[Reference]:
    """The rows of these slugs, each once, in the order given. Raises DoesNotExist for one that is gone."""
    rows = {row.slug: row for row in model.objects.filter(slug__in=slugs)}
    if missing := [slug for slug in slugs if slug not in rows]:
        raise model.DoesNotExist(f"{model.__name__} {', '.join(missing)}")
    return [rows[slug] for slug in dict.fromkeys(slugs)]
