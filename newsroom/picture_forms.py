"""The library's forms: a request's words, checked at their fields. What holds is in newsroom/picture_words.py."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from newsroom.errors import Problem
from newsroom.forms import PictureField
from newsroom.library import ONLY, Wanted
from newsroom.models import Picture
from newsroom.picture_words import FOCUS, RIGHTS, SHARED, WORDS, rights_problems, word_problems
from newsroom.stored_form import StoredForm

_TEXT_ROWS = {"caption": 3, "alt": 3, "people": 2}


class FinderForm(forms.Form):
    """What the library's address asks for. What makes no sense is not looked for."""

    q = forms.CharField(required=False, max_length=200)
    photographer = forms.CharField(required=False, max_length=160)
    rights = forms.ChoiceField(choices=[("", ""), *Picture.Rights.choices], required=False)
    only = forms.ChoiceField(choices=[("", ""), *((name, name) for name in ONLY)], required=False)

    def wanted(self) -> Wanted:
        self.is_valid()
        said = self.cleaned_data
        return Wanted(
            said.get("q", ""), said.get("photographer", ""), said.get("rights", ""), said.get("only", "")
        )


class _RightsMixin(StoredForm):
    """Fields of a Picture as the library asks for them."""

    licence_url = forms.URLField(
        label=_("address of the licence"), required=False, max_length=500, assume_scheme="https"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(rights := self.fields.get("rights"), forms.ChoiceField):
            rights.label = _("picture rights")
            rights.choices = [("", _("— not said —")), *Picture.Rights.choices]

    def add_problems(self, problems: list[Problem]) -> None:
        """At their fields; what a field itself refused already is not said twice."""
        for problem in problems:
            if problem.field not in self.errors:
                self.add_error(problem.field if problem.field in self.fields else None, str(problem.message))


class PictureForm(_RightsMixin):
    """Everything said of a picture, and its focal point in per cent of its width and height."""

    from_left = forms.FloatField(label=_("From the left (%)"), min_value=0, max_value=100)
    from_top = forms.FloatField(label=_("From the top (%)"), min_value=0, max_value=100)
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=16)

    class Meta:
        model = Picture
        fields = (*WORDS, *RIGHTS)
        widgets = {
            **{name: forms.Textarea(attrs={"rows": rows}) for name, rows in _TEXT_ROWS.items()},
            "rights_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "taken_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }
        help_texts = {
            "alt": _("What the picture shows, for those who cannot see it."),
            "decorative": _("It tells nothing that the text does not: screen readers pass over it."),
            "credit": _("As readers see it under the picture."),
            "people": _("From the left, separated by commas."),
            "rights_until": _("The last day on which it may be printed."),
        }

    def __init__(self, *args: Any, may_change_rights: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_change_rights:
            for name in RIGHTS:
                del self.fields[name]
        self.initial["from_left"] = round(self.instance.focus_x * 100, 1)
        self.initial["from_top"] = round(self.instance.focus_y * 100, 1)
        for name in ("from_left", "from_top"):
            self.fields[name].widget.attrs |= {"step": "0.1", "inputmode": "decimal"}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.add_problems(word_problems(said))
        return said

    def changes(self) -> dict[str, Any]:
        """What the valid form says, by the names of the model's fields."""
        said = {name: self.cleaned_data[name] for name in (*WORDS, *RIGHTS) if name in self.cleaned_data}
        places = (self.cleaned_data["from_left"], self.cleaned_data["from_top"])
        return said | {name: round(place / 100, 4) for name, place in zip(FOCUS, places, strict=True)}


class SomeWordsForm(_RightsMixin):
    """Some words for a picture that just came in. What is empty leaves what the library says already.

    `is_complete`: with what the library says, credit and alternative text must be there.
    """

    def __init__(self, *args: Any, is_complete: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_complete = is_complete

    class Meta:
        model = Picture
        fields = ("caption", "alt", "decorative", *SHARED)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.add_problems(rights_problems(said))
        if self.is_complete:
            result = {name: said.get(name) or getattr(self.instance, name) for name in ("credit", "alt")}
            self.add_problems(word_problems(result | {"decorative": said.get("decorative")}))
        return said

    def changes(self) -> dict[str, Any]:
        """What the valid form says, and nothing of what it does not speak of."""
        said = {
            name: value
            for name, value in self.cleaned_data.items()
            if value or (name == "decorative" and name in self.data)
        }
        return said if "rights" in said else {key: said[key] for key in said if key not in RIGHTS}


class FocusForm(forms.Form):
    x = forms.FloatField(min_value=0, max_value=1)
    y = forms.FloatField(min_value=0, max_value=1)


class SharedWordsForm(_RightsMixin):
    """What all pictures of one upload have in common."""

    class Meta:
        model = Picture
        fields: tuple[str, ...] = SHARED
        widgets = {
            "rights_until": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "people": forms.TextInput(),
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self.add_problems(rights_problems(said))
        return said


class UploadForm(SharedWordsForm):
    """One file with the words it shares with others."""

    file = PictureField(label=_("Picture file"), required=True)

    class Meta(SharedWordsForm.Meta):
        fields = ("caption", "alt", *SHARED)
