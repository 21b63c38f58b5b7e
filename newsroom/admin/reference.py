"""What stories refer to: sections, topics, contributors, desks."""

from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst

from articles.bengali.text import normalise
from articles.models import Contributor, Section, Topic
from newsroom.admin.site import newsroom_site
from newsroom.models import Desk, DeskSection


class ReferenceAdmin(admin.ModelAdmin):
    """Names that published pages carry: stored normalised, and at one address for good once readers have it."""

    actions = None

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, (extra_context or {}) | title)

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        is_public = isinstance(obj, Section | Topic | Contributor) and obj.articles.exists()
        return ["slug"] if is_public else []

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        for field in obj._meta.concrete_fields:
            if isinstance(value := getattr(obj, field.attname), str):
                setattr(obj, field.attname, normalise(value))
        super().save_model(request, obj, form, change)


@admin.register(Section, site=newsroom_site)
class SectionAdmin(ReferenceAdmin):
    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    search_fields = ("name", "slug")


@admin.register(Topic, site=newsroom_site)
class TopicAdmin(ReferenceAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")


@admin.register(Contributor, site=newsroom_site)
class ContributorAdmin(ReferenceAdmin):
    list_display = ("name", "title", "kind", "initials", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "name_en", "slug", "initials")


class DeskSectionInline(admin.TabularInline):
    model = DeskSection
    extra = 1


@admin.register(Desk, site=newsroom_site)
class DeskAdmin(ReferenceAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    autocomplete_fields = ("members",)
    inlines = (DeskSectionInline,)
