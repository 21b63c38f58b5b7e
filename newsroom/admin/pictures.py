"""The picture library's addresses in the admin, and the private thumbnails only the newsroom sees."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from newsroom.admin.site import newsroom_site, staff_user
from newsroom.models import Picture
from newsroom.screens import library, picture, picture_upload
from newsroom.storage import originals
from newsroom.visibility import visible_pictures


@admin.register(Picture, site=newsroom_site)
class PictureAdmin(admin.ModelAdmin):
    # Django's own machinery uses these for type-ahead.
    search_fields = ("caption", "alt", "credit")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.thumbnail_view, cacheable=True)
        return [
            path("<int:picture_id>/thumbnail/", view, name="newsroom_picture_thumbnail"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        """Type-ahead, and every generic part of the admin: no picture that only stories restricted to others use."""
        return visible_pictures(staff_user(request))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return library.library_view(request)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return picture_upload.add_view(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        return picture.change_view(request, object_id)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What is on the record of a picture is in the record."""
        return HttpResponseRedirect(reverse("admin:newsroom_picture_change", args=[object_id]))

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return False  # a story's record may need it

    def thumbnail_view(self, request: HttpRequest, picture_id: int) -> HttpResponseBase:
        """The small private JPEG, for anybody who works here."""
        if not request.user.has_perm("newsroom.view_story"):
            raise PermissionDenied
        picture = get_object_or_404(visible_pictures(staff_user(request)), pk=picture_id)
        try:
            file = originals().open(picture.thumbnail)
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(file, content_type="image/jpeg")
        response["Cache-Control"] = "private, max-age=86400, immutable"
        return response
