"""What can stand in the way of a step or a save, each with words for the user."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that must be put right first. `field` names the form field, or is empty for the story as a whole."""

    field: str
    message: str | Promise


class WorkflowError(Exception):
    """Base of everything that refuses a step or a save. `message` is for the user."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class ForbiddenError(WorkflowError):
    """This user may not do this to this story (403)."""


class ConflictError(WorkflowError):
    """The story is not what the user saw: another state, or a newer version (409)."""


class BlockedError(WorkflowError):
    """Allowed, but not yet: `problems` says what is missing, and at which field (422)."""

    def __init__(self, message: str | Promise, problems: tuple[Problem, ...]) -> None:
        super().__init__(message)
        self.problems = problems
