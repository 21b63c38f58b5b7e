"""What a step is, and what one taken is made of."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.utils.functional import Promise

from articles.bengali.text import normalise
from newsroom.guards import Guard
from newsroom.models import Revision, Story, User

State = Story.State
Public = Story.Public
EVERY_STATE = tuple(State)


@dataclass(frozen=True, slots=True)
class Details:
    """What the person who takes a step says with it. Which of these a step asks for is `Step.asks`."""

    reason: str = ""
    category: str = ""  # of a return: see newsroom/returns.py
    paragraphs: tuple[int, ...] = ()  # of a return: indexes (from 0) of the body's blocks
    publish_at: datetime | None = None
    desk_id: int | None = None
    target: str = ""  # public id of the story that readers are sent to
    kind: str = ""  # of a correction: a value of Story.CorrectionKind

    def cleaned(self) -> "Details":
        """The same in words as they are stored: Bengali normalised, nothing that the database refuses."""
        return replace(
            self,
            reason=normalise(self.reason),
            category=normalise(self.category),
            target=normalise(self.target),
            kind=normalise(self.kind),
        )


@dataclass(frozen=True, slots=True)
class Move:
    """One step in the making: the story's row is locked, and everything about it was found allowed."""

    story: Story
    user: User
    step: "Step"
    details: Details
    at: datetime
    revision: Revision | None


# What a step does beside moving the state. Returns the edition it made, if any.
Effect = Callable[[Move], int | None]
# What is wrong with the details, once the guards are content.
DetailCheck = Callable[[Story, Details], list]


@dataclass(frozen=True, slots=True)
class Step:
    """One allowed move. All of it is data, so that it can be shown, drawn and tested."""

    verb: str
    sources: tuple[State, ...]
    target: State | None  # None: the working copy's state stays
    permission: str
    label: str | Promise  # on the button
    record: str | Promise  # in the history, after the name of who took it
    done: str | Promise  # what the user is told afterwards
    explanation: str | Promise  # in the dialog, before
    public_sources: tuple[Public, ...] = tuple(Public)
    public_target: Public | None = None  # None: what readers have stays
    guards: tuple[Guard, ...] = ()
    asks: tuple[str, ...] = ()  # fields of Details the dialog asks for
    requires: tuple[str, ...] = ()  # those of them that must be given
    check_details: DetailCheck | None = None
    own_only: bool = False  # the assignee's own move, which nobody makes for him or her
    own_or_any: bool = False  # the assignee, or whoever may edit everybody's stories on this desk
    reviewer_only: bool = False  # whoever claimed it
    by_saving: bool = False  # taken by saving a change, never by a button
    by_clock: bool = False  # may also be taken by the worker when its time has come
    makes_revision: bool = False  # a named moment: the working copy as it stands is kept
    voids_approval: bool = False
    is_careful: bool = False  # shown apart from the way forward
    effects: tuple[Effect, ...] = field(default=())
