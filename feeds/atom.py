"""Atom (RFC 4287), with the entries that were removed (RFC 6721)."""

from typing import Final
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.utils.xmlutils import SimplerXMLGenerator

from articles.addresses import absolute
from articles.bengali.dates import iso
from feeds.items import Channel, Item
from feeds.media import write_picture
from feeds.style import start_document

_NAMESPACES: Final = {
    "xmlns": "http://www.w3.org/2005/Atom",
    "xmlns:at": "http://purl.org/atompub/tombstones/1.0",
    "xmlns:media": "http://search.yahoo.com/mrss/",
}


def write_atom(channel: Channel) -> str:
    """The channel as Atom. Django's own writer knows neither several authors nor removed entries."""
    handler, written = start_document()
    handler.startElement("feed", AttributesImpl(_NAMESPACES | {"xml:lang": settings.LANGUAGE_CODE}))
    handler.addQuickElement("id", channel.address("atom"))
    handler.addQuickElement("title", channel.title)
    handler.addQuickElement("subtitle", channel.description)
    handler.addQuickElement("updated", iso(channel.changed))
    handler.addQuickElement(
        "link", None, {"rel": "self", "type": "application/atom+xml", "href": channel.address("atom")}
    )
    handler.addQuickElement("link", None, {"rel": "alternate", "type": "text/html", "href": channel.page})
    for hub in settings.KHOBOR_WEBSUB_HUBS:
        handler.addQuickElement("link", None, {"rel": "hub", "href": hub})
    _write_author(handler, settings.KHOBOR_NAME, absolute("/"))  # of whatever has no byline
    for item in channel.items:
        _write_entry(handler, item)
    for removed in channel.removed:
        handler.addQuickElement("at:deleted-entry", None, {"ref": removed.id, "when": iso(removed.at)})
    handler.endElement("feed")
    handler.endDocument()
    return written()


def _write_entry(handler: SimplerXMLGenerator, item: Item) -> None:
    handler.startElement("entry", AttributesImpl({"xml:lang": item.language}))
    handler.addQuickElement("id", item.id)
    handler.addQuickElement("title", item.title)
    handler.addQuickElement("link", None, {"rel": "alternate", "type": "text/html", "href": item.url})
    handler.addQuickElement("published", iso(item.published))
    handler.addQuickElement("updated", iso(item.changed))
    for author in item.authors:
        _write_author(handler, author.name, author.url)
    for category in item.categories:
        handler.addQuickElement("category", None, {"term": category})
    handler.addQuickElement("summary", item.summary)
    if item.html:
        handler.addQuickElement("content", item.html, {"type": "html"})
    if item.picture:
        write_picture(handler, item.picture)
    handler.endElement("entry")


def _write_author(handler: SimplerXMLGenerator, name: str, url: str) -> None:
    handler.startElement("author", AttributesImpl({}))
    handler.addQuickElement("name", name)
    if url:
        handler.addQuickElement("uri", url)
    handler.endElement("author")
