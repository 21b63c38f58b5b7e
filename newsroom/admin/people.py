"""Accounts. A chief editor may make and change them, but never give more rights than a group has."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.admin.site import newsroom_site, shown_datetime, staff_user
from newsroom.models import User
from newsroom.rights import record_rights, rights_of

GROUP_NAMES = {
    "reporter": _("Reporter: writes and submits"),
    "editor": _("Editor: edits, returns, approves, publishes"),
    "chief": _("Chief editor: all that, and the paper's settings"),
    "photo": _("Photo editor: keeps the pictures"),
}


class GroupsField(forms.ModelMultipleChoiceField):
    """The groups as check boxes, each with what it may do."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, group: Group) -> str:
        return str(GROUP_NAMES.get(group.name, group.name))


@admin.register(User, site=newsroom_site)
class NewsroomUserAdmin(UserAdmin):
    list_display = ("username", "display_name", "is_active")
    list_filter = ("groups", "is_active")
    search_fields = ("username", "display_name", "email")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "groups")}),
        (_("Important dates"), {"fields": ("seen", "joined")}),
    )
    readonly_fields = ("seen", "joined")
    seen = shown_datetime("last_login", _("last login"))
    joined = shown_datetime("date_joined", _("date joined"))
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("username", "display_name", "usable_password", "password1", "password2"),
            },
        ),
        (_("Rights"), {"fields": ("is_staff", "groups")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Superusers are out of reach for everybody else."""
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "groups":
            return GroupsField(Group.objects.order_by("id"), label=db_field.verbose_name, required=False)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        form.rights_before = rights_of(obj) if change else {}
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Groups are written here, so the record is too, in the same transaction."""
        super().save_related(request, form, formsets, change)
        record_rights(staff_user(request), form.instance, form.rights_before)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"is_staff": True}
