"""RSS 2.0 of the latest stories, with what news readers and aggregators look for beyond the core."""

from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.translation import gettext, override
from django.utils.xmlutils import SimplerXMLGenerator

from articles.addresses import absolute
from articles.bengali.dates import format_datetime, iso
from articles.bengali.text import normalise
from articles.boxes import related_ids
from articles.models import Article, Tombstone
from articles.pages import article_summary
from articles.reading import live_sections
from articles.showing import shown_notes, shown_picture
from feeds.boxes import feed_body

LENGTH: Final = 30
DESCRIPTION_LENGTH: Final = 300
_NAMESPACES: Final = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


class NewsFeed(Rss201rev2Feed):
    """RSS with the full text, every name of the byline and the picture."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | _NAMESPACES

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        item = _serialisable(item)
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("dc:language", item["language"])
        if item["updateddate"]:
            handler.addQuickElement("dcterms:modified", iso(item["updateddate"]))
        handler.addQuickElement("content:encoded", item["body"])
        if picture := item["picture"]:
            handler.startElement("media:content", picture["attributes"])
            handler.addQuickElement("media:description", picture["description"], {"type": "plain"})
            if picture["credit"]:
                handler.addQuickElement("media:credit", picture["credit"])
            handler.endElement("media:content")


def _serialisable(value: Any) -> Any:
    """`value` with every text in it free of the control characters XML cannot hold: one would end the whole feed."""
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, list):
        return [_serialisable(part) for part in value]
    if isinstance(value, dict):
        return {name: _serialisable(part) for name, part in value.items()}
    return value


def latest_feed() -> NewsFeed:
    """The newest 30 stories, bodies included, in one query, and one more if boxes lead to other stories of ours."""
    feed = NewsFeed(
        title=settings.KHOBOR_NAME,
        link=absolute(reverse("front")),
        description=gettext("The latest news of %(paper)s") % {"paper": settings.KHOBOR_NAME},
        language=settings.LANGUAGE_CODE,
        feed_url=absolute(reverse("feed-latest")),
    )
    articles = Article.objects.select_related("section").order_by("-published_at", "-public_id")
    newest = list(articles[:LENGTH])
    sections = live_sections([public_id for article in newest for public_id in related_ids(article.body)])
    for article in newest:
        add_article(feed, article, sections)
    return feed


def add_article(feed: NewsFeed, article: Article, sections: Mapping[str, str]) -> None:
    """`sections`: of the stories that may be linked to, by public id, the slug of each one's section."""
    feed.add_item(
        title=article.headline,
        link=absolute(article.get_absolute_url()),
        description=escape(article_summary(article, DESCRIPTION_LENGTH)),  # HTML, by RSS 2.0
        unique_id=guid(article),
        unique_id_is_permalink=False,
        pubdate=article.published_at,
        updateddate=article.updated_at,
        categories=[article.section_name, *(topic.name for topic in article.named_topics)],
        creators=list(dict.fromkeys(entry.name for entry in article.byline_entries)),
        language=article.language,
        body=_body(article, sections),
        picture=_media_content(article),
    )


def _body(article: Article, sections: Mapping[str, str]) -> str:
    with override(article.language):
        return _notes(article) + feed_body(article, sections)


def _notes(article: Article) -> str:
    """The corrections as HTML before the text, in the article's language: what was wrong is not read first."""
    return "".join(
        format_html(
            "<p><strong>{} ({}):</strong> {}</p>",
            note.label,
            format_datetime(note.at, article.language),
            note.text,
        )
        for note in shown_notes(article)
    )


def last_change(feed: NewsFeed) -> datetime:
    """When the feed last said something else: a story came, was changed, or was taken from readers."""
    retracted = Tombstone.objects.order_by("-at").values_list("at", flat=True).first()
    return max(filter(None, (feed.latest_post_date(), retracted)))


def guid(article: Article) -> str:
    """A tag URI (RFC 4151): the same for as long as the story exists, wherever its section moves."""
    host = urlsplit(settings.KHOBOR_SITE_URL).hostname
    return f"tag:{host},{iso(article.published_at)[:10]}:{article.public_id}"


def _media_content(article: Article) -> dict[str, Any] | None:
    if not article.lead_picture:
        return None
    picture = shown_picture(article.lead_picture)
    return {
        "attributes": {
            "url": absolute(picture.src),
            "medium": "image",
            "type": "image/jpeg",
            "width": str(picture.width),
            "height": str(picture.height),
        },
        "description": picture.caption or picture.alt,
        "credit": picture.credit,
    }
