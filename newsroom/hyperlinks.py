"""Links in a body: whether they can be followed. Nothing outside is asked; our own addresses are looked up."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import cut
from articles.models import Article

_HREF: Final = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
_OWN_ARTICLE: Final = re.compile(r"/[a-z0-9-]+/([0-9a-z]{8})(?:[/?#]|$)")
_HOST: Final = re.compile(r"(?:[^\s.:/@]+\.)+[^\s.:/@]{2,}|localhost|[0-9.]+|[0-9a-f:]+")


def links_in(body: str) -> list[str]:
    """The addresses that a cleaned body links to, in order."""
    return [unescape(address).strip() for address in _HREF.findall(body)]


def article_ids(body: str) -> set[str]:
    """The public ids of the articles of ours that a body links to, whether they exist or not."""
    paths = (own_path(address) for address in links_in(body)) if "<a " in body else ()
    return {match[1] for path in paths if path and (match := _OWN_ARTICLE.match(path))}


def live_ids(public_ids: Iterable[str]) -> frozenset[str]:
    """Those of the ids that readers can read now."""
    wanted = set(public_ids)
    return frozenset(Article.objects.filter(pk__in=wanted).values_list("pk", flat=True) if wanted else ())


def own_path(address: str) -> str:
    """The path of an address on our own site; empty for any other address."""
    site = settings.KHOBOR_SITE_URL
    if address == site or address.startswith(f"{site}/"):
        return address[len(site) :] or "/"
    return address if address.startswith("/") and not address.startswith("//") else ""


def bad_links(body: str, live: frozenset[str]) -> list[str]:
    """What is wrong with the links, one sentence each. `live`: which of `article_ids` readers can read."""
    wrong = ((address, _what_is_wrong(address, live)) for address in dict.fromkeys(links_in(body)))
    return [str(message).format(address=cut(address, 60)) for address, message in wrong if message]


def _what_is_wrong(address: str, live: frozenset[str]) -> str | Promise:
    if path := own_path(address):
        return _what_is_wrong_here(path, live)
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return _("This link cannot be read: {address}")
    if parts.scheme in {"http", "https"} and _HOST.fullmatch(host) and " " not in address:
        return ""
    if parts.scheme == "mailto" and re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", parts.path):
        return ""
    if parts.scheme == "tel" and re.search("[0-9০-৯]{3}", parts.path):
        return ""
    if not parts.scheme:
        return _("This link needs its whole address, with https://: {address}")
    return _("This link cannot be read: {address}")


def _what_is_wrong_here(path: str, live: frozenset[str]) -> str | Promise:
    if match := _OWN_ARTICLE.match(path):
        return "" if match[1] in live else _("This link leads to a story of ours that is not live: {address}")
    try:
        resolve(re.split("[?#]", path)[0], urlconf=settings.SITE_URLCONF)
    except Resolver404:
        return _("There is no such page on our site: {address}")
    return ""
