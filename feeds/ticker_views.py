"""The ticker's addresses: for machines, and framed on other people's pages."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt

from articles.addresses import absolute
from articles.frame import site_frame
from articles.middleware import allow_sources
from articles.pages import Head
from feeds.ticker import EMBED_HEIGHT, Ticker, embed_snippet, read_ticker, write_json, write_text, write_xml

_FORMS: Final[dict[str, tuple[Callable[[Ticker], str], str]]] = {
    "json": (write_json, "application/json"),
    "txt": (write_text, "text/plain; charset=utf-8"),
    "xml": (write_xml, "application/xml; charset=utf-8"),
}
THEMES: Final = ("light", "dark")


def lines(request: HttpRequest, form: str) -> HttpResponse:
    """The ticker as every page shows it, for whoever asks from wherever."""
    write, content_type = _FORMS[form]
    response = HttpResponse(write(read_ticker()), content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response


@xframe_options_exempt
def embed(request: HttpRequest) -> HttpResponse:
    """The ticker alone: the one page that may stand in other people's. Its colours are the reader's, or `theme`'s."""
    allow_sources(request, {"frame-ancestors": ["*"]})
    theme = request.GET.get("theme", "")
    if theme and theme not in THEMES:
        return HttpResponseRedirect(reverse("ticker-embed"))
    frame = site_frame()
    return render(request, "feeds/ticker_embed.html", {"ticker": frame["ticker"], "theme": theme})


def offer(request: HttpRequest) -> HttpResponse:
    """For people: what to write into a page of one's own to have the ticker there, and how it looks."""
    allow_sources(request, {"frame-src": ["'self'"]})
    title = gettext("Our headlines on your site")
    description = gettext(
        "The headlines of %(paper)s for other sites: free, always current, without a script."
    )
    said = description % {"paper": settings.KHOBOR_NAME}
    page = {
        "head": Head(title=title, description=said, canonical=absolute(reverse("ticker-offer"))),
        "snippet": embed_snippet(),
        "height": EMBED_HEIGHT,
    }
    return render(request, "feeds/ticker_offer.html", site_frame() | page)
