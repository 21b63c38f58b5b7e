"""Saving while somebody types: the working copy only, never history, and never what takes an approval away."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.templatetags.bengali import time_of_day
from newsroom.admin.site import staff_user
from newsroom.editing import may_edit, says_nothing_new
from newsroom.errors import BlockedError, ConflictError, ForbiddenError, Problem
from newsroom.locks import HEARTBEAT, LockedError, acquire_lock, standing_lock
from newsroom.models import Story
from newsroom.saving import read_sent, read_token, save_sent
from newsroom.screens.access import get_story, require
from newsroom.screens.answers import answer_forbidden, answer_method, answer_no_token, in_json
from newsroom.screens.lock import answer_locked, describe_lock
from newsroom.step_table import STEP_BY_VERB

_SAVED: Final = "story_saved"  # in the session: the story, and the time the browser gave its copy


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("session/", in_json(wrap(session_view)), name="newsroom_session"),
        path("story/autosave/", in_json(wrap(begin_view)), name="newsroom_story_autosave_new"),
        path("story/<int:story_id>/autosave/", in_json(wrap(autosave_view)), name="newsroom_story_autosave"),
    ]


def session_view(request: HttpRequest) -> HttpResponse:
    """Is the server there, and is this still the same person? (401 if not.)"""
    return JsonResponse({"user": staff_user(request).pk})


def begin_view(request: HttpRequest) -> HttpResponse:
    """Begin a draft with the first words of a new story's form."""
    user = require(request, "newsroom.add_story")
    if request.method != "POST":
        return answer_method("POST")
    if not read_token(request):
        return answer_no_token()
    return _save(request, Story(assignee=user), Story(assignee=user))


def autosave_view(request: HttpRequest, story_id: int) -> HttpResponse:
    """Save the form as it stands. Pictures wait for the writer's own save.

    409 says what is in the way: `held` (somebody else is writing), `conflict` (a newer save), or
    `reopens` (saving would take the story out of the state it is in, so the writer must want it).
    """
    story = get_story(request, story_id)
    if request.method != "POST":
        return answer_method("POST")
    if not (token := read_token(request)):
        return answer_no_token()
    try:
        acquire_lock(story.pk, staff_user(request), token)
    except LockedError as error:
        return answer_locked(error)
    except ForbiddenError as error:
        return answer_forbidden(error)
    return _save(request, story, get_story(request, story_id))


def reopens_by_saving(story: Story) -> bool:
    return story.state in STEP_BY_VERB["reopen"].sources


def _save(request: HttpRequest, story: Story, scratch: Story) -> HttpResponse:
    """Validate on `scratch`, which validating overwrites; save into `story`."""
    user, sent = staff_user(request), read_sent(request, scratch, is_typing=True)
    if not sent.is_valid():
        return _answer_problems(sent.problems())
    try:
        content = sent.content(user)
        if story.pk and reopens_by_saving(story) and not says_nothing_new(story, content):
            return JsonResponse({"reopens": True, "message": _("Saving will reopen this story.")}, status=409)
        saved = save_sent(
            story,
            user,
            content,
            seen_version=sent.seen_version,
            token=read_token(request),
            slug_line=sent.slug_line,
            chosen=sent.chosen,
        )
    except ConflictError as error:
        return JsonResponse({"conflict": True, "message": str(error.message)}, status=409)
    except BlockedError as error:
        return _answer_problems(error.problems)
    except ForbiddenError as error:
        return answer_forbidden(error)
    now = timezone.now()
    answer = {"id": saved.pk, "version": saved.version, "saved_at": now.isoformat()}
    return JsonResponse(
        answer | {"saved_text": _("Saved %(when)s") % {"when": time_of_day(now)}, "page": addresses(saved)}
    )


def _answer_problems(problems: Any) -> JsonResponse:
    errors = {problem.field: str(problem.message) for problem in problems if isinstance(problem, Problem)}
    return JsonResponse({"errors": errors}, status=422)


def addresses(story: Story) -> dict[str, str]:
    """Where the story's page saves to, and asks."""
    if not story.pk:
        return {"autosave": reverse("admin:newsroom_story_autosave_new")}
    return {
        "change": reverse("admin:newsroom_story_change", args=[story.pk]),
        "autosave": reverse("admin:newsroom_story_autosave", args=[story.pk]),
        "lock": reverse("admin:newsroom_story_lock", args=[story.pk]),
        "release": reverse("admin:newsroom_story_release", args=[story.pk]),
        "take_over": reverse("admin:newsroom_story_takeover", args=[story.pk]),
    }


def remember_saved(request: HttpRequest, story: Story) -> None:
    """Note for the next page that this form's words arrived, so that the browser may forget its own copy of them."""
    request.session[_SAVED] = [story.pk, request.POST.get("copy_at", "")[:20]]


def page_words(request: HttpRequest, story: Story, *, is_bound: bool) -> dict[str, Any]:
    """What the page's scripts need to know, as JSON, under `words`; and the banner's lock for a page without them.

    `is_bound`: the page shows what was sent and not saved.
    """
    user = staff_user(request)
    saved_copy = ""
    if story.pk and request.session.get(_SAVED, [None])[0] == story.pk:
        saved_copy = request.session.pop(_SAVED)[1]
    lock = standing_lock(story) if story.pk else None
    held = describe_lock(lock) if lock and lock.holder_id != user.pk else None
    words = {
        "user": user.pk,
        "username": user.get_username(),
        "story": story.pk,
        "version": story.version,
        "may_edit": not story.pk or may_edit(user, story),
        "reopens": bool(story.pk) and reopens_by_saving(story),
        "is_bound": is_bound,
        "saved_copy": saved_copy,
        "held": held,
        "heartbeat": HEARTBEAT.total_seconds(),
        "page": addresses(story),
        "login": reverse("admin:login"),
        "session": reverse("admin:newsroom_session"),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "zone": settings.TIME_ZONE,
        "locale": "bn-BD" if get_language() == "bn" else get_language(),
        "texts": _texts(),
    }
    return {"words": words, "held": held}


def _texts() -> dict[str, str]:
    """What the scripts say."""
    return {
        "saved": _("Everything is saved"),
        "saving": _("Saving…"),
        "typing": _("Not saved yet"),
        "offline": _("Not saved: no connection. Your text is kept in this browser."),
        "unreachable": _(
            "Not saved: the newsroom does not answer. Trying again; your text is kept in this browser."
        ),
        "login": _("Not saved: please log in again. Your text is kept in this browser."),
        "conflict": _("Not saved: somebody else saved this story meanwhile."),
        "held": _("Not saved: somebody else is writing."),
        "reopens": _("Kept in this browser only. Saving will reopen the story."),
        "problem": _("Not saved: "),
        "refused": _("Not saved: this story is no longer open to you. Your text is kept in this browser."),
        "file": _("The words are saved; the picture goes with “Save”."),
        "free": _("The story is free again, and nobody changed it. Go on writing."),
        "changed": _("The story is free again, with a newer text."),
        "other_tab": _("This story is also open in another tab of yours."),
        "wrong_login": _("That was not right. Please try again."),
        "no_login": _("The newsroom does not answer. Please try again in a moment."),
        "copy_newer": _("The story was saved since, so the two texts are laid side by side."),
    }
