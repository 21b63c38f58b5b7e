"""Sending readers of one story to another that is live."""

from types import SimpleNamespace

import pytest

from articles.models import Article, Tombstone
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Story
from newsroom.step_forms import read_details
from tests.newsroom.helpers import Trace, live_article, take, walk

pytestmark = pytest.mark.django_db
State = Story.State
Public = Story.Public


@pytest.fixture
def live(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.PUBLISHED)


@pytest.fixture
def target(db: None) -> str:
    return live_article().pk


@pytest.mark.parametrize("before", [[], ["withdraw"], ["takedown"], ["withdraw", "takedown"]], ids=str)
def test_readers_are_sent_to_the_other_story(
    before: list[str], newsroom: SimpleNamespace, live: Story, target: str
) -> None:
    for verb in before:
        take(live, newsroom.editor, verb)
    redirected = take(live, newsroom.editor, "redirect", target=target, reason="")
    assert (live.state, live.public_state) == (State.PUBLISHED, Public.REDIRECTED)
    stone = Tombstone.objects.get()
    assert (stone.kind, stone.target, stone.snapshot, stone.edition) == (
        "redirected",
        target,
        None,
        redirected.edition,
    )
    assert [article.pk for article in Article.objects.all()] == [target]


@pytest.mark.parametrize("wrong", ["", "zzzzzzzz", "itself", "withdrawn", "a\x00b", "x" * 500])
def test_only_to_another_story_that_is_live(
    wrong: str, newsroom: SimpleNamespace, content: object, live: Story
) -> None:
    from newsroom.editing import start_story

    other = walk(start_story(newsroom.reporter, content), newsroom, State.PUBLISHED)  # type: ignore[arg-type]
    take(other, newsroom.editor, "withdraw")
    wrong = {"itself": live.public_id, "withdrawn": other.public_id}.get(wrong, wrong)
    before = Trace.of(live)
    with pytest.raises(BlockedError) as refusal:
        take(live, newsroom.editor, "redirect", target=wrong)
    assert [problem.field for problem in refusal.value.problems] == ["target"]
    assert Trace.of(live) == before


def test_the_whole_address_of_the_other_story_will_do(target: str) -> None:
    for typed in (target, f"https://khobor.example/world/{target}/", f" /world/{target} "):
        assert read_details({"redirect-target": typed}, "redirect").target == target


@pytest.mark.parametrize("name", ["reporter", "other_reporter", "photo", "nobody"])
def test_who_is_no_editor_sends_nobody_elsewhere(
    name: str, newsroom: SimpleNamespace, live: Story, target: str
) -> None:
    with pytest.raises(ForbiddenError):
        take(live, getattr(newsroom, name), "redirect", target=target)
    assert Article.objects.filter(pk=live.public_id).exists()


def test_what_was_never_public_leads_nowhere(newsroom: SimpleNamespace, draft: Story, target: str) -> None:
    with pytest.raises(ConflictError):
        take(draft, newsroom.editor, "redirect", target=target)


def test_what_is_redirected_already_is_not_taken_from_readers_again(
    newsroom: SimpleNamespace, live: Story, target: str
) -> None:
    take(live, newsroom.editor, "redirect", target=target)
    before = Trace.of(live)
    for verb in ("redirect", "withdraw", "takedown"):
        with pytest.raises(ConflictError):
            take(live, newsroom.editor, verb, target=target)
    assert Trace.of(live) == before
