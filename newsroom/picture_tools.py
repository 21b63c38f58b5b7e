"""What the library's scripts know of a picture, and what they ask of the server, and how."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from newsroom.library import LAPSED, LAPSING, MINE, MISSING, UNUSED, has_lapsed, may_change_words
from newsroom.models import Picture, User
from newsroom.picture_words import missing_words
from newsroom.pictures import MAX_BYTES

CHOICES = (
    ("", gettext_lazy("All pictures")),
    (MINE, gettext_lazy("My uploads")),
    (UNUSED, gettext_lazy("Unused")),
    (MISSING, gettext_lazy("Words missing")),
    (LAPSING, gettext_lazy("Rights ending soon")),
    (LAPSED, gettext_lazy("Rights lapsed")),
)


def describe_picture(picture: Picture, user: User) -> dict[str, Any]:
    """A picture as the page's scripts know it."""
    return {
        "id": picture.pk,
        "name": str(picture),
        "thumbnail": reverse("admin:newsroom_picture_thumbnail", args=[picture.pk]),
        "large": reverse("admin:newsroom_library_large", args=[picture.pk]),
        "change": reverse("admin:newsroom_picture_change", args=[picture.pk]),
        "caption": picture.caption,
        "credit": picture.credit,
        "alt": picture.alt,
        "decorative": picture.decorative,
        "photographer": picture.photographer,
        "width": picture.width,
        "height": picture.height,
        "focus": {"x": picture.focus_x, "y": picture.focus_y},
        "rights": str(picture.get_rights_display()) if picture.rights else "",
        "isLapsed": has_lapsed(picture),
        "mayChange": may_change_words(user, picture),
        "missing": [{"field": one.field, "message": str(one.message)} for one in missing_words(picture)],
    }


def picker_context(user: User) -> dict[str, Any]:
    """What the picker's dialog and the uploads ask of the server, and how."""
    return {
        "may_see_library": user.has_perm("newsroom.view_picture"),
        "may_upload": user.has_perm("newsroom.add_picture"),
        "max_bytes": MAX_BYTES,
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "picker_choices": [(key, label) for key, label in CHOICES if key != LAPSED],
    }
