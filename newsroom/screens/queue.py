"""The queue: tabs, filters that can be kept, and one step for many stories."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Section
from newsroom import bulk, queue
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.alarms import alarms_for
from newsroom.models import Desk, SavedFilter, Story, User
from newsroom.numbers import whole_number
from newsroom.screens.access import require

PAGE_SIZE = 30
LAST_PAGE = 100  # whoever looks further down should search
FILTERS_EACH = 30


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("queue/steps/", wrap(bulk_view), name="newsroom_queue_bulk"),
        path("queue/filters/", wrap(require_POST(save_filter_view)), name="newsroom_filter_save"),
        path(
            "queue/filters/<int:filter_id>/rename/",
            wrap(require_POST(rename_filter_view)),
            name="newsroom_filter_rename",
        ),
        path(
            "queue/filters/<int:filter_id>/delete/",
            wrap(require_POST(delete_filter_view)),
            name="newsroom_filter_delete",
        ),
    ]


def queue_view(request: HttpRequest) -> HttpResponse:
    """One tab of the queue, narrowed down. Raises Http404 for a tab or page that does not exist."""
    user = require(request, "newsroom.view_story")
    current = request.GET.get("tab", "") or first_tab(user)
    if current not in queue.TAB_BY_KEY:
        raise Http404
    filters = queue.Filters.read(request.GET)
    page = _page_number(request)
    found = queue.page_of(current, user, filters, (page - 1) * PAGE_SIZE, PAGE_SIZE + 1)
    if page > 1 and not found:
        raise Http404
    rows = queue.rows_of(found[:PAGE_SIZE])
    counts = queue.counts_for(user)
    query = filters.query(current)
    saved = list(user.saved_filters.all()[:FILTERS_EACH])
    context = newsroom_site.each_context(request) | {
        "title": _("Queue"),
        "tabs": [(tab, counts[tab.key]) for tab in queue.TABS],
        "count_limit": queue.COUNT_LIMIT,
        "current": queue.TAB_BY_KEY[current],
        "rows": rows,
        "stories": [row.story for row in rows],
        "filters": filters,
        "query": query,
        "page": page,
        "has_next": len(found) > PAGE_SIZE and page < LAST_PAGE,
        "is_last_shown": len(found) > PAGE_SIZE and page == LAST_PAGE,
        "saved_filters": saved,
        "saved_now": next((one for one in saved if one.query == query), None),
        "desks": Desk.objects.all(),
        "sections": Section.objects.all(),
        "states": Story.State.choices,
        "people": User.objects.filter(is_active=True, is_staff=True).order_by("display_name", "username")[
            :200
        ],
        "nobody": queue.NOBODY,
        "alarms": alarms_for(user, timezone.now()),
        "may_add": user.has_perm("newsroom.add_story"),
    }
    return render(request, "newsroom/queue.html", context)


def first_tab(user: User) -> str:
    return "waiting" if user.has_perm("newsroom.review_story") else "mine"


# One step for many


def bulk_view(request: HttpRequest) -> HttpResponse:
    """GET: which steps the ticked stories may take. POST: take one on each, and say what became of it."""
    user = require(request, "newsroom.view_story")
    data = request.POST if request.method == "POST" else request.GET
    seen = _seen_versions(data)
    chosen = bulk.choose_stories(user, seen)
    verb = request.POST.get("verb", "")
    offers = bulk.offers_for(user, chosen)
    offer = next((offer for offer in offers if offer.step.verb == verb), None)
    reason = request.POST.get("reason", "").replace("\x00", "").strip()
    context = newsroom_site.each_context(request) | {
        "title": _("One step for many stories"),
        "chosen": chosen,
        "missing": len(seen) - len(chosen),
        "offers": offers,
        "verb": verb,
        "reason": reason,
        "back": _query_in(data.get("back", "")),
    }
    if request.method != "POST":
        return render(request, "newsroom/bulk.html", context, status=200 if chosen else 422)
    if offer is None:
        context["problem"] = _("Choose a step that one of these stories can take.")
    elif "reason" in offer.step.requires and not reason:
        context["problem"] = _("Give a reason.")
    else:
        outcomes = bulk.take_steps(user, verb, chosen, reason)
        taken = sum(outcome.was_taken for outcome in outcomes)
        context |= {"step": offer.step, "outcomes": outcomes, "taken": taken}
        return render(request, "newsroom/bulk_done.html", context)
    return render(request, "newsroom/bulk.html", context, status=422)


def _seen_versions(data: QueryDict) -> dict[int, int]:
    """What was ticked, “id:version” each, in its order; what makes no sense is left out."""
    seen: dict[int, int] = {}
    for text in data.getlist("story")[: bulk.LIMIT]:
        number, _colon, seen_version = text.partition(":")
        story, version = whole_number(number, digits=9), whole_number(seen_version, digits=9)
        if story is not None and version is not None:
            seen[story] = version
    return seen


# Filters that are kept


def save_filter_view(request: HttpRequest) -> HttpResponse:
    """Keep the queue as it is narrowed down now, under a name; the same name again keeps the newer one."""
    user = require(request, "newsroom.view_story")
    query = _query_in(request.POST.get("query", ""))
    name = _name_in(request)
    if not name:
        messages.error(request, _("Give the filter a name."))
    elif user.saved_filters.exclude(name=name).count() >= FILTERS_EACH:
        messages.error(request, _("You keep as many filters as fit here; delete one first."))
    else:
        SavedFilter.objects.update_or_create(user=user, name=name, defaults={"query": query})
        messages.success(request, _("The filter is kept."))
    return _to_queue(query)


def rename_filter_view(request: HttpRequest, filter_id: int) -> HttpResponse:
    kept = _own_filter(request, filter_id)
    name = _name_in(request)
    try:
        if not name:
            messages.error(request, _("Give the filter a name."))
        else:
            kept.name = name
            with transaction.atomic():
                kept.save(update_fields=["name"])
            messages.success(request, _("The filter has its new name."))
    except IntegrityError:
        messages.error(request, _("You have another filter of this name."))
    return _to_queue(kept.query)


def delete_filter_view(request: HttpRequest, filter_id: int) -> HttpResponse:
    kept = _own_filter(request, filter_id)
    kept.delete()
    messages.success(request, _("The filter is deleted."))
    return _to_queue(kept.query)


def _own_filter(request: HttpRequest, filter_id: int) -> SavedFilter:
    """Raises Http404 for somebody else's: one's filters are one's own."""
    require(request, "newsroom.view_story")
    if filter_id >= 2**63:
        raise Http404
    return get_object_or_404(SavedFilter, pk=filter_id, user=staff_user(request))


def _name_in(request: HttpRequest) -> str:
    limit = SavedFilter._meta.get_field("name").max_length or 0
    return " ".join(request.POST.get("name", "").replace("\x00", "").split())[:limit]


def _query_in(text: str) -> str:
    """A queue's query string, rebuilt from what it means; nothing else comes through."""
    data = QueryDict(text[:500])
    tab = data.get("tab", "")
    query = queue.Filters.read(data.dict()).query(tab if tab in queue.TAB_BY_KEY else "")
    limit = SavedFilter._meta.get_field("query").max_length or 0
    return query if len(query) <= limit else ""


def _to_queue(query: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('admin:newsroom_story_changelist')}?{query}")


def _page_number(request: HttpRequest) -> int:
    """The page asked for. Raises Http404 for anything but a sensible whole number."""
    page = whole_number(request.GET.get("page", "1"), digits=5)
    if page is None or not 1 <= page <= LAST_PAGE:
        raise Http404
    return page
