"""What of a front readers do not have yet, place by place, in words."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.fronts.checks import settle
from newsroom.fronts.layout import BlockLayout, FrontLayout, Slot, named_slots, parse_layout
from newsroom.models import FrontDraft, FrontPublication

_DETAILS: dict[str, str | Promise] = {
    "headline": gettext_lazy("headline"),
    "picture": gettext_lazy("picture"),
    "until": gettext_lazy("until when"),
    "yields": gettext_lazy("yields to newer"),
    "related": gettext_lazy("package"),
}


def published_layout(draft: FrontDraft, now: datetime) -> FrontLayout:
    """What editors placed on the front that readers have; all automatic when nobody published one."""
    published = FrontPublication.objects.filter(section=draft.section_id).first()
    if published is None:
        return FrontLayout()
    return settle(parse_layout(published.layout, is_section=draft.section_id is not None), now)


def changed_places(layout: FrontLayout, published: FrontLayout) -> list[tuple[str, Slot, Slot]]:
    """Every place that differs, with its slot now and before. When a story came there is no difference."""
    before = {name: _said(slot) for name, slot in named_slots(published, hidden=True)}
    return [
        (name, slot, before.get(name, Slot()))
        for name, slot in named_slots(layout, hidden=True)
        if _said(slot) != before.get(name, Slot())
    ]


def describe_change(
    place: str, now: Slot, before: Slot, headline_of: Callable[[str], str], name_of: Callable[[str], str]
) -> str:
    """One difference in a line: what stands there, what stood there, or what else is new of it."""
    said = {"place": name_of(place), "story": now.headline or headline_of(now.story)}
    said["before"] = before.headline or headline_of(before.story)
    if now.story != before.story:
        return _("%(place)s: %(story)s (was: %(before)s)") % said
    names = [str(label) for key, label in _DETAILS.items() if getattr(now, key) != getattr(before, key)]
    return _("%(place)s: %(story)s; new: %(details)s") % (said | {"details": ", ".join(names)})


def describe_blocks(layout: FrontLayout, published: FrontLayout, sections: Mapping[str, str]) -> list[str]:
    """Blocks that were shown, hidden or put into another order. Those that were never named follow by themselves."""
    shown = {block.section: block.shown for block in published.blocks}
    lines = []
    for block in layout.blocks:
        if block.shown != shown.get(block.section, True):
            words = _("%(section)s is shown again") if block.shown else _("%(section)s is hidden")
            lines.append(words % {"section": sections.get(block.section, block.section)})
    if _order(layout.blocks, sections) != _order(published.blocks, sections):
        lines.append(_("The sections stand in another order"))
    return lines


def _order(blocks: tuple[BlockLayout, ...], sections: Mapping[str, str]) -> list[str]:
    named = [block.section for block in blocks]
    return [*named, *(slug for slug in sections if slug not in named)]


def _said(slot: Slot) -> Slot:
    return replace(slot, since=None)
