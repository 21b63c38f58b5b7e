"""The house's spelling list: looked at by editors, kept by chief editors."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.bengali.text import normalise
from newsroom.admin.reference import ReferenceAdmin
from newsroom.admin.site import newsroom_site
from newsroom.models import HouseSpelling
from newsroom.spelling import check_spelling, tidy_spelling
from newsroom.stored_form import StoredForm


class HouseSpellingForm(StoredForm):
    class Meta:
        model = HouseSpelling
        fields = ("wrong", "right", "why")

    def clean_wrong(self) -> str:
        return tidy_spelling(self.cleaned_data["wrong"])

    def clean_right(self) -> str:
        return tidy_spelling(self.cleaned_data["right"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "wrong" in data and "right" in data:
            others = HouseSpelling.objects.exclude(pk=self.instance.pk)
            for problem in check_spelling(data["wrong"], data["right"], others.iterator()):
                self.add_error(problem.field, str(problem.message))
        return data


@admin.register(HouseSpelling, site=newsroom_site)
class HouseSpellingAdmin(ReferenceAdmin):
    form = HouseSpellingForm
    list_display = ("wrong", "right", "why")
    list_display_links = ("wrong",)
    search_fields = ("wrong", "right", "why")  # shows the search field; get_search_results does the work
    list_per_page = 100

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[HouseSpelling], search_term: str
    ) -> tuple[QuerySet[HouseSpelling], bool]:
        """Every word anywhere in an entry, spelled in whichever way Unicode allows."""
        for word in normalise(search_term.replace("\x00", "")).split()[:8]:
            anywhere = Q(wrong__icontains=word) | Q(right__icontains=word) | Q(why__icontains=word)
            queryset = queryset.filter(anywhere)
        return queryset, False
