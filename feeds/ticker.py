"""The headline ticker for others: as JSON, as plain lines for a studio's screen, as XML."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import StringIO
from typing import Final
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.xmlutils import SimplerXMLGenerator

from articles.addresses import absolute
from articles.bengali.dates import iso
from articles.bengali.text import normalise
from articles.frame import site_frame
from articles.ticker import ShownAlert, ShownLine

EMBED_HEIGHT: Final = 50  # pixels: the row and its two lines (static/site/css/ticker-embed.css)
_ID_LENGTH: Final = 12  # letters of a written line's own id


@dataclass(frozen=True, slots=True)
class Line:
    """A line on its way out. `url` is absolute, and empty where the line leads nowhere.

    `id` is the public id of the story it leads to, or made of its words: the same as long as the line says the same.
    """

    id: str
    text: str
    url: str
    breaking: bool
    language: str


@dataclass(frozen=True, slots=True)
class Ticker:
    """All lines as every page shows them, the newest story, and the banner: by these an open page learns the news."""

    edition: int
    lines: list[Line]
    newest_id: str
    newest_at: datetime | None
    alert: ShownAlert | None  # of the banner


def read_ticker() -> Ticker:
    """What the ticker says now, in the two queries of every page's frame."""
    frame = site_frame()
    newest = frame["latest"][0] if frame["latest"] else None
    return Ticker(
        edition=frame["edition"],
        lines=[_line(shown) for shown in frame["ticker"]],
        newest_id=newest.public_id if newest else "",
        newest_at=newest.published_at if newest else None,
        alert=frame["alert"],
    )


def write_json(ticker: Ticker) -> str:
    """`edition`, `newest` (null in an empty paper), `alert` (null while no banner stands), `lines`; a line's `url` is
    null where it leads nowhere."""
    newest = {"id": ticker.newest_id, "published": iso(ticker.newest_at)} if ticker.newest_at else None
    lines = [
        {
            "id": line.id,
            "text": line.text,
            "url": line.url or None,
            "breaking": line.breaking,
            "language": line.language,
        }
        for line in ticker.lines
    ]
    said = {"edition": ticker.edition, "newest": newest, "alert": _alert(ticker.alert), "lines": lines}
    return json.dumps(said, ensure_ascii=False)


def write_text(ticker: Ticker) -> str:
    """A line of text for each line, and nothing else. What is breaking says so in the paper's language."""
    breaking = gettext("Breaking")
    return "".join(f"{f'{breaking}: ' if line.breaking else ''}{line.text}\n" for line in ticker.lines)


def write_xml(ticker: Ticker) -> str:
    """<ticker edition lang name url> with a <line id url breaking lang> each; one that leads nowhere has no url."""
    written = StringIO()
    handler = SimplerXMLGenerator(written, "utf-8", short_empty_elements=True)
    handler.startDocument()
    handler.startElement(
        "ticker",
        AttributesImpl(
            {
                "edition": str(ticker.edition),
                "name": settings.KHOBOR_NAME,
                "url": absolute("/"),
                "xml:lang": settings.LANGUAGE_CODE,
            }
        ),
    )
    for line in ticker.lines:
        address = {"url": line.url} if line.url else {}
        said = {"id": line.id, **address, "breaking": "true" if line.breaking else "false"}
        handler.addQuickElement("line", line.text, said | {"xml:lang": line.language})
    handler.endElement("ticker")
    handler.endDocument()
    return written.getvalue()


def embed_snippet() -> str:
    """The markup that shows the ticker on another site: a frame as high as its row, without a script."""
    title = f"{gettext('Headlines')}, {settings.KHOBOR_NAME}"
    return format_html(
        '<iframe src="{}" title="{}" height="{}" loading="lazy" style="width:100%;border:0"></iframe>',
        absolute(reverse("ticker-embed")),
        title,
        EMBED_HEIGHT,
    )


def _alert(shown: ShownAlert | None) -> dict[str, object] | None:
    if shown is None:
        return None
    return {
        "number": shown.number,
        "text": " ".join(normalise(shown.text).split()),
        "url": absolute(shown.url),
        "language": shown.language,
        "sent": iso(shown.sent_at),
        "ends": iso(shown.ends_at),
    }


def _line(shown: ShownLine) -> Line:
    """On one line, and without the control characters that XML has no way to write."""
    text = " ".join(normalise(shown.text).split())
    return Line(
        id=shown.article or sha256(text.encode()).hexdigest()[:_ID_LENGTH],
        text=text,
        url=absolute(shown.url) if shown.url else "",
        breaking=shown.breaking,
        language=shown.language or settings.LANGUAGE_CODE,
    )
