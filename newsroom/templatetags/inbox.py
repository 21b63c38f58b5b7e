"""How much waits in the inbox and in the intake, for the header of every page."""

from django import template

from articles.bengali.digits import to_bengali_digits
from newsroom.inbox import COUNT_LIMIT, unread_count
from newsroom.intake.listing import count_new
from newsroom.models import User

register = template.Library()


@register.simple_tag
def unread_messages(user: object) -> str:
    """৩, or ৯৯+ from a hundred on; empty when nothing is unread. One query."""
    if not isinstance(user, User):
        return ""
    return _shown(unread_count(user))


@register.simple_tag
def new_items() -> str:
    """Likewise, what agencies sent and nobody has decided upon. One query."""
    return _shown(count_new())


def _shown(number: int) -> str:
    if number > COUNT_LIMIT:
        return f"{to_bengali_digits(COUNT_LIMIT)}+"
    return to_bengali_digits(number) if number else ""
