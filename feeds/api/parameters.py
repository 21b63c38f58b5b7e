"""The parameters that the API knows: read strictly here, described to machines and people from the same rows."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_noop

from articles.models import SLUG_PATTERN
from articles.search.finding import read_cursor
from articles.search.query import LONGEST_QUERY
from feeds.api import cursors, moments
from feeds.api.problems import ProblemError

MOST: Final = 50  # stories on a page
USUAL: Final = 20
MOST_NAMES: Final = 200  # topics or contributors on a page
_SLUG_LENGTH: Final = 60
_NAMED: Final = 5  # of the parameters that a refusal names

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """`read` makes a value of what stands in the address, or raises ValueError; `needed` says what it wants to see.

    `description` is translated where people read it. `example` is shown, and tried by the tests.
    """

    name: str
    description: str
    needed: str
    schema: Schema
    read: Callable[[str], Any]
    example: Any
    required: bool = False


def read_parameters(data: QueryDict, known: Sequence[Parameter]) -> dict[str, Any]:
    """What the address asks for, by name; parameters that are not given are not there.

    Raises ProblemError for a parameter that is not known, is given twice, is missing or makes no sense. Its
    text names the parameter; what was typed is never repeated.
    """
    names = [parameter.name for parameter in known]
    _refuse_unknown([name for name in data if name not in names], names)
    values: dict[str, Any] = {}
    for parameter in known:
        given = data.getlist(parameter.name)
        if len(given) > 1:
            raise _bad(parameter.name, f"“{parameter.name}” is given more than once.")
        if given:
            values[parameter.name] = _read(parameter, given[0])
        elif parameter.required:
            raise _bad(parameter.name, f"“{parameter.name}” is missing: it is {parameter.needed}.")
    return values


def _read(parameter: Parameter, text: str) -> Any:
    try:
        return parameter.read(text)
    except (ValueError, OverflowError) as error:
        hint = " In an address, + is written %2B." if re.search(r":\d\d \d\d:\d\d\Z", text, re.ASCII) else ""
        said = f"“{parameter.name}” is to be {parameter.needed}.{hint}"
        raise _bad(parameter.name, said) from error


def _bad(name: str, detail: str) -> ProblemError:
    return ProblemError("bad-parameter", detail, {"parameter": name})


def _refuse_unknown(unknown: Sequence[str], names: Iterable[str]) -> None:
    if not unknown:
        return
    listed = ", ".join(names)
    known = f"Known here: {listed}." if listed else "This address takes no parameters."
    shown = [re.sub(r"[^\w.-]", "?", name[:40], flags=re.ASCII) or "?" for name in unknown[:_NAMED]]
    raise ProblemError("unknown-parameter", known, {"parameters": shown})


def _matching(pattern: str, read: Callable[[str], Any] = str, most: int = 100) -> Callable[[str], Any]:
    compiled = re.compile(pattern, re.ASCII)

    def read_matching(text: str) -> Any:
        if len(text) > most or not compiled.fullmatch(text):
            raise ValueError(text)
        return read(text)

    return read_matching


def _slug(name: str, description: str, example: str) -> Parameter:
    schema = {"type": "string", "pattern": f"^{SLUG_PATTERN}$", "maxLength": _SLUG_LENGTH}
    read = _matching(SLUG_PATTERN, most=_SLUG_LENGTH)
    return Parameter(
        name,
        description,
        "the last part of an address: small Latin letters, digits, hyphens",
        schema,
        read,
        example,
    )


def _number(about: str, most: int, usual: int) -> Parameter:
    def read(text: str) -> int:
        if not re.fullmatch("[1-9][0-9]{0,2}", text, re.ASCII) or int(text) > most:
            raise ValueError(text)
        return int(text)

    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": usual}
    return Parameter("limit", about, f"a whole number from 1 to {most}", schema, read, 2)


def _cursor(pattern: str, read: Callable[[str], Any], example: str) -> Parameter:
    about = gettext_noop("The page behind a cursor, which stands in next; its form may change.")
    schema = {"type": "string", "pattern": f"^{pattern}$", "maxLength": 60}
    return Parameter(
        "after",
        about,
        "a cursor that a page of this list gave",
        schema,
        _matching(pattern, read, most=60),
        example,
    )


def _time(name: str, description: str, read: Callable[[str], Any], example: str) -> Parameter:
    schema = {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    needed = "a day (2026-11-23) or a moment with its zone (2026-11-23T10:00:00+06:00)"
    return Parameter(name, description, needed, schema, _short(read), example)


def _day(name: str, description: str, example: str) -> Parameter:
    schema = {"type": "string", "format": "date"}
    return Parameter(name, description, "a day (2026-11-23)", schema, _short(moments.read_day), example)


def _short(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return _matching("(?s:.*)", read, most=60)


def _language(text: str) -> str:
    if text not in dict(settings.LANGUAGES):
        raise ValueError(text)
    return text


def _question(text: str) -> str:
    if not 1 <= len(text) <= LONGEST_QUERY or "\0" in text:
        raise ValueError(text)
    return text


SECTION: Final = _slug("section", gettext_noop("Only stories of this section, by its slug."), "bangladesh")
TOPIC: Final = _slug("topic", gettext_noop("Only stories about this topic, by its slug."), "river")
CONTRIBUTOR: Final = _slug(
    "contributor", gettext_noop("Only stories with this contributor in the byline, by slug."), "namuna-hasan"
)
LANGUAGE: Final = Parameter(
    "language",
    gettext_noop("Only stories in this language."),
    f"one of: {', '.join(dict(settings.LANGUAGES))}",
    {"type": "string", "enum": list(dict(settings.LANGUAGES))},
    _language,
    settings.LANGUAGE_CODE,
)
SINCE: Final = _time(
    "since",
    gettext_noop("Only stories published then or later: a day, or a moment with its zone."),
    moments.read_since,
    "2020-01-01",
)
UNTIL: Final = _time(
    "until",
    gettext_noop("Only stories published before this moment, or on this day at the latest."),
    moments.read_until,
    "2999-12-31T00:00:00+06:00",
)
LIMIT: Final = _number(gettext_noop("How many on a page, 1 to 50; without it, 20."), MOST, USUAL)
LIMIT_OF_NAMES: Final = _number(
    gettext_noop("How many on a page, 1 to 200; without it, 50."), MOST_NAMES, MOST
)
AFTER_STORY: Final = _cursor(cursors.STORY_PATTERN, cursors.read_story_cursor, "1795413600000000.k3m9x2ab")
AFTER_NOTE: Final = _cursor(cursors.NOTE_PATTERN, cursors.read_note_cursor, "1795413600000000.17")
AFTER_CHANGE: Final = _cursor(cursors.CHANGE_PATTERN, cursors.read_change_cursor, "4711.k3m9x2ab")
AFTER_NAME: Final = _cursor(SLUG_PATTERN, str, "river")
AFTER_FOUND: Final = _cursor(cursors.SEARCH_PATTERN, read_cursor, "4.1795413600000000.k3m9x2ab")
QUESTION: Final = Parameter(
    "q",
    gettext_noop("Words, “phrases”, and -what must not be there, as in the search of the site."),
    f"1 to {LONGEST_QUERY} letters",
    {"type": "string", "minLength": 1, "maxLength": LONGEST_QUERY, "pattern": "^[^\\u0000]*$"},
    _question,
    "নদী",
    required=True,
)
FROM_DAY: Final = _day("since", gettext_noop("Only stories published on this day or later."), "2020-01-01")
TO_DAY: Final = _day("until", gettext_noop("Only stories published on this day or earlier."), "2999-12-31")
