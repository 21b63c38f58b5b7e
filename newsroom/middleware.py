"""A newsroom without its database says so, in one sentence, instead of a traceback."""

import logging
from collections.abc import Callable

from django.db.utils import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

logger = logging.getLogger("newsroom")


class DatabaseDownMiddleware:
    """Answers 503 when the database cannot be reached. What was typed is still in the browser's form: go back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        except OperationalError as error:
            return self._unavailable(error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return self._unavailable(error) if isinstance(error, OperationalError) else None

    def _unavailable(self, error: OperationalError) -> HttpResponse:
        logger.error("the database cannot be reached: %s", str(error).strip().splitlines()[0])
        response = HttpResponse(render_to_string("newsroom/unavailable.html"), status=503)
        response["Retry-After"] = "10"
        return response
