"""What makes a feed valid, by the words of its own format: each function raises AssertionError at the first fault.

RSS 2.0 (rssboard.org) with the modules in use, Atom (RFC 4287, RFC 6721), JSON Feed 1.1 (jsonfeed.org).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree import ElementTree

Element = ElementTree.Element
ATOM = "{http://www.w3.org/2005/Atom}"
DELETED = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
MODIFIED = "{http://purl.org/dc/terms/}modified"
LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
MEDIA = "{http://search.yahoo.com/mrss/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d [+-]\d{4}"
)
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
WEB = re.compile(r"https?://[!-~]+")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:[!-~]+")
LINKED = re.compile(r'(?:href|src)="([^"]*)"')
LANGUAGES = {"bn", "en"}
ENTRIES, BYTES = 60, 2_000_000

RSS_ONCE = {
    "title",
    "link",
    "description",
    "pubDate",
    "guid",
    "lastBuildDate",
    "language",
    CONTENT,
    MODIFIED,
    LANGUAGE,
}
ATOM_ONCE = {"id", "title", "updated", "subtitle", "published", "summary", "content"}
JSON_FEED = {
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "description",
    "language",
    "authors",
    "hubs",
    "items",
}
JSON_ITEM = {
    *(
        "id",
        "url",
        "title",
        "content_html",
        "content_text",
        "summary",
        "image",
        "date_published",
        "date_modified",
    ),
    *("authors", "tags", "language"),
}


def check(form: str, sent: bytes) -> None:
    """The feed as it was sent."""
    assert len(sent) <= BYTES
    {"rss": check_rss, "atom": check_atom, "json": check_json}[form](sent)


def check_rss(sent: bytes) -> None:
    root = ElementTree.fromstring(sent)
    assert (root.tag, root.get("version"), [child.tag for child in root]) == ("rss", "2.0", ["channel"])
    channel = root[0]
    counted = count(channel, RSS_ONCE)
    assert counted["title"] == counted["link"] == counted["description"] == counted["language"] == 1
    assert said(channel, "language") in LANGUAGES
    assert WEB.fullmatch(said(channel, "link"))
    check_rfc822(said(channel, "lastBuildDate"))
    relations = Counter(link.get("rel") for link in channel.findall(f"{ATOM}link"))
    assert relations["self"] == 1
    assert all(WEB.fullmatch(link.get("href", "")) for link in channel.findall(f"{ATOM}link"))
    items = channel.findall("item")
    for item in items:
        assert count(item, RSS_ONCE)["guid"] == 1
        assert item.find("guid").get("isPermaLink") == "false"  # it is no address
        assert said(item, "title")
        assert WEB.fullmatch(said(item, "link"))
        check_rfc822(said(item, "pubDate"))
        assert all(RFC3339.fullmatch(node.text) for node in item.findall(MODIFIED))
        assert said(item, LANGUAGE) in LANGUAGES
        assert all(node.text for node in (*item.findall("category"), *item.findall(CREATOR)))
        check_html(item.findtext(CONTENT, ""))
        check_media(item)
    check_entries([said(item, "guid") for item in items])


def check_atom(sent: bytes) -> None:
    feed = ElementTree.fromstring(sent)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(XML_LANG) in LANGUAGES
    check_atom_part(feed)
    relations = Counter(link.get("rel") for link in feed.findall(f"{ATOM}link"))
    assert relations["self"] == relations["alternate"] == 1
    assert feed.find(f"{ATOM}author") is not None  # else every entry needs one
    entries = feed.findall(f"{ATOM}entry")
    for entry in entries:
        check_atom_part(entry)
        assert [link.get("rel") for link in entry.findall(f"{ATOM}link")] == ["alternate"]
        assert entry.find(f"{ATOM}summary") is not None or entry.find(f"{ATOM}content") is not None
        assert all(category.get("term") for category in entry.findall(f"{ATOM}category"))
        content = entry.find(f"{ATOM}content")
        if content is not None:
            assert content.get("type") == "html"
            check_html(content.text or "")
        check_media(entry)
    check_entries([said(entry, f"{ATOM}id") for entry in entries])
    for deleted in feed.findall(DELETED):
        assert IRI.fullmatch(deleted.get("ref", ""))
        assert RFC3339.fullmatch(deleted.get("when", ""))


def check_atom_part(part: Element) -> None:
    """What RFC 4287 asks of a feed and an entry alike."""
    counted = count(part, {f"{ATOM}{name}" for name in ATOM_ONCE})
    assert all(counted[f"{ATOM}{name}"] == 1 for name in ("id", "title", "updated"))
    assert IRI.fullmatch(said(part, f"{ATOM}id"))
    for name in ("updated", "published"):
        assert all(check_rfc3339(node.text or "") for node in part.findall(f"{ATOM}{name}"))
    for link in part.findall(f"{ATOM}link"):
        assert WEB.fullmatch(link.get("href", ""))
    for author in part.findall(f"{ATOM}author"):
        assert said(author, f"{ATOM}name")
        assert all(WEB.fullmatch(uri.text or "") for uri in author.findall(f"{ATOM}uri"))


def check_json(sent: bytes) -> None:
    feed = json.loads(sent)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed.keys() <= JSON_FEED
    assert feed["title"]
    assert feed["language"] in LANGUAGES
    assert all(WEB.fullmatch(feed[name]) for name in ("home_page_url", "feed_url"))
    assert all(hub.keys() == {"type", "url"} and WEB.fullmatch(hub["url"]) for hub in feed.get("hubs", []))
    check_people(feed["authors"])
    for item in feed["items"]:
        assert item.keys() <= JSON_ITEM
        assert all(value not in (None, "", []) for value in item.values())
        assert isinstance(item["id"], str)
        assert "content_html" in item or "content_text" in item
        assert all(WEB.fullmatch(item[name]) for name in ("url", "image") if name in item)
        assert all(check_rfc3339(item[name]) for name in ("date_published", "date_modified") if name in item)
        assert all(isinstance(tag, str) for tag in item["tags"])
        assert item["language"] in LANGUAGES
        check_people(item.get("authors", []))
        check_html(item.get("content_html", ""))
    check_entries([item["id"] for item in feed["items"]])


def check_people(people: Iterable[dict[str, Any]]) -> None:
    for person in people:
        assert person.keys() <= {"name", "url"}
        assert person["name"]
        assert WEB.fullmatch(person.get("url", "https://x"))


def check_entries(ids: list[str]) -> None:
    assert len(ids) <= ENTRIES
    assert len(set(ids)) == len(ids)
    assert all(IRI.fullmatch(one) for one in ids)


def check_media(entry: Element) -> None:
    """A picture, by Media RSS: an absolute address, what it is, and its size."""
    for picture in entry.findall(f"{MEDIA}content"):
        assert WEB.fullmatch(picture.get("url", ""))
        assert (picture.get("medium"), picture.get("type")) == ("image", "image/jpeg")
        assert all(int(picture.get(side, "0")) > 0 for side in ("width", "height"))


def check_html(html: str) -> None:
    """Nothing in a text may depend on where it is read."""
    for address in LINKED.findall(html):
        assert WEB.fullmatch(address) or address.startswith(("mailto:", "tel:")), address
    assert "<script" not in html
    assert not re.search(r"\son\w+=", html)


def check_rfc822(text: str) -> None:
    assert RFC822.fullmatch(text), text
    assert f"{parsedate_to_datetime(text):%a}" == text[:3]  # the weekday is the date's


def check_rfc3339(text: str) -> bool:
    return bool(RFC3339.fullmatch(text)) and datetime.fromisoformat(text).tzinfo is not None


def count(part: Element, once: set[str]) -> Counter[str]:
    """How often each child is there; those that may be there once are."""
    counted = Counter(child.tag for child in part)
    assert [name for name in once if counted[name] > 1] == []
    return counted


def said(part: Element, name: str) -> str:
    text = part.findtext(name)
    assert text, name
    return text
