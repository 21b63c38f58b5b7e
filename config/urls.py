"""Addresses of the newsroom."""

from django.urls import path, re_path

from articles.views.service import media
from newsroom.admin import newsroom_site

handler400 = "newsroom.views.bad_request"
handler403 = "newsroom.views.permission_denied"
handler404 = "newsroom.views.page_not_found"
handler500 = "newsroom.views.server_error"

urlpatterns = [
    # Published pictures, for the lists around a preview.
    re_path(r"^media/(?P<name>[0-9a-f]{40}\.(?:avif|webp|jpg))\Z", media, name="media"),
    path("", newsroom_site.urls),
]
