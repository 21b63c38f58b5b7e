"""The filters of a search as they come in an address. What cannot be understood is said, and not applied."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import regex  # type: ignore[import-untyped]

from articles.bengali.digits import to_ascii_digits
from articles.search.query import Filters

_DAY: Final = regex.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG: Final = regex.compile(r"[a-z0-9-]{1,60}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters, and the names of the fields that made no sense (with what stood there in `typed`)."""

    filters: Filters
    wrong: tuple[str, ...]
    typed: Mapping[str, str]


def read_filters(data: Mapping[str, str]) -> Asked:
    """Section and author by slug; `since` and `until` as YYYY-MM-DD, in digits of either script."""
    typed = {name: data.get(name, "").strip() for name in ("section", "author", "since", "until")}
    days = {name: _day(typed[name]) for name in ("since", "until")}
    slugs = {name: typed[name] if _SLUG.fullmatch(typed[name]) else "" for name in ("section", "author")}
    understood = {name for name, value in (days | slugs).items() if value}
    if days["since"] and days["until"] and days["since"] > days["until"]:
        understood.discard("until")
        days["until"] = None
    filters = Filters(slugs["section"], slugs["author"], days["since"], days["until"])
    wrong = tuple(name for name, value in typed.items() if value and name not in understood)
    return Asked(filters, wrong, typed)


def _day(text: str) -> date | None:
    text = to_ascii_digits(text)
    if not _DAY.fullmatch(text):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2999 else None
