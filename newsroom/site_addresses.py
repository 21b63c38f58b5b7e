"""The public site's templates rendered by the newsroom: their links are the site's, and lead there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, set_script_prefix, set_urlconf


@contextmanager
def as_on_the_site() -> Iterator[None]:
    """Within it, `reverse` and `{% url %}` give the site's absolute addresses."""
    urlconf, prefix = get_urlconf(), get_script_prefix()
    set_urlconf(settings.SITE_URLCONF)
    set_script_prefix(f"{settings.KHOBOR_SITE_URL}/")
    try:
        yield
    finally:
        set_urlconf(urlconf)
        set_script_prefix(prefix)
