"""The page on which a reader asks for news as it breaks, and what its script talks to."""

import json
import re
from typing import Final

from django.conf import settings
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext

from articles.addresses import absolute
from articles.frame import site_frame
from articles.middleware import allow_sources
from articles.models import PUBLIC_ID_PATTERN, Article
from articles.pages import Head
from feeds.push import NotTakenError, take_subscription

_PUBLIC_ID: Final = re.compile(PUBLIC_ID_PATTERN)


def offer(request: HttpRequest) -> HttpResponse:
    """What there is to hear of, and how to stop. With ?story=… that story too; one that is not live leads to the page
    without it."""
    _require_key()
    allow_sources(request, {"worker-src": ["'self'"]})
    story = None
    if "story" in request.GET:
        story = _live_story(request.GET["story"])
        if story is None:
            return HttpResponseRedirect(reverse("alerts"))
    title = gettext("Breaking news on your screen")
    said = gettext("%(paper)s tells you of breaking news at once, even while its pages are closed.")
    page = {
        "head": Head(
            title=title,
            description=said % {"paper": settings.KHOBOR_NAME},
            canonical=absolute(reverse("alerts")),
        ),
        "story": story,
        "key": settings.KHOBOR_VAPID_PUBLIC_KEY,
    }
    return render(request, "feeds/alerts.html", site_frame() | page)


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands at the root, as it may speak for no more than the folder it is in."""
    _require_key()
    paper = {
        "name": settings.KHOBOR_NAME,
        "news": gettext("There is breaking news."),
        "lang": settings.LANGUAGE_CODE,
        "icon": static("site/icons/icon-192.png"),
        "key": settings.KHOBOR_VAPID_PUBLIC_KEY,
        "address": reverse("alerts-subscription"),
    }
    return render(
        request,
        "feeds/alerts_worker.js",
        {"paper": json.dumps(paper)},
        content_type="text/javascript; charset=utf-8",
    )


def subscription(request: HttpRequest) -> HttpResponse:
    """Takes what a browser asks for; says which topics were taken, and nothing of what there was before."""
    _require_key()
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        taken = take_subscription(request)
    except NotTakenError as error:
        answer = JsonResponse({"error": str(error.words)}, status=error.status)
        if error.status == 429:
            answer["Retry-After"] = "600"
    else:
        answer = JsonResponse({"topics": taken.topics}, status=202)  # the newsroom has it within a minute
    answer["Cache-Control"] = "no-store"
    return answer


def _require_key() -> None:
    if not settings.KHOBOR_VAPID_PUBLIC_KEY:
        raise Http404("Web Push is off: there is no key for it")


def _live_story(public_id: str) -> Article | None:
    if not _PUBLIC_ID.fullmatch(public_id):
        return None
    return Article.objects.only("public_id", "headline", "language").filter(pk=public_id).first()
