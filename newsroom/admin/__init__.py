"""The newsroom's screens. Methods here parse, call and respond; the rules are in plain functions elsewhere."""

from newsroom.admin import (  # noqa: F401 - they register themselves
    contributors,
    people,
    pictures,
    reference,
    spelling,
    story,
)
from newsroom.admin.site import newsroom_site

__all__ = ["newsroom_site"]
