"""RSS 2.0, with what news readers and aggregators look for beyond the core."""

from typing import Any, Final

from django.conf import settings
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles.bengali.dates import iso
from feeds.items import Channel, Item
from feeds.media import write_picture
from feeds.style import stylesheets

_NAMESPACES: Final = {
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def write_rss(channel: Channel) -> str:
    """The channel as RSS 2.0. What was removed is simply not in it: the format has no word for it."""
    feed = NewsFeed(
        title=channel.title,
        link=channel.page,
        description=channel.description,
        language=settings.LANGUAGE_CODE,
        feed_url=channel.address("rss"),
        stylesheets=stylesheets(),
        changed=channel.changed,
    )
    for item in channel.items:
        feed.add_item(
            title=item.title,
            link=item.url,
            description=escape(item.summary),  # HTML, by RSS 2.0
            unique_id=item.id,
            unique_id_is_permalink=False,
            pubdate=item.published,
            updateddate=item.updated,
            categories=item.categories,
            said=item,
        )
    text: str = feed.writeString("utf-8")
    return text


class NewsFeed(Rss201rev2Feed):
    """RSS with the full text, every name of the byline and the picture."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | _NAMESPACES

    def latest_post_date(self) -> Any:
        return self.feed["changed"]  # a removal is news too

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for hub in settings.KHOBOR_WEBSUB_HUBS:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": hub})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        said: Item = item["said"]
        for author in said.authors:
            handler.addQuickElement("dc:creator", author.name)
        handler.addQuickElement("dc:language", said.language)
        if said.updated:
            handler.addQuickElement("dcterms:modified", iso(said.updated))
        if said.html:
            handler.addQuickElement("content:encoded", said.html)
        if said.picture:
            write_picture(handler, said.picture)
