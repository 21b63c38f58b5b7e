"""The archive's pages."""

from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from articles.archive import articles_of, last_day, read_month
from articles.lite import lite_address, moved, render_page
from articles.pages import archive_page
from articles.reading import Listing, read_listing
from articles.views.numbers import page_number

_YEARS: Final = range(1900, 3000)


def newest(request: HttpRequest) -> HttpResponse:
    """The archive begins with the last day there was news."""
    day = last_day()
    if day is None:
        raise Http404("no article yet")
    return HttpResponseRedirect(lite_address(request, day_address(day)))


def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """What was published on a day. A day without news, inside the paper's life, says so; another is not found."""
    asked = _date(year, month, day)
    number = page_number(request)
    if number is None:
        return moved(request, day_address(asked))
    listing = read_listing(articles_of(asked), number)
    shown, span = read_month(asked)
    if listing is None:
        if number > 1 or span is None or not span.first <= asked <= span.last:
            raise Http404("no news of that day")
        listing = Listing(1, [], has_next=False)
    page = archive_page(listing, shown, asked, day_address(asked))
    return render_page(request, "articles/archive.html", "articles/lite/archive.html", page)


def day_address(day: date) -> str:
    return reverse("archive-day", args=[day.year, day.month, day.day])


def _date(year: int, month: int, day: int) -> date:
    try:
        return date(year if year in _YEARS else 0, month, day)
    except ValueError as error:
        raise Http404("no such day") from error
