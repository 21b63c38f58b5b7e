"""The newsroom's screens. Methods here parse, call and respond; the rules are in plain functions elsewhere."""

from newsroom.admin import people, pictures, reference, story, ticker  # noqa: F401 - they register themselves
from newsroom.admin.site import newsroom_site

__all__ = ["newsroom_site"]
