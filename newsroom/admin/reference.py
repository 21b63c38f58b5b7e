"""What stories refer to: sections, topics, contributors, desks."""

from django.contrib import admin

from articles.models import Contributor, Section, Topic
from newsroom.admin.site import newsroom_site
from newsroom.models import Desk, DeskSection


@admin.register(Section, site=newsroom_site)
class SectionAdmin(admin.ModelAdmin):
    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    search_fields = ("name", "slug")


@admin.register(Topic, site=newsroom_site)
class TopicAdmin(admin.ModelAdmin):
    list_display = ("name", "slug")
    search_fields = ("name", "slug")


@admin.register(Contributor, site=newsroom_site)
class ContributorAdmin(admin.ModelAdmin):
    list_display = ("name", "title", "kind", "initials", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "name_en", "slug", "initials")


class DeskSectionInline(admin.TabularInline):
    model = DeskSection
    extra = 1


@admin.register(Desk, site=newsroom_site)
class DeskAdmin(admin.ModelAdmin):
    list_display = ("name",)
    search_fields = ("name",)
    autocomplete_fields = ("members",)
    inlines = (DeskSectionInline,)
