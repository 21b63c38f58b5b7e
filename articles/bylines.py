"""How a byline reads on a page: what stands before and after each name, and whether the name leads anywhere."""

from dataclasses import dataclass

from django.utils.translation import gettext

from articles.snapshot import BylineEntry


@dataclass(frozen=True, slots=True)
class ShownName:
    """One line: `before` and `after` are words around the name; `slug` is empty for a name without a page."""

    name: str
    slug: str
    before: str = ""
    after: str = ""


def shown_name(entry: BylineEntry) -> ShownName:
    """The line in the active language: “ছবি: নাম”, “নাম, সুনামগঞ্জ প্রতিনিধি”, “নিজস্ব প্রতিবেদক, সিলেট”."""
    slug = "" if entry.kind == "house" else entry.slug
    return ShownName(entry.name, slug, before=_before(entry.role), after=_after(entry))


def _before(role: str) -> str:
    """The word before the name; empty for a reporter, a correspondent and an unknown role."""
    labels = {
        "photographer": gettext("Photo"),
        "translator": gettext("Translated by"),
        "editor": gettext("Edited by"),
    }
    return labels.get(role, "")


def _after(entry: BylineEntry) -> str:
    """A correspondent's place. Agencies are none, and a house byline says already what he or she is."""
    if entry.role != "correspondent":
        return ""
    if entry.kind != "person":
        return entry.place
    if entry.place:
        return gettext("%(place)s correspondent") % {"place": entry.place}
    return gettext("correspondent")
