"""What `manage.py check` says of the key for Web Push."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register

from newsroom.push.keys import public_half


@register
def check_push_keys(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """Both halves of one pair, and somebody whom a push service can ask; or nothing at all."""
    private, public = settings.KHOBOR_VAPID_PRIVATE_KEY, settings.KHOBOR_VAPID_PUBLIC_KEY
    if not private and not public:
        return []
    found: list[CheckMessage] = []
    if not private or not public:
        words = (
            "KHOBOR_VAPID_PUBLIC_KEY and KHOBOR_VAPID_PRIVATE_KEY belong together: one of them is missing."
        )
        found.append(Error(words, id="newsroom.E001"))
    else:
        try:
            if public_half(private) != public:
                words = "KHOBOR_VAPID_PUBLIC_KEY is another pair's than KHOBOR_VAPID_PRIVATE_KEY."
                found.append(Error(words, id="newsroom.E002"))
        except ValueError as error:
            found.append(Error(str(error), id="newsroom.E003"))
    if not settings.KHOBOR_VAPID_SUBJECT.startswith(("mailto:", "https:")):
        found.append(Error("KHOBOR_VAPID_SUBJECT is a mailto: or an https: address.", id="newsroom.E004"))
    return found
