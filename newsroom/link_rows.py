"""A list of links as a form field: a name and an address in each row, without any script."""

from typing import Any, Final
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import normalise

MOST_LINKS: Final = 8
_EMPTY_ROWS: Final = 2
_LONGEST_NAME: Final = 60
_LONGEST_ADDRESS: Final = 300


class LinkRowsWidget(forms.Widget):
    template_name = "newsroom/_link_rows.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        rows = list(value or [])
        rows += [{"name": "", "url": ""}] * min(_EMPTY_ROWS, max(0, MOST_LINKS - len(rows)))
        return super().get_context(name, value, attrs) | {"rows": rows, "name": name}

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        return render_to_string(self.template_name, self.get_context(name, value, attrs))

    def value_from_datadict(self, data: Any, files: MultiValueDict, name: str) -> list[dict[str, str]]:
        names, urls = data.getlist(f"{name}-name"), data.getlist(f"{name}-url")
        return [{"name": one, "url": url} for one, url in zip(names, urls, strict=False)]

    def value_omitted_from_data(self, data: Any, files: MultiValueDict, name: str) -> bool:
        return f"{name}-name" not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-0-name"


class LinkRowsField(forms.Field):
    """Cleans to [{"name", "url"}, …] in order, rows without either left out. Every address is an https one."""

    widget = LinkRowsWidget

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or []) != self._tidy(data or [])

    def clean(self, value: list[dict[str, str]]) -> list[dict[str, str]]:
        rows = self._tidy(value or [])
        problems = [problem for number, row in enumerate(rows, start=1) for problem in _problems(number, row)]
        if len(rows) > MOST_LINKS:
            problems.append(_("%(number)s links are enough.") % {"number": to_bengali_digits(MOST_LINKS)})
        if problems:
            raise ValidationError(problems)
        return rows

    def _tidy(self, value: list[dict[str, str]]) -> list[dict[str, str]]:
        rows = [
            {key: " ".join(normalise(row.get(key, "")).split()) for key in ("name", "url")} for row in value
        ]
        return [row for row in rows if row["name"] or row["url"]]


def _problems(number: int, row: dict[str, str]) -> list[str]:
    """What is wrong with a row; each message says which one."""
    said = {"number": to_bengali_digits(number)}
    problems = []
    if not row["name"]:
        problems.append(_("Link %(number)s: give it a name.") % said)
    if not _is_address(row["url"]):
        problems.append(_("Link %(number)s: give a whole address that begins with https://") % said)
    if len(row["name"]) > _LONGEST_NAME or len(row["url"]) > _LONGEST_ADDRESS:
        problems.append(_("Link %(number)s: this is too long.") % said)
    return problems


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "https" and "." in host and " " not in url and not parts.username
