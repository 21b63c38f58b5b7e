"""RSS and Atom, by feedparser; but not before expat has seen that the document holds nothing of XML that could harm.

What expat has checked is exactly what feedparser reads: one text, in one encoding, well-formed. So its second, lenient
parser is never used. It gets a file of bytes, and so never fetches or opens anything.
"""

import calendar
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import Any, Final
from xml.parsers import expat

import feedparser
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.intake.bodies import Picture
from newsroom.intake.entries import MOST_ENTRIES, ReadFeed, ReadItem, UnreadableError, make_item, read_time

_DEEPEST: Final = 100
_DECLARATION: Final = re.compile(r"\A<\?xml[^>]*\?>")
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAMED: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
_BARE: Final = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{0,30}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)")
_FORMATS: Final = {
    "rss": "RSS",
    "rss090": "RSS 0.90",
    "rss091n": "RSS 0.91",
    "rss091u": "RSS 0.91",
    "rss092": "RSS 0.92",
    "rss093": "RSS 0.93",
    "rss094": "RSS 0.94",
    "rss10": "RSS 1.0",
    "rss20": "RSS 2.0",
    "atom": "Atom",
    "atom01": "Atom",
    "atom02": "Atom",
    "atom03": "Atom 0.3",
    "atom10": "Atom 1.0",
}


def read_xml(text: str, url: str) -> ReadFeed:
    """Raises UnreadableError, also for a document type: every entity of a document's own is declared in one."""
    text = _NOT_XML.sub("", _DECLARATION.sub("", text)).lstrip()
    try:
        data = _checked(text)
    except expat.ExpatError:
        # Names that only HTML has and bare “&” are the mistakes of many honest feeds.
        mended = _BARE.sub("&amp;", _NAMED.sub(lambda found: html5.get(f"{found[1]};", ""), text))
        try:
            data = _checked(mended)
        except expat.ExpatError as error:
            raise UnreadableError(_("The answer is broken XML (line %s).") % error.lineno) from error
    said = _parsed(data)
    if said.get("version") not in _FORMATS:
        raise UnreadableError(_("This is XML, but neither RSS nor Atom."))
    items: list[ReadItem] = []
    entries = said.get("entries", [])[:MOST_ENTRIES]
    for entry in entries:
        try:
            item = _read_entry(entry, url)
        except (ValueError, TypeError, AttributeError, KeyError, LookupError, OverflowError):
            continue  # one broken entry does not lose the others
        if item:
            items.append(item)
    title = make_title(said.feed.get("title", ""))
    return ReadFeed(_FORMATS[said["version"]], title, tuple(items), len(entries) - len(items))


def _parsed(data: bytes) -> Any:
    """What feedparser makes of it. It stumbles over some of what is well-formed: a namespace with U+2028 in it."""
    try:
        return feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,  # articles/html.py does
            resolve_relative_uris=False,
        )
    except Exception as error:  # whatever it is, it is the sender's fault
        raise UnreadableError(_("This is XML, but neither RSS nor Atom.")) from error


def make_title(title: object) -> str:
    item = make_item(
        guid="", link="", title=title, summary="", body="", authors=[], pictures=[], at=None, base=""
    )
    return item.headline if item else ""


def _checked(text: str) -> bytes:
    """The document in UTF-8, cut off behind MOST_ENTRIES entries. Raises ExpatError, and UnreadableError for what
    no feed has."""
    data = text.encode("utf-8")
    checker = _Checker(data)
    checker.run()
    return checker.data


class _TooManyError(Exception):
    pass


class _Checker:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self._parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        self._parser.StartDoctypeDeclHandler = _refuse_type
        self._parser.EntityDeclHandler = _refuse_type
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._open: list[bytes] = []  # the names as they are written, to close them
        self._entries = 0

    def run(self) -> None:
        try:
            self._parser.Parse(self.data, True)
        except _TooManyError:
            closing = b"".join(b"</" + name + b">" for name in reversed(self._open))
            self.data = self.data[: self._parser.CurrentByteIndex] + closing

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] in {"item", "entry"} and len(self._open) <= 2:
            self._entries += 1
            if self._entries > MOST_ENTRIES:
                raise _TooManyError
        at = self._parser.CurrentByteIndex + 1
        written = re.match(rb"[^\s/>]+", self.data[at : at + 1000])
        self._open.append(written[0] if written else b"")
        if len(self._open) > _DEEPEST:
            raise UnreadableError(_("The answer is nested too deep for a feed."))

    def _end(self, name: str) -> None:
        self._open.pop()


def _refuse_type(*declared: object) -> None:
    raise UnreadableError(
        _(
            "The answer declares a document type or entities. Feeds need neither, and attacks do: it was not read."
        )
    )


def _read_entry(entry: Any, url: str) -> ReadItem | None:
    contents = [part.get("value", "") for part in entry.get("content", [])]
    body = max(contents, key=len, default="")
    summary = entry.get("summary", "")
    if len(summary) > len(body):  # many put the whole text there
        body = summary
    names = [author.get("name", "") for author in entry.get("authors", [])] or [entry.get("author", "")]
    return make_item(
        guid=entry.get("id", ""),
        link=entry.get("link", ""),
        title=entry.get("title", ""),
        summary=summary,
        body=body,
        authors=names,
        pictures=_pictures(entry),
        at=_time(entry, "published") or _time(entry, "updated"),
        base=url,
    )


def _time(entry: Any, name: str) -> datetime | None:
    """Without a zone it is the paper's own time. What no standard knows, feedparser may."""
    said = str(dict.get(entry, name) or "")  # its own `get` puts one time for the other
    if at := read_time(said):
        return at
    try:
        at = parsedate_to_datetime(said)
        return at if at.tzinfo else timezone.make_aware(at)
    except (ValueError, TypeError, OverflowError):
        pass
    parsed = dict.get(entry, f"{name}_parsed")
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None


def _pictures(entry: Any) -> list[Picture]:
    """Media RSS, and enclosures that are pictures."""
    credit = next((said.get("content", "") for said in entry.get("media_credit", [])), "")
    texts: Callable[[str], str] = lambda name: str(entry.get(name) or "")  # noqa: E731
    media = [*entry.get("media_content", []), *entry.get("media_thumbnail", [])]
    found = [
        Picture(str(one.get("url", "")), str(credit), texts("media_description"))
        for one in media
        if (one.get("medium") or one.get("type", "image")).startswith("image")
    ]
    closed = [one for one in entry.get("enclosures", []) if one.get("type", "").startswith("image/")]
    return [*found, *(Picture(str(one.get("href", ""))) for one in closed)]
