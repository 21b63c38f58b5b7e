"""What the database refuses by itself, to whatever code is above it."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from psycopg.errors import CheckViolation, NotNullViolation, RestrictViolation, UniqueViolation

from newsroom.models import (
    Approval,
    Desk,
    RecordEntry,
    Revision,
    RevisionWriter,
    Story,
    TickerPublication,
    Transition,
)
from tests.newsroom.helpers import save, take, walk

pytestmark = pytest.mark.django_db
State = Story.State


@pytest.fixture
def live(newsroom: SimpleNamespace, draft: Story) -> Story:
    """A published story, with a row in every table of the record."""
    TickerPublication.objects.create(edition=1, lines=[], actor=newsroom.editor)
    return walk(draft, newsroom, State.PUBLISHED)


@pytest.fixture
def submitted(newsroom: SimpleNamespace, draft: Story) -> Revision:
    return walk(draft, newsroom, State.SUBMITTED).revisions.get()


def assert_refused(reason: type[Exception], attempt: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        attempt()
    assert isinstance(refusal.value.__cause__, reason)


def approve(revision: Revision, user: Any, **fields: Any) -> Approval:
    return Approval.objects.create(
        **{"revision": revision, "content_hash": revision.content_hash, "approved_by": user} | fields
    )


# Approvals


def test_somebody_who_wrote_in_a_revision_cannot_approve_it(
    newsroom: SimpleNamespace, submitted: Revision
) -> None:
    assert_refused(CheckViolation, lambda: approve(submitted, newsroom.reporter))
    approve(submitted, newsroom.other_reporter)  # who may review is not the database's business


def test_every_one_of_several_writers_is_refused(newsroom: SimpleNamespace, draft: Story) -> None:
    save(draft, newsroom.editor, kicker="মৌসুম")
    save(draft, newsroom.chief, kicker="বোরো মৌসুম")
    revision = walk(draft, newsroom, State.SUBMITTED).revisions.get()
    for writer in (newsroom.reporter, newsroom.editor, newsroom.chief):
        assert_refused(CheckViolation, lambda writer=writer: approve(revision, writer))
    approve(revision, newsroom.other_editor)


@pytest.mark.parametrize("content_hash", ["", "0" * 64, "sha256"])
def test_an_approval_of_another_hash_is_refused(
    content_hash: str, newsroom: SimpleNamespace, submitted: Revision
) -> None:
    assert_refused(CheckViolation, lambda: approve(submitted, newsroom.editor, content_hash=content_hash))


def test_a_revision_has_one_standing_approval(newsroom: SimpleNamespace, submitted: Revision) -> None:
    first = approve(submitted, newsroom.editor)
    assert_refused(UniqueViolation, lambda: approve(submitted, newsroom.chief))
    Approval.objects.filter(pk=first.pk).update(voided_at=timezone.now())
    approve(submitted, newsroom.chief)


def test_a_voided_approval_stays_void(live: Story) -> None:
    approvals = Approval.objects.filter(revision__story=live)
    assert approvals.update(voided_at=timezone.now()) == 1
    assert_refused(RestrictViolation, lambda: approvals.update(voided_at=None))
    assert_refused(RestrictViolation, lambda: approvals.update(voided_at=timezone.now()))


@pytest.mark.parametrize("field", ["content_hash", "approved_by", "approved_at", "revision", "break_glass"])
def test_an_approval_cannot_be_rewritten_not_even_while_it_is_voided(
    field: str, newsroom: SimpleNamespace, live: Story
) -> None:
    revision = live.live_revision
    other = Revision.objects.create(
        story=live, number=99, moment="submit", content={}, content_hash="f" * 64, created_by=newsroom.editor
    )
    value = {
        "content_hash": "0" * 64,
        "approved_by": newsroom.chief,
        "approved_at": timezone.now(),
        "revision": other,
        "break_glass": "একা",
    }[field]
    approvals = Approval.objects.filter(revision=revision)
    assert_refused(RestrictViolation, lambda: approvals.update(**{field: value}))
    assert_refused(RestrictViolation, lambda: approvals.update(**{field: value, "voided_at": timezone.now()}))


def test_a_writer_approves_alone_only_with_a_reason(newsroom: SimpleNamespace, submitted: Revision) -> None:
    assert_refused(CheckViolation, lambda: approve(submitted, newsroom.reporter, break_glass=""))
    # Whose right it is, is not asked here.
    approve(submitted, newsroom.reporter, break_glass="রাত দুইটায় আর কেউ নেই।")


def test_a_desk_without_four_eyes_is_not_asked_for_them(
    newsroom: SimpleNamespace, submitted: Revision
) -> None:
    Desk.objects.filter(pk=newsroom.desk.pk).update(four_eyes=False)
    approve(submitted, newsroom.reporter)


def test_a_story_of_no_desk_is_under_four_eyes(newsroom: SimpleNamespace, submitted: Revision) -> None:
    Story.objects.update(desk=None)
    assert_refused(CheckViolation, lambda: approve(submitted, newsroom.reporter))


# The record


@pytest.mark.parametrize("verb", ["DELETE FROM {table}", "UPDATE {table} SET id = id"])
@pytest.mark.parametrize("model", [Revision, RevisionWriter, Transition, RecordEntry, TickerPublication])
def test_the_record_is_only_ever_added_to(model: type[models.Model], verb: str, live: Story) -> None:
    assert model._default_manager.exists()
    with connection.cursor() as cursor:
        assert_refused(RestrictViolation, lambda: cursor.execute(verb.format(table=model._meta.db_table)))


def test_an_approval_is_never_deleted(live: Story) -> None:
    with connection.cursor() as cursor:
        assert_refused(RestrictViolation, lambda: cursor.execute("DELETE FROM newsroom_approval"))


@pytest.mark.parametrize("change", [{"content": {}}, {"content_hash": "0" * 64}, {"number": 9}])
def test_what_a_revision_said_cannot_be_changed(change: dict[str, Any], live: Story) -> None:
    assert_refused(RestrictViolation, lambda: live.revisions.update(**change))


def test_a_story_with_a_history_cannot_be_deleted(live: Story) -> None:
    with pytest.raises(models.ProtectedError):
        live.delete()


# Transitions


def transition(story: Story, user: Any, verb: str, **fields: Any) -> Transition:
    states = {"from_state": State.APPROVED, "to_state": State.PUBLISHED}
    return Transition.objects.create(**{"story": story, "actor": user, "verb": verb} | states | fields)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.RETURNED])
def test_a_publish_of_an_unapproved_revision_cannot_be_recorded(
    state: State, newsroom: SimpleNamespace, draft: Story
) -> None:
    story = walk(draft, newsroom, state)
    assert_refused(
        CheckViolation,
        lambda: transition(story, newsroom.chief, "publish", revision=story.revisions.first(), edition=1),
    )


def test_a_publish_after_the_approval_was_voided_cannot_be_recorded(
    newsroom: SimpleNamespace, draft: Story
) -> None:
    story = walk(draft, newsroom, State.APPROVED)
    revision = story.revisions.get()
    Approval.objects.filter(revision=revision).update(voided_at=timezone.now())
    assert_refused(
        CheckViolation, lambda: transition(story, newsroom.chief, "publish", revision=revision, edition=1)
    )


def test_a_publish_under_another_storys_approval_cannot_be_recorded(
    newsroom: SimpleNamespace, live: Story
) -> None:
    other = Story.objects.create(assignee=newsroom.reporter)
    assert_refused(
        CheckViolation,
        lambda: transition(other, newsroom.chief, "publish", revision=live.live_revision, edition=1),
    )


def test_a_publish_under_embargo_cannot_be_recorded(newsroom: SimpleNamespace, draft: Story) -> None:
    story = walk(draft, newsroom, State.APPROVED)
    publish = {"revision": story.revisions.get(), "edition": 1}
    Story.objects.filter(pk=story.pk).update(embargo_until=timezone.now() + timedelta(minutes=1))
    assert_refused(CheckViolation, lambda: transition(story, newsroom.chief, "publish", **publish))
    Story.objects.filter(pk=story.pk).update(embargo_until=timezone.now() - timedelta(minutes=1))
    transition(story, newsroom.chief, "publish", **publish)


@pytest.mark.parametrize(
    ("embargo", "publish_at"), [(2, 1), (1, None), (None, None)], ids=["inside it", "never", "no time at all"]
)
def test_a_story_cannot_be_scheduled_into_its_embargo_or_for_no_time(
    embargo: int | None, publish_at: int | None, newsroom: SimpleNamespace, draft: Story
) -> None:
    story = walk(draft, newsroom, State.SCHEDULED)
    times = [hours and timezone.now() + timedelta(hours=hours) for hours in (embargo, publish_at)]
    rows = Story.objects.filter(pk=story.pk)
    assert_refused(CheckViolation, lambda: rows.update(embargo_until=times[0], publish_at=times[1]))


@pytest.mark.parametrize("missing", ["revision", "edition"])
def test_a_publish_is_recorded_with_its_revision_and_its_edition(
    missing: str, newsroom: SimpleNamespace, live: Story
) -> None:
    fields = {"revision": live.live_revision, "edition": 7} | {missing: None}
    assert_refused(CheckViolation, lambda: transition(live, newsroom.chief, "publish", **fields))


def test_a_return_without_a_reason_cannot_be_recorded(newsroom: SimpleNamespace, live: Story) -> None:
    assert_refused(CheckViolation, lambda: transition(live, newsroom.chief, "return", reason=""))


def test_nothing_is_recorded_without_somebody_who_did_it(live: Story) -> None:
    assert_refused(NotNullViolation, lambda: transition(live, None, "submit"))


def test_there_is_one_edition() -> None:
    with connection.cursor() as cursor:
        assert_refused(
            CheckViolation, lambda: cursor.execute("INSERT INTO articles_edition (id, number) VALUES (2, 1)")
        )


# Back and forth

TRIGGERS = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'newsroom%%' ORDER BY 1"
FUNCTIONS = "SELECT proname FROM pg_proc WHERE proname LIKE 'newsroom%%' ORDER BY 1"


def names(query: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [name for (name,) in cursor.fetchall()]


def run(migration: str, *, backwards: bool) -> None:
    """Run one migration's SQL and functions on the database as it is; its extensions and indexes stay."""
    loader = MigrationLoader(connection)
    found = loader.get_migration("newsroom", migration)
    found.operations = [step for step in found.operations if isinstance(step, RunSQL | RunPython)]
    state = loader.project_state(("newsroom", migration), at_end=False)
    with connection.schema_editor(atomic=False) as editor:
        (found.unapply if backwards else found.apply)(state, editor)


def test_the_guards_can_be_taken_down_and_put_up_again(newsroom: SimpleNamespace, live: Story) -> None:
    triggers, functions = names(TRIGGERS), names(FUNCTIONS)
    assert len(triggers) == 8
    run("0005_desk_guards", backwards=True)
    assert set(triggers) - set(names(TRIGGERS)) == {"newsroom_recordentry_append_only"}
    run("0002_guards", backwards=True)
    assert names(TRIGGERS) == names(FUNCTIONS) == []
    live.transitions.filter(verb="submit").update(reason="nothing guards it now")
    run("0002_guards", backwards=False)
    run("0005_desk_guards", backwards=False)
    assert (names(TRIGGERS), names(FUNCTIONS)) == (triggers, functions)
    assert_refused(RestrictViolation, lambda: live.transitions.update(reason=""))


def test_the_groups_can_be_taken_away_and_made_again() -> None:
    def rights() -> dict[str, set[str]]:
        return {
            group.name: set(group.permissions.values_list("codename", flat=True))
            for group in Group.objects.all()
        }

    before = rights()
    assert before.keys() == {"reporter", "editor", "chief", "photo"}
    Group.objects.create(name="made by hand")
    run("0003_groups", backwards=True)
    assert rights() == {"made by hand": set()}
    run("0003_groups", backwards=False)
    run("0003_groups", backwards=False)  # and twice does no harm
    for migration in (
        "0006_desk_rights",
        "0009_words_and_pictures_rights",
        "0014_front_and_page_rights",
        "0018_doors_rights",
    ):
        run(migration, backwards=False)
        run(migration, backwards=False)
    assert rights() == before | {"made by hand": set()}


def test_a_reporter_has_no_right_that_an_editor_or_the_chief_lacks() -> None:
    rights = {group.name: set(group.permissions.all()) for group in Group.objects.all()}
    assert rights["reporter"] < rights["editor"] < rights["chief"]
    assert rights["photo"] < rights["chief"]


def test_the_walk_through_the_guards_is_the_one_the_steps_take(
    newsroom: SimpleNamespace, live: Story
) -> None:
    save(live, newsroom.reporter, kicker="হালনাগাদ")
    take(live, newsroom.reporter, "submit")
    take(live, newsroom.chief, "approve")
    take(live, newsroom.chief, "publish")
    assert [transition.verb for transition in live.transitions.reverse()] == [
        *("submit", "approve", "publish"),
        *("reopen", "submit", "approve", "publish"),
    ]
