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


class YearConverter:
    """Four ASCII digits; `\\d` would take Bengali ones, and a day has one address."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04d}"


class TwoDigitsConverter(YearConverter):
    regex = "[0-9]{2}"

    def to_url(self, value: int) -> str:
        return f"{value:02d}"


def register_converters() -> None:
    """Make `ascii`, `section`, `article`, `year` and `two` known to `path()`; call it before the first of them."""
    register_converter(SlugConverter, "ascii")
    register_converter(SectionConverter, "section")
    register_converter(PublicIdConverter, "article")
    register_converter(YearConverter, "year")
    register_converter(TwoDigitsConverter, "two")


def absolute(url: str) -> str:
    """`url` as somebody outside must write it: on SITE_URL, whatever Host a request named."""
    return urljoin(f"{settings.KHOBOR_SITE_URL}/", url)


FEED_FORMS = ("rss", "atom", "json")


def feed_addresses(kind: str, slug: str = "") -> list[str]:
    """The paths of a feed in each format: of `latest`, `breaking` and `corrections`, or of a section, topic or author.

    Made without the site's URL patterns, which the newsroom does not have.
    """
    name = f"{kind}/{slug}" if slug else kind
    return [f"/feeds/{name}.{form}" for form in FEED_FORMS]
