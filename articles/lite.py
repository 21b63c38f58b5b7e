"""Light pages for thin lines: who gets them, and how links stay among them."""

import re
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

KEPT: Final = "lite=1"
# A link of a page to another page of this site, as templates and cleaned bodies write them.
_OUR_PAGE: Final = re.compile(
    r'(?P<start><a\b[^<>]*?\shref=")(?P<path>/(?!/|media/|static/|feeds/)[^"?#]*)(?P<query>\?[^"#]*)?(?P<rest>[^"]*")'
)


def asks_for_lite(request: HttpRequest) -> bool:
    """Whether the address itself says `lite=1`: then the links of the page say it too."""
    return request.GET.get("lite") == "1"


def wants_lite(request: HttpRequest) -> bool:
    """Whether this reader gets the light page: asked for by address, or by the browser's data saver.

    `lite=0` in the address wins over the header, so that a reader of light pages can look at a full one.
    Of all that a request says, only this and the address make a difference to a page.
    """
    asked = request.GET.get("lite")
    if asked in {"0", "1"}:
        return asked == "1"
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def render_page(request: HttpRequest, template: str, light: str, page: dict[str, Any]) -> HttpResponse:
    """A page of the paper, in its light form (template `light`) for whoever wants that. Caches are told of both."""
    lite = wants_lite(request)
    shown = page | {"lite": lite, "other_form": _other_form(request, lite)}
    response = render(request, light if lite else template, shown)
    if asks_for_lite(request):
        response.content = keep_lite(response.content.decode()).encode()
    patch_vary_headers(response, ["Save-Data"])
    return response


def lite_address(request: HttpRequest, url: str) -> str:
    """`url`, a path of this site without a query: its light page for whoever asked for light pages by address."""
    return f"{url}?{KEPT}" if asks_for_lite(request) else url


def moved(request: HttpRequest, url: str) -> HttpResponsePermanentRedirect:
    """301 to `url`, a path of this site without a query."""
    return HttpResponsePermanentRedirect(lite_address(request, url))


def _other_form(request: HttpRequest, lite: bool) -> str:
    """The address of this page in its other form. It always says which: the header may say the other one."""
    number = {"page": request.GET["page"]} if "page" in request.GET else {}
    return f"{quote(request.path)}?{urlencode(number | {'lite': '0' if lite else '1'})}"


def keep_lite(html: str) -> str:
    """`html` with `lite=1` in each link to another page of this site that does not say anything of it."""

    def kept(link: re.Match[str]) -> str:
        query = link["query"] or ""
        if "lite=" in query:
            return link[0]
        # In an attribute the sign between two parameters may be written &amp; only.
        query = f"{query}&amp;{KEPT}" if query else f"?{KEPT}"
        return f"{link['start']}{link['path']}{query}{link['rest']}"

    return _OUR_PAGE.sub(kept, html)
