"""Answers to the page's own scripts (JSON, also where the admin would send a browser to another page) and frames."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from newsroom.admin.site import newsroom_site
from newsroom.errors import WorkflowError


def in_json(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let `view` answer only whoever is logged in, and as the person the page was opened by: 401 otherwise.

    A log-in in another tab may have changed who that is; nobody's words are saved under another's name.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked_by = request.POST.get("writer") or request.GET.get("writer") or str(request.user.pk)
        if not newsroom_site.has_permission(request) or asked_by != str(request.user.pk):
            return JsonResponse({"login": True, "message": _("Please log in again.")}, status=401)
        return view(request, *args, **kwargs)

    return answer


def answer_method(*allowed: str) -> HttpResponse:
    response = JsonResponse({"message": _("This address takes %s only.") % ", ".join(allowed)}, status=405)
    response["Allow"] = ", ".join(allowed)
    return response


def answer_forbidden(error: WorkflowError) -> JsonResponse:
    return JsonResponse({"message": str(error.message)}, status=403)


def answer_no_token() -> JsonResponse:
    return JsonResponse({"errors": {"tab": _("The browser's tab did not say its name.")}}, status=422)


def framed_preview(html: str) -> HttpResponse:
    """The bare page of a preview, which pages of the newsroom (and no others) may show in a frame."""
    response = HttpResponse(html)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
