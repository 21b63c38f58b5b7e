"""Dialogs of steps: what each asks for, as form fields; and what was answered, as Details."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from articles.bengali.dates import format_datetime
from newsroom.content import content_of
from newsroom.errors import Problem
from newsroom.models import Desk, Story, User
from newsroom.numbers import whole_number
from newsroom.paragraphs import body_blocks
from newsroom.returns import CATEGORIES
from newsroom.steps import Details, Step
from newsroom.workflow import available_steps


class StepForm(forms.Form):
    """The fields a step asks for. Names carry the verb, as several dialogs share one page."""

    def __init__(self, step: Step, story: Story, form_id: str) -> None:
        super().__init__(prefix=step.verb)
        for name in step.asks:
            self.fields[name] = _FIELDS[name](story)
            if form_id:  # the dialog stands outside the form that its answers go with
                self.fields[name].widget.attrs["form"] = form_id
            if name in step.requires:
                self.fields[name].widget.attrs["data-required"] = ""
        if step.verb == "correct":
            self.fields["reason"].label = _("The note for readers")
        elif step.verb == "withdraw":
            self.fields["reason"].label = _("The notice for readers")


def _reason(story: Story) -> forms.Field:
    return forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 4}))


def _category(story: Story) -> forms.Field:
    choices = [("", _("— choose —")), *CATEGORIES.items()]
    return forms.ChoiceField(label=_("What is it about?"), choices=choices, required=False)


def _paragraphs(story: Story) -> forms.Field:
    choices = [(index, text) for index, text in enumerate(body_blocks(content_of(story).body))]
    return forms.MultipleChoiceField(
        label=_("Which paragraphs? (not necessary)"),
        choices=choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _publish_at(story: Story) -> forms.Field:
    """The newspaper's own clock, named; the proposal is the end of the embargo, or the next full hour."""
    proposal = story.publish_at or story.embargo_until
    if proposal is None or proposal < timezone.now():
        proposal = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    label = format_lazy(_("Publish at ({zone})"), zone=settings.KHOBOR_PLACE)
    return forms.DateTimeField(
        label=label, initial=timezone.localtime(proposal), required=False, widget=widget
    )


def _desk_id(story: Story) -> forms.Field:
    desks = [(desk.pk, desk.name) for desk in Desk.objects.all() if desk.pk != story.desk_id]
    return forms.ChoiceField(label=_("Desk"), choices=[("", _("— choose —")), *desks], required=False)


def _target(story: Story) -> forms.Field:
    return forms.CharField(
        label=_("The other story"),
        required=False,
        max_length=300,
        help_text=_("Its address on the site, or its id of eight characters."),
    )


def _kind(story: Story) -> forms.Field:
    choices = [("", _("— choose —")), *Story.CorrectionKind.choices]
    return forms.ChoiceField(label=_("Kind of note"), choices=choices, required=False)


_FIELDS = {
    "reason": _reason,
    "category": _category,
    "paragraphs": _paragraphs,
    "publish_at": _publish_at,
    "desk_id": _desk_id,
    "target": _target,
    "kind": _kind,
}


@dataclass(frozen=True, slots=True)
class StepChoice:
    """A step this user may take now: its button, what blocks it, and its dialog's form."""

    step: Step
    problems: tuple[Problem, ...]
    form: StepForm
    label: str | Promise


def step_choices(user: User, story: Story, form_id: str = "") -> list[StepChoice]:
    """The steps this user may take now; with `form_id` their answers belong to that form of the page."""
    return [
        StepChoice(
            choice.step,
            choice.problems,
            StepForm(choice.step, story, form_id),
            button_label(choice.step, story),
        )
        for choice in available_steps(user, story)
        if choice.step.verb
        != ("claim" if story.reviewer_id else "unclaim")  # of the two only the one that fits
    ]


def button_label(step: Step, story: Story) -> str | Promise:
    """What pressing it will do, precisely."""
    if step.verb == "unschedule" and story.publish_at:
        return format_lazy(_("Unschedule ({when})"), when=when_and_where(story.publish_at))
    return step.label


def when_and_where(when: datetime) -> str:
    """An instant on the newspaper's own clock, with the place whose clock that is."""
    return f"{format_datetime(when)} ({settings.KHOBOR_PLACE})"


def read_details(data: Mapping[str, str], verb: str) -> Details:
    """What a dialog of `verb` sent. What makes no sense is left out; the step then says what is missing."""

    def given(name: str) -> str:
        return data.get(f"{verb}-{name}", "").replace("\x00", "")

    many = data.getlist(f"{verb}-paragraphs") if hasattr(data, "getlist") else []
    return Details(
        reason=given("reason"),
        category=given("category"),
        paragraphs=tuple(n for item in many if (n := whole_number(item, digits=5)) is not None),
        publish_at=_instant(given("publish_at")),
        desk_id=whole_number(given("desk_id")),
        target=given("target").strip().rstrip("/").rsplit("/", 1)[-1],
        kind=given("kind"),
    )


def _instant(text: str) -> datetime | None:
    """A local time of the newspaper's, as the browser's own picker sends it."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError:
        return None
    return value if value.tzinfo else make_aware(value)
