"""Fronts for the tests of their screens: laid out, and sent as the page's script sends them."""

import json

from django.test import Client

from newsroom.fronts.drafts import layout_of, save_layout
from newsroom.fronts.layout import FrontLayout, Slot, layout_json
from newsroom.fronts.moves import fill_slot
from newsroom.models import FrontDraft, User

TAB, OTHER_TAB = "a1b2c3d4e5f6", "f6e5d4c3b2a1"
FRONT = "/front/"


def layout_with(draft: FrontDraft, **slots: Slot) -> FrontLayout:
    """The draft's layout with these slots: top_1=Slot(…)."""
    layout = layout_of(draft)
    for name, slot in slots.items():
        layout = fill_slot(layout, name.replace("_", "-"), slot)
    return layout


def place(draft: FrontDraft, user: User, **slots: Slot) -> FrontDraft:
    layout = layout_json(layout_with(draft, **slots))
    save_layout(draft.pk, user, layout, seen_version=draft.version, token="")
    draft.refresh_from_db()
    return draft


def url(draft: FrontDraft, name: str) -> str:
    return f"/front/{draft.pk}/{name}/"


def send(client: Client, draft: FrontDraft, layout: FrontLayout | str, version: int | None = None):
    text = layout if isinstance(layout, str) else json.dumps(layout_json(layout))
    seen = draft.version if version is None else version
    return client.post(url(draft, "save"), {"layout": text, "version": seen, "tab": TAB})
