"""A picture in RSS and Atom alike (Media RSS)."""

from xml.sax.xmlreader import AttributesImpl

from django.utils.xmlutils import SimplerXMLGenerator

from feeds.items import ItemPicture


def write_picture(handler: SimplerXMLGenerator, picture: ItemPicture) -> None:
    size = {"width": str(picture.width), "height": str(picture.height)}
    about = {"url": picture.url, "medium": "image", "type": "image/jpeg"}
    handler.startElement("media:content", AttributesImpl(about | size))
    handler.addQuickElement("media:description", picture.description, {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", picture.credit)
    handler.endElement("media:content")
