"""What a time in the schedule's dialog means, in words: the day of the week, the hour, and whose clock that is."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.templatetags.bengali import date_long, time_of_day
from newsroom.screens.access import require
from newsroom.step_forms import read_details


def urls(wrap: Callable[..., Any]) -> list[URLPattern]:
    return [path("schedule/words/", wrap(require_safe(words_view)), name="newsroom_schedule_words")]


def words_view(request: HttpRequest) -> HttpResponse:
    """?at= as the browser's own picker gives it. 422 for what is no time."""
    require(request, "newsroom.publish_story")
    when = read_details({"schedule-publish_at": request.GET.get("at", "")}, "schedule").publish_at
    if when is None or not 2000 <= when.year < 2100:
        return HttpResponse(status=422, content_type="text/plain; charset=utf-8")
    said = {"day": date_long(when), "time": time_of_day(when), "place": settings.KHOBOR_PLACE}
    text = _("Publish on %(day)s, %(time)s (%(place)s)") % said
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
