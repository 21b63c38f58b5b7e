"""The picture library, and the private thumbnails only the newsroom sees."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom.admin.site import newsroom_site, shown_datetime, staff_user
from newsroom.forms import PictureUploadForm
from newsroom.models import Picture
from newsroom.pictures import store_picture
from newsroom.storage import originals
from newsroom.visibility import visible_pictures


@admin.register(Picture, site=newsroom_site)
class PictureAdmin(admin.ModelAdmin):
    list_display = ("preview", "caption", "credit", "uploaded_by", "uploaded")
    uploaded = shown_datetime("uploaded_at", _("uploaded at"))
    list_display_links = ("preview", "caption")
    list_select_related = ("uploaded_by",)
    list_per_page = 30
    search_fields = ("caption", "alt", "credit")
    fields = ("preview", "caption", "credit", "alt")
    readonly_fields = ("preview",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.thumbnail_view, cacheable=True)
        return [
            path("<int:picture_id>/thumbnail/", view, name="newsroom_picture_thumbnail"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Picture]:
        """The library, and type-ahead: no picture that only stories restricted to others use."""
        return visible_pictures(staff_user(request))

    def get_form(
        self, request: HttpRequest, obj: Picture | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        if obj is None:
            return PictureUploadForm
        return super().get_form(request, obj, change=change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return self.fields if obj else ("file", "caption", "credit", "alt")

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Picture:
        if change:
            changed: Picture = super().save_form(request, form, change)
            return changed
        image, content = form.cleaned_data["file"]
        words = {name: form.cleaned_data[name] for name in ("caption", "credit", "alt")}
        form.save_m2m = lambda: None  # there is none; Django's admin calls what form.save() would have left
        return store_picture(image, content, staff_user(request), **words)

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return False  # a story's record may need it

    @admin.display(description=_("Picture"))
    def preview(self, picture: Picture) -> SafeString:
        if picture.pk is None:
            return SafeString("")
        url = reverse("admin:newsroom_picture_thumbnail", args=[picture.pk])
        return format_html(
            '<img class="library-thumbnail" src="{}" alt="{}" loading="lazy" width="160" height="90">',
            url,
            picture.alt,
        )

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
