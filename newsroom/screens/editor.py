"""What the editor asks while somebody writes: what an address is, which stories of ours are live, Bijoy in Unicode."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.bengali.dates import format_date
from articles.bengali.text import normalise
from articles.embeds import parse_embed
from articles.models import Article
from articles.search.finding import find_articles
from articles.search.query import Filters, parse_query
from newsroom.bijoy import to_unicode
from newsroom.bijoy_html import html_to_unicode
from newsroom.screens.access import require
from newsroom.screens.answers import in_json

FOUND: Final = 10  # stories that a search for a related one shows
LONGEST_BIJOY: Final = 1_000_000  # characters; a story is a hundredth, Word's markup around it is not


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("editor/embed/", in_json(wrap(require_GET(embed_view))), name="newsroom_editor_embed"),
        path("editor/related/", in_json(wrap(require_GET(related_view))), name="newsroom_editor_related"),
        path("editor/bijoy/", in_json(wrap(require_POST(bijoy_view))), name="newsroom_editor_bijoy"),
    ]


def embed_view(request: HttpRequest) -> HttpResponse:
    """What the address in `url` is: its canonical form; for anything unknown an empty `url`, and why as `message`."""
    require(request, "newsroom.view_story")
    embed = parse_embed(request.GET.get("url", ""))
    if embed is None:
        message = _(
            "This address cannot be embedded. Known are YouTube, Facebook, X, Instagram, TikTok, Google Maps and "
            "audio files. Anything else can be a link in the text."
        )
        return JsonResponse({"url": "", "message": message})
    return JsonResponse({"url": embed.url, "provider": embed.provider})


def related_view(request: HttpRequest) -> HttpResponse:
    """Live stories for `q`: those with its letters in the headline (it may be half typed), then what a search finds;
    the newest of all for no words."""
    require(request, "newsroom.view_story")
    asked = normalise(request.GET.get("q", ""))[:200]
    articles = Article.objects.select_related("section").order_by("-published_at")
    for word in asked.split():
        articles = articles.filter(headline__icontains=word)
    stories = list(articles[:FOUND])
    if len(stories) < FOUND:
        known = {article.pk for article in stories}
        searched = [one.article for one in find_articles(parse_query(asked), Filters()).found]
        stories += [article for article in searched if article.pk not in known][: FOUND - len(stories)]
    found = [
        {
            "href": reverse(
                "article", args=[article.section.slug, article.pk], urlconf=settings.SITE_URLCONF
            ),
            "headline": article.headline,
            "about": f"{article.section_name} · {format_date(article.published_at)}",
        }
        for article in stories
    ]
    return JsonResponse({"stories": found})


def bijoy_view(request: HttpRequest) -> HttpResponse:
    """`html` or `text` with its Bijoy in Unicode. With `every`, all of the markup's texts are taken for Bijoy."""
    require(request, "newsroom.view_story")
    html, text = request.POST.get("html", ""), request.POST.get("text", "")
    if len(html) + len(text) > LONGEST_BIJOY:
        message = _("This is too much at once. Please convert it in parts.")
        return JsonResponse({"message": message}, status=413)
    return JsonResponse(
        {"html": html_to_unicode(html, every="every" in request.POST), "text": to_unicode(text)}
    )
