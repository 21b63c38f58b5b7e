"""Sitemaps (sitemaps.org 0.9, with Google's image and news extensions), written as they are read from the database.

A month of articles is one file, or several of MOST_URLS; nothing holds more than a chunk of rows at a time. The index
reads no article: which months there are, and when each changed, stands in a table of its own (articles/months.py).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone

from articles.addresses import absolute
from articles.bengali.dates import iso
from articles.days import start_of_day
from articles.models import Article, ArticleContributor, ArticleTopic, Contributor, Month, Section, Topic
from articles.snapshot import PublicPicture

MOST_URLS: Final = 50_000  # of one file (sitemaps.org)
NEWS_FOR: Final = timedelta(days=2)  # and MOST_NEWS, both Google's
MOST_NEWS: Final = 1000
_CHUNK: Final = 2000
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_IMAGE: Final = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
_NEWS: Final = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a month: `number` counts from 1."""

    month: date
    number: int = 1

    @property
    def name(self) -> str:
        suffix = f"-{self.number}" if self.number > 1 else ""
        return f"{self.month:%Y-%m}{suffix}"


def sitemap_index(now: datetime) -> Iterator[str]:
    """Every sitemap there is, the newest month first, and when each last said something else.

    Of the lists of names nobody knows when: they are short, and read anyway. One without a name is none: crawlers
    complain of empty files, but for news, which may have none for two days.
    """
    yield f"{_HEAD}<sitemapindex {_SITEMAP}>\n"
    yield _sitemap(reverse("news-sitemap"), news_changed(now))
    for name in filter(has_names, NAMED):
        yield _sitemap(reverse("sitemap-part", args=[name]))
    for month in Month.objects.filter(articles__gt=0):
        for number in range(1, -(-month.articles // MOST_URLS) + 1):
            part = Part(month.first, number)
            yield _sitemap(reverse("sitemap-part", args=[part.name]), month.changed_at)
    yield "</sitemapindex>\n"


def month_changed(part: Part) -> datetime | None:
    """When the file of `part` last said something else; None if there is no such file."""
    start = (part.number - 1) * MOST_URLS
    month = Month.objects.filter(first=part.month, articles__gt=start).first()
    return month.changed_at if month else None


def month_sitemap(part: Part) -> Iterator[str]:
    """The articles of one file, newest first."""
    articles = _of_month(part.month).order_by("-published_at", "-public_id")
    if part.number > 1:  # where it begins is found along the index: the articles before it are not read
        begin = articles.values_list("published_at", "public_id")[(part.number - 1) * MOST_URLS :].first()
        if begin is None:
            return _url_set(_IMAGE, ())
        at, public_id = begin
        articles = articles.filter(published_at__lte=at).exclude(published_at=at, public_id__gt=public_id)
    rows = articles.values_list("public_id", "section__slug", "published_at", "updated_at", "picture")
    return _url_set(_IMAGE, (_article_url(*row) for row in rows[:MOST_URLS].iterator(chunk_size=_CHUNK)))


def news_changed(now: datetime) -> datetime | None:
    """When one of the stories of the last two days came, changed or went, or an older one of these months."""
    since = (timezone.localtime(now, timezone.get_default_timezone()) - NEWS_FOR).date().replace(day=1)
    changed: datetime | None = Month.objects.filter(first__gte=since).aggregate(changed=Max("changed_at"))[
        "changed"
    ]
    return changed


def news_sitemap(now: datetime) -> Iterator[str]:
    """What was first published in the last two days."""
    recent = Article.objects.filter(published_at__gt=now - NEWS_FOR).order_by("-published_at", "-public_id")
    rows = recent.values_list("public_id", "section__slug", "published_at", "headline", "language")
    return _url_set(_NEWS, (_news_url(*row) for row in rows[:MOST_NEWS]))


def has_names(name: str) -> bool:
    """Whether readers can reach any section, topic or person. Raises KeyError for another name."""
    found: bool = NAMED[name]()[:1].exists()
    return found


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


def _of_month(month: date) -> QuerySet[Article]:
    after = (month + timedelta(days=32)).replace(day=1)
    return Article.objects.filter(published_at__gte=start_of_day(month), published_at__lt=start_of_day(after))


def _sitemap(address: str, changed: datetime | None = None) -> str:
    lastmod = f"<lastmod>{iso(changed)}</lastmod>" if changed else ""
    return f"<sitemap><loc>{escape(absolute(address))}</loc>{lastmod}</sitemap>\n"


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
