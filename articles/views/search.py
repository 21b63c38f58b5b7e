"""Searching the paper. Whatever is asked gets an answer."""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from articles.pages import search_page
from articles.search.finding import find_articles, read_cursor
from articles.search.form import read_filters
from articles.search.limits import TooBroadError, time_limit
from articles.search.query import parse_query
from articles.search.suggesting import meant_instead, suggest


def results(request: HttpRequest) -> HttpResponse:
    """One page of what was found; without a question, the field to ask in."""
    text = request.GET.get("q", "").strip()
    after = None
    if "after" in request.GET and (after := read_cursor(request.GET["after"])) is None:
        raise Http404("no such page")
    asked = read_filters(request.GET)
    query = parse_query(text)
    found = find_articles(query, asked.filters, after)
    is_empty = bool(query.terms) and not (found.found or found.is_too_broad or after)
    meant = ""
    if is_empty:
        with suppress(TooBroadError), time_limit():
            meant = meant_instead(query)
    return render(
        request, "articles/search.html", search_page(text, query, asked, found, meant, is_first=not after)
    )


def suggestions(request: HttpRequest) -> JsonResponse:
    """What may be meant by the first letters of a question, each with a page to go to."""
    found: list[dict[str, str]] = []
    with suppress(TooBroadError), time_limit():
        found = [
            {"kind": one.kind, "text": one.text, "url": one.url, "lang": one.language}
            for one in suggest(request.GET.get("q", ""))
        ]
    return JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
