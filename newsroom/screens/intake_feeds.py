"""The agencies' feeds: which there are, how they are, and trying one before it is kept."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.bengali.digits import to_ascii_digits
from articles.models import Section
from newsroom.admin.site import newsroom_site
from newsroom.errors import WorkflowError
from newsroom.intake.feeds import ask_now, delete_feed, save_feed, set_active
from newsroom.intake.fetching import (
    FEWEST_MINUTES,
    MOST_MINUTES,
    FeedError,
    Heard,
    hear_feed,
    outbound_words,
)
from newsroom.models import IntakeFeed, Story
from newsroom.numbers import whole_number
from newsroom.outbound import OutboundError, check_address
from newsroom.screens.access import require

CHANGE = "newsroom.change_intakefeed"
SHOWN = 5  # entries of one that is tried


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("intake/feeds/", wrap(require_safe(list_view)), name="newsroom_intake_feeds"),
        path("intake/feeds/add/", wrap(form_view), name="newsroom_intake_feed_add"),
        path("intake/feeds/<int:feed_id>/", wrap(form_view), name="newsroom_intake_feed"),
        path(
            "intake/feeds/<int:feed_id>/act/", wrap(require_POST(act_view)), name="newsroom_intake_feed_act"
        ),
    ]


class FeedForm(forms.ModelForm):
    """What one subscribes to. The address is only looked up here; nothing is asked of it."""

    url = forms.URLField(
        label=gettext_lazy("Address of the feed"),
        help_text=gettext_lazy("RSS, Atom, JSON Feed or ninjs; with https:// or http:// in front."),
        max_length=1000,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "invalid": gettext_lazy("This is no web address."),
            "unique": gettext_lazy("The newsroom has this feed already."),
        },
    )
    minutes = forms.CharField(label=gettext_lazy("Asked every … minutes"), max_length=6)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Story.Language.choices)

    class Meta:
        model = IntakeFeed
        fields = ["url", "name", "credit", "language", "section", "minutes"]
        labels = {
            "name": gettext_lazy("What the newsroom calls it"),
            "credit": gettext_lazy("Source, as readers see it"),
            "section": gettext_lazy("Section of its stories"),
        }
        help_texts = {
            "section": gettext_lazy("Its desk gets the drafts. Whoever writes may choose another."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"] = forms.ModelChoiceField(
            Section.objects.order_by("position", "id"),
            required=False,
            label=self.fields["section"].label,
            help_text=self.fields["section"].help_text,
            empty_label=gettext_lazy("none: whoever takes it decides"),
        )

    def clean_url(self) -> str:
        url = str(self.cleaned_data["url"]).strip()
        if self.instance.pk and url == self.instance.url:
            return url
        try:
            check_address(url)
        except OutboundError as error:
            if error.reason == "unreachable":
                raise ValidationError(_("There is no such host. Is the address typed correctly?")) from error
            if error.reason != "timeout":
                raise ValidationError(outbound_words(error)) from error
        return url

    def clean_minutes(self) -> int:
        number = whole_number(to_ascii_digits(self.cleaned_data["minutes"].strip()))
        if number is None or not FEWEST_MINUTES <= number <= MOST_MINUTES:
            raise ValidationError(
                format_lazy(
                    _("A whole number from {fewest} to {most}."), fewest=FEWEST_MINUTES, most=MOST_MINUTES
                )
            )
        return number


def list_view(request: HttpRequest) -> HttpResponse:
    user = require(request, "newsroom.view_intakefeed")
    context = newsroom_site.each_context(request) | {
        "title": _("Agencies and their feeds"),
        "feeds": IntakeFeed.objects.select_related("section").order_by("name", "id"),
        "may_change": user.has_perm(CHANGE),
        "may_add": user.has_perm("newsroom.add_intakefeed"),
    }
    return render(request, "newsroom/intake_feeds.html", context)


def form_view(request: HttpRequest, feed_id: int | None = None) -> HttpResponse:
    """GET: the form. POST with `_try`: what the feed says now, nothing kept; without: keep it."""
    user = require(request, CHANGE if feed_id is not None else "newsroom.add_intakefeed")
    feed = _feed(feed_id) if feed_id is not None else IntakeFeed()
    if request.method != "POST":
        return _show_form(request, feed, FeedForm(instance=feed if feed.pk else None, initial=_initial(feed)))
    form = FeedForm(request.POST, instance=feed)
    if not form.is_valid():
        if "_try" in request.POST and "url" not in form.errors and form.cleaned_data.get("url"):
            return _show_tried(request, feed, form, form.cleaned_data["url"])
        return _show_form(request, feed, form, status=422)
    if "_try" in request.POST:
        return _show_tried(request, feed, form, form.cleaned_data["url"])
    try:
        save_feed(form.save(commit=False), user)
    except WorkflowError as error:
        form.add_error(None, str(error.message))
        return _show_form(request, feed, form, status=403)
    messages.success(request, _("“%s” is kept; the worker asks it within a minute.") % feed.name)
    return HttpResponseRedirect(reverse("admin:newsroom_intake_feeds"))


def act_view(request: HttpRequest, feed_id: int) -> HttpResponse:
    """`do`: pause, resume, ask or delete."""
    user = require(request, CHANGE)
    _feed(feed_id)
    doing = request.POST.get("do", "")
    try:
        if doing in {"pause", "resume"}:
            name = set_active(feed_id, user, doing == "resume").name
        elif doing == "ask":
            name = ask_now(feed_id, user).name
        elif doing == "delete":
            name = delete_feed(feed_id, user)
        else:
            raise Http404
    except WorkflowError as error:
        messages.error(request, str(error.message))
    else:
        done = {
            "pause": _("“%s” is paused."),
            "resume": _("“%s” is asked again."),
            "ask": _("“%s” is asked now; what it sends stands in the intake in a moment."),
            "delete": _("The subscription to “%s” has ended."),
        }
        messages.success(request, done[doing] % name)
    return HttpResponseRedirect(reverse("admin:newsroom_intake_feeds"))


def _feed(feed_id: int) -> IntakeFeed:
    if whole_number(str(feed_id)) is None:
        raise Http404
    return get_object_or_404(IntakeFeed, pk=feed_id)


def _initial(feed: IntakeFeed) -> dict[str, Any]:
    return {} if feed.pk else {"minutes": 10, "language": Story.Language.BENGALI}


def _show_tried(request: HttpRequest, feed: IntakeFeed, form: FeedForm, url: str) -> HttpResponse:
    heard: Heard | None = None
    problem = ""
    try:
        heard = hear_feed(url)
    except FeedError as error:
        problem = str(error)
    return _show_form(request, feed, form, heard=heard, problem=problem)


def _show_form(
    request: HttpRequest,
    feed: IntakeFeed,
    form: FeedForm,
    *,
    heard: Heard | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    asked = form.data.get("url", "").strip() if form.is_bound else ""
    context = newsroom_site.each_context(request) | {
        "title": _("Change a subscription") if feed.pk else _("Subscribe to a feed"),
        "form": form,
        "feed": feed,
        "heard": heard,
        "tried": heard.read if heard else None,
        "shown": heard.read.items[:SHOWN] if heard and heard.read else (),
        "moved_to": heard.url if heard and heard.url != asked else "",
        "problem": problem,
        "may_delete": bool(feed.pk) and require(request, CHANGE).has_perm("newsroom.delete_intakefeed"),
    }
    return render(request, "newsroom/intake_feed.html", context, status=status)
