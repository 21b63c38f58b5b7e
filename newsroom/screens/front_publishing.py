"""From the front's screen to readers: now, at a time, or what they had before."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.templatetags.bengali import datetime_short
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.errors import WorkflowError
from newsroom.fronts.layout import LayoutError
from newsroom.fronts.plans import cancel_plan, plan_front
from newsroom.fronts.publishing import publish_front, restore_publication
from newsroom.models import FrontDraft, FrontPlan, FrontPublication
from newsroom.numbers import whole_number
from newsroom.screens.access import require
from newsroom.screens.front import PUBLISH, front_address, get_draft
from newsroom.screens.front_board import Board
from newsroom.screens.front_slot import CHANGE, refuse


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("front/<int:draft_id>/publish/", wrap(publish_view), name="newsroom_front_publish"),
        path("front/<int:draft_id>/plan/", wrap(require_POST(plan_view)), name="newsroom_front_plan"),
        path(
            "front/plan/<int:plan_id>/cancel/",
            wrap(require_POST(cancel_view)),
            name="newsroom_front_cancel_plan",
        ),
        path(
            "front/<int:draft_id>/restore/<int:publication_id>/",
            wrap(require_POST(restore_view)),
            name="newsroom_front_restore",
        ),
    ]


def publish_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    """GET: what readers would get anew. POST: give it to them, if it is still `version`."""
    draft = get_draft(request, draft_id, PUBLISH)
    if request.method != "POST":
        return _show(request, draft)
    try:
        publish_front(draft.pk, staff_user(request), seen_version=_seen(request))
    except WorkflowError as error:
        return refuse(request, draft, error)
    messages.success(request, _("The front is published. Readers have it."))
    return HttpResponseRedirect(front_address(draft))


def plan_view(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Have the clock publish it at `publish_at`, in the paper's own time."""
    draft = get_draft(request, draft_id, PUBLISH)
    when = _moment(request.POST.get("publish_at", ""))
    if when is None:
        return _show(request, draft, error=_("This is not a time."), status=422)
    try:
        plan_front(draft.pk, staff_user(request), seen_version=_seen(request), publish_at=when)
    except LayoutError as error:
        own = [str(problem.message) for problem in error.problems if problem.field == "publish_at"]
        if own:
            return _show(request, draft, error=" ".join(own), status=422)
        return refuse(request, draft, error)
    except WorkflowError as error:
        return refuse(request, draft, error)
    messages.success(request, _("The front is planned for %(when)s.") % {"when": datetime_short(when)})
    return HttpResponseRedirect(front_address(draft))


def cancel_view(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Forget a plan. One that is gone already has become what was wanted."""
    user = require(request, PUBLISH)
    plan = FrontPlan.objects.select_related("draft__section").filter(pk=plan_id).first()
    if plan is None:
        raise Http404
    try:
        cancel_plan(plan.pk, user)
    except WorkflowError as error:
        return refuse(request, plan.draft, error)
    messages.success(request, _("The plan is cancelled."))
    return HttpResponseRedirect(front_address(plan.draft))


def restore_view(request: HttpRequest, draft_id: int, publication_id: int) -> HttpResponse:
    """Bring a published front back into the working copy; readers get it when it is published."""
    draft = get_draft(request, draft_id, CHANGE)
    publication = get_object_or_404(FrontPublication, pk=publication_id, section=draft.section)
    try:
        restore_publication(publication.pk, staff_user(request), seen_version=_seen(request))
    except WorkflowError as error:
        return refuse(request, draft, error)
    messages.success(request, _("It is back in the working copy. Readers get it when you publish."))
    return HttpResponseRedirect(front_address(draft))


def _show(request: HttpRequest, draft: FrontDraft, *, error: str = "", status: int = 200) -> HttpResponse:
    board = Board(draft)
    context = newsroom_site.each_context(request) | {
        "title": _("Publish this front"),
        "draft": draft,
        "version": draft.version,
        "changes": board.changes,
        "changes_summary": board.changes_summary,
        "place": settings.KHOBOR_PLACE,
        "plan_error": error,
        "plan_value": request.POST.get("publish_at", "")[:40],
        "back": front_address(draft),
    }
    return render(request, "newsroom/front_publish.html", context, status=status)


def _moment(text: str) -> datetime | None:
    """The time that a browser's picker gives, on the paper's clock; None for what is none."""
    try:
        when = parse_datetime(text[:40])
    except ValueError:
        return None
    if when is None or not 2000 <= when.year < 2200:
        return None
    return when if timezone.is_aware(when) else timezone.make_aware(when)


def _seen(request: HttpRequest) -> int:
    seen = whole_number(request.POST.get("version", ""))
    return -1 if seen is None else seen
