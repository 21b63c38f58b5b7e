"""Withdrawing a live story: out of every list at once, readable at its address under a notice."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from articles.frame import site_frame
from articles.models import Article, Tombstone
from articles.publishing import publish_ticker
from articles.snapshot import TickerEntry
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Story
from newsroom.scheduling import publish_due_stories
from tests.newsroom.helpers import Trace, assert_article_is, edition, save, take, walk, walk_to

pytestmark = pytest.mark.django_db
State = Story.State
Public = Story.Public
NOTICE = "এই সংবাদের তথ্য যাচাই করা যায়নি, তাই এটি প্রত্যাহার করা হলো।"


@pytest.fixture
def live(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.PUBLISHED)


def test_what_was_live_stays_readable_under_the_notice_and_in_no_list(
    newsroom: SimpleNamespace, live: Story
) -> None:
    was = Article.objects.get()
    publish_ticker([TickerEntry("হাওরের খবর", was.pk, True, timezone.now() + timezone.timedelta(hours=1))])
    before = edition()
    withdrawn = take(live, newsroom.editor, "withdraw", reason=f" {NOTICE}\n")
    assert (live.state, live.public_state) == (State.PUBLISHED, Public.WITHDRAWN)
    stone = Tombstone.objects.get()
    assert (stone.public_id, stone.kind, stone.notice, stone.target) == (was.pk, "withdrawn", NOTICE, "")
    assert (stone.at, stone.published_at) == (withdrawn.at, was.published_at)
    assert stone.snapshot["headline"] == was.headline
    assert stone.snapshot["body"] == was.body
    assert withdrawn.edition == stone.edition == edition() == before + 1
    assert not Article.objects.exists()
    frame = site_frame()
    assert (frame["latest"], frame["ticker"], frame["sections"]) == ([], [], [])


def test_the_newsroom_keeps_what_was_live(newsroom: SimpleNamespace, live: Story) -> None:
    revision = live.live_revision
    take(live, newsroom.editor, "withdraw")
    assert live.live_revision == revision
    assert live.record.get(verb="withdraw").data["public"] == "withdrawn"


@pytest.mark.parametrize("reason", ["", " \n", "\x01"])
def test_readers_are_owed_a_notice(reason: str, newsroom: SimpleNamespace, live: Story) -> None:
    before = Trace.of(live)
    with pytest.raises(BlockedError) as refusal:
        take(live, newsroom.editor, "withdraw", reason=reason)
    assert [problem.field for problem in refusal.value.problems] == ["reason"]
    assert Trace.of(live) == before


@pytest.mark.parametrize("name", ["reporter", "other_reporter", "photo", "nobody"])
def test_who_is_no_editor_withdraws_nothing(name: str, newsroom: SimpleNamespace, live: Story) -> None:
    before = Trace.of(live)
    with pytest.raises(ForbiddenError):
        take(live, getattr(newsroom, name), "withdraw")
    assert Trace.of(live) == before


def test_what_readers_do_not_have_is_not_withdrawn(newsroom: SimpleNamespace, draft: Story) -> None:
    with pytest.raises(ConflictError):
        take(draft, newsroom.editor, "withdraw")
    walk(draft, newsroom, State.PUBLISHED)
    take(draft, newsroom.editor, "withdraw")
    with pytest.raises(ConflictError):
        take(draft, newsroom.editor, "withdraw")


def test_the_change_in_work_stays_in_work(newsroom: SimpleNamespace, live: Story) -> None:
    save(live, newsroom.reporter, headline="হাওরে ধান কাটা শুরু")
    take(live, newsroom.reporter, "submit")
    take(live, newsroom.editor, "withdraw")
    assert (live.state, live.public_state) == (State.SUBMITTED, Public.WITHDRAWN)
    assert live.headline == "হাওরে ধান কাটা শুরু"
    assert Tombstone.objects.get().snapshot["headline"] != live.headline


@pytest.mark.parametrize("verb", ["withdraw", "takedown", "redirect"])
def test_a_scheduled_change_does_not_bring_it_back_by_itself(
    verb: str, newsroom: SimpleNamespace, content: object, draft: Story
) -> None:
    from newsroom.editing import start_story

    other = walk(start_story(newsroom.reporter, content), newsroom, State.PUBLISHED)  # type: ignore[arg-type]
    walk_to(draft, newsroom, State.SCHEDULED, Public.LIVE)
    taken = take(draft, newsroom.editor, verb, target=other.public_id)
    assert (draft.state, draft.publish_at) == (State.APPROVED, None)
    assert (taken.from_state, taken.to_state) == (State.SCHEDULED, State.APPROVED)
    assert publish_due_stories() == 0
    take(draft, newsroom.editor, "publish")  # somebody decides it
    assert draft.is_live


def test_it_comes_back_with_its_first_time_only_after_a_new_approval(
    newsroom: SimpleNamespace, live: Story
) -> None:
    first = Article.objects.get().published_at
    take(live, newsroom.editor, "withdraw")
    with pytest.raises(ConflictError):
        take(live, newsroom.editor, "publish")
    take(live, newsroom.reporter, "restore")
    walk(live, newsroom, State.PUBLISHED)
    article = Article.objects.get()
    assert_article_is(article, live.live_revision)
    assert article.published_at == first
    assert not Tombstone.objects.exists()
