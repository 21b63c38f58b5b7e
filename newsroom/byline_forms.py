"""The byline's rows in the story form. With a script a name is chosen, without one it is typed; both arrive here."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import formset_factory
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Contributor
from newsroom.content import BylineRef, byline_ref
from newsroom.contributors import is_named, named
from newsroom.models import BylineLine, Story
from newsroom.sign_off import initials_by_language

MAX_BYLINE = 20
Role = BylineLine.Role


class BylineForm(forms.Form):
    """One name. What is typed counts more than the number behind it, which a page without scripts cannot change.

    With `is_typing` (autosave, checks) a name that is nobody's yet is no error: somebody is in the middle of it.
    """

    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    contributor = forms.ModelChoiceField(
        Contributor.objects.all(), required=False, widget=forms.HiddenInput, label=_("Name")
    )
    role = forms.ChoiceField(choices=Role.choices, label=_("role"), initial=Role.REPORTER, required=False)
    place = forms.CharField(
        label=_("place"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"placeholder": _("Correspondent where?")}),
    )

    def __init__(self, *args: Any, is_typing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_typing = is_typing
        self.fields["name"].widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}

    @property
    def person(self) -> Contributor | None:
        """Whom the row names as it is shown, if it is known."""
        if self.is_bound:
            return getattr(self, "cleaned_data", {}).get("contributor")
        return self.initial.get("person")

    @property
    def initials(self) -> dict[str, str]:
        """The person's initials by language, for the sign-off that the page shows."""
        return initials_by_language(self.person) if self.person else {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.add_prefix("name") not in self.data:  # a page of ours that sends numbers only
            return data
        name, chosen = data.get("name", ""), data.get("contributor")
        if not name:
            data["contributor"] = None
        elif not (chosen and is_named(chosen, name)):
            self.errors.pop("contributor", None)
            data["contributor"] = self._look_up(name)
        return data

    def _look_up(self, name: str) -> Contributor | None:
        found = named(name)
        if len(found) == 1:
            return found[0]
        if self.is_typing:
            return None
        if not found:
            self.add_error("name", _("Nobody of this name is known. Choose a name, or have it added first."))
        else:
            people = "; ".join(" — ".join(filter(None, (one.slug, one.title))) for one in found)
            message = _("More than one is called so. Give one of these addresses instead: {people}")
            self.add_error("name", format_lazy(message, people=people))
        return None


class BaseBylineFormSet(forms.BaseFormSet):
    def clean(self) -> None:
        """Refuse the same person twice in the same role, at the second one."""
        seen = set()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            contributor = data.get("contributor")
            if not contributor:
                continue
            line = (contributor.pk, data.get("role") or Role.REPORTER.value)
            if line in seen:
                form.add_error("name", _("This name is already in the byline in this role."))
            seen.add(line)
        if any(form.errors for form in self.forms):
            raise ValidationError(_("Please look at the byline."))

    def refs(self, language: str) -> tuple[BylineRef, ...]:
        """The lines in the order given, as a story in this language names them; empty rows are no names."""
        return _refs(self.ordered_forms, language)

    def refs_so_far(self, language: str) -> tuple[BylineRef, ...]:
        """The lines that can be understood, also of a byline that could not be saved like this."""
        self.is_valid()
        forms = [form for form in self.forms if hasattr(form, "cleaned_data")]
        return _refs(sorted(forms, key=lambda form: form.cleaned_data.get("ORDER") or MAX_BYLINE), language)


def _refs(rows: list[BylineForm], language: str) -> tuple[BylineRef, ...]:
    return tuple(
        byline_ref(
            data["contributor"], data.get("role") or Role.REPORTER.value, data.get("place", ""), language
        )
        for data in (row.cleaned_data for row in rows)
        if data.get("contributor")
    )


BylineFormSet = formset_factory(
    BylineForm, formset=BaseBylineFormSet, can_order=True, extra=1, max_num=MAX_BYLINE, validate_max=True
)


def byline_formset(story: Story | None, data: Any = None, *, is_typing: bool = False) -> Any:
    """The byline's rows for this story, in their order, with one empty row at the end."""
    initial = []
    if story and story.pk:
        initial = [
            {
                "name": line.contributor.name,
                "contributor": line.contributor_id,
                "person": line.contributor,
                "role": line.role,
                "place": line.place,
            }
            for line in story.byline_lines.select_related("contributor")
        ]
    return BylineFormSet(data, initial=initial, prefix="byline", form_kwargs={"is_typing": is_typing})
