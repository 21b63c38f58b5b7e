"""The planning board: assignments by day. Planners make and give them, writers take what is nobody's."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.models import Section
from articles.templatetags.bengali import date_long
from newsroom import planning
from newsroom.admin.site import newsroom_site
from newsroom.checks import count_words
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, WorkflowError
from newsroom.models import Desk, Story, User
from newsroom.numbers import whole_number
from newsroom.queue import is_late
from newsroom.screens.access import get_story, require

PLAN = "newsroom.plan_story"
YEARS = range(2000, 2100)
STATUS_OF: dict[type[WorkflowError], int] = {ForbiddenError: 403, ConflictError: 409, BlockedError: 422}


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("planning/", wrap(require_safe(board_view)), name="newsroom_planning"),
        path("planning/add/", wrap(add_view), name="newsroom_plan_add"),
        path("planning/<int:story_id>/", wrap(change_view), name="newsroom_plan_change"),
        path("planning/<int:story_id>/assign/", wrap(require_POST(assign_view)), name="newsroom_plan_assign"),
        path("planning/<int:story_id>/take/", wrap(require_POST(take_view)), name="newsroom_plan_take"),
    ]


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    """What was asked for, atop the story's form; nothing for a story that nobody planned."""
    if not (story.brief or story.due_at or story.target_words):
        return {}
    now = timezone.now()
    user = request.user if isinstance(request.user, User) else None
    words = count_words(story.body)
    assignment = {
        "words": words,
        "excess": max(0, words - story.target_words) if story.target_words else 0,
        "is_late": is_late(story, now),
        "may_plan": user is not None and planning.may_plan(user, story) and story.state in planning.OPEN,
        "may_take": user is not None
        and story.assignee_id is None
        and story.state in planning.OPEN
        and planning.may_write_for(user, story),
    }
    return {"assignment": assignment}


class PlanForm(forms.Form):
    """An assignment, as somebody plans it. `story` is the one that is changed, if any."""

    headline = forms.CharField(label=gettext_lazy("Working title"), max_length=300)
    brief = forms.CharField(
        label=gettext_lazy("Assignment"),
        help_text=gettext_lazy("What is it about, whom to ask, what must be in it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    due_at = forms.DateTimeField(
        label=gettext_lazy("Due"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    target_words = forms.IntegerField(
        label=gettext_lazy("Target length in words"), min_value=1, max_value=20_000, required=False
    )
    assignee = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Who"), required=False, empty_label=gettext_lazy("nobody yet")
    )
    section = forms.ModelChoiceField(
        Section.objects.all(), label=gettext_lazy("Section"), required=False, empty_label="—"
    )
    desk = forms.ModelChoiceField(
        Desk.objects.none(),
        label=gettext_lazy("Desk"),
        help_text=gettext_lazy("Without one: the section's."),
        required=False,
        empty_label="—",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    def __init__(self, *args: Any, planner: User, story: Story | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        desks = Desk.objects.all()
        self.set_choices("desk", desks if planner.has_perm("newsroom.all_desks") else planner.desks.all())
        people = planning.assignable_users()
        if story and story.assignee_id:  # whoever has it may keep it, whatever became of his or her rights
            people = User.objects.filter(Q(pk__in=people.values("pk")) | Q(pk=story.assignee_id))
        self.set_choices("assignee", people)
        if story and story.writers.exists():
            for name in ("headline", "section", "desk"):  # the writer's by now
                del self.fields[name]

    def set_choices(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean_due_at(self) -> datetime:
        due: datetime = self.cleaned_data["due_at"]
        if due.year not in YEARS:
            raise ValidationError(_("This is no time to plan for."))
        return due

    def plan(self, story: Story | None = None) -> planning.Plan:
        data = self.cleaned_data
        return planning.Plan(
            headline=data.get("headline", story.headline if story else "") or _("(no headline)"),
            brief=data["brief"],
            due_at=data["due_at"],
            desk=data.get("desk", story.desk if story else None),
            section=data.get("section", story.section if story else None),
            assignee=data["assignee"],
            target_words=data["target_words"],
        )


def board_view(request: HttpRequest) -> HttpResponse:
    """?day=2025-09-03; today without. Raises Http404 for what is no day."""
    user = require(request, "newsroom.view_story")
    now = timezone.now()
    today = timezone.localdate(now)
    day = _day(request.GET.get("day", ""), today)
    week = planning.week_of(day)
    counts = planning.counts_by_day(user, week)
    may_plan = user.has_perm(PLAN)
    context = newsroom_site.each_context(request) | {
        "title": _("Planning"),
        "day": day,
        "today": today,
        "week": [(one, _weekday(one), counts[one]) for one in week],
        "week_before": week[0] - timedelta(days=7),
        "week_after": week[0] + timedelta(days=7),
        "lines": planning.board(user, day, now),
        "overdue": planning.overdue(user, day, now) if day == today else [],
        "may_plan": may_plan,
        "people": planning.assignable_users().order_by("display_name", "username")[:200] if may_plan else [],
    }
    return render(request, "newsroom/planning.html", context)


def add_view(request: HttpRequest) -> HttpResponse:
    user = require(request, PLAN)
    day = _day(request.GET.get("day", ""), timezone.localdate())
    proposal = datetime.combine(day, datetime.min.time()).replace(hour=18)
    form = PlanForm(request.POST or None, planner=user, initial={"due_at": proposal})
    if request.method == "POST" and form.is_valid():
        try:
            story = planning.plan_story(user, form.plan())
        except WorkflowError as error:
            return _show_form(request, form, error=error)
        messages.success(request, _("The assignment is on the board."))
        return _to_board(story)
    return _show_form(request, form, status=422 if form.is_bound else 200)


def change_view(request: HttpRequest, story_id: int) -> HttpResponse:
    user = require(request, PLAN)
    story = get_story(request, story_id)
    if not planning.may_plan(user, story):
        raise PermissionDenied
    initial = {
        "headline": story.headline,
        "brief": story.brief,
        "due_at": story.due_at,
        "target_words": story.target_words,
        "assignee": story.assignee_id,
        "section": story.section_id,
        "desk": story.desk_id,
        "seen": planning.plan_token(story),
    }
    form = PlanForm(request.POST or None, planner=user, story=story, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            story = planning.change_plan(story.pk, user, form.plan(story), seen=form.cleaned_data["seen"])
        except WorkflowError as error:
            return _show_form(request, form, story, error=error)
        messages.success(request, _("The assignment is changed."))
        return _to_board(story)
    return _show_form(request, form, story, status=422 if form.is_bound else 200)


def assign_view(request: HttpRequest, story_id: int) -> HttpResponse:
    """Give it to the `assignee` sent, or to nobody."""
    user = require(request, PLAN)
    story = get_story(request, story_id)
    number = request.POST.get("assignee", "")
    assignee = None
    if number:
        known = whole_number(number)
        assignee = None if known is None else User.objects.filter(pk=known).first()
        if assignee is None:
            raise Http404
    try:
        story = planning.assign_story(story.pk, user, assignee)
    except WorkflowError as error:
        return _refuse(request, story, error)
    done = _("%(who)s has the assignment now.") % {"who": assignee} if assignee else _("It is nobody's now.")
    messages.success(request, done)
    return _to_board(story)


def take_view(request: HttpRequest, story_id: int) -> HttpResponse:
    user = require(request, "newsroom.view_story")
    story = get_story(request, story_id)
    try:
        planning.take_assignment(story.pk, user)
    except WorkflowError as error:
        return _refuse(request, story, error)
    messages.success(request, _("It is yours. Just begin to write."))
    return HttpResponseRedirect(reverse("admin:newsroom_story_change", args=[story.pk]))


def _show_form(
    request: HttpRequest,
    form: PlanForm,
    story: Story | None = None,
    *,
    error: WorkflowError | None = None,
    status: int = 200,
) -> HttpResponse:
    if error is not None:
        status = STATUS_OF[type(error)]
        problems = error.problems if isinstance(error, BlockedError) else ()
        for problem in problems:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
        if not problems:
            form.add_error(None, str(error.message))
    context = newsroom_site.each_context(request) | {
        "title": _("Change the assignment") if story else _("New assignment"),
        "form": form,
        "story": story,
        "zone": format_lazy(gettext_lazy("Times are those of {place}."), place=settings.KHOBOR_PLACE),
    }
    return render(request, "newsroom/plan_form.html", context, status=status)


def _refuse(request: HttpRequest, story: Story, error: WorkflowError) -> HttpResponse:
    story.refresh_from_db()
    context = newsroom_site.each_context(request) | {
        "title": _("This was not done"),
        "story": story,
        "message": error.message,
        "problems": error.problems if isinstance(error, BlockedError) else (),
    }
    return render(request, "newsroom/step_refused.html", context, status=STATUS_OF[type(error)])


def _to_board(story: Story) -> HttpResponse:
    day = timezone.localtime(story.due_at).date() if story.due_at else timezone.localdate()
    return HttpResponseRedirect(f"{reverse('admin:newsroom_planning')}?day={day.isoformat()}")


def _weekday(day: date) -> str:
    """Short enough for seven of them on a phone: শনি, রবি."""
    return date_long(day).partition(",")[0].removesuffix("বার")


def _day(text: str, today: date) -> date:
    """Raises Http404 for what is no day, or one far off."""
    if not text:
        return today
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if day.year not in YEARS or len(text) != 10:
        raise Http404
    return day
