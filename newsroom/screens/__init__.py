"""Screens that are more than one model's form. Each module has `urls(wrap)`; those with something to show on a
story's own page have `story_context(request, story)` as well."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern

from newsroom.models import Story

# A module is listed here once it exists.
SCREENS: tuple[str, ...] = (
    "alerts",
    "autosave",
    "checks",
    "contributors",
    "diff",
    "editor",
    "front",
    "front_preview",
    "front_publishing",
    "front_saving",
    "front_slot",
    "house_pages",
    "inbox",
    "intake",
    "intake_feeds",
    "library",
    "lint",
    "lock",
    "notes",
    "picture",
    "picture_upload",
    "preview",
    "planning",
    "queue",
    "replace_picture",
    "schedule",
    "shortcuts",
    "record",
    "ticker",
    "ticker_line",
    "ticker_publishing",
    "times",
    "topics",
)


def screen_urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of all screens; `wrap` is the admin's own guard (log-in, no caching)."""
    return [pattern for module in _modules() for pattern in module.urls(wrap)]


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    """What all screens put on a story's page."""
    context: dict[str, Any] = {}
    for module in _modules():
        if hasattr(module, "story_context"):
            context |= module.story_context(request, story)
    return context


def _modules() -> list[Any]:
    return [import_module(f"newsroom.screens.{name}") for name in SCREENS]
