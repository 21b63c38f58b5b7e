"""Four eyes per desk, and the glass a chief editor may break: with a reason, on the record, heard by the others."""

from types import SimpleNamespace

import pytest

from articles.models import Article
from newsroom.errors import BlockedError, ConflictError, ForbiddenError
from newsroom.models import Approval, Desk, Message, RecordEntry, Story
from newsroom.workflow import available_steps
from tests.newsroom.helpers import Trace, another_desk, hire, save, take, walk

pytestmark = pytest.mark.django_db
State = Story.State
Kind = RecordEntry.Kind


@pytest.fixture
def by_chief(newsroom: SimpleNamespace, draft: Story) -> Story:
    """Submitted, with the chief's own words in it."""
    save(draft, newsroom.chief, kicker="মৌসুম")
    return walk(draft, newsroom, State.SUBMITTED)


@pytest.fixture
def lenient(newsroom: SimpleNamespace) -> Desk:
    Desk.objects.filter(pk=newsroom.desk.pk).update(four_eyes=False)
    return newsroom.desk


# Per desk


def test_a_new_desk_is_under_four_eyes() -> None:
    assert Desk.objects.create(name="বিনোদন ডেস্ক").four_eyes


def test_nobody_approves_own_words(newsroom: SimpleNamespace, by_chief: Story) -> None:
    before = Trace.of(by_chief)
    with pytest.raises(BlockedError):
        take(by_chief, newsroom.chief, "approve")
    assert Trace.of(by_chief) == before
    take(by_chief, newsroom.editor, "approve")
    assert by_chief.state == State.APPROVED


def test_on_a_desk_without_four_eyes_one_may_approve_what_one_wrote(
    newsroom: SimpleNamespace, lenient: Desk, draft: Story
) -> None:
    save(draft, newsroom.editor, kicker="মৌসুম")
    for verb in ("submit", "approve", "publish"):
        take(draft, newsroom.editor, verb)
    approval = Approval.objects.get()
    assert (approval.approved_by, approval.break_glass) == (newsroom.editor, "")
    assert Article.objects.get().kicker == "মৌসুম"
    assert not RecordEntry.objects.filter(kind=Kind.BREAK_GLASS).exists()


def test_on_such_a_desk_a_reporter_still_may_not(
    newsroom: SimpleNamespace, lenient: Desk, draft: Story
) -> None:
    walk(draft, newsroom, State.SUBMITTED)
    with pytest.raises(ForbiddenError):
        take(draft, newsroom.reporter, "approve")


def test_a_lenient_approval_does_not_count_on_a_stricter_desk(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    """No way around four eyes by handing a story there and back."""
    lenient = another_desk(four_eyes=False)
    newsroom.editor.desks.add(lenient)
    save(draft, newsroom.editor, kicker="মৌসুম")
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.editor, "hand_over", desk_id=lenient.pk)
    take(draft, newsroom.editor, "approve")
    take(draft, newsroom.editor, "hand_over", desk_id=newsroom.desk.pk)
    before = Trace.of(draft)
    for verb in ("publish", "schedule"):
        with pytest.raises(BlockedError):
            take(draft, newsroom.editor, verb)
    assert Trace.of(draft) == before


def test_an_approval_by_other_eyes_counts_on_every_desk(newsroom: SimpleNamespace, draft: Story) -> None:
    lenient = another_desk(four_eyes=False)
    take(draft, newsroom.reporter, "submit")
    take(draft, newsroom.reporter, "hand_over", desk_id=lenient.pk)
    take(draft, newsroom.chief, "approve")
    take(draft, newsroom.chief, "hand_over", desk_id=newsroom.desk.pk)
    take(draft, newsroom.editor, "publish")
    assert draft.is_live


# Breaking the glass


def test_a_chief_approves_alone_with_a_reason_and_it_can_be_published(
    newsroom: SimpleNamespace, by_chief: Story
) -> None:
    take(by_chief, newsroom.chief, "override", reason=" রাত দুইটায় আর কেউ নেই।\n")
    approval = Approval.objects.get(voided_at=None)
    assert (approval.approved_by, approval.break_glass) == (newsroom.chief, "রাত দুইটায় আর কেউ নেই।")
    assert newsroom.chief in approval.revision.writers.all()
    take(by_chief, newsroom.chief, "publish")
    assert by_chief.is_live


@pytest.mark.parametrize("reason", ["", " \n\u00a0"])
def test_not_without_a_reason(reason: str, newsroom: SimpleNamespace, by_chief: Story) -> None:
    before = Trace.of(by_chief)
    with pytest.raises(BlockedError) as refusal:
        take(by_chief, newsroom.chief, "override", reason=reason)
    assert [problem.field for problem in refusal.value.problems] == ["reason"]
    assert Trace.of(by_chief) == before


@pytest.mark.parametrize("name", ["reporter", "editor", "photo", "nobody"])
def test_only_a_chief_may(name: str, newsroom: SimpleNamespace, by_chief: Story) -> None:
    user = getattr(newsroom, name)
    assert "override" not in {choice.step.verb for choice in available_steps(user, by_chief)}
    with pytest.raises(ForbiddenError):
        take(by_chief, user, "override")


def test_only_what_is_submitted(newsroom: SimpleNamespace, draft: Story) -> None:
    with pytest.raises(ConflictError):
        take(draft, newsroom.chief, "override")


def test_what_is_incomplete_is_not_approved_alone_either(newsroom: SimpleNamespace, by_chief: Story) -> None:
    save(by_chief, newsroom.chief, headline="")
    with pytest.raises(BlockedError) as refusal:
        take(by_chief, newsroom.chief, "override")
    assert "headline" in {problem.field for problem in refusal.value.problems}


def test_it_is_on_the_record_as_break_glass(newsroom: SimpleNamespace, by_chief: Story) -> None:
    taken = take(by_chief, newsroom.chief, "override", reason="আর কেউ নেই।")
    entry = RecordEntry.objects.get(kind=Kind.BREAK_GLASS)
    assert (entry.actor, entry.story, entry.verb, entry.text, entry.at) == (
        newsroom.chief,
        by_chief,
        "override",
        "আর কেউ নেই।",
        taken.at,
    )


def test_the_other_chiefs_are_alerted_and_nobody_else(newsroom: SimpleNamespace, by_chief: Story) -> None:
    other = hire("other_chief", "chief", another_desk())
    away = hire("former_chief", "chief", is_active=False)
    take(by_chief, newsroom.chief, "override", reason="আর কেউ নেই।")
    alert = Message.objects.get(kind=Message.Kind.ALERT)
    assert (alert.user, alert.actor, alert.story, alert.text) == (
        other,
        newsroom.chief,
        by_chief,
        "আর কেউ নেই।",
    )
    assert not Message.objects.filter(user=away).exists()


def test_a_change_voids_it_like_any_approval(newsroom: SimpleNamespace, by_chief: Story) -> None:
    take(by_chief, newsroom.chief, "override")
    save(by_chief, newsroom.chief, kicker="বোরো")
    assert not Approval.objects.filter(voided_at=None).exists()
    assert by_chief.state == State.DRAFT
