"""The newsroom is Django's admin under its own name: one site, our words, our front page."""

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext_lazy as _

from newsroom.models import User


def staff_user(request: HttpRequest) -> User:
    """Whoever is logged in; `admin_view` lets nobody else through."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


class NewsroomSite(AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Settings of the paper")
    enable_nav_sidebar = False
    site_url = None

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [path("settings/", self.admin_view(self.settings_index), name="settings"), *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"paper_address": settings.KHOBOR_SITE_URL}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The newsroom opens on the queue."""
        return HttpResponseRedirect(reverse("admin:newsroom_story_changelist"))

    def settings_index(self, request: HttpRequest) -> HttpResponse:
        """Sections, topics, people, desks: what is set up rather than written."""
        return super().index(request)


newsroom_site = NewsroomSite(name="admin")
