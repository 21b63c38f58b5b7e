"""What an address of the site may look like, and how one becomes absolute."""

from urllib.parse import urljoin

from django.conf import settings
from django.urls import register_converter

from articles.models import PUBLIC_ID_PATTERN, RESERVED_SLUGS, SLUG_PATTERN


class SlugConverter:
    """An ASCII slug. Django's own `slug` would take capitals and underscores, which no slug of ours has."""

    regex = SLUG_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class SectionConverter(SlugConverter):
    """A slug that a section may have: /media/… is never asked of the database."""

    def to_python(self, value: str) -> str:
        if value in RESERVED_SLUGS:
            raise ValueError(value)
        return value


class PublicIdConverter(SlugConverter):
    regex = PUBLIC_ID_PATTERN


def register_converters() -> None:
    """Make `ascii`, `section` and `article` known to `path()`; call it before the first of them."""
    register_converter(SlugConverter, "ascii")
    register_converter(SectionConverter, "section")
    register_converter(PublicIdConverter, "article")


def absolute(url: str) -> str:
    """`url` as somebody outside must write it: on SITE_URL, whatever Host a request named."""
    return urljoin(f"{settings.KHOBOR_SITE_URL}/", url)
