"""Fronts that the clock publishes."""

from datetime import datetime

from newsroom.models import FrontPlan, User


def plan_front(draft_id: int, user: User, *, seen_version: int, publish_at: datetime) -> FrontPlan:
    """Have the clock publish the working copy as it is now at `publish_at`, an aware time ahead.

    Raises ForbiddenError, FrontConflictError, and LayoutError (the time is the field "publish_at").
    """
    raise NotImplementedError


def cancel_plan(plan_id: int, user: User) -> None:
    """Forget a plan; one that is gone already too. Raises ForbiddenError."""
    raise NotImplementedError


def publish_due_fronts() -> int:
    """Publish every planned front whose time has come, in order; returns how many."""
    raise NotImplementedError
