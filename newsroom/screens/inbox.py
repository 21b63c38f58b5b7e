"""The inbox: what happened to one's stories, newest first, and what of it also comes by e-mail."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages as notices
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from newsroom.admin.site import newsroom_site
from newsroom.inbox import Kind, Letter, choose_email_kinds, letter_of, mark_read, read_page
from newsroom.mail import what_happened
from newsroom.models import Message
from newsroom.numbers import whole_number
from newsroom.screens.access import require


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("inbox/", wrap(show_inbox), name="newsroom_inbox"),
        path("inbox/read/", wrap(read_all), name="newsroom_inbox_read"),
        path("inbox/email/", wrap(choose_email), name="newsroom_inbox_email"),
        path("inbox/<int:message_id>/open/", wrap(open_message), name="newsroom_inbox_open"),
    ]


@require_safe
def show_inbox(request: HttpRequest) -> HttpResponse:
    """?kind= one kind only; ?before= the page of messages older than that one."""
    user = require(request, "newsroom.view_story")
    kind = request.GET.get("kind", "")
    if kind and kind not in Kind.values:
        raise Http404
    page = read_page(user, kind=kind, before=_before(request.GET.get("before", "")))
    context = newsroom_site.each_context(request) | {
        "title": _("Inbox"),
        "rows": [(letter, what_happened(letter.message)) for letter in page.letters],
        "older": urlencode({"kind": kind, "before": str(page.older)}) if page.older else "",
        "is_first": "before" not in request.GET,
        "kind": kind,
        "kinds": Kind.choices,
        "email_kinds": user.email_kinds,
        "email": user.email,
    }
    return render(request, "newsroom/inbox.html", context)


@require_POST
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Mark it read and go to what it speaks of; to the inbox when that is hidden now."""
    user = require(request, "newsroom.view_story")
    if message_id >= 2**63:
        raise Http404
    message = get_object_or_404(Message.objects.select_related("user", "actor"), pk=message_id, user=user)
    mark_read(Message.objects.filter(pk=message.pk))
    return HttpResponseRedirect(_place_of(letter_of(message)))


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    user = require(request, "newsroom.view_story")
    mark_read(Message.objects.filter(user=user))
    return HttpResponseRedirect(reverse("admin:newsroom_inbox"))


@require_POST
def choose_email(request: HttpRequest) -> HttpResponse:
    user = require(request, "newsroom.view_story")
    choose_email_kinds(user, request.POST.getlist("kinds"))
    notices.success(request, _("Your choice is saved."))
    return HttpResponseRedirect(reverse("admin:newsroom_inbox"))


def _place_of(letter: Letter) -> str:
    if letter.story is None:
        return reverse("admin:newsroom_inbox")
    url = reverse("admin:newsroom_story_change", args=[letter.story.pk])
    return f"{url}#notes" if letter.message.kind == Kind.MENTIONED else url


def _before(text: str) -> int | None:
    """The number, or None for nothing. Raises Http404 for anything else."""
    if not text:
        return None
    number = whole_number(text)
    if number is None:
        raise Http404
    return number
