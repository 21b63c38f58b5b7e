"""Publishing is one transaction: all of it happened, or none of it did."""

import io
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage, storages
from django.db import connection, connections, transaction
from PIL import Image

from articles import publishing as articles_publishing
from articles.editions import CHANNEL
from articles.models import Article, ArticleContributor, ArticleTopic, Contributor, Section, Topic
from newsroom.content import PictureRef, StoryContent
from newsroom.editing import save_story, start_story
from newsroom.errors import BlockedError, ConflictError
from newsroom.models import Picture, Story, StoryWriter, Transition
from newsroom.pictures import read_picture, store_picture
from newsroom.renditions import FOLDER
from newsroom.workflow import available_steps, take_step
from tests.newsroom.helpers import Trace, assert_article_is, edition, prepared, save, take, walk

pytestmark = pytest.mark.django_db
# Really committed; the rows that migrations made are put back after such a test.
committed = pytest.mark.django_db(transaction=True, serialized_rollback=True)
State = Story.State
PATIENCE = 5  # seconds, for what takes milliseconds


@pytest.fixture
def approved(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.APPROVED)


@pytest.fixture
def live(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.PUBLISHED)


def publish_again(story: Story, people: SimpleNamespace) -> Transition:
    take(story, people.reporter, "submit")
    take(story, people.other_editor, "approve")
    return take(story, people.chief, "publish")


# What a publish does


def test_readers_get_exactly_what_was_approved(newsroom: SimpleNamespace, approved: Story) -> None:
    revision = approved.revisions.get()
    published = take(approved, newsroom.chief, "publish")
    article = Article.objects.get()
    assert_article_is(article, revision)
    assert (article.published_at, article.updated_at, article.edition) == (published.at, None, edition())
    assert (published.revision, published.edition) == (revision, edition())
    assert approved.live_revision == revision
    assert not approved.writers.exists()


def test_nothing_is_public_before_it_is_published(newsroom: SimpleNamespace, draft: Story) -> None:
    for verb, user in [
        ("submit", newsroom.reporter),
        ("return", newsroom.editor),
        ("submit", newsroom.reporter),
    ]:
        take(draft, user, verb)
        assert not Article.objects.exists()
    take(draft, newsroom.editor, "approve")
    assert not Article.objects.exists()
    assert edition() == 0


def test_a_story_can_be_loaded_as_of_an_earlier_day(newsroom: SimpleNamespace, approved: Story) -> None:
    then = datetime(2025, 9, 3, 6, 0, tzinfo=UTC)
    take(approved, newsroom.chief, "publish", at=then)
    assert Article.objects.get().published_at == then
    assert approved.state_since == then


def test_the_time_of_an_update_moves_only_with_the_content(newsroom: SimpleNamespace, live: Story) -> None:
    first = Article.objects.get()
    headline = live.headline
    save(live, newsroom.reporter, headline="হাওরে ধান কাটা শুরু")
    save(live, newsroom.reporter, headline=headline)
    publish_again(live, newsroom)
    same = Article.objects.get()
    assert (same.published_at, same.updated_at) == (first.published_at, None)
    assert same.edition == first.edition + 1
    save(live, newsroom.reporter, headline="হাওরে ধান কাটা শুরু")
    changed = publish_again(live, newsroom)
    article = Article.objects.get()
    assert (article.published_at, article.updated_at) == (first.published_at, changed.at)


@pytest.mark.parametrize("model", [Section, Contributor, Topic])
def test_renaming_after_the_publish_changes_nothing_that_readers_see(
    model: Any, newsroom: SimpleNamespace, live: Story
) -> None:
    before = Article.objects.values().get()
    model.objects.update(name="অন্য নাম")
    assert Article.objects.values().get() == before
    assert_article_is(Article.objects.get(), live.live_revision)


def test_the_name_at_the_approval_is_the_one_published(newsroom: SimpleNamespace, approved: Story) -> None:
    Contributor.objects.filter(pk=newsroom.person.pk).update(name="অন্য নাম")
    take(approved, newsroom.chief, "publish")
    assert [entry.name for entry in Article.objects.get().byline_entries] == ["নমুনা হাসান"]
    save(approved, newsroom.reporter, kicker="হালনাগাদ")
    publish_again(approved, newsroom)
    assert [entry.name for entry in Article.objects.get().byline_entries] == ["অন্য নাম"]


@pytest.mark.parametrize("kind", ["section", "topic", "person"])
def test_an_address_that_changed_after_the_approval_needs_a_new_one(
    kind: str, newsroom: SimpleNamespace, approved: Story
) -> None:
    row = getattr(newsroom, kind)
    type(row).objects.filter(pk=row.pk).update(slug="elsewhere")
    # What has the old address now is another thing.
    type(row).objects.create(slug=row.slug, name="আরেকটি")
    before = Trace.of(approved)
    (publish,) = [c for c in available_steps(newsroom.chief, approved) if c.step.verb == "publish"]
    assert publish.problems
    with pytest.raises(BlockedError):
        take(approved, newsroom.chief, "publish")
    assert Trace.of(approved) == before
    take(approved, newsroom.chief, "return")
    publish_again(approved, newsroom)
    assert_article_is(Article.objects.get(), approved.live_revision)


def test_an_approval_of_an_older_revision_publishes_nothing(
    newsroom: SimpleNamespace, approved: Story
) -> None:
    revision = approved.revisions.get()
    type(revision).objects.create(
        story=approved,
        number=2,
        moment="keep",
        content=revision.content,
        content_hash=revision.content_hash,
        created_by=newsroom.editor,
    )
    with pytest.raises(BlockedError):
        take(approved, newsroom.chief, "publish")
    assert not Article.objects.exists()


# All or nothing


class Failure(Exception):
    pass


def fail(*_args: Any, **_kwargs: Any) -> None:
    raise Failure


BREAKING_POINTS: dict[str, tuple[Any, str]] = {
    "the edition": (articles_publishing, "next_edition"),
    "the article": (Article, "save"),
    "its topics": (ArticleTopic.objects, "bulk_create"),
    "its contributors": (ArticleContributor.objects, "bulk_create"),
    "the notification": (articles_publishing, "announce"),
    "the story's state": (Story, "save"),
    "the transition": (Transition.objects, "create"),
}


@pytest.mark.parametrize("first_time", [True, False], ids=["a new story", "a live one"])
@pytest.mark.parametrize("point", BREAKING_POINTS)
def test_when_anything_fails_nothing_happened(
    point: str, first_time: bool, newsroom: SimpleNamespace, draft: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not first_time:
        walk(draft, newsroom, State.PUBLISHED)
        save(draft, newsroom.reporter, headline="হাওরে ধান কাটা শুরু", topics=(), source_credit="নমুনা", byline=())
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.other_editor, "approve")
    before, writers = Trace.of(draft), StoryWriter.objects.count()
    monkeypatch.setattr(*BREAKING_POINTS[point], fail)
    with pytest.raises(Failure):
        take(draft, newsroom.chief, "publish")
    monkeypatch.undo()
    assert Trace.of(draft) == before
    assert StoryWriter.objects.count() == writers
    take(draft, newsroom.chief, "publish")
    assert_article_is(Article.objects.get(), draft.live_revision)


# Pictures


@pytest.fixture
def illustrated(
    newsroom: SimpleNamespace, content: StoryContent, picture_file: Callable[..., Any]
) -> tuple[Story, Picture]:
    """An approved story with a picture that tells where, and on its side, it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right to see it upright
    exif[0x010F] = "GeheimKamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 42.0, 37.0), 3: "E", 4: (90.0, 24.0, 26.0)})
    upload = picture_file(
        size=(1600, 900), exif=exif, comment=b"GeheimKommentar", name="../../geheim-name.jpg"
    )
    picture = prepared(store_picture(*read_picture(upload), newsroom.photo))
    ref = PictureRef.to(picture, caption="নৌকা", credit="নমুনা হাসান", alt="ঘাটে নৌকা")
    story = start_story(newsroom.reporter, replace(content, picture=ref))
    return walk(story, newsroom, State.APPROVED), picture


def test_a_published_picture_is_upright_and_tells_nothing(
    newsroom: SimpleNamespace, illustrated: tuple[Story, Picture]
) -> None:
    story, picture = illustrated
    assert (picture.width, picture.height) == (900, 1600)
    assert not Path(default_storage.location).exists()  # nothing is public yet
    take(story, newsroom.chief, "publish")
    shown = Article.objects.get().lead_picture
    assert (shown.caption, shown.credit, shown.alt) == ("নৌকা", "নমুনা হাসান", "ঘাটে নৌকা")
    assert [(r.format, r.width, r.height) for r in shown.renditions if not r.crop] == [
        (format, width, height)
        for width, height in [(360, 640), (720, 1280), (900, 1600)]
        for format in ("avif", "webp", "jpeg")
    ]
    assert [(r.crop, r.width, r.height) for r in shown.renditions if r.crop] == [
        ("16x9", 900, 506),
        ("4x3", 900, 675),
        ("1x1", 900, 900),
        ("share", 900, 472),
    ]
    for rendition in shown.renditions:
        with default_storage.open(rendition.name) as file:
            data = file.read()
        for told in (b"Geheim", b"geheim", b"Exif", b"GPS", b"http://ns.adobe.com"):
            assert told not in data
        with Image.open(io.BytesIO(data)) as image:
            assert image.size == (rendition.width, rendition.height)
            assert not image.getexif()
            if rendition.crop:
                continue
            # The ellipse of the upload is in its upper left; turned upright, that is the upper right.
            assert image.convert("RGB").getpixel((image.width * 5 // 8, image.height * 3 // 8))[0] > 200
            assert image.convert("RGB").getpixel((image.width * 3 // 8, image.height * 3 // 8))[0] < 60


def test_a_story_without_a_picture_gets_its_headline_drawn(newsroom: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, Story.State.PUBLISHED)
    card = Article.objects.get().share_card
    assert (card["crop"], card["width"], card["height"]) == ("share", 1200, 630)
    assert default_storage.exists(card["name"])


def test_a_rendition_that_is_gone_stops_the_publish_and_says_so(
    newsroom: SimpleNamespace, illustrated: tuple[Story, Picture]
) -> None:
    story, picture = illustrated
    before = Trace.of(story)
    storages["originals"].delete(FOLDER + picture.renditions[0]["name"])
    with pytest.raises(BlockedError) as refusal:
        take(story, newsroom.chief, "publish")
    assert [problem.field for problem in refusal.value.problems] == ["lead_picture"]
    assert Trace.of(story) == before


# Who hears of it


@pytest.fixture
def listener() -> Iterator[psycopg.Connection]:
    with another_connection() as listening:
        listening.execute(f"LISTEN {CHANNEL}")
        yield listening


def another_connection() -> psycopg.Connection:
    connection.ensure_connection()
    info = connection.connection.info
    return psycopg.connect(info.dsn, password=info.password, autocommit=True)


def heard_until(last: str, listening: psycopg.Connection) -> list[str]:
    """Everything that was said before `last`, in its order."""
    heard: list[str] = []
    for notify in listening.notifies(timeout=PATIENCE):
        if notify.payload == last:
            return heard
        heard.append(notify.payload)
    raise AssertionError(f"heard only {heard}")


def say(word: str) -> None:
    """From a third connection; what the listener hears before it was committed before it."""
    with another_connection() as third:
        third.execute("SELECT pg_notify(%s, %s)", [CHANNEL, word])


@committed
def test_every_process_hears_of_a_publish_when_it_is_committed_and_not_before(
    newsroom: SimpleNamespace, approved: Story, listener: psycopg.Connection
) -> None:
    with transaction.atomic():
        take(approved, newsroom.chief, "publish")
        say("not yet")
    say("by now")
    early, publish = heard_until("by now", listener)
    assert early == "not yet"
    assert json.loads(publish) == {"edition": edition(), "article": approved.public_id}


@committed
def test_nobody_hears_of_a_publish_that_failed(
    newsroom: SimpleNamespace, approved: Story, listener: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Transition.objects, "create", fail)
    with pytest.raises(Failure):
        take(approved, newsroom.chief, "publish")
    say("silence")
    assert heard_until("silence", listener) == []


# Two at once


@contextmanager
def somebody_else() -> Iterator[Callable[..., Future]]:
    """Run what is given in threads with connections of their own; all are done at the end."""

    def closing(work: Callable[[], Any]) -> Any:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=8) as pool:
        yield lambda work: pool.submit(closing, work)


def until_somebody_waits_for_a_lock() -> None:
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    clock = threading.Event()
    with another_connection() as watching:
        for _turn in range(PATIENCE * 100):
            if watching.execute(query).fetchone()[0]:
                return
            clock.wait(0.01)
    raise AssertionError("nobody waits")


@committed
def test_two_publishes_at_once_get_two_editions_one_after_the_other(
    newsroom: SimpleNamespace, content: StoryContent
) -> None:
    first, second = (
        walk(start_story(newsroom.reporter, content), newsroom, State.APPROVED) for _story in range(2)
    )
    with somebody_else() as run:
        with transaction.atomic():
            mine = take(first, newsroom.editor, "publish")
            other = run(lambda: take_step(second.pk, newsroom.chief, "publish", seen_version=second.version))
            until_somebody_waits_for_a_lock()
            assert not other.done()
        theirs = other.result(timeout=PATIENCE)
    assert (mine.edition, theirs.edition) == (1, 2)
    assert edition() == 2
    assert {article.pk: article.edition for article in Article.objects.all()} == {
        first.public_id: 1,
        second.public_id: 2,
    }


@committed
def test_many_publishes_at_once_get_consecutive_editions(
    newsroom: SimpleNamespace, content: StoryContent
) -> None:
    stories = [walk(start_story(newsroom.reporter, content), newsroom, State.APPROVED) for _story in range(6)]
    gate = threading.Barrier(len(stories))

    def publish(story: Story) -> int | None:
        gate.wait(PATIENCE)
        return take_step(story.pk, newsroom.chief, "publish", seen_version=story.version).edition

    with somebody_else() as run:
        tries = [run(lambda story=story: publish(story)) for story in stories]
        editions = [attempt.result(timeout=PATIENCE) for attempt in tries]
    assert sorted(editions) == list(range(1, len(stories) + 1))
    assert edition() == len(stories)


@committed
def test_who_acts_while_another_publishes_the_same_story_gets_a_conflict(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, State.SUBMITTED)
    seen = draft.version
    with somebody_else() as run:
        with transaction.atomic():
            take(draft, newsroom.editor, "approve")
            take(draft, newsroom.editor, "publish")
            other = run(lambda: take_step(draft.pk, newsroom.chief, "approve", seen_version=seen))
            until_somebody_waits_for_a_lock()
        assert isinstance(other.exception(timeout=PATIENCE), ConflictError)
    assert [transition.verb for transition in draft.transitions.reverse()] == ["submit", "approve", "publish"]
    assert edition() == 1


@committed
def test_of_many_who_approve_and_publish_the_same_story_at_once_one_succeeds(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, State.SUBMITTED)
    editors = [newsroom.editor, newsroom.other_editor, newsroom.chief]
    gate = threading.Barrier(len(editors))

    def approve_and_publish(user: Any) -> int | None:
        gate.wait(PATIENCE)
        take_step(draft.pk, user, "approve", seen_version=draft.version)
        return take_step(draft.pk, user, "publish", seen_version=draft.version + 1).edition

    with somebody_else() as run:
        tries = [run(lambda user=user: approve_and_publish(user)) for user in editors]
        outcomes = [attempt.exception(timeout=PATIENCE) for attempt in tries]
    assert [type(outcome) for outcome in outcomes if outcome] == [ConflictError] * 2
    assert [transition.verb for transition in draft.transitions.reverse()] == ["submit", "approve", "publish"]
    assert edition() == 1


@committed
def test_a_save_waits_for_the_publish_and_then_reopens_what_is_live(
    newsroom: SimpleNamespace, approved: Story
) -> None:
    """An editor with the story open never changes what is being published."""
    seen = approved.version
    with somebody_else() as run:
        with transaction.atomic():
            take(approved, newsroom.chief, "publish")
            other = run(lambda: save_from(approved.pk, newsroom.editor, seen))
            until_somebody_waits_for_a_lock()
        assert isinstance(other.exception(timeout=PATIENCE), ConflictError)
    approved.refresh_from_db()
    assert approved.state == State.PUBLISHED
    assert_article_is(Article.objects.get(), approved.live_revision)


def save_from(story_id: int, user: Any, seen: int) -> None:
    save_story(story_id, user, StoryContent(headline="অন্য কিছু"), seen_version=seen)
