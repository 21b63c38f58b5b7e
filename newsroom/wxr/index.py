"""What must be known before the first post is brought: the first reading of an export, kept on disk.

A featured image may stand behind its post, and a file that ends too early must be refused before anything is written.
"""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from newsroom.wxr.reading import VERSIONS, Record, WxrError, read_records

_TABLES: Final = """
    PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE item (id TEXT PRIMARY KEY, line INTEGER);
    CREATE TABLE name (kind TEXT, key TEXT, value TEXT, PRIMARY KEY (kind, key));
    CREATE TABLE attachment (id TEXT PRIMARY KEY, parent TEXT, url TEXT, alt TEXT, caption TEXT, credit TEXT,
        path TEXT);
    CREATE INDEX attachment_path ON attachment (path);
    CREATE INDEX attachment_parent ON attachment (parent);
"""
_UPLOADS: Final = "/wp-content/uploads/"
_SIZED: Final = re.compile(r"-(?:[0-9]{2,5}x[0-9]{2,5}|scaled|rotated)(?=\.[A-Za-z]{3,4}$)")
CREDITS: Final = (
    "_media_credit",
    "media_credit",
    "_credit",
    "credit",
    "photo_credit",
    "source_credit",
    "image_credit",
)


@dataclass(frozen=True, slots=True)
class Attachment:
    """An image as the export describes it; texts may hold markup."""

    number: str
    url: str
    alt: str
    caption: str
    credit: str


@dataclass(slots=True)
class Channel:
    """What the export says of the whole site. `source` is its address without a scheme: its name in our tables."""

    version: str = ""
    title: str = ""
    url: str = ""
    items: int = 0

    @property
    def source(self) -> str:
        parts = urlsplit(self.url)
        return f"{parts.hostname or ''}{parts.path.rstrip('/')}"[:200]


class ExportIndex:
    """The answers to what a post asks of the rest of its export. Close it when done."""

    def __init__(self, folder: Path) -> None:
        self._database = sqlite3.connect(folder / "index.sqlite")
        self._database.executescript(_TABLES)
        self.channel = Channel()

    def close(self) -> None:
        self._database.close()

    def add(self, record: Record) -> None:
        channel = self.channel
        if record.name == "item":
            channel.items += 1
            self._add_item(record)
        elif record.name == "wp:author":
            self._name("author", record["wp:author_login"], record["wp:author_display_name"])
        elif record.name == "wp:category":
            self._name("term", record["wp:term_id"], record["wp:category_nicename"])
        elif record.name == "wp:wxr_version":
            channel.version = record.text
        elif record.name == "wp:base_blog_url":
            channel.url = record.text
        elif record.name in {"link", "wp:base_site_url"}:
            channel.url = channel.url or record.text
        elif record.name == "title":
            channel.title = record.text

    def _add_item(self, record: Record) -> None:
        number = record["wp:post_id"].strip()
        self._put("INSERT OR IGNORE INTO item VALUES (?, ?)", number, record.line)
        if record["wp:post_type"].strip() == "attachment":
            credit = next((record.meta[key] for key in CREDITS if record.meta.get(key)), "")
            self._put(
                "INSERT OR IGNORE INTO attachment VALUES (?, ?, ?, ?, ?, ?, ?)",
                number,
                record["wp:post_parent"].strip(),
                record["wp:attachment_url"].strip(),
                record.meta.get("_wp_attachment_image_alt", ""),
                record["excerpt:encoded"],
                credit,
                whole_path(upload_path(record["wp:attachment_url"].strip()) or ""),
            )

    def _name(self, kind: str, key: str, value: str) -> None:
        self._put("INSERT OR IGNORE INTO name VALUES (?, ?, ?)", kind, key.strip(), value.strip())

    def _put(self, statement: str, *values: object) -> None:
        self._database.execute(statement, values)

    def is_first(self, number: str, line: int) -> bool:
        """Whether the item of this number is the one at this line, and not another that uses its number again."""
        row = self._database.execute("SELECT line FROM item WHERE id = ?", (number,)).fetchone()
        return bool(row) and row[0] == line

    def name_of(self, kind: str, key: str) -> str | None:
        """The display name of an author by login, or the slug of a category by its number; None if it is not told."""
        row = self._database.execute(
            "SELECT value FROM name WHERE kind = ? AND key = ?", (kind, key)
        ).fetchone()
        return row[0] if row else None

    def attachment(self, number: str) -> Attachment | None:
        return self._attachment("id", number)

    def attachment_at(self, path: str) -> Attachment | None:
        """The one whose file, in any of its sizes, is at this path below the uploads."""
        return self._attachment("path", whole_path(path))

    def _attachment(self, column: str, value: str) -> Attachment | None:
        statement = f"SELECT id, url, alt, caption, credit FROM attachment WHERE {column} = ?"  # noqa: S608 - ours
        row = self._database.execute(statement, (value,)).fetchone()
        return Attachment(*row) if row else None

    def attached_to(self, number: str, most: int) -> list[str]:
        rows = self._database.execute(
            "SELECT id FROM attachment WHERE parent = ? ORDER BY CAST(id AS INTEGER) LIMIT ?", (number, most)
        )
        return [row[0] for row in rows]


def read_index(path: Path, folder: Path, told: Callable[[int], None] | None = None) -> ExportIndex:
    """Read the whole export once; the index lies in `folder`. Raises WxrError for what is no export, or not whole."""
    index = ExportIndex(folder)
    try:
        for record in read_records(path, told):
            index.add(record)
        if index.channel.version not in VERSIONS:
            said = index.channel.version or "none"
            raise WxrError(
                f"this is no WordPress export of version {' or '.join(VERSIONS)} (it says: {said[:20]})"
            )
        if not index.channel.source:
            raise WxrError("the export does not say which site it is of (wp:base_blog_url)")
    except BaseException:
        index.close()
        raise
    return index


def upload_path(url: str) -> str | None:
    """The part of an image's address below the uploads, decoded; None for an address of anything else."""
    try:
        path = unquote(urlsplit(url).path)
    except ValueError:
        return None
    _before, found, below = path.partition(_UPLOADS)
    return below if found and below else None


def whole_path(path: str) -> str:
    """The path of the picture that a smaller one at `path` was made of."""
    return _SIZED.sub("", path)
