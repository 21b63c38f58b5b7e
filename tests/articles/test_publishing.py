"""The only writer of what readers may see, by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from articles.models import Article, Contributor, Edition, Section, TickerLine, Topic
from articles.publishing import Published, UncleanBodyError, publish_article, publish_ticker
from articles.snapshot import ArticleSnapshot, BylineEntry, Named, PublicPicture, Rendition, TickerEntry

pytestmark = pytest.mark.django_db
THEN = datetime(2025, 9, 3, 6, 0, tzinfo=UTC)
LATER = THEN + timedelta(hours=1)


@pytest.fixture
def rows() -> SimpleNamespace:
    """What a snapshot refers to."""
    return SimpleNamespace(
        world=Section.objects.create(slug="world", name="বিশ্ব"),
        sports=Section.objects.create(slug="sports", name="খেলা"),
        river=Topic.objects.create(slug="river", name="নদী"),
        boat=Topic.objects.create(slug="boat", name="নৌকা"),
        hasan=Contributor.objects.create(slug="hasan", name="নমুনা হাসান"),
        sen=Contributor.objects.create(slug="sen", name="কল্পিতা সেন"),
    )


@pytest.fixture
def snapshot(rows: SimpleNamespace) -> ArticleSnapshot:
    return ArticleSnapshot(
        public_id="bcdf2345",
        revision=1,
        content_hash="1" * 64,
        language="bn",
        section=Named("world", "বিশ্ব"),
        kicker="নদী",
        headline="নদীর পাড়ে নতুন পাঠাগার",
        standfirst="তরুণেরা গড়ে তুলেছেন।",
        body="<p>দুই হাজার বই।</p>",
        dateline="খুলনা",
        source_credit="নমুনা বার্তা সংস্থা",
        sign_off="নহ/কস",
        byline=(BylineEntry("sen", "কল্পিতা সেন", "photographer"), BylineEntry("hasan", "নমুনা হাসান", "reporter")),
        topics=(Named("river", "নদী"), Named("boat", "নৌকা")),
        picture=PublicPicture(
            alt="পাঠাগার", caption="", credit="নমুনা", renditions=(Rendition("a.webp", "webp", 360, 240),)
        ),
    )


def edition() -> int:
    return Edition.objects.values_list("number", flat=True).get()


def words(article: Article) -> ArticleSnapshot:
    """The article as the snapshot that it was made from."""
    return ArticleSnapshot(
        public_id=article.public_id,
        section=Named(article.section.slug, article.section_name),
        byline=tuple(article.byline_entries),
        topics=tuple(article.named_topics),
        picture=article.lead_picture,
        **{
            field: getattr(article, field)
            for field in ("revision", "content_hash", "language", "kicker", "headline", "standfirst", "body")
        },
        **{field: getattr(article, field) for field in ("dateline", "source_credit", "sign_off")},
    )


def test_every_field_of_the_snapshot_is_in_the_article(snapshot: ArticleSnapshot) -> None:
    assert publish_article(snapshot, THEN) == Published(edition=1, is_new=True)
    article = Article.objects.get()
    assert words(article) == snapshot
    assert (article.published_at, article.updated_at, article.edition) == (THEN, None, 1)
    assert [link.topic.slug for link in article.articletopic_set.all()] == ["river", "boat"]
    assert [link.contributor.slug for link in article.articlecontributor_set.all()] == ["sen", "hasan"]


def test_the_next_publish_replaces_the_whole_article(
    snapshot: ArticleSnapshot, rows: SimpleNamespace
) -> None:
    publish_article(snapshot, THEN)
    bare = ArticleSnapshot(
        public_id=snapshot.public_id,
        revision=2,
        content_hash="2" * 64,
        language="en",
        section=Named("sports", "খেলা"),
        kicker="",
        headline="Library",
        standfirst="",
        body="<p>Two thousand books.</p>",
        dateline="",
        source_credit="",
        sign_off="",
        byline=(),
        topics=(Named("boat", "নৌকা"),),
        picture=None,
    )
    assert publish_article(bare, LATER) == Published(edition=2, is_new=False)
    article = Article.objects.get()
    assert words(article) == bare
    assert list(article.topics.all()) == [rows.boat]
    assert not article.contributors.exists()
    assert (article.published_at, article.updated_at, article.edition) == (THEN, LATER, 2)


def test_publishing_the_same_content_again_is_no_update(snapshot: ArticleSnapshot) -> None:
    publish_article(snapshot, THEN)
    publish_article(snapshot, LATER)
    assert Article.objects.get().updated_at is None
    publish_article(replace(snapshot, content_hash="2" * 64), LATER)  # the same to a reader
    assert Article.objects.get().updated_at is None
    publish_article(replace(snapshot, headline="নৌকায় পাঠাগার"), LATER)
    publish_article(replace(snapshot, headline="নৌকায় পাঠাগার"), LATER + timedelta(days=1))
    article = Article.objects.get()
    assert (article.published_at, article.updated_at, article.edition) == (THEN, LATER, 5)


def test_another_article_is_left_alone(snapshot: ArticleSnapshot) -> None:
    publish_article(snapshot, THEN)
    other = replace(snapshot, public_id="zzzz2345", headline="অন্য", topics=())
    publish_article(other, LATER)
    publish_article(replace(other, byline=(), content_hash="2" * 64), LATER)
    assert words(Article.objects.get(pk=snapshot.public_id)) == snapshot
    assert Article.objects.get(pk=snapshot.public_id).topics.count() == 2


@pytest.mark.parametrize(
    "body",
    [
        "<p onclick=alert(1)>ক</p>",
        "<p>ক</p><script>alert(1)</script>",
        '<p><a href="javascript:alert(1)">ক</a></p>',
        '<p><a href="https://example.org/">ক</a></p>',  # not as the cleaner writes a link
        "<p>ক",
        "<p>ক</p><p></p>",
        "<p>হৃদ\u09df</p>",
        " <p>ক</p>",
    ],
)
def test_a_body_that_is_not_clean_is_refused_not_mended(body: str, snapshot: ArticleSnapshot) -> None:
    publish_article(snapshot, THEN)
    with pytest.raises(UncleanBodyError):
        publish_article(replace(snapshot, body=body), LATER)
    assert words(Article.objects.get()) == snapshot
    assert edition() == 1


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"section": Named("gone", "নেই")}, Section.DoesNotExist),
        ({"topics": (Named("river", "নদী"), Named("gone", "নেই"))}, Topic.DoesNotExist),
        ({"byline": (BylineEntry("gone", "নেই", "reporter"),)}, Contributor.DoesNotExist),
    ],
)
def test_what_refers_to_nothing_is_refused(
    change: dict[str, Any], error: type[Exception], snapshot: ArticleSnapshot
) -> None:
    with pytest.raises(error):
        publish_article(replace(snapshot, **change), THEN)
    assert not Article.objects.exists()
    assert edition() == 0


@pytest.mark.parametrize("attempt", ["article", "ticker"])
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_publishing_outside_a_transaction_is_refused(attempt: str, snapshot: ArticleSnapshot) -> None:
    with pytest.raises(TransactionManagementError):
        publish_article(snapshot, THEN) if attempt == "article" else publish_ticker([])
    assert not Article.objects.exists()
    assert edition() == 0
    with transaction.atomic():
        publish_article(snapshot, THEN)
        publish_ticker([])
    assert edition() == 2


# The ticker


def line(text: str, **fields: Any) -> TickerEntry:
    return TickerEntry(**{"text": text, "public_id": "", "breaking": False, "ends_at": LATER} | fields)


def test_a_ticker_replaces_the_one_before(publish: Callable[..., Article]) -> None:
    article = publish()
    before = edition()
    assert publish_ticker([line("এক"), line("দুই", public_id=article.pk)]) == before + 1
    assert publish_ticker([line("তিন", breaking=True), line("এক")]) == before + 2
    assert [(row.text, row.breaking, row.ends_at) for row in TickerLine.objects.all()] == [
        ("তিন", True, LATER),
        ("এক", False, LATER),
    ]


def test_breaking_lines_come_first_then_the_order_given() -> None:
    publish_ticker([line("এক"), line("দুই", breaking=True), line("তিন"), line("চার", breaking=True)])
    assert [row.text for row in TickerLine.objects.all()] == ["দুই", "চার", "এক", "তিন"]


def test_a_line_whose_story_readers_do_not_have_is_left_out(publish: Callable[..., Article]) -> None:
    article = publish()
    publish_ticker([line("আছে", public_id=article.pk), line("নেই", public_id="zzzzzzzz"), line("শুধু কথা")])
    assert [(row.text, row.article_id) for row in TickerLine.objects.all()] == [
        ("আছে", article.pk),
        ("শুধু কথা", None),
    ]


def test_an_empty_ticker_takes_every_line_away() -> None:
    publish_ticker([line("এক")])
    assert publish_ticker([]) == 2
    assert not TickerLine.objects.exists()
