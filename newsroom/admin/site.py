"""The newsroom is Django's admin under its own name: one site, our words, our front page."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from articles.bengali.dates import format_datetime
from newsroom.models import User


def staff_user(request: HttpRequest) -> User:
    """Whoever is logged in; `admin_view` lets nobody else through."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def shown_datetime(name: str, label: Any) -> Callable[[Any, Model], str]:
    """A column or read-only field that shows the model's datetime `name` as Bengali writes it."""

    @admin.display(description=label, ordering=name)
    def show(model_admin: Any, row: Model) -> str:
        when = getattr(row, name)
        return format_datetime(when) if when else "—"

    return show


class NewsroomSite(AdminSite):
    site_header = _("Newsroom")
    site_title = _("Newsroom")
    index_title = _("Settings of the paper")
    enable_nav_sidebar = False
    site_url = None

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return super().each_context(request) | {"paper_address": settings.KHOBOR_SITE_URL}

    def get_urls(self) -> list[URLPattern | URLResolver]:
        own = [
            path(
                "", self.admin_view(self.front), name="index"
            ),  # first, so that it wins over the admin's index
            path("settings/", self.admin_view(self.index), name="settings"),
        ]
        from newsroom.screens import screen_urls  # the screens name this site

        return [*own, *screen_urls(self.admin_view), *super().get_urls()]

    def front(self, request: HttpRequest) -> HttpResponse:
        """The newsroom opens on the dashboard."""
        from newsroom.screens.dashboard import dashboard_view  # the screens name this site

        return dashboard_view(request)


newsroom_site = NewsroomSite(name="admin")
