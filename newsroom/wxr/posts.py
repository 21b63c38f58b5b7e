"""One post of an export: when it was published, whether it was, under which address."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from django.utils import timezone

from articles.bengali.digits import to_ascii_digits
from articles.redirects import is_path
from newsroom.wxr.problems import Kind, Problems
from newsroom.wxr.reading import Record, Term

FIRST_YEAR: Final = 1900
# What WordPress keeps as posts and nobody reads as one.
INNER_TYPES: Final = frozenset(
    "revision nav_menu_item custom_css customize_changeset oembed_cache user_request wp_block wp_template"
    " wp_template_part wp_global_styles wp_navigation wp_font_family wp_font_face".split()
)
_LEFT_OUT: Final = {"trash", "auto-draft", "inherit"}
_UNPUBLISHED: Final = {"draft", "pending", "future", "private"}
_DATE: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})")
_FEED_DATE: Final = re.compile(r"[A-Z][a-z]{2}, [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} [+-][0-9]{4}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Post:
    """A post or page as the export has it. Texts are raw, `number` is WordPress's own, `at` aware."""

    number: str
    line: int
    type: str
    title: str
    text: str
    excerpt: str
    link: str
    slug: str
    creator: str
    at: datetime | None
    is_public: bool  # published there, for everybody, by now
    left_out: Kind | None
    terms: tuple[Term, ...]
    primary_term: str  # the number of the main category, if a plug-in says it
    thumbnail: str  # the number of the featured image
    comments: int


def read_post(record: Record, now: datetime, problems: Problems) -> Post:
    """The post that a record is, with what was odd about it noted."""
    status = record["wp:status"].strip()
    post_type = record["wp:post_type"].strip()
    at = _published_at(record)
    said = record["wp:post_date"].strip() or record["pubDate"].strip()
    return Post(
        number=record["wp:post_id"].strip()[:300],
        line=record.line,
        type=post_type,
        title=record["title"],
        text=record["content:encoded"],
        excerpt=record["excerpt:encoded"],
        link=record["link"].strip(),
        slug=record["wp:post_name"].strip(),
        creator=record["dc:creator"].strip(),
        at=at,
        is_public=_is_public(status, record["wp:post_password"], at, said, now, problems),
        left_out=Kind.TRASH if status in _LEFT_OUT else None,
        terms=tuple(record.terms),
        primary_term=record.meta.get("_yoast_wpseo_primary_category", "")
        or record.meta.get("rank_math_primary_category", ""),
        thumbnail=record.meta.get("_thumbnail_id", ""),
        comments=record.comments,
    )


def _is_public(
    status: str, password: str, at: datetime | None, said: str, now: datetime, problems: Problems
) -> bool:
    """Whether readers had it: published, without a password, at a time that is over. Whatever is in doubt is not."""
    if status in _LEFT_OUT | _UNPUBLISHED:
        return False
    if status != "publish":
        problems.add(Kind.STATUS, status)
        return False
    if password:
        problems.add(Kind.DRAFT, "it has a password")
    elif at is None:
        problems.add(Kind.DATE, said)
        problems.add(Kind.DRAFT, "no date")
    elif at > now:
        problems.add(Kind.DRAFT, f"its date is ahead: {said}")
    return not password and at is not None and at <= now


def _published_at(record: Record) -> datetime | None:
    """When it was published: in UTC, else in the paper's own time, else as the feed said it."""
    utc = _instant(record["wp:post_date_gmt"])
    if utc:
        return utc.replace(tzinfo=UTC)
    if local := _instant(record["wp:post_date"]):
        return timezone.make_aware(local)
    said = record["pubDate"].strip()
    if not _FEED_DATE.fullmatch(said):  # the library reads the year -0001, which WordPress writes, as 2000
        return None
    try:
        told = parsedate_to_datetime(said)
    except ValueError:
        return None
    return told if told.year >= FIRST_YEAR else None


def _instant(text: str) -> datetime | None:
    found = _DATE.fullmatch(to_ascii_digits(text.strip()))
    if not found:
        return None
    try:
        when = datetime(*(int(part) for part in found.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
    return when if FIRST_YEAR <= when.year < 9999 else None


def old_paths(link: str) -> list[str]:
    """The paths under which readers know a permalink: decoded, without and with the slash at its end.

    As WordPress encoded it, which is what links out there say, and in NFC. Empty for what is no path: `?p=123` is a
    question, not an address of its own.
    """
    try:
        parts = urlsplit(link)
        path = unquote(parts.path, errors="strict").rstrip("/")
    except ValueError:
        return []
    spellings = dict.fromkeys((path, unicodedata.normalize("NFC", path)))
    paths = [one for spelling in spellings for one in (spelling, f"{spelling}/")]
    if parts.query or not path or _CONTROL.search(path) or not all(map(is_path, paths)):
        return []
    return paths
