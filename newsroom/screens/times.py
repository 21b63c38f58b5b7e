"""Two small forms in the story's panel: until when it is under embargo, and who may know of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from newsroom.admin.site import newsroom_site, staff_user
from newsroom.desks import may_decide_visibility, set_visibility
from newsroom.editing import may_edit
from newsroom.errors import ForbiddenError, WorkflowError
from newsroom.inbox import people_who_may
from newsroom.models import Story, User
from newsroom.scheduling import set_embargo
from newsroom.screens.access import get_story
from newsroom.step_forms import when_and_where


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("story/<int:story_id>/embargo/", wrap(require_POST(embargo)), name="newsroom_story_embargo"),
        path(
            "story/<int:story_id>/visibility/",
            wrap(require_POST(visibility)),
            name="newsroom_story_visibility",
        ),
    ]


class EmbargoForm(forms.Form):
    """On the newspaper's own clock, whose place is named."""

    embargo_until = forms.DateTimeField(
        label=format_lazy(gettext_lazy("Embargo until ({zone})"), zone=settings.KHOBOR_PLACE),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": gettext_lazy("Say when."),
            "invalid": gettext_lazy("This is no time of day."),
        },
    )

    def clean_embargo_until(self) -> Any:
        until = self.cleaned_data["embargo_until"]
        if until <= timezone.now():
            raise forms.ValidationError(_("This time has passed."))
        return until


class VisibilityForm(forms.Form):
    restricted = forms.BooleanField(
        label=gettext_lazy("Only for the assignee and the people named"), required=False
    )
    insiders = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("visible to"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": gettext_lazy("Choose people from the list."),
            "invalid_pk_value": gettext_lazy("Choose people from the list."),
        },
    )

    def __init__(self, story: Story, data: Any = None) -> None:
        insiders = list(story.insiders.values_list("pk", flat=True))
        super().__init__(data, initial={"restricted": story.restricted, "insiders": insiders})
        # Whoever sees no story at all cannot be let into one; the assignee is inside anyway.
        people = people_who_may("newsroom.view_story").exclude(pk=story.assignee_id or 0)
        field = self.fields["insiders"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people.order_by("display_name", "username")


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    return _context(request, story)


def embargo(request: HttpRequest, story_id: int) -> HttpResponse:
    """Set, move or lift the embargo."""
    story = get_story(request, story_id)
    form = EmbargoForm(request.POST)
    until = None
    if "lift" not in request.POST:
        if not form.is_valid():
            return _refuse(request, story, 422, embargo_form=form)
        until = form.cleaned_data["embargo_until"]
    try:
        set_embargo(story.pk, staff_user(request), until)
    except WorkflowError as error:
        form.is_valid()
        form.add_error("embargo_until", str(error.message))
        return _refuse(request, story, _status_of(error), embargo_form=form)
    messages.success(
        request,
        _("Under embargo until %(when)s.") % {"when": when_and_where(until)}
        if until
        else _("The story is under no embargo."),
    )
    return _to_story(story)


def visibility(request: HttpRequest, story_id: int) -> HttpResponse:
    """Restrict the story to named people, or open it to the whole newsroom."""
    story = get_story(request, story_id)
    form = VisibilityForm(story, request.POST)
    if not form.is_valid():
        return _refuse(request, story, 422, visibility_form=form)
    restricted, insiders = form.cleaned_data["restricted"], form.cleaned_data["insiders"]
    try:
        set_visibility(story.pk, staff_user(request), restricted=restricted, insiders=insiders)
    except WorkflowError as error:
        form.add_error("restricted", str(error.message))
        return _refuse(request, story, _status_of(error), visibility_form=form)
    messages.success(
        request,
        _("Only the people named know of this story now.")
        if restricted
        else _("The whole newsroom may see this story."),
    )
    return _to_story(story)


def _context(request: HttpRequest, story: Story, **bound: forms.Form) -> dict[str, Any]:
    """Forms only for those who may use them; a bound one has been refused and is shown as it was sent."""
    user = staff_user(request)
    is_open = story.embargo_until is None or story.embargo_until <= timezone.now()
    context: dict[str, Any] = {
        "embargo_until": "" if is_open or not story.embargo_until else when_and_where(story.embargo_until),
        "publish_at": when_and_where(story.publish_at) if story.publish_at else "",
        "insiders": list(story.insiders.order_by("display_name", "username")) if story.restricted else [],
    }
    if may_edit(user, story):
        initial = None if is_open or not story.embargo_until else timezone.localtime(story.embargo_until)
        context["embargo_form"] = EmbargoForm(initial={"embargo_until": initial})
    if may_decide_visibility(user, story):
        context["visibility_form"] = VisibilityForm(story)
    return context | bound


def _refuse(request: HttpRequest, story: Story, status: int, **bound: forms.Form) -> HttpResponse:
    story.refresh_from_db()
    context = newsroom_site.each_context(request) | _context(request, story, **bound)
    context |= {"title": _("Nothing was changed"), "story": story, "refused": True}
    return render(request, "newsroom/times.html", context, status=status)


def _status_of(error: WorkflowError) -> int:
    return 403 if isinstance(error, ForbiddenError) else 422


def _to_story(story: Story) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('admin:newsroom_story_change', args=[story.pk])}#times")
