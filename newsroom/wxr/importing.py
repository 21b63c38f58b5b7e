"""An export from its first post to its last: in batches, each in one transaction, each post once.

Stopped at any point and begun again, it goes on behind what was committed: newsroom_importeditem says what that was.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from zlib import crc32

from django.db import InterfaceError, OperationalError, connection, transaction
from django.utils import timezone

from newsroom.models import Desk, ImportedItem, User
from newsroom.wxr.index import ExportIndex, read_index
from newsroom.wxr.mapping import Names
from newsroom.wxr.pictures import UploadedPictures
from newsroom.wxr.posts import INNER_TYPES, Post, read_post
from newsroom.wxr.problems import Kind, Problems
from newsroom.wxr.reading import Record, read_records
from newsroom.wxr.writing import Prepared, note_item, prepare_post, write_page, write_story

logger = logging.getLogger("newsroom.wxr")
# Posts of one transaction. From its first publish to its commit every other publish waits: a second or less.
BATCH: Final = 25
_HEAVY: Final = 4 * 1024 * 1024  # characters that are enough for one batch
_LOCKS: Final = 0x6B686F63  # our own space among PostgreSQL's advisory locks ("khoc")

Progress = Callable[[str, int, int], None]  # what is being done, how far, of how much


class BusyError(Exception):
    """Another import of the same site is running."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be brought, by whom. `sections`: a category's slug or name -> the slug of a section there is."""

    file: Path
    user: User
    uploads: Path | None = None
    sections: Mapping[str, str] = field(default_factory=dict)
    desk: Desk | None = None  # that looks after new sections


@dataclass(slots=True)
class Brought:
    """What one run did; `known` were here from an earlier one."""

    source: str
    stories: int = 0
    drafts: int = 0
    pages: int = 0
    pictures: int = 0
    known: int = 0
    left_out: Counter[str] = field(default_factory=Counter)


def import_export(wanted: Wanted, progress: Progress) -> Brought:
    """Bring what is not here yet. Raises WxrError before anything is written, BusyError, OSError."""
    size = max(wanted.file.stat().st_size, 1)
    with TemporaryDirectory(prefix="khobor-wxr-") as folder:
        index = read_index(wanted.file, Path(folder), lambda read: progress("Reading", read, size))
        try:
            with _alone(index.channel.source):
                return _Import(wanted, index, progress).run()
        finally:
            index.close()


@contextmanager
def _alone(source: str) -> Iterator[None]:
    """No second import of the same site beside this one. The lock goes with the connection, whatever happens."""
    numbers = [_LOCKS, crc32(source.encode()) % 2**31]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", numbers)
        if not cursor.fetchone()[0]:
            raise BusyError(f"Another import of {source} is running.")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", numbers)


class _Import:
    def __init__(self, wanted: Wanted, index: ExportIndex, progress: Progress) -> None:
        self._wanted, self._index, self._progress = wanted, index, progress
        self._source = index.channel.source
        self._names = Names(self._source, index, wanted.sections, wanted.desk)
        self._pictures = UploadedPictures(self._source, index, wanted.uploads, wanted.user)
        self._brought = Brought(self._source)
        self._now = timezone.now()

    def run(self) -> Brought:
        done = 0
        for batch in _batches(read_records(self._wanted.file)):
            self._bring(batch)
            done += len(batch)
            self._progress("Importing", done, self._index.channel.items)
        self._brought.pictures = self._pictures.brought
        return self._brought

    def _bring(self, batch: list[Record]) -> None:
        """Prepare each new post by itself, then write all of them together."""
        known = self._known(batch)
        failed = {number: item.pk for number, item in known.items() if _has_failed(item)}
        prepared: list[Prepared | tuple[Post, Problems]] = []
        for record in batch:
            number = record["wp:post_id"].strip()[:300]
            if record["wp:post_type"].strip() == "attachment":
                continue  # brought by the posts that show it
            if not self._index.is_first(number, record.line):
                self._note_duplicate(record, number)
            elif number in known and number not in failed:
                self._brought.known += 1
            else:
                prepared.append(self._prepared(record))
        with transaction.atomic():
            ImportedItem.objects.filter(pk__in=failed.values()).delete()  # they are tried again
            for one in prepared:
                self._write(one)

    def _known(self, batch: list[Record]) -> dict[str, ImportedItem]:
        """What an earlier run made of these posts, by their numbers."""
        items = ImportedItem.objects.filter(
            source=self._source,
            kind__in=[ImportedItem.Kind.POST, ImportedItem.Kind.PAGE, ImportedItem.Kind.LEFT_OUT],
            source_id__in=[record["wp:post_id"].strip()[:300] for record in batch],
        )
        return {item.source_id: item for item in items}

    def _prepared(self, record: Record) -> Prepared | tuple[Post, Problems]:
        problems = Problems()
        post = read_post(record, self._now, problems)
        if post.left_out is None and post.type not in {"post", "page"}:
            problems.add(Kind.TYPE, post.type)
        elif post.left_out:
            problems.add(post.left_out)
        elif post.type == "post":
            try:
                return prepare_post(post, self._names, self._pictures, self._index.channel.title, problems)
            except (OperationalError, InterfaceError, OSError):
                raise  # of the machine, not of the post
            except Exception as error:
                self._note_failure(post, problems, error)
        return post, problems

    def _write(self, one: Prepared | tuple[Post, Problems]) -> None:
        """Write one post inside the batch's transaction; what the database refuses is refused alone, and said."""
        post, problems = (one.post, one.problems) if isinstance(one, Prepared) else one
        is_page = post.type == "page" and post.left_out is None
        try:
            if isinstance(one, Prepared):
                story = write_story(one, self._wanted.user, self._source)
                self._brought.stories += story.is_live
                self._brought.drafts += not story.is_live
                return
            if is_page:
                write_page(post, self._wanted.user, self._source, problems)
                self._brought.pages += 1
                return
        except (OperationalError, InterfaceError, OSError):
            raise
        except Exception as error:
            self._note_failure(post, problems, error)
        why = next(iter(problems.as_json()), [""])[0]
        self._brought.left_out[why] += 1
        if post.type not in INNER_TYPES:
            note_item(self._source, ImportedItem.Kind.LEFT_OUT, post, None, post.title, problems)

    def _note_failure(self, post: Post, problems: Problems, error: Exception) -> None:
        logger.exception("post %s of %s (line %s) was left out", post.number, self._source, post.line)
        problems.add(Kind.FAILED, f"{type(error).__name__}: {error}")

    def _note_duplicate(self, record: Record, number: str) -> None:
        self._brought.left_out[Kind.DUPLICATE] += 1
        problems = Problems()
        problems.add(Kind.DUPLICATE, f"line {record.line}")
        ImportedItem.objects.update_or_create(
            source=self._source,
            kind=ImportedItem.Kind.LEFT_OUT,
            source_id=f"{number[:200]} (line {record.line})",
            defaults={"title": record["title"].replace("\0", "")[:300], "problems": problems.as_json()},
        )


def _has_failed(item: ImportedItem) -> bool:
    return any(kind == Kind.FAILED for kind, _detail in item.problems)


def _batches(records: Iterator[Record]) -> Iterator[list[Record]]:
    """The posts of an export, a few at a time."""
    batch: list[Record] = []
    heavy = 0
    for record in records:
        if record.name != "item":
            continue
        batch.append(record)
        heavy += sum(map(len, record.values.values()))
        if len(batch) >= BATCH or heavy >= _HEAVY:
            yield batch
            batch, heavy = [], 0
    if batch:
        yield batch
