"""One entry of a feed, whatever its format, in plain and bounded words."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.utils import timezone

from articles.bengali.text import cut, normalise
from newsroom.bijoy import looks_like_bijoy, to_unicode
from newsroom.intake.bodies import Picture, clean_foreign, words_of
from newsroom.wxr.text import plain_line

MOST_ENTRIES: Final = 200  # of one answer; feeds begin with the newest
MOST_TEXT: Final = 200_000  # characters of one entry's body, as it comes
_HEADLINE: Final = 300
_SUMMARY: Final = 1000  # as Story.standfirst
_LINE: Final = 300
_LINK: Final = 1000
_WORDS: Final = 12  # of the text, for a headline that is missing
_OLDEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_ODD: Final = re.compile(r"[\x00-\x20\x7f\\<>\"]")
# What only counts readers.
_COUNTING: Final = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|ref|_ga|at_\w+|cmpid|ns_\w+)\Z"
)


class UnreadableError(Exception):
    """The answer is no feed. The first argument says why in the newsroom's language."""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """Plain text throughout but for `body`, which is clean HTML without boxes and pictures."""

    guid: str
    link: str  # absolute http(s), or empty
    headline: str
    summary: str
    body: str
    authors: str
    pictures: tuple[Picture, ...]
    published_at: datetime | None  # never ahead of when it was read


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """`skipped`: entries that could not be read. `format` is what people call it, "RSS 2.0"."""

    format: str
    title: str
    items: tuple[ReadItem, ...]
    skipped: int


def make_item(
    *,
    guid: object,
    link: object,
    title: object,
    summary: object,
    body: object,
    authors: list[object],
    pictures: list[Picture],
    at: datetime | None,
    base: str,
) -> ReadItem | None:
    """The entry of these raw values (titles and texts may hold markup); None for one that says nothing."""
    text, shown = clean_foreign(_unicode(plain(body)[:MOST_TEXT]), base)
    short = cut(_unicode(plain_line(plain(summary)[:20_000])), _SUMMARY)
    headline = _unicode(plain_line(plain(title)[:5000])) or " ".join(
        (short or words_of(text)).split()[:_WORDS]
    )
    if not headline:
        return None
    if short and " ".join(words_of(text).split()).startswith(short.removesuffix("…")):
        short = ""  # many feeds say the same twice; a story should not
    address = clean_link(plain(link), base)
    names = ", ".join(dict.fromkeys(filter(None, (plain_line(plain(name)[:500]) for name in authors[:20]))))
    now = timezone.now()
    return ReadItem(
        guid=plain(guid).strip()[:2000] or address or headline,
        link=address,
        headline=cut(headline, _HEADLINE)[:_HEADLINE],
        summary=short,
        body=text,
        authors=names[:_LINE],
        pictures=tuple(_known_pictures([*pictures, *shown], base)),
        published_at=min(at, now) if at and at >= _OLDEST else None,
    )


def plain(value: object) -> str:
    """`value` if it is a text, without what no database takes (NUL, halves of characters)."""
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "ignore").decode().replace("\0", "")


def clean_link(link: str, base: str) -> str:
    """`link` made absolute; empty for anything that is no web address or too long to be kept."""
    try:
        absolute = urljoin(base, link.strip())
        parts = urlsplit(absolute)
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and "@" not in parts.netloc
    return (
        absolute if link.strip() and is_web and len(absolute) <= _LINK and not _ODD.search(absolute) else ""
    )


def link_key(link: str) -> str:
    """The same for all addresses of one page: without the scheme, the fragment, and what only counts readers."""
    if not link:
        return ""
    parts = urlsplit(link)
    asked = sorted(pair for pair in parse_qsl(parts.query, True) if not _COUNTING.match(pair[0].lower()))
    host = parts.netloc.lower().removeprefix("www.")
    return key_of(f"{host}{parts.path.rstrip('/')}?{urlencode(asked)}")


def key_of(text: str) -> str:
    """SHA-1 in hex: a short name for something long, and no secret."""
    return hashlib.sha1(text.encode("utf-8", "ignore"), usedforsecurity=False).hexdigest()


def read_time(value: object) -> datetime | None:
    """An ISO 8601 time; one without an offset is the paper's own. None for anything else."""
    try:
        at = datetime.fromisoformat(plain(value).strip())
        return at if at.tzinfo else timezone.make_aware(at)
    except (ValueError, OverflowError):
        return None


def _unicode(text: str) -> str:
    """Texts still set in a Bijoy font become Unicode, as they do when somebody pastes them."""
    if "<" not in text and looks_like_bijoy(text):
        text = to_unicode(text)
    return normalise(text)


def _known_pictures(pictures: list[Picture], base: str) -> list[Picture]:
    found: dict[str, Picture] = {}
    for picture in pictures:
        address = clean_link(plain(picture.url), base)
        if address and address not in found and len(found) < 10:
            caption, credit = (
                plain_line(plain(text)[:2000])[:500] for text in (picture.caption, picture.credit)
            )
            found[address] = Picture(address, credit[:160], caption)
    return list(found.values())


def as_texts(values: Any) -> list[object]:
    """A list as it is, anything else as the only one."""
    return list(values) if isinstance(values, list) else [values]
