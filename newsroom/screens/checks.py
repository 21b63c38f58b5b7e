"""The checklist beside the story, and the same for text that is still being typed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from newsroom.admin.site import newsroom_site, staff_user
from newsroom.byline_forms import byline_formset
from newsroom.checks import checklist_of
from newsroom.content import PictureRef, StoryContent
from newsroom.forms import StoryForm
from newsroom.models import Desk, Story
from newsroom.screens.access import get_story, require

_NOTHING: dict[str, Any] = {"section": None, "topics": [], "lead_picture": None, "picture_file": None}


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path("story/checks/", wrap(require_POST(check_new)), name="newsroom_story_checks_new"),
        path("story/<int:story_id>/checks/", wrap(require_POST(check_typed)), name="newsroom_story_checks"),
    ]


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    """The checklist of the text as it is saved."""
    if story.state == Story.State.SPIKED:
        return {}
    return {"checklist": checklist_of(story, staff_user(request))}


def check_new(request: HttpRequest) -> HttpResponse:
    """The checklist of a story that was never saved."""
    user = require(request, "newsroom.add_story")
    return _answer(request, Story(assignee=user))


def check_typed(request: HttpRequest, story_id: int) -> HttpResponse:
    """The checklist of what the story's form says now. Nothing is saved."""
    return _answer(request, get_story(request, story_id))


def _answer(request: HttpRequest, story: Story) -> HttpResponse:
    saved_section = story.section_id
    content = content_as_typed(request, story)
    desk = None
    if content.section and content.section.id != saved_section:  # saving takes it to that section's desk
        desk = Desk.objects.filter(sections=content.section.id).first()
    checklist = checklist_of(story, staff_user(request), content, desk)
    html = render_to_string("newsroom/_checklist.html", {"checklist": checklist, "jump": True}, request)
    return JsonResponse({"met": checklist.met, "all": checklist.all, "html": html})


def content_as_typed(request: HttpRequest, story: Story) -> StoryContent:
    """What the form says, however unfinished: what cannot be understood counts as not said.

    A chosen file is not sent along; `new_picture` says that there is one.
    """
    data = request.POST
    form = StoryForm(data, instance=story, admin_site=newsroom_site, user=staff_user(request))
    form.is_valid()
    for name in form.fields:
        form.cleaned_data.setdefault(name, _NOTHING[name] if name in _NOTHING else data.get(name, ""))
    language = form.cleaned_data["language"] or Story.Language.BENGALI.value
    byline = byline_formset(story, data, is_typing=True)
    content = form.content(byline.refs_so_far(language), staff_user(request))
    if data.get("new_picture") and not content.picture:
        caption, credit, alt = (data.get(f"picture_{name}", "") for name in ("caption", "credit", "alt"))
        decorative = bool(data.get("picture_decorative"))
        content = replace(content, picture=PictureRef(0, "", caption, credit, alt, decorative))
    return content.cleaned()
