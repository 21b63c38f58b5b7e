"""Breaking alerts: sending a live story as breaking in two looks, and the page of what stands and what was sent."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.bengali.text import grapheme_length
from articles.models import Article
from articles.pages import front_page
from articles.ticker import ShownAlert, ShownLine
from newsroom import alerts
from newsroom.admin.site import newsroom_site
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem, WorkflowError
from newsroom.models import BreakingAlert, Story, User
from newsroom.numbers import whole_number
from newsroom.preview import public_address
from newsroom.push import count_subscribers
from newsroom.push.messages import topics_of
from newsroom.screens.access import get_story, require
from newsroom.screens.answers import framed_preview
from newsroom.site_addresses import as_on_the_site
from newsroom.visibility import visible_stories

PAST: Final = 50  # on the page
STATUS_OF: dict[type[WorkflowError], int] = {ForbiddenError: 403, ConflictError: 409, BlockedError: 422}


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("alerts/", wrap(require_safe(list_view)), name="newsroom_alerts"),
        path("alerts/<int:alert_id>/end/", wrap(require_POST(end_view)), name="newsroom_alert_end"),
        path(
            "alerts/<int:alert_id>/prolong/", wrap(require_POST(prolong_view)), name="newsroom_alert_prolong"
        ),
        path("story/<int:story_id>/alert/", wrap(send_view), name="newsroom_story_alert"),
        path(
            "story/<int:story_id>/alert/banner/",
            wrap(require_safe(banner_view)),
            name="newsroom_story_alert_banner",
        ),
    ]


class EndForm(forms.Form):
    """Until when an alert stands, on the newspaper's own clock, whose place is named."""

    ends_at = forms.DateTimeField(
        label=format_lazy(gettext_lazy("Stands until ({zone})"), zone=settings.KHOBOR_PLACE),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": gettext_lazy("Say when."),
            "invalid": gettext_lazy("This is no time of day."),
        },
    )

    def clean_ends_at(self) -> datetime:
        ends_at: datetime = self.cleaned_data["ends_at"]
        _raise(alerts.check_end(ends_at, timezone.now()))
        return ends_at


class AlertForm(EndForm):
    """The words go out as they stand here."""

    text = forms.CharField(
        label=gettext_lazy("What readers are told"),
        required=False,  # the rule has better words for an empty one
        widget=forms.Textarea(
            attrs={"rows": 3, "data-letters": alerts.ROOM, "data-most": alerts.MOST_LETTERS}
        ),
        help_text=gettext_lazy(
            "The headline that readers have is proposed. Your own words need nobody's approval: "
            "they go out at once, exactly as they are typed."
        ),
    )
    push = forms.BooleanField(label=gettext_lazy("Notify subscribers too"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    field_order = ("text", "ends_at", "push", "seen")

    def clean_text(self) -> str:
        text = alerts.tidied(self.cleaned_data["text"])
        _raise(alerts.check_text(text))
        return text


@dataclass(frozen=True, slots=True)
class Row:
    """An alert on the page: where readers find its story, and how many were told and how many could not be."""

    alert: BreakingAlert
    address: str
    sent: int
    gone: int  # browsers that are no more
    failed: int
    is_told: bool  # somebody was to be notified
    is_going: bool  # the worker is not through with them
    minutes: int  # left; 0 for one that has ended
    form: EndForm | None = None

    @property
    def hours(self) -> tuple[int, int]:
        return divmod(self.minutes, 60)


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    """The button on a live story's page and its dialog, for whoever may send it; or the alert that stands."""
    user = request.user
    if not isinstance(user, User) or not story.is_live or not alerts.may_send(user, story):
        return {}
    standing = alerts.standing_alert(story)
    form = None if standing else _new_form(story)
    return {"breaking": _asked(story) | {"standing": standing, "form": form}}


def list_view(request: HttpRequest) -> HttpResponse:
    """What stands in readers' banners, with the time that is left; then what was sent before, newest first."""
    return _show_list(request, require(request, alerts.SEND))


def end_view(request: HttpRequest, alert_id: int) -> HttpResponse:
    user = require(request, alerts.SEND)
    _alert(user, alert_id)
    try:
        alerts.end_alert(alert_id, user)
    except WorkflowError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, _("The alert has ended: readers do not see it any more."))
    return HttpResponseRedirect(reverse("admin:newsroom_alerts"))


def prolong_view(request: HttpRequest, alert_id: int) -> HttpResponse:
    user = require(request, alerts.SEND)
    alert = _alert(user, alert_id)
    form = EndForm(request.POST, prefix=f"alert-{alert.pk}")
    if not form.is_valid():
        return _show_list(request, user, {alert.pk: form}, status=422)
    try:
        alerts.prolong_alert(alert_id, user, form.cleaned_data["ends_at"])
    except BlockedError as error:
        _mark(form, error)
        return _show_list(request, user, {alert.pk: form}, status=422)
    except WorkflowError as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, _("The alert stands until the new time."))
    return HttpResponseRedirect(reverse("admin:newsroom_alerts"))


def send_view(request: HttpRequest, story_id: int) -> HttpResponse:
    """GET: the dialog as a page. POST: what readers will see; `_send` sends it, `_change` brings it back."""
    user, story = require(request, alerts.SEND), get_story(request, story_id)
    if request.method != "POST":
        return _show_form(request, story, _new_form(story))
    form = AlertForm(request.POST)
    if "_change" in request.POST:
        return _show_form(request, story, AlertForm(initial=request.POST.dict()))
    if not form.is_valid():
        return _show_form(request, story, form, status=422)
    if "_send" not in request.POST:
        return _show_form(request, story, form, is_sure=True)
    said = form.cleaned_data
    try:
        alerts.send_alert(story, user, said["text"], said["ends_at"], said["push"], seen=said["seen"])
    except WorkflowError as error:
        if isinstance(error, BlockedError):
            _mark(form, error)
        elif isinstance(error, ConflictError) and alerts.newest_number(story) != said["seen"]:
            messages.warning(request, str(error.message))  # mostly a button that was pressed twice
            return HttpResponseRedirect(reverse("admin:newsroom_alerts"))
        return _show_form(request, story, form, error=error)
    messages.success(request, _("The story is out as breaking."))
    return HttpResponseRedirect(reverse("admin:newsroom_alerts"))


def banner_view(request: HttpRequest, story_id: int) -> HttpResponse:
    """The front page with this banner, as readers would get it now: for the frames of the second look."""
    require(request, alerts.SEND)
    story = get_story(request, story_id)
    article = Article.objects.select_related("section").filter(pk=story.public_id).first()
    if article is None:
        raise Http404
    now = timezone.now()
    alert = ShownAlert(
        number=0,
        text=alerts.tidied(request.GET.get("text", "")[: alerts.MOST_CHARACTERS]),
        article=article.pk,
        section=article.section.slug,
        language=article.language,
        sent_at=now,
        ends_at=now + alerts.USUAL,
    )
    with as_on_the_site():
        page = front_page()
        line = ShownLine(alert.text, alert.url, True, alert.language, alert.article)
        others = [one for one in page["ticker"] if one.article != alert.article]
        page |= {"alert": alert, "ticker": [line, *others]}
        return framed_preview(render_to_string("articles/front.html", page, request=request))


def _new_form(story: Story) -> AlertForm:
    proposal = timezone.localtime(timezone.now() + alerts.USUAL).replace(second=0, microsecond=0)
    return AlertForm(
        initial={
            "text": alerts.proposed_text(story),
            "ends_at": proposal,
            "push": True,
            "seen": alerts.newest_number(story),
        }
    )


def _asked(story: Story) -> dict[str, Any]:
    return {
        "subscribers": count_subscribers(topics_of(story)),
        "room": alerts.ROOM,
        "most": alerts.MOST_LETTERS,
    }


def _show_form(
    request: HttpRequest,
    story: Story,
    form: AlertForm,
    *,
    is_sure: bool = False,
    error: WorkflowError | None = None,
    status: int = 200,
) -> HttpResponse:
    """The dialog as a page, or the second look at what goes out."""
    standing = alerts.standing_alert(story)
    refusal = error.message if error and not isinstance(error, BlockedError) else ""
    if not story.is_live or standing:
        is_sure = False
    text = form.cleaned_data.get("text", "") if form.is_bound and form.is_valid() else ""
    context = newsroom_site.each_context(request) | {
        "title": _("Send as breaking"),
        "story": story,
        "breaking": _asked(story) | {"form": form, "standing": standing},
        "live_url": public_address(story),
        "refusal": refusal,
        "text": text,
        "letters": grapheme_length(text),
        "framed": _framed_address(story, text),
    }
    template = "newsroom/alert_look.html" if is_sure else "newsroom/alert.html"
    code = STATUS_OF.get(type(error), 422) if error else status
    return render(request, template, context, status=code)


def _framed_address(story: Story, text: str) -> str:
    return reverse("admin:newsroom_story_alert_banner", args=[story.pk], query={"text": text})


def _show_list(
    request: HttpRequest, user: User, bound: dict[int, EndForm] | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    found = list(_visible(user)[:PAST])
    addresses = _addresses([alert.story.public_id for alert in found])
    rows = [
        _row(alert, now, addresses.get(alert.story.public_id, ""), (bound or {}).get(alert.pk))
        for alert in found
    ]
    context = newsroom_site.each_context(request) | {
        "title": _("Breaking alerts"),
        "standing": [row for row in rows if row.minutes],
        "past": [row for row in rows if not row.minutes],
    }
    return render(request, "newsroom/alerts.html", context, status=status)


def _addresses(public_ids: list[str]) -> dict[str, str]:
    """Where readers find those of these stories that are live, absolute."""
    with as_on_the_site():
        live = Article.objects.select_related("section").filter(pk__in=public_ids)
        return {article.pk: article.get_absolute_url() for article in live.defer("body")}


def _visible(user: User) -> Any:
    """The alerts of stories that this user may know of, newest first, with what became of their notifications."""
    rows = BreakingAlert.objects.filter(story__in=visible_stories(user))
    return rows.select_related("story", "actor", "ended_by").annotate(
        sent=Sum("messages__sent"),
        gone=Sum("messages__gone"),
        failed=Sum("messages__failed"),
        told=Count("messages"),
        going=Count("messages", filter=Q(messages__finished_at=None)),
    )


def _row(alert: Any, now: datetime, address: str, form: EndForm | None) -> Row:
    stands = alert.public_id is not None and alert.ends_at > now
    minutes = -(-int((alert.ends_at - now) / timedelta(seconds=1)) // 60) if stands else 0
    initial = {"ends_at": timezone.localtime(alert.ends_at)}
    return Row(
        alert=alert,
        address=address,
        sent=alert.sent or 0,
        gone=alert.gone or 0,
        failed=alert.failed or 0,
        is_told=alert.told > 0,
        is_going=alert.going > 0,
        minutes=max(1, minutes) if stands else 0,
        form=(form or EndForm(prefix=f"alert-{alert.pk}", initial=initial)) if stands else None,
    )


def _alert(user: User, alert_id: int) -> BreakingAlert:
    """Raises Http404, also for an alert of a story that this user may not know of."""
    if whole_number(str(alert_id)) is None:
        raise Http404
    alert: BreakingAlert = get_object_or_404(_visible(user), pk=alert_id)
    return alert


def _raise(problems: list[Problem]) -> None:
    if problems:
        raise forms.ValidationError([str(problem.message) for problem in problems])


def _mark(form: forms.Form, error: BlockedError) -> None:
    """What the rule refused stands at its field."""
    for problem in error.problems:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem.message))
