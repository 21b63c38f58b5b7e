"""Notes on a story: in its panel and on a page of their own; with JavaScript only the list is exchanged."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.bengali.text import cut
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, WorkflowError
from newsroom.mentions import suggest_names
from newsroom.models import Note, Story
from newsroom.notes import (
    Place,
    Written,
    add_note,
    answer_note,
    quotes_of,
    reopen_note,
    resolve_note,
    threads_of,
)
from newsroom.numbers import whole_number
from newsroom.screens.access import get_story

STATUS_OF = {ForbiddenError: 403, ConflictError: 409, BlockedError: 422}


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    story = "story/<int:story_id>/notes/"
    return [
        path(story, wrap(show_notes), name="newsroom_story_notes"),
        path(f"{story}add/", wrap(add), name="newsroom_note_add"),
        path(f"{story}people/", wrap(people), name="newsroom_note_people"),
        path(f"{story}<int:note_id>/answer/", wrap(answer), name="newsroom_note_answer"),
        path(f"{story}<int:note_id>/resolve/", wrap(resolve), name="newsroom_note_resolve"),
        path(f"{story}<int:note_id>/reopen/", wrap(reopen), name="newsroom_note_reopen"),
    ]


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    """The threads, and the paragraphs a new one can be about."""
    threads = threads_of(story)
    return {
        "threads": [thread for thread in threads if not thread.note.resolved_at],
        "resolved_threads": [thread for thread in threads if thread.note.resolved_at],
        "note_paragraphs": [
            (f"{index}:{quote}", cut(quote, 60) or "—") for index, quote in enumerate(quotes_of(story.body))
        ],
    }


@require_safe
def show_notes(request: HttpRequest, story_id: int) -> HttpResponse:
    return _page(request, get_story(request, story_id))


@require_POST
def add(request: HttpRequest, story_id: int) -> HttpResponse:
    """text; paragraph: empty, or an index and the paragraph's first words (`3:…`), as the form offers them."""
    story = get_story(request, story_id)
    return _write(
        request,
        story,
        lambda: add_note(story, staff_user(request), _text(request), place=_place(request)),
    )


@require_POST
def answer(request: HttpRequest, story_id: int, note_id: int) -> HttpResponse:
    story = get_story(request, story_id)
    return _write(
        request, story, lambda: answer_note(story, note_id, staff_user(request), _text(request)), note_id
    )


@require_POST
def resolve(request: HttpRequest, story_id: int, note_id: int) -> HttpResponse:
    story = get_story(request, story_id)
    return _write(request, story, lambda: resolve_note(story, note_id, staff_user(request)), note_id)


@require_POST
def reopen(request: HttpRequest, story_id: int, note_id: int) -> HttpResponse:
    story = get_story(request, story_id)
    return _write(request, story, lambda: reopen_note(story, note_id, staff_user(request)), note_id)


@require_safe
def people(request: HttpRequest, story_id: int) -> JsonResponse:
    """Names to choose from behind an @: {"names": [{"name", "insert", "desk"}]}, only of who may see the story."""
    story = get_story(request, story_id)
    names = suggest_names(story, request.GET.get("q", "").replace("\x00", "")[:60])
    return JsonResponse(
        {"names": [{"name": one.name, "insert": one.insert, "desk": one.is_desk} for one in names]}
    )


def _write(
    request: HttpRequest, story: Story, act: Callable[[], Written | None], note_id: int = 0
) -> HttpResponse:
    """Do it, and show the notes again: what refuses it stands at the form, with the text that was typed."""
    if note_id >= 2**63:
        raise Http404
    try:
        written = act()
    except Note.DoesNotExist as error:
        raise Http404 from error
    except WorkflowError as error:
        problems = error.problems if isinstance(error, BlockedError) else ()
        refused = {
            "refused": [problem.message for problem in problems] or [error.message],
            "refused_note": note_id,
            "typed": request.POST.get("text", ""),
            "typed_paragraph": request.POST.get("paragraph", ""),
        }
        return _page(request, story, STATUS_OF[type(error)], **refused)
    unknown = ", ".join(f"@{word}" for word in written.unknown) if written else ""
    warning = _("Nobody here is called %(names)s; nobody was told.") % {"names": unknown} if unknown else ""
    if _wants_list(request):
        return _page(request, story, warning=warning)
    if warning:
        messages.warning(request, warning)
    return HttpResponseRedirect(f"{_back(request, story)}#note-{written.note.pk if written else note_id}")


def _page(request: HttpRequest, story: Story, status: int = 200, **more: Any) -> HttpResponse:
    on = "story" if request.POST.get("on") == "story" else "notes"
    context = {"story": story, "on": on} | story_context(request, story) | more
    if _wants_list(request):
        return render(request, "newsroom/_notes.html", context, status=status)
    context |= newsroom_site.each_context(request) | {"title": _("Notes")}
    return render(request, "newsroom/notes.html", context, status=status)


def _wants_list(request: HttpRequest) -> bool:
    return request.headers.get("X-Fragment") == "notes"


def _back(request: HttpRequest, story: Story) -> str:
    """To the page the form stood on."""
    name = "newsroom_story_change" if request.POST.get("on") == "story" else "newsroom_story_notes"
    return reverse(f"admin:{name}", args=[story.pk])


def _text(request: HttpRequest) -> str:
    return request.POST.get("text", "")


def _place(request: HttpRequest) -> Place | None:
    index, _colon, quote = request.POST.get("paragraph", "").partition(":")
    if not index:
        return None
    return Place(whole_number(index, digits=5), quote[:300])
