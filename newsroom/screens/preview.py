"""The working copy on a phone and on a desktop, and the links that show it to somebody outside."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from newsroom.admin.site import newsroom_site, staff_user
from newsroom.errors import BlockedError, ForbiddenError
from newsroom.links import (
    LIFETIMES,
    check_shareable,
    link_path,
    make_link,
    may_share,
    open_link,
    revoke_link,
    standing_links,
)
from newsroom.models import Picture, PreviewLink, Story
from newsroom.preview import body_pictures, render_preview
from newsroom.screens.access import get_story
from newsroom.screens.answers import framed_preview
from newsroom.storage import originals


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [
        path(
            "story/<int:story_id>/preview/frames/",
            wrap(require_safe(frames)),
            name="newsroom_story_preview_frames",
        ),
        path(
            "story/<int:story_id>/preview/framed/",
            wrap(require_safe(framed)),
            name="newsroom_story_preview_framed",
        ),
        path("story/<int:story_id>/links/", wrap(require_POST(share)), name="newsroom_story_share"),
        path(
            "story/<int:story_id>/links/<int:link_id>/revoke/",
            wrap(require_POST(revoke)),
            name="newsroom_story_revoke",
        ),
        # These two need no account: the token is what opens them.
        path("preview/<str:token>/", require_safe(shared), name="newsroom_shared_preview"),
        path(
            "preview/<str:token>/picture/<int:number>/",
            require_safe(shared_picture),
            name="newsroom_shared_picture",
        ),
    ]


def story_context(request: HttpRequest, story: Story) -> dict[str, Any]:
    user = staff_user(request)
    return {
        "preview_links": [
            (link, request.build_absolute_uri(link_path(link))) for link in standing_links(story)
        ],
        "may_share": may_share(user, story),
        "share_problems": check_shareable(story),
        "lifetimes": [(key, label) for key, (_age, label) in LIFETIMES.items()],
    }


def frames(request: HttpRequest, story_id: int) -> HttpResponse:
    """The preview as a phone and as a desktop show it, side by side."""
    story = get_story(request, story_id)
    context = newsroom_site.each_context(request) | {
        "title": _("Preview"),
        "story": story,
        "framed": reverse("admin:newsroom_story_preview_framed", args=[story.pk]),
    }
    return render(request, "newsroom/preview.html", context)


def framed(request: HttpRequest, story_id: int) -> HttpResponse:
    return framed_preview(render_preview(request, get_story(request, story_id)))


def share(request: HttpRequest, story_id: int) -> HttpResponse:
    """Make a link. What stands in its way is said on the story's page."""
    story = get_story(request, story_id)
    try:
        make_link(story.pk, staff_user(request), request.POST.get("lifetime", ""))
    except ForbiddenError as error:
        return _refuse(request, story, str(error.message), 403)
    except BlockedError as error:
        return _refuse(request, story, " ".join(str(problem.message) for problem in error.problems), 422)
    messages.success(request, _("The link is made. Whoever has it can read the story until it ends."))
    return _to_links(story)


def revoke(request: HttpRequest, story_id: int, link_id: int) -> HttpResponse:
    story = get_story(request, story_id)
    link = get_object_or_404(PreviewLink.objects.select_related("story"), pk=link_id, story=story)
    try:
        revoke_link(link, staff_user(request))
    except ForbiddenError as error:
        return _refuse(request, story, str(error.message), 403)
    messages.success(request, _("The link opens nothing any more."))
    return _to_links(story)


def shared(request: HttpRequest, token: str) -> HttpResponseBase:
    """The working copy for whoever has the link. 404 for everything that must not be seen."""
    story = _open(token)

    def address(picture: Picture) -> str:
        return reverse("admin:newsroom_shared_picture", args=[token, picture.pk])

    return _unlisted(HttpResponse(render_preview(request, story, address)))


def shared_picture(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """The private thumbnail of a picture of the very story that the token shows."""
    story = _open(token)
    picture = story.lead_picture
    if picture is None or picture.pk != number:
        picture = body_pictures(story).get(number)
    if picture is None:
        raise Http404
    try:
        file = originals().open(picture.thumbnail)
    except FileNotFoundError as error:
        raise Http404 from error
    return _unlisted(FileResponse(file, content_type="image/jpeg"))


def _open(token: str) -> Story:
    try:
        return open_link(token).story
    except PreviewLink.DoesNotExist as error:
        raise Http404 from error


def _unlisted(response: HttpResponseBase) -> HttpResponseBase:
    """Kept by nobody on the way, found by no search engine, named to no other site."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _refuse(request: HttpRequest, story: Story, message: str, status: int) -> HttpResponse:
    context = newsroom_site.each_context(request) | {
        "title": _("No link was made"),
        "message": message,
        "story": story,
    }
    return render(request, "newsroom/message.html", context, status=status)


def _to_links(story: Story) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('admin:newsroom_story_change', args=[story.pk])}#links")
