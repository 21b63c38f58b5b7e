"""The pages of the newspaper. Each reads, has its context composed (pages.py, story_page.py), and renders."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from articles.boxes import frame_sources
from articles.fronts import read_section, read_section_listing
from articles.lite import moved, render_page
from articles.middleware import allow_sources
from articles.models import Article, Contributor, Section, Topic, TopicAlias
from articles.pages import corrections_page, front_page, listing_page
from articles.reading import Listing, read_corrections, read_listing, what_rests_at, withdrawn_article
from articles.story_page import article_page
from articles.views.errors import gone
from articles.views.numbers import page_number


def front(request: HttpRequest) -> HttpResponse:
    if "page" in request.GET:
        raise Http404("the front page has no pages")
    return render_page(request, "articles/front.html", "articles/lite/front.html", front_page())


def article(request: HttpRequest, section: str, public_id: str, decoration: str = "") -> HttpResponse:
    """A story, at its one address: any other section or tail before or after the id leads there."""
    found = Article.objects.select_related("section").filter(pk=public_id).first()
    if found is None:
        return _retracted(request, section, public_id, decoration)
    if section != found.section.slug or decoration:
        return moved(request, found.get_absolute_url())
    return _article(request, article_page(found))


def short(request: HttpRequest, public_id: str) -> HttpResponse:
    """The address that is said, printed and shared: leads to the story, or answers as its own address does."""
    return article(request, "", public_id)


def _retracted(request: HttpRequest, section: str, public_id: str, decoration: str) -> HttpResponse:
    """The address of a story that is no longer live: its text under a notice, another story, or 410."""
    rests = what_rests_at(public_id)
    if rests is None:
        raise Http404("no such article")
    if isinstance(rests, Article):
        return moved(request, rests.get_absolute_url())
    found = withdrawn_article(rests)
    if found is None:
        return gone(request)
    if (found.public_id, found.section.slug) != (public_id, section) or decoration:
        return moved(request, found.get_absolute_url())
    return _article(request, article_page(found, withdrawn=rests))


def _article(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """The page of a story, which may load what its embeds need once a reader asks for them."""
    allow_sources(request, frame_sources(page["embeds"]))
    return render_page(request, "articles/article.html", "articles/article.html", page)


def section(request: HttpRequest, slug: str) -> HttpResponse:
    try:
        curated = read_section(slug)
    except Section.DoesNotExist as error:
        raise Http404("no such section") from error
    found = curated.section
    return _listing(
        request,
        "articles/section.html",
        partial(read_section_listing, curated),
        found.get_absolute_url(),
        found.name,
        found,
        found.description,
    )


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    found = Topic.objects.filter(slug=slug).first()
    if found is None:
        return moved(request, merged_topic_or_404(slug).get_absolute_url())
    articles = Article.objects.filter(articletopic__topic=found)
    return _listing(
        request,
        "articles/topic.html",
        partial(read_listing, articles),
        found.get_absolute_url(),
        found.name,
        found,
    )


def merged_topic_or_404(slug: str) -> Topic:
    """The topic that one of this address was merged into. Raises Http404, also for one no article carries."""
    alias = get_object_or_404(TopicAlias.objects.select_related("topic"), slug=slug)
    if not Article.objects.filter(articletopic__topic=alias.topic).exists():
        raise Http404("a name may be a secret until a story is out")
    return alias.topic


def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Contributor.objects.exclude(kind=Contributor.Kind.HOUSE), slug=slug)
    articles = Article.objects.filter(articlecontributor__contributor=found)
    return _listing(
        request,
        "articles/author.html",
        partial(read_listing, articles),
        found.get_absolute_url(),
        found.name,
        found,
        found.bio,
    )


def latest(request: HttpRequest) -> HttpResponse:
    read = partial(read_listing, Article.objects.all())
    return _listing(request, "articles/latest.html", read, reverse("latest"), gettext("Latest"))


def corrections(request: HttpRequest) -> HttpResponse:
    """What was put right in stories that are live. Without a note the page says so: the footer leads to it."""
    url = reverse("corrections")
    number = page_number(request)
    if number is None:
        return moved(request, url)
    listing = read_corrections(number)
    if listing is None:
        raise Http404("no such page")
    page = corrections_page(listing, url)
    return render_page(request, "articles/corrections.html", "articles/lite/corrections.html", page)


def _listing(
    request: HttpRequest,
    template: str,
    read: Callable[[int], Listing | None],
    url: str,
    title: str,
    subject: Section | Topic | Contributor | None = None,
    description: str = "",
) -> HttpResponse:
    """One page of a list. Without an article there is none: a name may be a secret until the story is out."""
    number = page_number(request)
    if number is None:
        return moved(request, url)
    listing = read(number)
    if listing is None:
        raise Http404("no such page")
    context = listing_page(listing, url, title, subject=subject, description=description)
    return render_page(request, template, "articles/lite/listing.html", context)
