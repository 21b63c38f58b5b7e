"""Returning a story: never without a category and a reason, which the writer gets."""

from types import SimpleNamespace

import pytest

from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Approval, Message, Story
from newsroom.queue import last_return
from newsroom.returns import CATEGORIES
from tests.newsroom.helpers import Trace, save, take, walk

pytestmark = pytest.mark.django_db
State = Story.State


@pytest.fixture
def submitted(newsroom: SimpleNamespace, draft: Story) -> Story:
    return walk(draft, newsroom, State.SUBMITTED)


@pytest.mark.parametrize("category", CATEGORIES)
def test_a_return_is_kept_with_its_category_reason_and_paragraphs(
    category: str, newsroom: SimpleNamespace, submitted: Story
) -> None:
    returned = take(
        submitted, newsroom.editor, "return", category=category, reason=" উৎস দিন।\n", paragraphs=(0, 2)
    )
    assert submitted.state == State.RETURNED
    assert (returned.category, returned.reason, returned.paragraphs) == (category, "উৎস দিন।", [0, 2])
    assert returned.revision.story_content.headline == submitted.headline
    assert submitted.record.get(verb="return").text == "উৎস দিন।"


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"category": ""}, ["category"]),
        ({"category": "weather"}, ["category"]),
        ({"reason": "  \n"}, ["reason"]),
        ({"category": "", "reason": ""}, ["category", "reason"]),
    ],
    ids=["no category", "an unknown one", "no reason", "neither"],
)
def test_a_return_that_does_not_say_why_is_refused(
    said: dict[str, str], fields: list[str], newsroom: SimpleNamespace, submitted: Story
) -> None:
    before = Trace.of(submitted)
    with pytest.raises(BlockedError) as refusal:
        take(submitted, newsroom.editor, "return", **said)
    assert [problem.field for problem in refusal.value.problems] == fields
    assert Trace.of(submitted) == before


@pytest.mark.parametrize("name", ["reporter", "other_reporter", "photo", "nobody"])
def test_who_does_not_review_returns_nothing(name: str, newsroom: SimpleNamespace, submitted: Story) -> None:
    with pytest.raises(ForbiddenError):
        take(submitted, getattr(newsroom, name), "return")


@pytest.mark.parametrize("state", [State.DRAFT, State.RETURNED, State.SCHEDULED, State.PUBLISHED], ids=str)
def test_only_what_is_submitted_or_approved_is_returned(
    state: State, newsroom: SimpleNamespace, draft: Story
) -> None:
    walk(draft, newsroom, state)
    with pytest.raises(ConflictError):
        take(draft, newsroom.editor, "return")


def test_the_writer_hears_of_it_with_the_reason(newsroom: SimpleNamespace, submitted: Story) -> None:
    take(submitted, newsroom.editor, "return", reason="উৎস দিন।")
    message = Message.objects.get(user=newsroom.reporter)
    assert (message.kind, message.actor, message.story, message.text) == (
        "returned",
        newsroom.editor,
        submitted,
        "উৎস দিন।",
    )


def test_a_return_after_the_approval_voids_it(newsroom: SimpleNamespace, draft: Story) -> None:
    walk(draft, newsroom, State.APPROVED)
    take(draft, newsroom.editor, "return")
    assert not Approval.objects.filter(voided_at=None).exists()


def test_the_reason_stays_above_the_text_until_it_is_submitted_again(
    newsroom: SimpleNamespace, submitted: Story
) -> None:
    returned = take(submitted, newsroom.editor, "return")
    assert last_return(submitted) == returned
    save(submitted, newsroom.reporter, kicker="মৌসুম")
    assert last_return(submitted) == returned
    take(submitted, newsroom.reporter, "submit")
    assert last_return(submitted) is None
