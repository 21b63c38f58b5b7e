"""What the paper says of itself, what is read most, and the way to everything."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render

from articles.house import house_page, most_read_page, site_map_page
from articles.models import Page
from articles.most_read import read_most_read
from articles.site_map import read_site_map


def page(request: HttpRequest, slug: str) -> HttpResponse:
    """A page about the paper, at its one address. Without a published one there is none."""
    found = get_object_or_404(Page, slug=slug)
    if request.path_info != found.get_absolute_url():
        return HttpResponsePermanentRedirect(found.get_absolute_url())
    return render(request, "articles/page.html", house_page(found))


def most_read(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/most_read.html", most_read_page(read_most_read()))


def site_map(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/site_map.html", site_map_page(read_site_map()))
