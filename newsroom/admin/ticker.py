"""The ticker's written lines: worked on as a list, then published together."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import normalise
from newsroom.admin.site import newsroom_site, shown_datetime, staff_user
from newsroom.models import Story, TickerDraft
from newsroom.ticker import publish_drafts, unpublished_changes
from newsroom.visibility import visible_stories

# The browser's own picker, in the user's language.
LOCAL_DATETIME = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class TickerDraftForm(forms.ModelForm):
    """A line for the ticker: it ends some time ahead, and leads to a story that readers have, or nowhere."""

    class Meta:
        model = TickerDraft
        fields = ("text", "story", "breaking", "ends_at", "position")

    def clean_text(self) -> str:
        return normalise(self.cleaned_data["text"])

    def clean_ends_at(self) -> datetime:
        ends_at: datetime = self.cleaned_data["ends_at"]
        if ends_at <= timezone.now():
            raise forms.ValidationError(_("This time has passed."))
        return ends_at

    def clean_story(self) -> Story | None:
        story: Story | None = self.cleaned_data["story"]
        if story and not story.is_live:
            raise forms.ValidationError(_("This story is not live."))
        return story


@admin.register(TickerDraft, site=newsroom_site)
class TickerDraftAdmin(admin.ModelAdmin):
    list_display = ("text", "kind", "ends", "position")
    ends = shown_datetime("ends_at", _("ends at"))
    formfield_overrides = {DateTimeField: {"form_class": forms.DateTimeField, "widget": LOCAL_DATETIME}}
    ordering = ("-breaking", "position", "id")
    actions = None
    search_fields = ("text",)
    form = TickerDraftForm
    autocomplete_fields = ("story",)
    fields = ("text", "story", "breaking", "ends_at", "position")
    change_list_template = "newsroom/ticker.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.publish_view))
        return [path("publish/", view, name="newsroom_tickerdraft_publish"), *super().get_urls()]

    @admin.display(description=_("kind"), ordering="breaking")
    def kind(self, draft: TickerDraft) -> str:
        return str(_("breaking")) if draft.breaking else ""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "story":  # nobody learns a restricted one's headline by giving its number
            kwargs["queryset"] = visible_stories(staff_user(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"ends_at": timezone.now() + timedelta(hours=6)}

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        changes = {
            "has_changes": unpublished_changes(),
            "may_publish": request.user.has_perm("newsroom.publish_ticker"),
        }
        return super().changelist_view(request, (extra_context or {}) | changes)

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("newsroom.publish_ticker"):
            raise PermissionDenied
        count = publish_drafts(staff_user(request))
        message = ngettext(
            "The ticker is live with %(count)s line.", "The ticker is live with %(count)s lines.", count
        )
        messages.success(request, message % {"count": to_bengali_digits(count)})
        return HttpResponseRedirect(reverse("admin:newsroom_tickerdraft_changelist"))
