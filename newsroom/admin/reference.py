"""What stories refer to: sections, topics, contributors, desks."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.text import capfirst

from articles.editions import announce_reference
from articles.models import Contributor, Section, Topic, TopicAlias
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.checks import CHECKS
from newsroom.models import Desk, DeskCheck, DeskSection
from newsroom.reference import check_address, follow_address
from newsroom.rights import record_rights, record_rules, rights_of, rules_of
from newsroom.stored_form import StoredForm
from newsroom.topics import leads_elsewhere


class AddressForm(StoredForm):
    """What has a page: at an address that readers are not led away from."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        check_address(self.instance, slug)
        return slug


class ReferenceAdmin(admin.ModelAdmin):
    """Names that published pages carry: stored normalised. Readers of an address that changes find the new one."""

    actions = None
    form = StoredForm

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, (extra_context or {}) | title)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not isinstance(obj, Section | Topic | Contributor):
            return
        if change and "slug" in form.changed_data:
            follow_address(obj, form.initial["slug"], timezone.now())  # makes an edition itself
        else:
            announce_reference(obj._meta.model_name or "", obj.slug)

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        super().delete_model(request, obj)
        if isinstance(obj, Section | Topic | Contributor):
            announce_reference(obj._meta.model_name or "", obj.slug)


@admin.register(Section, site=newsroom_site)
class SectionAdmin(ReferenceAdmin):
    form = AddressForm
    list_display = ("name", "slug", "position")
    list_editable = ("position",)
    search_fields = ("name", "slug")


class TopicForm(AddressForm):
    class Meta:
        model = Topic
        fields = ("name", "slug")

    def clean_slug(self) -> str:
        """The address of a merged topic stays what it leads to."""
        slug = super().clean_slug()
        alias = TopicAlias.objects.select_related("topic").filter(slug=slug).first()
        if alias:
            raise ValidationError(leads_elsewhere(alias))
        return slug


@admin.register(Topic, site=newsroom_site)
class TopicAdmin(ReferenceAdmin):
    form = TopicForm
    list_display = ("name", "slug")
    search_fields = ("name", "slug")
    change_form_template = "newsroom/topic_change.html"


class DeskSectionInline(admin.TabularInline):
    model = DeskSection
    extra = 1


class DeskCheckForm(forms.ModelForm):
    """One check and how strict the desk is about it. What no story can be without is not offered."""

    class Meta:
        model = DeskCheck
        fields = ("check_key", "level")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "—"), *((check.key, check.label) for check in CHECKS if not check.is_fixed)]
        self.fields["check_key"] = forms.ChoiceField(
            label=DeskCheck._meta.get_field("check_key").verbose_name, choices=choices
        )


class DeskCheckInline(admin.TabularInline):
    model = DeskCheck
    form = DeskCheckForm
    extra = 1


@admin.register(Desk, site=newsroom_site)
class DeskAdmin(ReferenceAdmin):
    list_display = ("name", "four_eyes")
    search_fields = ("name",)
    fields = ("name", "four_eyes", "members")
    autocomplete_fields = ("members",)
    inlines = (DeskSectionInline, DeskCheckInline)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.rules_before = rules_of(obj) if change else {}
        members = set(obj.members.all()) if change else set()
        come_or_go = members ^ set(form.cleaned_data.get("members", members))
        form.rights_before = [(user, rights_of(user)) for user in come_or_go]
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Members, sections and checks are written here, so the record is too, in the same transaction."""
        super().save_related(request, form, formsets, change)
        record_rules(staff_user(request), form.instance, form.rules_before)
        for user, before in form.rights_before:
            record_rights(staff_user(request), user, before)
