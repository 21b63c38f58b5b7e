"""The invented paper's front page, made up by its editor: a package, other headlines, a time, and slots left open."""

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from newsroom.demo.reading import CONTENT
from newsroom.fronts.drafts import front_draft, save_layout
from newsroom.fronts.publishing import publish_front
from newsroom.models import Story, User


def make_front(editor: User, loaded: Mapping[str, Story], now: datetime) -> None:
    """Publish content/front.toml, as far as its stories were loaded: a slot without its story fills itself."""
    plan = tomllib.loads((CONTENT / "front.toml").read_text(encoding="utf-8"))
    live = {key: story.public_id for key, story in loaded.items() if story.is_live}

    def slots(name: str) -> list[dict[str, Any]]:
        return [_slot(entry, live, now) for entry in plan.get(name, [])]

    layout = {
        "top": slots("top"),
        "blocks": [{"section": slug, "slots": slots(slug)} for slug in plan["blocks"]],
    }
    draft = save_layout(front_draft(None).pk, editor, layout, seen_version=0, token="")
    publish_front(draft.pk, editor, seen_version=draft.version)


def _slot(entry: Mapping[str, Any], live: Mapping[str, str], now: datetime) -> dict[str, Any]:
    if entry.get("story") not in live:
        return {}
    hours = entry.get("hours")
    return {
        "story": live[entry["story"]],
        "headline": entry.get("headline", ""),
        "related": [live[key] for key in entry.get("related", []) if key in live],
        "until": (now + timedelta(hours=hours)).isoformat() if hours else None,
        "yields": entry.get("yields", False),
    }
