"""People, agencies and house bylines, with their public pages' picture, text and links."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.models import Contributor
from articles.showing import shown_picture
from articles.snapshot import PublicPicture
from newsroom.admin.reference import AddressForm, ReferenceAdmin
from newsroom.admin.site import newsroom_site
from newsroom.forms import PictureField
from newsroom.link_rows import LinkRowsField
from newsroom.portraits import remove_portrait, store_portrait


class ContributorForm(AddressForm):
    links = LinkRowsField(
        label=_("links"), required=False, help_text=_("A name and an address, for example a profile.")
    )
    portrait_file = PictureField(
        label=_("New portrait"),
        required=False,
        help_text=_("JPEG, PNG or WebP. It is cut square, and public as soon as it is saved."),
    )
    no_portrait = forms.BooleanField(label=_("Remove the portrait"), required=False)

    class Meta:
        model = Contributor
        fields = ("name", "name_en", "slug", "kind", "title", "initials", "bio", "links")

    def clean_kind(self) -> str:
        """A house byline has no page: whom readers' links lead to already cannot become one."""
        kind: str = self.cleaned_data["kind"]
        is_public = self.instance.pk and self.instance.articles.exists()
        if is_public and (kind == "house") != (self.instance.kind == "house"):
            raise ValidationError(_("Published stories name it as what it is; this can no longer change."))
        return kind


@admin.register(Contributor, site=newsroom_site)
class ContributorAdmin(ReferenceAdmin):
    form = ContributorForm
    list_display = ("name", "title", "kind", "initials", "slug")
    list_filter = ("kind",)
    search_fields = ("name", "name_en", "slug", "initials")
    fields = (
        *("name", "name_en", "slug", "kind", "title", "initials", "bio", "links"),
        *("portrait_now", "portrait_file", "no_portrait"),
    )

    class Media:
        css = {"all": ["newsroom/contributor.css"]}

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), "portrait_now"]

    def get_view_on_site_url(self, obj: Model | None = None) -> str | None:
        is_house = isinstance(obj, Contributor) and obj.kind == Contributor.Kind.HOUSE
        return None if is_house else super().get_view_on_site_url(obj)

    @admin.display(description=_("portrait"))
    def portrait_now(self, contributor: Contributor) -> str:
        if not contributor.portrait:
            return "—"
        picture = shown_picture(PublicPicture.from_json(contributor.portrait), upto=360)
        return format_html('<img class="portrait-now" src="{}" alt="" width="120" height="120">', picture.src)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        assert isinstance(obj, Contributor)
        if form.cleaned_data.get("portrait_file"):
            decoded, _content = form.cleaned_data["portrait_file"]
            store_portrait(obj, decoded)
        elif form.cleaned_data.get("no_portrait"):
            remove_portrait(obj)
        super().save_model(request, obj, form, change)
