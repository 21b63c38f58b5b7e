"""The triage of what agencies send: a list, what one item says, and the two decisions."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.bengali.digits import to_bengali_digits
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.errors import WorkflowError
from newsroom.intake.listing import (
    Page,
    Row,
    Wanted,
    find_items,
    get_row,
    known_feeds,
    may_see_story,
)
from newsroom.intake.taking import TRIAGE, bring_back, dismiss_items, may_take, origin_of, take_item
from newsroom.models import IntakeItem, Story
from newsroom.numbers import whole_number
from newsroom.screens.access import require
from newsroom.visibility import may_see

VIEW = "newsroom.view_intakeitem"
_MOST_AT_ONCE = 100
_EMPTY = {
    "new": gettext_lazy("Nothing new has come in."),
    "taken": gettext_lazy("No story was made of anything yet."),
    "dismissed": gettext_lazy("Nothing was put away."),
}


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("intake/", wrap(require_safe(list_view)), name="newsroom_intake"),
        path("intake/dismiss/", wrap(require_POST(dismiss_view)), name="newsroom_intake_dismiss"),
        path("intake/<int:item_id>/take/", wrap(require_POST(take_view)), name="newsroom_intake_take"),
        path("intake/<int:item_id>/back/", wrap(require_POST(back_view)), name="newsroom_intake_back"),
    ]


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    """On a story's page: what it was made of, and whether the agency sent a newer text since."""
    if not staff_user(request).has_perm(VIEW):
        return {}
    return {"origins": [Row(item, ()) for item in origin_of(story)]}


def list_view(request: HttpRequest) -> HttpResponse:
    """?state= new, taken or dismissed; ?feed=, ?words= narrow it down; ?item= is the one that is read."""
    user = require(request, VIEW)
    state = request.GET.get("state", "") or "new"
    if state not in IntakeItem.State.values:
        raise Http404
    wanted = Wanted(
        state=state,
        feed=whole_number(request.GET.get("feed", "")),
        words=" ".join(request.GET.get("words", "").replace("\0", "").split())[:100],
        before=whole_number(request.GET.get("before", "")),
    )
    page = find_items(wanted)
    row, is_chosen = _read_row(request, page)
    kept = {"state": state, "feed": wanted.feed or "", "words": wanted.words}
    query = urlencode({name: value for name, value in kept.items() if value})
    context = newsroom_site.each_context(request) | {
        "title": _("Intake"),
        "tabs": IntakeItem.State.choices,
        "state": state,
        "wanted": wanted,
        "query": query,
        "here": f"{query}&before={wanted.before}" if wanted.before else query,
        "feeds": known_feeds(),
        "page": page,
        "row": row,
        "is_chosen": is_chosen,
        "empty": _EMPTY[state],
        "is_triage": user.has_perm(TRIAGE),
        "may_take": may_take(user),
        "may_see_story": bool(row and may_see_story(user, row.item)),
    }
    return render(request, "newsroom/intake.html", context)


def take_view(request: HttpRequest, item_id: int) -> HttpResponse:
    """Make a draft of it and go there; whoever comes second is led to the first one's."""
    user = require(request, TRIAGE)
    try:
        story, is_new = take_item(_number(item_id), user)
    except WorkflowError as error:
        messages.error(request, str(error.message))
        return _back_to_list(request)
    if not may_see(user, story):
        messages.warning(request, _("Somebody has taken it already."))
        return _back_to_list(request)
    if is_new:
        messages.success(
            request, _("A draft was made of it. Check it against the source before you submit it.")
        )
    else:
        messages.warning(request, _("A story was made of it already; here it is."))
    return HttpResponseRedirect(reverse("admin:newsroom_story_change", args=[story.pk]))


def dismiss_view(request: HttpRequest) -> HttpResponse:
    """Put away the ticked ones, or one."""
    user = require(request, TRIAGE)
    numbers = [whole_number(text) for text in request.POST.getlist("item")[:_MOST_AT_ONCE]]
    chosen = [number for number in numbers if number]
    if not chosen:
        messages.warning(request, _("Nothing is ticked."))
        return _back_to_list(request)
    try:
        count = dismiss_items(chosen, user)
    except WorkflowError as error:
        messages.error(request, str(error.message))
        return _back_to_list(request)
    if count:
        messages.success(request, _("Put away: %s. They stand under “dismissed”.") % to_bengali_digits(count))
    else:
        messages.warning(request, _("Somebody was faster: it was decided upon already."))
    return _back_to_list(request)


def back_view(request: HttpRequest, item_id: int) -> HttpResponse:
    user = require(request, TRIAGE)
    try:
        bring_back(_number(item_id), user)
    except WorkflowError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("It is among the new ones again."))
    return _back_to_list(request)


def _number(item_id: int) -> int:
    if whole_number(str(item_id)) is None:
        raise Http404
    return item_id


def _read_row(request: HttpRequest, page: Page) -> tuple[Row | None, bool]:
    """The item that is read: the one asked for, else the first of the list."""
    asked = whole_number(request.GET.get("item", ""))
    row = get_row(asked) if asked else None
    if row:
        return row, True
    return (get_row(page.rows[0].item.pk) if page.rows else None), False


def _back_to_list(request: HttpRequest) -> HttpResponse:
    """Where one was, at the item that comes next."""
    back = request.POST.get("back", "")[:500]
    if back.startswith("?") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return HttpResponseRedirect(reverse("admin:newsroom_intake") + back)
    return HttpResponseRedirect(reverse("admin:newsroom_intake"))
