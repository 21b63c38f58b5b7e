"""What is typed on the ticker's screen: a line, and what comes by itself."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.days import start_of_day
from articles.models import Section
from newsroom.errors import Problem
from newsroom.models import Story, TickerDraft, TickerDraftSetup, User
from newsroom.numbers import whole_number
from newsroom.ticker_lines import MOST_AUTOMATIC, WrittenLine, find_text_problem
from newsroom.ticker_stories import find_live_stories, headlines_of, story_called, story_to_lead_to

LASTS: Final = (
    ("1", gettext_lazy("1 hour")),
    ("3", gettext_lazy("3 hours")),
    ("6", gettext_lazy("6 hours")),
    ("midnight", gettext_lazy("until midnight")),
    ("at", gettext_lazy("until a time")),
)
BEGINS: Final = (("now", gettext_lazy("at once")), ("at", gettext_lazy("at a time")))
_LISTED: Final = 40  # of the newest stories, for whoever has no script


def _moment_field(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


class LineForm(forms.Form):
    """A line; `draft` is the one that is changed, if any. The rules themselves are in newsroom/ticker_lines.py."""

    text = forms.CharField(
        label=gettext_lazy("Line"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    story = forms.CharField(label=gettext_lazy("Leads to"), required=False, max_length=20)
    address = forms.CharField(
        label=gettext_lazy("Or another live story: its headline or address"), required=False, max_length=400
    )
    breaking = forms.BooleanField(label=gettext_lazy("Breaking"), required=False)
    begins = forms.ChoiceField(label=gettext_lazy("Begins"), choices=BEGINS, widget=forms.RadioSelect)
    starts_at = _moment_field(gettext_lazy("Begins at"))
    lasts = forms.ChoiceField(label=gettext_lazy("Stays"), choices=LASTS, widget=forms.RadioSelect)
    ends_at = _moment_field(gettext_lazy("Ends at"))

    def __init__(self, user: User, draft: TickerDraft | None = None, data: Any = None) -> None:
        super().__init__(data, initial=_initial(draft))
        self.user, self.kept = user, draft.story if draft else None
        chosen = self.data.get("story", "") if self.is_bound else self.initial.get("story", "")
        self.fields["story"].widget = forms.Select(choices=self._stories(str(chosen)))

    def _stories(self, chosen: str) -> list[tuple[str, str]]:
        newest = [(one.public_id, one.headline) for one in find_live_stories(self.user, limit=_LISTED)]
        listed = {public_id for public_id, _headline in newest}
        own = self.kept.public_id if self.kept else ""
        extra = []
        if chosen and chosen not in listed and (chosen == own or story_to_lead_to(self.user, chosen)):
            headline = headlines_of([chosen]).get(chosen, _("a story that readers do not have any more"))
            extra = [(chosen, headline)]
        return [("", _("no story")), *extra, *newest]

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        # With the times' own mistakes, so that nobody is sent back twice.
        if "text" in data and (problem := find_text_problem(data["text"])):
            self.add_problems((problem,))
        data["found"] = self._found(data.get("story", ""), data.get("address", ""))
        at_once = data.get("begins") != "at"
        if at_once:
            data["starts_at"] = None
            self.errors.pop(
                "starts_at", None
            )  # what stands in a field that was not chosen is nobody's mistake
        elif "starts_at" not in self.errors and not data.get("starts_at"):
            self.add_error("starts_at", _("Say when it begins."))
        if data.get("lasts") != "at":
            self.errors.pop("ends_at", None)
            try:
                data["ends_at"] = end_after(data.get("lasts", ""), data.get("starts_at") or timezone.now())
            except OverflowError:  # the last day of the year 9999
                self.add_error("starts_at", _("At most a year ahead."))
        elif "ends_at" not in self.errors and not data.get("ends_at"):
            self.add_error("ends_at", _("Say when it ends."))
        return data

    def _found(self, choice: str, address: str) -> Story | None:
        if choice:
            if self.kept and choice == self.kept.public_id:
                return self.kept
            if not (story := story_to_lead_to(self.user, choice)):
                self.add_error("story", _("Readers do not have this story."))
            return story
        if not address.strip():
            return None
        if not (story := story_called(self.user, address)):
            self.add_error("address", _("No live story is called so. Choose one of those that are found."))
        return story

    def line(self) -> WrittenLine:
        data = self.cleaned_data
        return WrittenLine(data["text"], data["found"], data["breaking"], data["starts_at"], data["ends_at"])

    def add_problems(self, problems: tuple[Problem, ...]) -> None:
        for problem in problems:
            self.add_error(problem.field or None, str(problem.message))


def end_after(lasts: str, begins: datetime) -> datetime:
    """So many hours later, or the end of that day on the paper's clock; to the minute, as a form shows it."""
    begins = begins.replace(second=0, microsecond=0)
    if lasts == "midnight":
        return start_of_day(timezone.localdate(begins) + timedelta(days=1))
    return begins + timedelta(hours=int(lasts or 6))


def _initial(draft: TickerDraft | None) -> dict[str, Any]:
    if draft is None:
        return {"begins": "now", "lasts": "6"}
    return {
        "text": draft.text,
        "story": draft.story.public_id if draft.story else "",
        "breaking": draft.breaking,
        "begins": "at" if draft.starts_at else "now",
        "starts_at": draft.starts_at,
        "lasts": "at",
        "ends_at": draft.ends_at,
    }


class FillingForm(forms.Form):
    """What comes by itself after the written lines."""

    sections = forms.ModelMultipleChoiceField(
        Section.objects.order_by("position", "id"),
        label=gettext_lazy("Of these sections"),
        help_text=gettext_lazy("None chosen: of all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    length = forms.IntegerField(
        label=gettext_lazy("How many"),
        help_text=gettext_lazy("0: none."),
        widget=forms.NumberInput(attrs={"min": 0, "max": MOST_AUTOMATIC}),
    )

    def __init__(self, setup: TickerDraftSetup, data: Any = None) -> None:
        initial = {"sections": setup.sections.all(), "length": setup.length}
        super().__init__(data, initial=initial, auto_id="filling_%s")


def seen_version(data: Any) -> int:
    """The version that the form was made from; -1, which nobody saw, for what is none."""
    seen = whole_number(str(data.get("version", "")))
    return -1 if seen is None else seen
