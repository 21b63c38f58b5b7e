"""Images of an export: found in a local folder of uploads, and brought in as every picture is."""

import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from newsroom.models import ImportedItem, Picture, PictureUse, User
from newsroom.pictures import MAX_BYTES, read_picture, store_picture
from newsroom.renditions import make_renditions_of
from newsroom.wxr.index import Attachment, ExportIndex, upload_path, whole_path
from newsroom.wxr.problems import Kind, Problems
from newsroom.wxr.text import Found, plain_line

MOST_ATTACHED: Final = 60  # of a gallery that shows whatever was attached to the post
_KNOWN: Final = 5000  # answers that are remembered; a picture is mostly asked for again soon


class OutsideError(Exception):
    """The path leads out of the folder, or through a link."""


class UploadedPictures:
    """The pictures of one export. `folder` is a copy of wp-content/uploads; without it, every picture is missing."""

    def __init__(self, source: str, index: ExportIndex, folder: Path | None, user: User) -> None:
        self._source, self._index, self._folder, self._user = source, index, folder, user
        self._numbers: dict[str, int] = {}
        self.brought = 0

    def by_number(self, number: str, problems: Problems) -> Found | None:
        """The picture of an attachment."""
        attachment = self._index.attachment(number)
        if attachment is None:
            problems.add(Kind.NO_PICTURE, f"attachment {number}")
            return None
        return self._found(attachment.url, attachment, problems)

    def by_address(self, src: str, number: str, problems: Problems) -> Found | None:
        """The picture at an address of the old site, with the attachment's words if its number is told."""
        attachment = self._index.attachment(number) if number else None
        path = upload_path(src)
        if path is None and attachment and not urlsplit(src).hostname:
            return self._found(attachment.url, attachment, problems)
        return self._found(src, attachment, problems)

    def attached_to(self, post: str) -> list[str]:
        return self._index.attached_to(post, MOST_ATTACHED)

    def _found(self, url: str, attachment: Attachment | None, problems: Problems) -> Found | None:
        path = upload_path(url)
        if path is None:
            problems.add(Kind.NO_PICTURE, f"not in the uploads: {url}")
            return None
        attachment = attachment or self._index.attachment_at(path)
        number = self._numbers.get(path) or self._bring(path, attachment, problems)
        if number is None:
            return None
        if len(self._numbers) >= _KNOWN:
            self._numbers.clear()
        self._numbers[path] = number
        words = attachment or Attachment("", "", "", "", "")
        return Found(
            number,
            plain_line(words.alt)[:500],
            plain_line(words.caption)[:500],
            plain_line(words.credit)[:160],
        )

    def _bring(self, path: str, attachment: Attachment | None, problems: Problems) -> int | None:
        """The number of the picture at `path`; brought in, with its renditions, unless that was done before."""
        known = ImportedItem.objects.filter(
            source=self._source, kind=ImportedItem.Kind.PICTURE, source_id=path[:300]
        ).first()
        picture = Picture.objects.filter(pk=known.object_id).first() if known and known.object_id else None
        if picture is None:
            picture = self._take_in(path, attachment, problems)
            if picture is None:
                return None
            items = ImportedItem.objects.filter(source=self._source, kind=ImportedItem.Kind.PICTURE)
            self.brought += not items.filter(
                object_id=picture.pk
            ).exists()  # a smaller one of the same is none
            ImportedItem.objects.update_or_create(
                source=self._source,
                kind=ImportedItem.Kind.PICTURE,
                source_id=path[:300],
                defaults={"object_id": picture.pk, "title": path[-300:]},
            )
        if _is_restricted(picture):
            problems.add(Kind.REFUSED_PICTURE, f"{path}: here it is a restricted story's")
            return None
        if picture.renditions is None and not picture.renditions_problem:
            make_renditions_of(picture.pk)
            picture.refresh_from_db()
        if picture.renditions is None:
            problems.add(Kind.REFUSED_PICTURE, f"{path}: {picture.renditions_problem}")
            return None
        return picture.pk

    def _take_in(self, path: str, attachment: Attachment | None, problems: Problems) -> Picture | None:
        try:
            found = self._read(path)
        except OutsideError:
            problems.add(Kind.REFUSED_PICTURE, f"{path}: it leads out of the folder")
            return None
        if found is None:
            problems.add(Kind.NO_PICTURE, path)
            return None
        name, content = found
        words = attachment or Attachment("", "", "", "", "")
        try:
            decoded, content = read_picture(SimpleUploadedFile(name, content))
        except ValidationError as error:
            problems.add(Kind.REFUSED_PICTURE, f"{path}: {error.messages[0]}")
            return None
        said = {name: plain_line(getattr(words, name)) for name in ("alt", "caption", "credit")}
        with transaction.atomic():
            return store_picture(decoded, content, self._user, file_name=name[:255], **said)

    def _read(self, path: str) -> tuple[str, bytes] | None:
        """Name and content of the whole picture that `path` is a size of, or of `path`; None when there is neither."""
        if self._folder is None:
            return None
        for candidate in _candidates(path):
            content = read_inside(self._folder, candidate)
            if content is not None:
                return candidate.rpartition("/")[2], content
        return None


def _is_restricted(picture: Picture) -> bool:
    """Whether only restricted stories show it: the same file in an export must not tell of them."""
    uses = PictureUse.objects.filter(picture=picture)
    return uses.exists() and not uses.filter(story__restricted=False).exists()


def _candidates(path: str) -> Iterator[str]:
    """First what the smaller versions were made of; each in the spellings that file systems have."""
    for one in dict.fromkeys((whole_path(path), path)):
        yield from dict.fromkeys((one, unicodedata.normalize("NFC", one), unicodedata.normalize("NFD", one)))


def read_inside(folder: Path, path: str) -> bytes | None:
    """The regular file at `path` below `folder`, at most one byte more than a picture may have; None if there is none.

    No part of the path may be a link or lead upwards: raises OutsideError. `folder` itself may be a link.
    """
    parts = path.split("/")
    if any(part in {"", ".", ".."} or "\0" in part or "\\" in part for part in parts):
        raise OutsideError(path)
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for place, part in enumerate(parts):
            is_last = place == len(parts) - 1
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | (0 if is_last else os.O_DIRECTORY)
            try:
                following = os.open(part, flags, dir_fd=opened)
            except OSError as error:
                if _is_link(part, opened):
                    raise OutsideError(path) from error
                return None
            os.close(opened)
            opened = following
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            return None
        with os.fdopen(os.dup(opened), "rb") as file:
            return file.read(MAX_BYTES + 1)
    finally:
        os.close(opened)


def _is_link(part: str, folder: int) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(part, dir_fd=folder).st_mode)
    except (OSError, ValueError):
        return False
