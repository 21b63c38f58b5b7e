"""The number of a page as it comes in an address."""

import re
from typing import Final

from django.http import Http404, HttpRequest

# ASCII digits only (int() takes ২ too, and a page has one address), and few enough that the database is never
# asked to walk to the billionth article.
_PAGE_NUMBER: Final = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)


def page_number(request: HttpRequest) -> int | None:
    """The number asked for, 1 without one, None for `?page=1`, which is not its address. Raises Http404."""
    page = request.GET.get("page")
    if page == "1":
        return None
    if page is not None and not _PAGE_NUMBER.fullmatch(page):
        raise Http404("no such page")
    return int(page or 1)
