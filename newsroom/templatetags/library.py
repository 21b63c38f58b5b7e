"""What the library's scripts need on a page: `{% picture_tools %}` and `{% picture_picker %}`."""

from typing import Any

from django import template

from newsroom.models import User
from newsroom.picture_forms import SharedWordsForm
from newsroom.picture_tools import picker_context

register = template.Library()


@register.inclusion_tag("newsroom/_picture_tools.html", takes_context=True)
def picture_tools(context: Any) -> dict[str, Any]:
    """Addresses, limits and words for pictures.js, and the card of a picture that comes in."""
    return _for(context) | {"is_picking": False}


@register.inclusion_tag("newsroom/_picker.html", takes_context=True)
def picture_picker(context: Any) -> dict[str, Any]:
    """The same, and the dialog in which pictures are chosen; nothing for whoever may not see the library."""
    return _for(context) | {"is_picking": True}


def _for(context: Any) -> dict[str, Any]:
    user = context["request"].user
    return picker_context(user) if isinstance(user, User) else {"may_see_library": False}


@register.inclusion_tag("newsroom/_shared_words.html")
def shared_words() -> dict[str, Any]:
    """The empty fields of what all pictures of one upload have in common."""
    return {"shared": SharedWordsForm(auto_id="shared_%s")}
