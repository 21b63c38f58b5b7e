"""The keyboard: which keys do what, and whether they do it for this person."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from newsroom.admin.site import newsroom_site, staff_user


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [path("shortcuts/", wrap(shortcuts_view), name="newsroom_shortcuts")]


def shortcuts_view(request: HttpRequest) -> HttpResponse:
    """GET: the list, as a page. POST `shortcuts=on` or `off`: for oneself, and back to where one was."""
    user = staff_user(request)
    if request.method in {"GET", "HEAD"}:
        context = newsroom_site.each_context(request) | {"title": _("Keyboard")}
        return render(request, "newsroom/shortcuts.html", context)
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "POST"])
    wanted = request.POST.get("shortcuts", "")
    if wanted not in {"on", "off"}:
        return HttpResponse(_("That was not understood"), status=422, content_type="text/plain")
    if user.shortcuts != (wanted == "on"):
        user.shortcuts = wanted == "on"
        user.save(update_fields=["shortcuts"])
    done = _("Keyboard shortcuts are on.") if user.shortcuts else _("Keyboard shortcuts are off.")
    messages.success(request, done)
    return HttpResponseRedirect(_way_back(request))


def _way_back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/"):
        return back
    return reverse("admin:newsroom_shortcuts")
