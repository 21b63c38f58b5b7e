"""Sitemaps (sitemaps.org 0.9, with Google's image and news extensions), written as they are read from the database.

A month of articles is one file, or several of MOST_URLS; nothing holds more than a chunk of rows at a time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from articles.addresses import absolute
from articles.bengali.dates import iso
from articles.days import start_of_day
from articles.models import Article, ArticleContributor, ArticleTopic, Contributor, Section, Topic
from articles.snapshot import PublicPicture

MOST_URLS: Final = 50_000  # of one file (sitemaps.org)
NEWS_FOR: Final = timedelta(days=2)  # and MOST_NEWS, both Google's
MOST_NEWS: Final = 1000
_CHUNK: Final = 2000
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGE: Final = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_NEWS: Final = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

# From one month to the next along the index of published_at, however many articles are in between.
_MONTHS: Final = """
WITH RECURSIVE months (first) AS (
    SELECT date_trunc('month', max(published_at) AT TIME ZONE %(zone)s) FROM articles_article
    UNION ALL
    SELECT (SELECT date_trunc('month', max(published_at) AT TIME ZONE %(zone)s) FROM articles_article
            WHERE published_at < months.first AT TIME ZONE %(zone)s)
    FROM months WHERE months.first IS NOT NULL
)
SELECT first::date FROM months WHERE first IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a month: `number` counts from 1."""

    month: date
    number: int = 1

    @property
    def name(self) -> str:
        suffix = f"-{self.number}" if self.number > 1 else ""
        return f"{self.month:%Y-%m}{suffix}"


def sitemap_index() -> Iterator[str]:
    """Every sitemap there is, the newest month first. No lastmod: it would cost reading every article."""
    yield f"{_HEAD}<sitemapindex {_SITEMAP}>\n"
    names = chain(NAMED, (part.name for month in _months() for part in _parts(month)))
    for address in chain([reverse("news-sitemap")], (reverse("sitemap-part", args=[name]) for name in names)):
        yield f"<sitemap><loc>{escape(absolute(address))}</loc></sitemap>\n"
    yield "</sitemapindex>\n"


def month_sitemap(part: Part) -> Iterator[str] | None:
    """The articles of one file, newest first; None when there are none."""
    start = (part.number - 1) * MOST_URLS
    articles = _of_month(part.month).order_by("-published_at", "-public_id")[start : start + MOST_URLS]
    if not articles[:1].exists():
        return None
    rows = articles.values_list("public_id", "section__slug", "published_at", "updated_at", "picture")
    return _url_set(_IMAGE, (_article_url(*row) for row in rows.iterator(chunk_size=_CHUNK)))


def news_sitemap(now: datetime) -> Iterator[str]:
    """What was first published in the last two days."""
    recent = Article.objects.filter(published_at__gt=now - NEWS_FOR).order_by("-published_at", "-public_id")
    rows = recent.values_list("public_id", "section__slug", "published_at", "headline", "language")
    return _url_set(_NEWS, (_news_url(*row) for row in rows[:MOST_NEWS]))


def names_sitemap(name: str) -> Iterator[str]:
    """The pages of sections, topics or people that readers can reach. Raises KeyError for another name."""
    return _url_set("", (_url(row.get_absolute_url()) for row in NAMED[name]().iterator(chunk_size=_CHUNK)))


def _sections() -> QuerySet[Any]:
    return Section.objects.filter(Exists(Article.objects.filter(section=OuterRef("pk"))))


def _topics() -> QuerySet[Any]:
    return Topic.objects.filter(Exists(ArticleTopic.objects.filter(topic=OuterRef("pk"))))


def _people() -> QuerySet[Any]:
    written = Exists(ArticleContributor.objects.filter(contributor=OuterRef("pk")))
    return Contributor.objects.filter(written).exclude(kind=Contributor.Kind.HOUSE)


NAMED: Final = {"sections": _sections, "topics": _topics, "people": _people}


def _months() -> list[date]:
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"zone": settings.TIME_ZONE})
        return [row[0] for row in cursor.fetchall()]


def _parts(month: date) -> list[Part]:
    """The files of a month: whether a second one begins is one step along the index."""
    parts = [Part(month)]
    while _of_month(month).order_by("-published_at")[len(parts) * MOST_URLS :][:1].exists():
        parts.append(Part(month, len(parts) + 1))
    return parts


def _of_month(month: date) -> QuerySet[Article]:
    after = (month + timedelta(days=32)).replace(day=1)
    return Article.objects.filter(published_at__gte=start_of_day(month), published_at__lt=start_of_day(after))


def _url_set(extension: str, urls: Iterable[str]) -> Iterator[str]:
    yield f"{_HEAD}<urlset {' '.join(filter(None, [_SITEMAP, extension]))}>\n"
    yield from urls
    yield "</urlset>\n"


def _url(address: str, inside: str = "") -> str:
    return f"<url><loc>{escape(absolute(address))}</loc>{inside}</url>\n"


def _article_url(
    public_id: str,
    section: str,
    published: datetime,
    updated: datetime | None,
    picture: dict[str, Any] | None,
) -> str:
    inside = f"<lastmod>{iso(updated or published)}</lastmod>"
    if picture:
        address = absolute(default_storage.url(PublicPicture.from_json(picture).widest.name))
        inside += f"<image:image><image:loc>{escape(address)}</image:loc></image:image>"
    return _url(reverse("article", args=[section, public_id]), inside)


def _news_url(public_id: str, section: str, published: datetime, headline: str, language: str) -> str:
    publication = (
        f"<news:publication><news:name>{escape(settings.KHOBOR_NAME)}</news:name>"
        f"<news:language>{escape(language)}</news:language></news:publication>"
    )
    inside = (
        f"<news:news>{publication}<news:publication_date>{iso(published)}</news:publication_date>"
        f"<news:title>{escape(headline)}</news:title></news:news>"
    )
    return _url(reverse("article", args=[section, public_id]), inside)
