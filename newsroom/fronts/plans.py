"""Fronts that the clock publishes."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import OperationalError, transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from newsroom.errors import ForbiddenError, Problem, WorkflowError
from newsroom.fronts.checks import find_picture_problems, settle
from newsroom.fronts.drafts import stored_layout
from newsroom.fronts.layout import LAST_YEAR, LayoutError, layout_json, parse_layout
from newsroom.fronts.locks import front_name
from newsroom.fronts.publishing import may_publish, open_to_publish, publish_layout
from newsroom.inbox import Kind, send_messages
from newsroom.models import FrontPlan, RecordEntry, User
from newsroom.record import write_record

logger = logging.getLogger("newsroom.fronts")


@transaction.atomic
def plan_front(draft_id: int, user: User, *, seen_version: int, publish_at: datetime) -> FrontPlan:
    """Have the clock publish the working copy as it is now at `publish_at`, an aware time ahead.

    The job for that very second is queued in the same transaction. Raises ForbiddenError, FrontConflictError, and
    LayoutError (the time is the field "publish_at").
    """
    from newsroom.tasks import publish_planned_fronts

    draft = open_to_publish(draft_id, user, seen_version)
    now = timezone.now()
    if publish_at.year > LAST_YEAR:
        raise LayoutError((Problem("publish_at", _("This is not a time.")),))
    if publish_at <= now:
        raise LayoutError((Problem("publish_at", _("This time has passed.")),))
    layout = settle(stored_layout(draft), now)
    if problems := find_picture_problems(layout, timezone.localdate(publish_at), ready=True):
        raise LayoutError(tuple(problems))
    plan = FrontPlan.objects.create(
        draft=draft, layout=layout_json(layout), publish_at=publish_at, actor=user, made_at=now
    )
    publish_planned_fronts.configure(schedule_at=publish_at).defer()
    _record(plan, user, "plan_front")
    return plan


@transaction.atomic
def cancel_plan(plan_id: int, user: User) -> None:
    """Forget a plan; one that is gone already too. Raises ForbiddenError."""
    if not may_publish(user):
        raise ForbiddenError(_("You may not publish the fronts."))
    plan = FrontPlan.objects.select_for_update(of=("self",)).filter(pk=plan_id).first()
    if plan:
        _record(plan, user, "cancel_front_plan")
        plan.delete()


def due_plans(now: datetime) -> QuerySet[FrontPlan]:
    """Plans whose time has come, in order. One that failed is not tried again: something newer may stand there."""
    return FrontPlan.objects.filter(publish_at__lte=now, problem="").order_by("publish_at", "id")


def publish_due_fronts() -> int:
    """Publish every planned front whose time has come, in order; returns how many.

    Safe in any number of workers at once. One that cannot be published keeps its `problem`, its planner is told,
    and the next is published all the same.
    """
    published = 0
    for pk in list(due_plans(timezone.now()).values_list("pk", flat=True)):
        try:
            published += _publish_plan(pk)
        except WorkflowError as error:
            _keep_problem(pk, error)
        except OperationalError:
            raise  # without a database none of them can be published: the job is tried again
        except Exception as error:
            logger.exception("planned front %s was not published", pk)
            _keep_problem(pk, error)
    return published


@transaction.atomic
def _publish_plan(plan_id: int) -> bool:
    """False when another worker has it or did it, or it was cancelled."""
    rows = due_plans(timezone.now()).filter(pk=plan_id).select_related("draft__section", "actor")
    plan = rows.select_for_update(of=("self",), skip_locked=True).first()
    if plan is None:
        return False
    if not may_publish(plan.actor):  # nobody else has said yes to it, as with a story's approval
        raise ForbiddenError(_("You may not publish the fronts."))
    layout = parse_layout(plan.layout, is_section=plan.draft.section_id is not None)
    publish_layout(plan.draft, layout, plan.actor, by_clock=True)
    plan.delete()
    return True


@transaction.atomic
def _keep_problem(plan_id: int, error: Exception) -> None:
    plan = FrontPlan.objects.select_related("draft__section", "actor").filter(pk=plan_id).first()
    if plan is None:
        return
    with translation.override(settings.LANGUAGE_CODE):
        said = [str(problem.message) for problem in error.problems] if isinstance(error, LayoutError) else []
        plan.problem = " ".join(said) or str(_("Something went wrong. Publish the front by hand."))
    plan.save(update_fields=["problem"])
    logger.error("planned front %s was not published: %s", plan_id, plan.problem)
    send_messages([plan.actor], Kind.ALERT, actor=None, text=f"{front_name(plan.draft)}: {plan.problem}")


def _record(plan: FrontPlan, user: User, verb: str) -> None:
    write_record(
        RecordEntry.Kind.FRONT, user, verb=verb, text=front_name(plan.draft), due=plan.publish_at.isoformat()
    )
