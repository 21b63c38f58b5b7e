"""Who may log in."""

from typing import Any, Final

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from newsroom.models import User

DEMO_PASSWORD: Final = "demo"


class NewsroomBackend(ModelBackend):
    """Django's accounts; but the demo's password opens nothing outside a demo, whoever has it."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if password == DEMO_PASSWORD and not settings.DEMO:
            return None
        return super().authenticate(request, username=username, password=password, **kwargs)
