"""Pages of the newsroom that belong to no model."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old tab, or somebody else's page. 403, in the user's language."""
    return render(request, "newsroom/csrf_failure.html", status=403)
