"""The two questions every screen asks first: who is it, and may he or she know of this story?"""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from newsroom.admin.site import staff_user
from newsroom.models import Story, User
from newsroom.numbers import whole_number
from newsroom.visibility import visible_stories


def require(request: HttpRequest, permission: str) -> User:
    """The logged-in user, if he or she has `permission`. Raises PermissionDenied (403)."""
    user = staff_user(request)
    if not user.has_perm(permission):
        raise PermissionDenied
    return user


def get_story(request: HttpRequest, story_id: int | str) -> Story:
    """The story, if this user may see stories and this one.

    Raises PermissionDenied for whoever sees none, and Http404 for a restricted one: to
    somebody outside it does not exist.
    """
    user = require(request, "newsroom.view_story")
    number = whole_number(str(story_id))
    if number is None:
        raise Http404
    stories = visible_stories(user).select_related("section", "desk", "assignee", "lead_picture", "reviewer")
    return get_object_or_404(stories, pk=number)
