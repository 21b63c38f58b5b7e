"""One step for many stories: each goes through `take_step` by itself, and each says what became of it."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

from newsroom import reviewing
from newsroom.errors import BlockedError, WorkflowError
from newsroom.models import Story, User
from newsroom.step_table import STEP_BY_VERB, STEPS
from newsroom.steps import Details, Step
from newsroom.visibility import visible_stories
from newsroom.workflow import may_take, stands_before, take_step

LIMIT = 100  # stories at once
# Breaking the glass is a decision about one story, with a reason for that one.
NEVER = {"override"}
# Who reviews it is known without asking the database: what these refuse is not even offered.
AT_ONCE = (reviewing.check_claimed, reviewing.check_unclaimed)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A story somebody ticked, with the version that he or she saw."""

    story: Story
    seen_version: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A step and the chosen stories it may be tried on. Guards speak when it is taken."""

    step: Step
    stories: list[Story]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one story, and why not, if nothing did."""

    story: Story
    was_taken: bool
    message: str | Promise
    problems: list[str | Promise] = field(default_factory=list)


def fits_many(step: Step) -> bool:
    """Whether one answer can stand for all: nothing is asked, or only a reason."""
    return not step.by_saving and step.verb not in NEVER and set(step.asks) <= {"reason"}


def choose_stories(user: User, seen: dict[int, int]) -> list[Chosen]:
    """The stories of `seen` (id: version) that this user may know of, in its order."""
    ids = list(seen)[:LIMIT]
    stories = visible_stories(user).select_related("section", "desk", "assignee", "reviewer").in_bulk(ids)
    return [Chosen(stories[pk], seen[pk]) for pk in ids if pk in stories]


def offers_for(user: User, chosen: list[Chosen]) -> list[Offer]:
    """The steps this user may take on at least one of them, in the workflow's order."""
    offers = []
    for step in filter(fits_many, STEPS):
        standing = [one.story for one in chosen if stands_before(one.story, step)]
        stories = [story for story in standing if may_take(user, story, step) and _is_open(user, story, step)]
        if stories:
            offers.append(Offer(step, stories))
    return offers


def _is_open(user: User, story: Story, step: Step) -> bool:
    return not any(guard(story, user) for guard in step.guards if guard in AT_ONCE)


def take_steps(user: User, verb: str, chosen: list[Chosen], reason: str = "") -> list[Outcome]:
    """Take the step on each, in order. A story that refuses holds no other one back; each refusal is told."""
    return [_take(user, verb, one, reason) for one in chosen]


def _take(user: User, verb: str, one: Chosen, reason: str) -> Outcome:
    details = Details(reason=reason)
    try:
        take_step(one.story.pk, user, verb, seen_version=one.seen_version, details=details)
    except WorkflowError as error:
        problems = error.problems if isinstance(error, BlockedError) else ()
        one.story.refresh_from_db(fields=["state", "public_state", "version"])
        return Outcome(one.story, False, error.message, [problem.message for problem in problems])
    one.story.refresh_from_db(fields=["state", "public_state", "version"])
    return Outcome(one.story, True, STEP_BY_VERB[verb].done)
