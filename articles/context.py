"""What every page knows of the newspaper itself."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from articles.look import before_paint


def newspaper(request: HttpRequest) -> dict[str, Any]:
    return {
        "paper_name": settings.KHOBOR_NAME,
        "paper_place": settings.KHOBOR_PLACE,
        "site_url": settings.KHOBOR_SITE_URL,
        "before_paint": before_paint,
        "has_alerts": bool(settings.KHOBOR_VAPID_PUBLIC_KEY),
    }
