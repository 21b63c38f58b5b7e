"""The record: what happened, who did it, and when; to be searched, and taken along as CSV."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.bengali.dates import format_datetime
from newsroom.admin.people import GROUP_NAMES
from newsroom.admin.site import newsroom_site
from newsroom.checks import CHECK_BY_KEY, Level
from newsroom.models import Picture, RecordEntry
from newsroom.numbers import whole_number
from newsroom.record import Wanted, csv_lines, find_entries
from newsroom.screens.access import require
from newsroom.step_table import STEP_BY_VERB

PAGE_SIZE = 50

# What somebody did, after his or her name; steps of the workflow have their own words.
DEEDS: dict[str, str | Promise] = {
    "embargo": gettext_lazy("changed the embargo"),
    "restrict": gettext_lazy("restricted it to named people"),
    "open": gettext_lazy("opened it to the whole newsroom"),
    "share": gettext_lazy("made a preview link"),
    "revoke": gettext_lazy("revoked a preview link"),
    "rights": gettext_lazy("changed the rights"),
    "account": gettext_lazy("made the account"),
    "desk": gettext_lazy("changed the desk's rules"),
    "assign": gettext_lazy("assigned it"),
    "take": gettext_lazy("took it on"),
    "plan": gettext_lazy("planned it"),
    "change_plan": gettext_lazy("changed the plan"),
    "merge_topics": gettext_lazy("merged two topics"),
    "picture_rights": gettext_lazy("changed a picture’s rights"),
    "replace_picture": gettext_lazy("replaced a picture"),
    "publish_front": gettext_lazy("published a front"),
    "plan_front": gettext_lazy("planned a front"),
    "cancel_front_plan": gettext_lazy("cancelled the plan of a front"),
    "take_over_front": gettext_lazy("took over a front"),
    "import_story": gettext_lazy("brought it from another system"),
    "take_item": gettext_lazy("made it of what an agency sent"),
    "send_alert": gettext_lazy("sent it as breaking"),
    "end_alert": gettext_lazy("ended the alert"),
    "prolong_alert": gettext_lazy("moved the end of the alert"),
}
NAMES: dict[str, str | Promise] = {
    "is_active": gettext_lazy("active"),
    "is_staff": gettext_lazy("may log in"),
    "is_superuser": gettext_lazy("superuser"),
    "groups": gettext_lazy("groups"),
    "desks": gettext_lazy("desks"),
    "four_eyes": gettext_lazy("four eyes"),
    "sections": gettext_lazy("sections"),
    "checks": gettext_lazy("checks"),
    "insiders": gettext_lazy("visible to"),
    "expires": gettext_lazy("until"),
    "due": gettext_lazy("due"),
    "kept": gettext_lazy("stays"),
    "merged": gettext_lazy("merged into it"),
    "articles": gettext_lazy("articles"),
    "picture": gettext_lazy("picture"),
    "rights": gettext_lazy("picture rights"),
    "rights_until": gettext_lazy("rights until"),
    "licence_url": gettext_lazy("address of the licence"),
}


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("record/", wrap(require_safe(record)), name="newsroom_record"),
        path("record/csv/", wrap(require_safe(record_csv)), name="newsroom_record_csv"),
    ]


class WantedForm(forms.Form):
    """What makes no sense is said at its field, and looked for no further."""

    words = forms.CharField(
        label=gettext_lazy("Story"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Words of the headline, or its id."),
    )
    person = forms.CharField(label=gettext_lazy("Person"), required=False, max_length=150)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[("", gettext_lazy("— all —")), *RecordEntry.Kind.choices],
        required=False,
    )
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def wanted(self) -> Wanted:
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


def record(request: HttpRequest) -> HttpResponse:
    """One page, newest first; `before` is the number of the last entry of the page before it."""
    user = require(request, "newsroom.view_record")
    form = WantedForm(request.GET)
    entries = find_entries(user, form.wanted())
    before = whole_number(request.GET.get("before", ""))
    if before is not None:
        entries = entries.filter(pk__lt=before)
    found = list(entries[: PAGE_SIZE + 1])
    page = found[:PAGE_SIZE]
    query = urlencode({name: value for name in form.fields if (value := request.GET.get(name))})
    context = newsroom_site.each_context(request) | {
        "title": _("Record"),
        "form": form,
        "entries": [(entry, deed_of(entry), details_of(entry)) for entry in page],
        "query": query,
        "older": page[-1].pk if len(found) > PAGE_SIZE else None,
        "is_first": not before,
    }
    return render(request, "newsroom/record.html", context)


def record_csv(request: HttpRequest) -> HttpResponseBase:
    """Everything that was looked for, in one file, sent as it is read."""
    user = require(request, "newsroom.view_record")
    entries = find_entries(user, WantedForm(request.GET).wanted())
    response = StreamingHttpResponse(csv_lines(entries), content_type="text/csv; charset=utf-8")
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="record-{day}.csv"'
    return response


def deed_of(entry: RecordEntry) -> str | Promise:
    if entry.kind == RecordEntry.Kind.TAKEOVER:
        return _("took over the text")
    if entry.verb in STEP_BY_VERB and entry.kind in {RecordEntry.Kind.STEP, RecordEntry.Kind.BREAK_GLASS}:
        return STEP_BY_VERB[entry.verb].record
    return DEEDS.get(entry.verb) or entry.get_kind_display()


def details_of(entry: RecordEntry) -> list[str]:
    """What changed from what to what, one line each."""
    before, after = entry.data.get("before"), entry.data.get("after")
    if isinstance(after, dict):
        old = before if isinstance(before, dict) else {}
        return [f"{NAMES.get(key, key)}: {_change(old.get(key), value)}" for key, value in after.items()]
    if entry.kind == RecordEntry.Kind.TIMES:
        return [_change(before, after)]
    return [
        f"{NAMES[key]}: {_shown(value)}"
        for key, value in entry.data.items()
        if key in {"insiders", "expires", "due"} and value
    ]


def _change(before: object, after: object) -> str:
    return _shown(after) if before is None else f"{_shown(before)} → {_shown(after)}"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_word(str(item)) for item in value) or "—"
    if isinstance(value, dict):
        return ", ".join(f"{_word(key)}: {_word(str(item))}" for key, item in value.items()) or "—"
    text = str(value or "")
    try:
        return format_datetime(datetime.fromisoformat(text)) if "T" in text else _word(text) or "—"
    except ValueError:
        return text


def _word(text: str) -> str:
    """A group, a check or a level by its name; anything else as it is."""
    if text in CHECK_BY_KEY:
        return str(CHECK_BY_KEY[text].label)
    if text in Level.values:
        return str(Level(text).label)
    if text in Picture.Rights.values:
        return str(Picture.Rights(text).label)
    return str(GROUP_NAMES.get(text, text))
