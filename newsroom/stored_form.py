"""Forms whose words are judged as they will be stored."""

from typing import Any

from django import forms

from articles.bengali.text import normalise


class StoredForm(forms.ModelForm):
    """Text is normalised before the model's own limits are looked at: a য় typed as one character is stored as two,
    and a database that is given more than fits its column has no field to say so at."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        return {name: normalise(value) if isinstance(value, str) else value for name, value in data.items()}
