"""Whatever anybody does in whatever order: readers see what somebody else than its writers approved."""

from dataclasses import replace
from random import Random
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest
from django.db import transaction
from django.db.models import F
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

from articles.models import Article, Contributor, Section, Topic
from newsroom.content import BylineRef, Ref, StoryContent, content_of
from newsroom.editing import keep_version, save_story, start_story
from newsroom.errors import BlockedError, ConflictError, WorkflowError
from newsroom.models import Approval, Revision, RevisionWriter, Story, Transition, User
from newsroom.revisions import newest_revision
from newsroom.workflow import STEP_BY_VERB, available_steps, take_step
from tests.newsroom.helpers import assert_article_is, edition

USERS = ("reporter", "other_reporter", "editor", "other_editor", "chief", "photo", "nobody")
APPROVED = {"approved", "published"}
ONWARD = ("submit", "approve", "publish")
WRITERS = ("reporter", "other_reporter", "editor", "chief")
users = st.sampled_from(USERS)
picks = st.integers(min_value=0, max_value=11)
words = st.sampled_from(["নদী", "হাওর", "ধান", ""])
names = st.sampled_from(["দেশ", "বাংলাদেশ", "জনপদ"])


class Newsroom(RuleBasedStateMachine):
    """Stories, people and accidents. Each run sees the newsroom as it was, whatever the run before did."""

    people: ClassVar[SimpleNamespace]
    content: ClassVar[StoryContent]

    def __init__(self) -> None:
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.stories: list[int] = []
        self.recorded: list[int] = []  # every Transition ever seen
        self.wrote: dict[int, set[User]] = {}  # by story, since it was last published
        self.editions = 0  # publishes that succeeded
        self.first_edition = edition()

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
            story = start_story(self.user(name), self.content)
        except WorkflowError:
            assert name not in WRITERS
        else:
            self.stories.append(story.pk)
            self.wrote[story.pk] = {self.user(name)}

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
        verb=st.sampled_from([*STEP_BY_VERB, "delete"]),
        stale=st.sampled_from([0, 0, 0, 1, -1]),
        reason=st.sampled_from(["", "  ", "তথ্য মেলান"]),
    )
    def try_a_step(self, pick: int, name: str, verb: str, stale: int, reason: str) -> None:
        story = self.story(pick)
        try:
            taken = take_step(
                story.pk, self.user(name), verb, seen_version=story.version + stale, reason=reason
            )
        except WorkflowError:
            self.is_unchanged(story)
        else:
            assert stale == 0
            assert reason.strip() or verb != "return"
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
                with pytest.raises(ConflictError):
                    take_step(story.pk, user, choice.step.verb, seen_version=story.version - 1)
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
        was_forged = story.state in APPROVED and content_of(story) != newest_revision(story).story_content
        if not was_forged:  # such a text is rightly kept beside the approved one
            keep_version(story.pk, self.user(name))
            self.is_unchanged(story)

    # What happens around them

    @rule(name=names, model=st.sampled_from([Section, Contributor, Topic]))
    def rename(self, name: str, model: Any) -> None:
        model.objects.filter(pk=model.objects.first().pk).update(name=name)

    @rule(slug=st.sampled_from(["bangladesh", "country"]))
    def move_a_section(self, slug: str) -> None:
        Section.objects.filter(pk=self.people.section.pk).update(slug=slug)

    @rule(pick=picks, what=st.sampled_from(["headline", "body"]))
    def write_past_all_rules(self, pick: int, what: str) -> None:
        Story.objects.filter(pk=self.story(pick).pk).update(**{what: "<p onclick=x>কেউ দেখেনি</p>"})

    @rule(pick=picks)
    def tidy_up_past_all_rules(self, pick: int) -> None:
        Story.objects.filter(pk=self.story(pick).pk).update(body="<p>কেউ দেখেনি</p>")

    @rule(seed=st.integers(min_value=0, max_value=2**32))
    def let_an_hour_pass(self, seed: int) -> None:
        """Stories move on, and between two steps of one of them something happens: where the accidents are."""
        chance = Random(seed)
        for _turn in range(3):
            self.carry_towards_readers(
                chance.randrange(12), chance.randrange(12), steps=chance.randrange(1, 4)
            )
            pick, name, word = chance.randrange(12), chance.choice(USERS), chance.choice(["নদী", "হাওর", "ধান"])
            event, arguments = chance.choice(
                [
                    (self.rename, (word, chance.choice([Section, Contributor, Topic]))),
                    (self.move_a_section, (chance.choice(["bangladesh", "country"]),)),
                    (self.write_past_all_rules, (pick, "headline")),
                    (self.tidy_up_past_all_rules, (pick,)),
                    (self.save_a_change, (pick, name, word, chance.choice(["headline", "body", "byline"]))),
                    (self.write_a_whole_story, (pick, chance.choice(WRITERS), word)),
                    (self.try_a_step, (pick, name, chance.choice(list(STEP_BY_VERB)), 0, word)),
                    (self.keep_what_a_conflict_would_lose, (pick, name)),
                ]
            )
            event(*arguments)
            self.readers_see_what_others_approved()
            self.an_approval_stands_only_for_the_newest_revision()

    # What must hold all the while

    @invariant()
    def readers_see_what_others_approved(self) -> None:
        live = {story.public_id: story for story in Story.objects.exclude(live_revision=None)}
        articles = Article.objects.in_bulk()
        assert articles.keys() == live.keys()
        for public_id, article in articles.items():
            revision = live[public_id].live_revision
            assert revision.story_id == live[public_id].pk
            assert_article_is(article, revision)
            writers = RevisionWriter.objects.filter(revision=revision).values("user")
            assert Approval.objects.filter(revision=revision).exclude(approved_by__in=writers).exists()

    @invariant()
    def only_published_stories_are_live(self) -> None:
        ever = set(Transition.objects.filter(verb="publish").values_list("story_id", flat=True))
        assert ever == set(Story.objects.exclude(live_revision=None).values_list("pk", flat=True))

    @invariant()
    def the_edition_counts_publishes(self) -> None:
        assert edition() == self.first_edition + self.editions

    @invariant()
    def an_approval_stands_only_for_the_newest_revision(self) -> None:
        for approval in Approval.objects.filter(voided_at=None).select_related("revision__story"):
            story = approval.revision.story
            assert story.state in APPROVED
            assert not Revision.objects.filter(story=story, number__gt=approval.revision.number).exists()

    @invariant()
    def an_approved_story_has_an_approval(self) -> None:
        approved = Story.objects.filter(state__in=APPROVED)
        standing = Approval.objects.filter(voided_at=None).values("revision__story")
        assert not approved.exclude(pk__in=standing).exists()

    @invariant()
    def nobody_ever_approved_own_words(self) -> None:
        assert not Approval.objects.filter(revision__writers=F("approved_by")).exists()

    @invariant()
    def no_transition_is_lost(self) -> None:
        assert list(Transition.objects.order_by("pk").values_list("pk", flat=True)) == self.recorded

    # Help

    def user(self, name: str) -> User:
        return getattr(self.people, name)

    def story(self, pick: int) -> Story:
        return Story.objects.get(pk=self.stories[pick % len(self.stories)])

    def is_unchanged(self, story: Story) -> None:
        assert Story.objects.filter(pk=story.pk).values().get() == {
            field.attname: getattr(story, field.attname) for field in Story._meta.concrete_fields
        }

    def note(self, taken: Transition) -> None:
        self.recorded.append(taken.pk)
        if taken.verb == "approve":
            assert taken.actor not in self.wrote[taken.story_id]
        if taken.verb == "publish":
            self.wrote[taken.story_id] = set()
            self.editions += 1
            assert taken.edition == self.first_edition + self.editions

    def try_to_save(self, story: Story, name: str, content: StoryContent) -> None:
        changes = content.cleaned() != content_of(story)
        try:
            save_story(story.pk, self.user(name), content, seen_version=story.version)
        except WorkflowError:
            self.is_unchanged(story)
            return
        if changes:
            self.wrote[story.pk].add(self.user(name))
        if story.state in APPROVED and changes:
            reopened = Transition.objects.filter(story=story).latest("pk")
            assert reopened.verb == "reopen"
            self.note(reopened)


@pytest.fixture
def machine(newsroom: SimpleNamespace, content: StoryContent) -> type[Newsroom]:
    return type("Newsroom", (Newsroom,), {"people": newsroom, "content": content})


def test_readers_only_ever_see_what_others_than_its_writers_approved(machine: type[Newsroom]) -> None:
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
