"""The newsroom's front page: newsroom/admin/site.py opens on it, so it needs no address of its own."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.templatetags.bengali import date_short, digits
from newsroom.admin.site import newsroom_site, staff_user
from newsroom.charts import Point, bar_chart
from newsroom.dashboard import DayFigures, dashboard_for
from newsroom.library import count_lapsed
from newsroom.queue import COUNT_LIMIT


def dashboard_view(request: HttpRequest) -> HttpResponse:
    """Everything one's own, with a way to go for whoever has no rights yet."""
    user = staff_user(request)
    context = newsroom_site.each_context(request) | {"title": _("Dashboard")}
    if not user.has_perm("newsroom.view_story"):
        return render(request, "newsroom/dashboard.html", context)
    found = dashboard_for(user, timezone.now())
    context |= {
        "dashboard": found,
        "alarms": found.alarms,
        "count_limit": COUNT_LIMIT,
        "may_add": user.has_perm("newsroom.add_story"),
        "may_plan": user.has_perm("newsroom.plan_story"),
        "lapsed_live": count_lapsed(user) if user.has_perm("newsroom.view_picture") else 0,
        "charts": [_published_chart(found.figures), _speed_chart(found.figures)],
    }
    return render(request, "newsroom/dashboard.html", context)


def _published_chart(figures: list[DayFigures]) -> dict[str, Any]:
    points = [_point(one, one.published, digits(one.published)) for one in figures]
    total = digits(sum(one.published for one in figures))
    title = _("Stories published per day")
    summary = _("%(total)s in the last %(days)s days.") % {"total": total, "days": digits(len(figures))}
    return _chart("published", title, summary, points)


def _speed_chart(figures: list[DayFigures]) -> dict[str, Any]:
    """In minutes; in hours as soon as a day took more than three."""
    in_hours = max((one.minutes or 0 for one in figures), default=0) > 180
    unit, size = (_("%(number)s hours"), 60) if in_hours else (_("%(number)s minutes"), 1)
    points = []
    for one in figures:
        text = "" if one.minutes is None else digits(round(one.minutes / size))
        points.append(_point(one, one.minutes, text, unit % {"number": text} if text else ""))
    title = _("From submission to publication")
    summary = _("The median of each day, in hours.") if in_hours else _("The median of each day, in minutes.")
    return _chart("speed", title, summary, points)


def _chart(key: str, title: str, summary: str, points: list[Point]) -> dict[str, Any]:
    svg: SafeString = bar_chart(f"chart-{key}", title, summary, points)
    return {"key": key, "title": title, "summary": summary, "points": points, "svg": svg}


def _point(one: DayFigures, value: float | None, text: str, full: str = "") -> Point:
    label = str(digits(one.day.day))
    return Point(label=label, value=value, text=text, name=date_short(one.day), full=full or text)
