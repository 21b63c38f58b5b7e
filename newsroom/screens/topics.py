"""Topics beside a story: a new one without leaving it. And two that mean the same made into one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles.bengali.latin import suggest_slug
from articles.bengali.text import normalise
from articles.models import Topic
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.errors import BlockedError, ForbiddenError
from newsroom.numbers import whole_number
from newsroom.screens.access import require
from newsroom.topics import add_topic, count_merge, may_merge, merge_topics


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("topics/suggest/", wrap(require_GET(suggest_view)), name="newsroom_topic_suggest"),
        path("topics/add/", wrap(require_POST(add_view)), name="newsroom_topic_add"),
        path("topics/<int:topic_id>/merge/", wrap(merge_view), name="newsroom_topic_merge"),
    ]


def suggest_view(request: HttpRequest) -> HttpResponse:
    """An address for a new topic's `name`, and the topic that has this name already, if one has."""
    require(request, "articles.add_topic")
    name = " ".join(normalise(request.GET.get("name", "")).split())[:200]
    known = Topic.objects.filter(name=name).first()
    return JsonResponse(
        {"slug": suggest_slug(name), "known": {"id": known.pk, "name": known.name} if known else None}
    )


def add_view(request: HttpRequest) -> HttpResponse:
    """Make the topic; 422 names what is wrong at its field."""
    try:
        topic = add_topic(staff_user(request), request.POST.get("name", ""), request.POST.get("slug", ""))
    except ForbiddenError as error:
        return JsonResponse({"message": str(error.message)}, status=403)
    except BlockedError as error:
        errors = {problem.field: str(problem.message) for problem in reversed(error.problems)}
        return JsonResponse({"errors": errors}, status=422)
    return JsonResponse({"id": topic.pk, "name": topic.name})


def merge_view(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Choose the topic that stays; see what comes with it; do it."""
    user = staff_user(request)
    if not may_merge(user):
        raise PermissionDenied
    merged = get_object_or_404(Topic, pk=topic_id)
    wanted = whole_number(request.POST.get("kept") or request.GET.get("kept") or "")
    kept = Topic.objects.filter(pk=wanted).exclude(pk=merged.pk).first() if wanted is not None else None
    if request.method == "POST" and kept:
        name = merged.name
        try:
            merge_topics(kept, merged, user)
        except Topic.DoesNotExist:
            messages.error(request, _("One of the topics is gone: somebody was faster."))
        else:
            message = _("“%(merged)s” is “%(kept)s” now; its readers are led there.")
            messages.success(request, message % {"merged": name, "kept": kept.name})
        return HttpResponseRedirect(reverse("admin:articles_topic_changelist"))
    context = newsroom_site.each_context(request) | {
        "title": _("Merge “%(topic)s” into another topic") % {"topic": merged.name},
        "merged": merged,
        "kept": kept,
        "count": count_merge(merged, user),
        "others": Topic.objects.exclude(pk=merged.pk),
        "is_missing": request.method == "POST" or (bool(request.GET.get("kept")) and not kept),
    }
    return render(
        request, "newsroom/topic_merge.html", context, status=422 if request.method == "POST" else 200
    )
