"""Taking a story down: readers get nothing of it any more, and the newsroom loses nothing."""

from types import SimpleNamespace

import pytest

from articles.models import Article, Tombstone
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Story
from tests.newsroom.helpers import Trace, edition, take, walk

pytestmark = pytest.mark.django_db
State = Story.State
Public = Story.Public


@pytest.fixture
def live(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.PUBLISHED)


def test_nothing_of_it_is_left_for_readers(newsroom: SimpleNamespace, live: Story) -> None:
    before = edition()
    taken = take(live, newsroom.editor, "takedown", reason="আদালতের আদেশ")
    assert (live.state, live.public_state) == (State.PUBLISHED, Public.GONE)
    assert not Article.objects.exists()
    stone = Tombstone.objects.get()
    assert (stone.kind, stone.notice, stone.snapshot) == ("gone", "", None)  # not even the reason
    assert taken.edition == stone.edition == edition() == before + 1


def test_the_newsroom_keeps_text_and_reason(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.editor, "takedown", reason="আদালতের আদেশ")
    assert live.live_revision.story_content.headline == live.headline
    assert live.record.get(verb="takedown").text == "আদালতের আদেশ"


def test_what_was_withdrawn_can_be_taken_down_and_its_text_goes_with_it(
    newsroom: SimpleNamespace, live: Story
) -> None:
    published = Article.objects.get().published_at
    take(live, newsroom.editor, "withdraw")
    take(live, newsroom.editor, "takedown")
    stone = Tombstone.objects.get()
    assert (stone.kind, stone.notice, stone.snapshot, stone.published_at) == ("gone", "", None, published)


def test_it_demands_a_reason(newsroom: SimpleNamespace, live: Story) -> None:
    before = Trace.of(live)
    with pytest.raises(BlockedError):
        take(live, newsroom.editor, "takedown", reason=" ")
    assert Trace.of(live) == before


@pytest.mark.parametrize("name", ["reporter", "other_reporter", "photo", "nobody"])
def test_who_is_no_editor_takes_nothing_down(name: str, newsroom: SimpleNamespace, live: Story) -> None:
    with pytest.raises(ForbiddenError):
        take(live, getattr(newsroom, name), "takedown")
    assert Article.objects.exists()


def test_what_is_down_is_not_taken_down_again(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.editor, "takedown")
    before = Trace.of(live)
    for verb in ("takedown", "withdraw"):
        with pytest.raises(ConflictError):
            take(live, newsroom.editor, verb)
    assert Trace.of(live) == before


def test_it_comes_back_only_after_a_new_approval(newsroom: SimpleNamespace, live: Story) -> None:
    take(live, newsroom.editor, "takedown")
    take(live, newsroom.editor, "restore")
    assert not Article.objects.exists()
    walk(live, newsroom, State.PUBLISHED)
    assert Article.objects.get().pk == live.public_id
    assert not Tombstone.objects.exists()
