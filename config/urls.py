"""Addresses of the newsroom."""

from django.urls import path

from newsroom.admin import newsroom_site

handler400 = "newsroom.views.bad_request"
handler403 = "newsroom.views.permission_denied"
handler404 = "newsroom.views.page_not_found"
handler500 = "newsroom.views.server_error"

urlpatterns = [path("", newsroom_site.urls)]
