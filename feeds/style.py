"""What makes a feed a page for a person who opens one: a stylesheet.

CSS and not XSL: browsers take XSLT out (Chrome since November 2026; Firefox and Safari announced the same), and a
feed whose only style is XSL shows as bare text there.
"""

from collections.abc import Callable
from io import StringIO

from django.templatetags.static import static
from django.utils.feedgenerator import Stylesheet
from django.utils.xmlutils import SimplerXMLGenerator


def stylesheets() -> list[Stylesheet]:
    return [Stylesheet(static("site/css/feed.css"), mimetype="text/css")]


def start_document() -> tuple[SimplerXMLGenerator, Callable[[], str]]:
    """An XML document that names the stylesheet, and how to get at what was written."""
    written = StringIO()
    handler = SimplerXMLGenerator(written, "utf-8", short_empty_elements=True)
    handler.startDocument()
    for stylesheet in stylesheets():
        handler.processingInstruction("xml-stylesheet", str(stylesheet))
    return handler, written.getvalue
