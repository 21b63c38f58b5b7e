"""Whatever anybody does in whatever order: readers see what somebody else than its writers approved."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles.models import Article, Contributor, Correction, Section, Tombstone, Topic
from newsroom.content import BylineRef, Ref, StoryContent, content_of
from newsroom.desks import set_visibility
from newsroom.editing import keep_version, save_story, start_story
from newsroom.errors import BlockedError, WorkflowError
from newsroom.models import Approval, Desk, RecordEntry, Revision, RevisionWriter, Story, Transition, User
from newsroom.returns import CATEGORIES
from newsroom.revisions import newest_revision
from newsroom.scheduling import publish_due_stories, set_embargo
from newsroom.step_table import STEP_BY_VERB, STEPS
from newsroom.steps import Details, Step
from newsroom.visibility import may_see, visible_stories
from newsroom.workflow import available_steps, check_step, may_take, stands_before, take_step
from tests.newsroom.helpers import another_desk, assert_article_is, edition, hire

USERS = ("reporter", "other_reporter", "editor", "other_editor", "far_editor", "chief", "photo", "nobody")
APPROVED = {"approved", "scheduled", "published"}
ONWARD = ("restore", "submit", "approve", "publish")
BURIED = {"withdrawn", "gone", "redirected"}
NEW_EDITION = {"publish", "withdraw", "takedown", "redirect"}
WRITERS = ("reporter", "other_reporter", "editor", "other_editor", "far_editor", "chief")
users = st.sampled_from(USERS)
picks = st.integers(min_value=0, max_value=11)
words = st.sampled_from(["নদী", "হাওর", "ধান", ""])
names = st.sampled_from(["দেশ", "বাংলাদেশ", "জনপদ"])
hours = st.sampled_from([-2, -1, 1, 2, 3])
VERBS = [*STEP_BY_VERB, "delete"]
BUTTONS = [step.verb for step in STEPS if not step.by_saving]


class Newsroom(RuleBasedStateMachine):
    """Stories, people and accidents. Each run sees the newsroom as it was, whatever the run before did."""

    people: ClassVar[SimpleNamespace]
    content: ClassVar[StoryContent]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.stories: list[int] = []
        self.recorded: list[int] = []  # every Transition ever seen
        self.editions = 0  # publishes and retractions that succeeded
        self.first_edition = edition()
        self.touched = True
        self.leniently: set[int] = set()  # publishes on a desk that goes without four eyes
        self.lenient_approvals: set[int] = set()
        self.embargoes: dict[int, Any] = {}  # story -> the embargo as it was last set

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.savepoint)

    # What people do

    @initialize(onward=st.integers(min_value=0, max_value=3))
    def open_the_paper(self, onward: int) -> None:
        """One story is live; a second one is somewhere on its way."""
        self.start_a_story("reporter")
        self.carry_towards_readers(0, 0, steps=3)
        self.start_a_story("other_reporter")
        self.carry_towards_readers(1, 0, steps=onward)

    @precondition(lambda self: len(self.stories) < 3)
    @rule(name=users)
    def start_a_story(self, name: str) -> None:
        try:
            self.stories.append(start_story(self.user(name), self.content).pk)
        except WorkflowError:
            assert name not in WRITERS

    @rule(
        pick=picks,
        name=users,
        word=words,
        what=st.sampled_from(["headline", "body", "sign_off", "byline", "nothing"]),
    )
    def save_a_change(self, pick: int, name: str, word: str, what: str) -> None:
        story = self.story(pick)
        content = content_of(story)
        people = [BylineRef(Ref.to(person), "reporter") for person in Contributor.objects.all()]
        change: dict[str, Any] = {
            "headline": {"headline": word},
            "body": {"body": f"<p>{word} নিয়ে প্রতিবেদন।</p>"},
            "sign_off": {"sign_off": word},
            "byline": {"byline": tuple(people[: pick % 3])},
            "nothing": {},
        }[what]
        self.try_to_save(story, name, replace(content, **change))

    @rule(
        pick=picks,
        name=users,
        verb=st.sampled_from(VERBS),
        stale=st.sampled_from([0, 0, 0, 0, 1, -1]),
        details=st.builds(
            Details,
            reason=st.sampled_from(["", "  ", "তথ্য মেলান", "তথ্য\x00 মেলান"]),
            category=st.sampled_from([*CATEGORIES, "", "x"]),
            paragraphs=st.sampled_from([(), (0,), (0, 99)]),
            kind=st.sampled_from([*Story.CorrectionKind.values, "", "x"]),
        ),
        hour=hours,
        other=picks,
    )
    def try_a_step(
        self, pick: int, name: str, verb: str, stale: int, details: Details, hour: int, other: int
    ) -> None:
        story = self.story(pick)
        details = replace(
            details,
            publish_at=timezone.now() + timedelta(hours=hour) if other % 4 else None,
            desk_id=self.desk(other).pk if other % 5 else None,
            target=self.story(other).public_id if other % 6 else "",
        )
        seen = story.version + stale
        try:
            taken = take_step(story.pk, self.user(name), verb, seen_version=seen, details=details)
        except WorkflowError:
            self.is_unchanged(story)
        else:
            assert stale == 0
            assert may_see(self.user(name), story)
            assert details.reason.strip() or "reason" not in STEP_BY_VERB[verb].requires
            self.note(taken)

    @rule(verbs=st.lists(st.sampled_from(BUTTONS), min_size=2, max_size=5), first=picks, hour=hours)
    def take_these_steps_wherever_they_are_offered(self, verbs: list[str], first: int, hour: int) -> None:
        """Said with all that is asked for; so that the rarer steps come about as well."""
        for verb in verbs:
            self.take_where_offered(STEP_BY_VERB[verb], first, hour)

    @rule(pick=picks, name=users, hour=st.one_of(st.none(), hours))
    def set_or_lift_an_embargo(self, pick: int, name: str, hour: int | None) -> None:
        story = self.story(pick)
        until = None if hour is None else timezone.now() + timedelta(hours=hour)
        try:
            set_embargo(story.pk, self.user(name), until)
        except WorkflowError:
            self.is_unchanged(story)
        else:
            self.embargoes[story.pk] = until
            self.touched = True

    @rule(pick=picks, name=users, inside=st.sets(users, max_size=3), restricted=st.booleans())
    def decide_who_sees_it(self, pick: int, name: str, inside: set[str], restricted: bool) -> None:
        story = self.story(pick)
        insiders = [self.user(insider) for insider in inside]
        try:
            set_visibility(story.pk, self.user(name), restricted=restricted, insiders=insiders)
        except WorkflowError:
            self.is_unchanged(story)
        else:
            self.touched = True

    @precondition(lambda self: Story.objects.filter(state="scheduled").exists())
    @rule()
    def let_the_clock_strike(self) -> None:
        """An hour of any scheduled story has come; the embargo's has not."""
        for story in Story.objects.filter(state="scheduled"):
            due = timezone.now() - timedelta(seconds=1)
            if story.embargo_until is None or story.embargo_until <= due:
                Story.objects.filter(pk=story.pk).update(publish_at=due)
        publish_due_stories()
        for taken in Transition.objects.filter(pk__gt=max(self.recorded, default=0)).order_by("pk"):
            assert (taken.verb, taken.from_state) == ("publish", "scheduled")
            self.note(taken)

    @rule(pick=picks, first=picks, steps=st.integers(min_value=1, max_value=5))
    def carry_towards_readers(self, pick: int, first: int, steps: int) -> None:
        """Somebody who may, not always the same one, takes the step that leads on; until nobody can."""
        for _step in range(steps):
            story = self.story(pick)
            people = [self.user(USERS[(first + turn) % len(USERS)]) for turn in range(len(USERS))]
            offers = [(user, choice) for user in people for choice in available_steps(user, story)]
            onward = [(user, choice) for user, choice in offers if choice.step.verb in ONWARD]
            free = [(user, choice) for user, choice in onward if not choice.problems]
            for user, choice in free[:1] or onward[:1]:
                try:
                    taken = take_step(story.pk, user, choice.step.verb, seen_version=story.version)
                except BlockedError:
                    assert choice.problems
                    self.is_unchanged(story)
                else:
                    assert not choice.problems
                    self.note(taken)

    @rule(pick=picks, name=st.sampled_from(["reporter", "editor", "other_editor"]), headline=words)
    def write_a_whole_story(self, pick: int, name: str, headline: str) -> None:
        """What came past the rules, or is missing, is put right; a live story gets something new."""
        self.try_to_save(self.story(pick), name, replace(self.content, headline=f"{headline} {pick}"))

    @rule(pick=picks, name=users)
    def keep_what_a_conflict_would_lose(self, pick: int, name: str) -> None:
        story = self.story(pick)
        newest = newest_revision(story)
        kept = {newest.story_content, replace(newest.story_content, correction=None)} if newest else set()
        was_forged = story.state in APPROVED and content_of(story) not in kept
        if not was_forged:  # such a text is rightly kept beside the approved one
            keep_version(story.pk, self.user(name))
            self.is_unchanged(story)

    # What happens around them

    @rule(
        what=st.sampled_from(["strictness", "rename", "move", "forge", "forge", "tidy up"]),
        pick=picks,
        name=names,
        model=st.sampled_from([Section, Contributor, Topic]),
    )
    def something_happens_past_all_rules(self, what: str, pick: int, name: str, model: Any) -> None:
        story = Story.objects.filter(pk=self.story(pick).pk)
        if what == "strictness":
            Desk.objects.filter(pk=self.desk(pick).pk).update(four_eyes=pick % 3 != 0)
        elif what == "rename":
            model.objects.filter(pk=model.objects.first().pk).update(name=name)
        elif what == "move":
            slug = "country" if pick % 2 else "bangladesh"
            Section.objects.filter(pk=self.people.section.pk).update(slug=slug)
        elif what == "forge":
            story.update(**{"body" if pick % 2 else "headline": "<p onclick=x>কেউ দেখেনি</p>"})
        else:
            story.update(body="<p>কেউ দেখেনি</p>")

    # What must hold all the while

    @invariant()
    def everything_holds(self) -> None:
        """Looked at after whatever was not refused; a refusal itself is shown to change nothing."""
        if self.touched:
            self.touched = False
            self.readers_have_exactly_what_the_stories_say()
            self.readers_see_what_others_approved()
            self.notes_are_public_with_the_story_that_was_published_with_them()
            self.only_published_stories_were_ever_public()
            self.the_edition_counts_publishes_and_retractions()
            self.an_approval_stands_only_for_the_newest_revision()
            self.an_approved_story_has_an_approval()
            self.a_scheduled_story_has_a_time_outside_its_embargo_and_no_other_has_one()
            self.who_reviews_a_story_reviews_a_submitted_one()
            self.who_approved_own_words_had_a_lenient_desk_or_gave_a_reason()
            self.whoever_is_outside_finds_no_step()
            self.no_transition_is_lost_and_each_is_on_the_record()

    def readers_have_exactly_what_the_stories_say(self) -> None:
        """An article for each live story and a tombstone for each retracted one: never both, never another."""
        public = dict(Story.objects.values_list("public_id", "public_state"))
        articles = Article.objects.in_bulk()
        assert articles.keys() == {key for key, state in public.items() if state == "live"}
        stones = dict(Tombstone.objects.values_list("public_id", "kind"))
        assert stones == {key: state for key, state in public.items() if state in BURIED}
        for stone in Tombstone.objects.all():
            assert (stone.snapshot is not None) == (stone.kind == "withdrawn") == bool(stone.notice)
            assert bool(stone.target) == (stone.kind == "redirected")

    def readers_see_what_others_approved(self) -> None:
        for story in Story.objects.filter(public_state="live").select_related("live_revision"):
            article = Article.objects.get(pk=story.public_id)
            assert_article_is(article, story.live_revision)
            publish = story.transitions.filter(verb="publish")[0]
            assert publish.revision_id == story.live_revision_id
            assert article.edition == publish.edition
            writers = RevisionWriter.objects.filter(revision=story.live_revision).values("user")
            approvals = Approval.objects.filter(revision=story.live_revision)
            assert (
                approvals.exclude(approved_by__in=writers).exists()
                or approvals.exclude(break_glass="").exists()
                or publish.pk in self.leniently
            )

    def notes_are_public_with_the_story_that_was_published_with_them(self) -> None:
        for article in Article.objects.all():
            rows = Correction.objects.filter(public_id=article.pk).order_by("at", "id")
            assert [note["text"] for note in article.corrections] == [row.text for row in rows]

    def only_published_stories_were_ever_public(self) -> None:
        ever = set(Transition.objects.filter(verb="publish").values_list("story_id", flat=True))
        assert ever == set(Story.objects.exclude(live_revision=None).values_list("pk", flat=True))
        assert ever == set(Story.objects.exclude(public_state="none").values_list("pk", flat=True))

    def the_edition_counts_publishes_and_retractions(self) -> None:
        assert edition() == self.first_edition + self.editions

    def an_approval_stands_only_for_the_newest_revision(self) -> None:
        for approval in Approval.objects.filter(voided_at=None).select_related("revision__story"):
            story = approval.revision.story
            assert story.state in APPROVED
            assert not Revision.objects.filter(story=story, number__gt=approval.revision.number).exists()

    def an_approved_story_has_an_approval(self) -> None:
        approved = Story.objects.filter(state__in=APPROVED)
        standing = Approval.objects.filter(voided_at=None).values("revision__story")
        assert not approved.exclude(pk__in=standing).exists()

    def a_scheduled_story_has_a_time_outside_its_embargo_and_no_other_has_one(self) -> None:
        for story in Story.objects.all():
            assert (story.publish_at is not None) == (story.state == "scheduled")
            if story.publish_at and story.embargo_until:
                assert story.publish_at >= story.embargo_until

    def who_reviews_a_story_reviews_a_submitted_one(self) -> None:
        assert not Story.objects.exclude(reviewer=None).exclude(state="submitted").exists()
        assert not Story.objects.filter(reviewer=None).exclude(reviewing_since=None).exists()

    def who_approved_own_words_had_a_lenient_desk_or_gave_a_reason(self) -> None:
        alone = Approval.objects.filter(revision__writers=F("approved_by"), break_glass="")
        assert set(alone.values_list("pk", flat=True)) <= self.lenient_approvals

    def whoever_is_outside_finds_no_step(self) -> None:
        for story in Story.objects.filter(restricted=True):
            for name in USERS:
                user = self.user(name)
                seen = visible_stories(user).filter(pk=story.pk).exists()
                assert seen == may_see(user, story)
                assert seen or not available_steps(user, story)

    def no_transition_is_lost_and_each_is_on_the_record(self) -> None:
        assert list(Transition.objects.order_by("pk").values_list("pk", flat=True)) == self.recorded
        kinds = RecordEntry.objects.filter(kind__in=["step", "break_glass"]).order_by("pk")
        entries = kinds.values_list("story", "verb", "actor", "at", "text")
        steps = Transition.objects.order_by("pk").values_list("story", "verb", "actor", "at", "reason")
        assert list(entries) == list(steps)
        for entry in kinds.exclude(kind="step"):
            assert entry.verb == "override"
            assert entry.text

    # Help

    def user(self, name: str) -> User:
        return getattr(self.people, name)

    def story(self, pick: int) -> Story:
        return Story.objects.get(pk=self.stories[pick % len(self.stories)])

    def is_unchanged(self, story: Story) -> None:
        assert Story.objects.filter(pk=story.pk).values().get() == {
            field.attname: getattr(story, field.attname) for field in Story._meta.concrete_fields
        }

    def take_where_offered(self, step: Step, first: int, hour: int) -> None:
        stories = [self.story(first + turn) for turn in range(len(self.stories))]
        offers = (
            (story, self.user(name))
            for story in stories
            if stands_before(story, step)
            for name in USERS
            if may_take(self.user(name), story, step) and not check_step(self.user(name), story, step)
        )
        story, user = next(offers, (None, None))
        if story is None or user is None:
            return
        details = Details(
            reason="তথ্য মেলান",
            category="facts",
            kind="correction",
            publish_at=timezone.now() + timedelta(hours=hour),
            desk_id=self.desk(first).pk,
            target=self.story(first + 1).public_id,
        )
        try:
            taken = take_step(story.pk, user, step.verb, seen_version=story.version, details=details)
        except BlockedError:
            self.is_unchanged(story)
        else:
            self.note(taken)

    def desk(self, pick: int) -> Desk:
        desks = [self.people.desk, self.people.other_desk]
        return Desk.objects.get(pk=desks[pick % 2].pk)

    def note(self, taken: Transition) -> None:
        """Remember a transition, and what held at its moment."""
        self.touched = True
        self.recorded.append(taken.pk)
        story = Story.objects.get(pk=taken.story_id)
        lenient = story.desk is not None and not story.desk.four_eyes
        if taken.verb in NEW_EDITION:
            self.editions += 1
            assert taken.edition == self.first_edition + self.editions
        if taken.verb == "publish":
            embargo = self.embargoes.get(story.pk)
            assert embargo is None or embargo <= taken.at
            if lenient:
                self.leniently.add(taken.pk)
        if taken.verb == "approve" and lenient:
            approval = Approval.objects.get(revision=taken.revision_id, voided_at=None)
            self.lenient_approvals.add(approval.pk)

    def try_to_save(self, story: Story, name: str, content: StoryContent) -> None:
        changes = content.cleaned() != content_of(story)
        try:
            save_story(story.pk, self.user(name), content, seen_version=story.version)
        except WorkflowError:
            self.is_unchanged(story)
            return
        self.touched = True
        if story.state in APPROVED and changes:
            reopened = Transition.objects.filter(story=story).latest("pk")
            assert reopened.verb == "reopen"
            self.note(reopened)


@pytest.fixture
def machine(newsroom: SimpleNamespace, content: StoryContent) -> type[Newsroom]:
    newsroom.other_desk = another_desk()
    newsroom.far_editor = hire("far_editor", "editor", newsroom.other_desk)
    return type("Newsroom", (Newsroom,), {"people": newsroom, "content": content})


def test_readers_only_ever_see_what_others_than_its_writers_approved(machine: type[Newsroom]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
