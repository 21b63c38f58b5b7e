"""JSON Feed 1 and 1.1 (jsonfeed.org), and ninjs 1 to 3 (IPTC): one item, a list, or a list under “items”."""

from typing import Any, Final

from django.utils.translation import gettext as _

from newsroom.intake.bodies import Picture
from newsroom.intake.entries import (
    MOST_ENTRIES,
    ReadFeed,
    ReadItem,
    UnreadableError,
    as_texts,
    make_item,
    plain,
    read_time,
)
from newsroom.intake.xml_formats import make_title

_LISTS: Final = ("items", "_items", "newsItems")
_TEXTS: Final = ("body_xhtml", "body_html", "body_text")
_NOT_USABLE: Final = {"withheld", "canceled", "cancelled"}


def read_json(said: Any, url: str) -> ReadFeed:
    """Raises UnreadableError for JSON that is neither."""
    version = plain(said.get("version")) if isinstance(said, dict) else ""
    if version.startswith("https://jsonfeed.org/version/1"):
        return _read_all(said.get("items"), _feed_item, "JSON Feed", url, make_title(said.get("title")))
    entries: Any = said
    if isinstance(said, dict):
        entries = next((said[name] for name in _LISTS if isinstance(said.get(name), list)), [said])
    if isinstance(entries, list) and (not entries or any(_is_ninjs(one) for one in entries[:MOST_ENTRIES])):
        return _read_all(entries, _ninjs_item, "ninjs", url, "")
    raise UnreadableError(_("This is JSON, but neither JSON Feed nor ninjs."))


def _read_all(entries: Any, read: Any, name: str, url: str, title: str) -> ReadFeed:
    if not isinstance(entries, list):
        raise UnreadableError(_("The feed has no list of items."))
    entries = entries[:MOST_ENTRIES]
    items: list[ReadItem] = []
    for entry in entries:
        try:
            item = read(entry, url) if isinstance(entry, dict) else None
        except (ValueError, TypeError, AttributeError, KeyError, LookupError, RecursionError, OverflowError):
            item = None  # one broken entry does not lose the others
        if item:
            items.append(item)
    return ReadFeed(name, title, tuple(items), len(entries) - len(items))


def _feed_item(entry: dict[str, Any], url: str) -> ReadItem | None:
    authors = entry.get("authors") or as_texts(entry.get("author"))
    images = [entry.get("image"), entry.get("banner_image")]
    return make_item(
        guid=str(entry.get("id", ""))[:2000],
        link=entry.get("url") or entry.get("external_url"),
        title=entry.get("title"),
        summary=entry.get("summary"),
        body=entry.get("content_html") or entry.get("content_text"),
        authors=[one.get("name") for one in authors if isinstance(one, dict)],
        pictures=[Picture(plain(image)) for image in images if image],
        at=read_time(entry.get("date_published")) or read_time(entry.get("date_modified")),
        base=url,
    )


def _is_ninjs(entry: Any) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("uri"), str):
        return False
    return any(name in entry for name in ("headline", "headlines", "title", "titles", "bodies", *_TEXTS))


def _ninjs_item(entry: dict[str, Any], url: str) -> ReadItem | None:
    """None also for what the agency says must not be used, and for pictures and the like by themselves."""
    if not _is_ninjs(entry) or plain(entry.get("pubstatus")).lower() in _NOT_USABLE:
        return None
    if entry.get("type", "text") not in {"text", "composite"}:
        return None
    uri = plain(entry.get("uri"))
    by = [entry.get("byline") or entry.get("by"), *(one.get("name") for one in _dicts(entry.get("authors")))]
    return make_item(
        guid=uri,
        link=entry.get("link") or entry.get("url") or (uri if uri.startswith("http") else ""),
        title=entry.get("headline") or _value(entry.get("headlines")) or entry.get("title"),
        summary=entry.get("description_text") or _value(entry.get("descriptions")),
        body=next((entry[name] for name in _TEXTS if entry.get(name)), "") or _body(entry.get("bodies")),
        authors=[name for name in by if name],
        pictures=_ninjs_pictures(entry.get("associations")),
        at=next(filter(None, map(read_time, _times(entry))), None),
        base=url,
    )


def _times(entry: dict[str, Any]) -> list[Any]:
    return [
        entry.get(name) for name in ("firstcreated", "versioncreated", "contentcreated", "versionCreated")
    ]


def _dicts(values: Any) -> list[dict[str, Any]]:
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def _value(values: Any) -> str:
    """ninjs 2 and 3 have several texts of different roles: the main one, or the first."""
    found = _dicts(values)
    main = [one for one in found if plain(one.get("role")).endswith("main")]
    return next((plain(one.get("value")) for one in [*main, *found] if one.get("value")), "")


def _body(values: Any) -> str:
    """The marked-up one of the bodies, if there is one."""
    found = sorted(_dicts(values), key=lambda one: "html" not in plain(one.get("contenttype")))
    return _value(found)


def _ninjs_pictures(associations: Any) -> list[Picture]:
    """ninjs 1 has them by name, later ones in a list; likewise the renditions of each."""
    found = []
    for one in _dicts(list(associations.values()) if isinstance(associations, dict) else associations):
        renditions = one.get("renditions")
        places = _dicts(list(renditions.values()) if isinstance(renditions, dict) else renditions)
        address = next((plain(place.get("href")) for place in places if place.get("href")), "")
        if address and one.get("type", "picture") == "picture":
            credit = one.get("creditline") or one.get("copyrightnotice") or one.get("byline") or one.get("by")
            caption = one.get("description_text") or _value(one.get("descriptions")) or one.get("headline")
            found.append(Picture(address, plain(credit), plain(caption)))
    return found
