"""Writing an export into a folder: a file of JSON lines for each kind, the media, and a manifest last of all."""

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.core.files.storage import Storage, default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction

from articles.models import Article, Contributor, Edition, Placement, Tombstone
from newsroom.export.kinds import PRIVATE, PUBLIC, Kind
from newsroom.models import Picture, Story
from newsroom.storage import originals

FORMAT: Final = "khobor-export"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
MEDIA, ORIGINALS = "media", "originals"
_FILES: Final = "media.jsonl"
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_WITH_PICTURES: Final = (Article, Contributor, Placement, Tombstone)
_CHUNK: Final = 1024 * 1024

Progress = Callable[[str, int], None]  # which file, how many lines


class NotOursError(Exception):
    """The folder holds something that no export of this kind wrote, and that would be lost."""


@dataclass(frozen=True, slots=True)
class Written:
    """One file of the export."""

    lines: int
    bytes: int
    sha256: str


def write_export(folder: Path, progress: Progress, *, everything: bool = False) -> dict[str, Any]:
    """Write what is public, or `everything`, into `folder`; returns the manifest. Raises NotOursError and OSError.

    All of it is read as of one moment. A folder that holds an export of the same kind is written anew; until the end,
    its manifest says that it is not complete.
    """
    _make_ready(folder, everything)
    kinds = (*PUBLIC, *PRIVATE) if everything else PUBLIC
    with _one_moment():
        files = {}
        for kind in kinds:
            files[f"{kind.name}.jsonl"] = _write_lines(
                folder / f"{kind.name}.jsonl", _lines_of(kind, everything)
            )
            progress(kind.name, files[f"{kind.name}.jsonl"].lines)
        files[_FILES] = _write_lines(folder / _FILES, _copy_media(folder, everything))
        progress(MEDIA, files[_FILES].lines)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "complete": True,
            "everything": everything,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "edition": Edition.objects.values_list("number", flat=True).get(),
            "restricted_stories": Story.objects.filter(restricted=True).count() if everything else 0,
            "files": {name: asdict(written) for name, written in files.items()},
        }
    _write_manifest(folder, manifest)
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction in which nothing changes; that of the caller, if there is one."""
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _make_ready(folder: Path, everything: bool) -> None:
    """An empty folder, or one of ours without what it held. Only its owner reads an export of everything."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        before = _manifest_of(folder)
        if before is None:
            raise NotOursError(f"{folder} is not empty, and no export is in it.")
        if before["everything"] != everything:
            held = "everything" if before["everything"] else "what is public"
            raise NotOursError(f"{folder} holds an export of {held}; choose another folder.")
        for name in (MEDIA, ORIGINALS):
            shutil.rmtree(folder / name, ignore_errors=True)
        for kind in (*PUBLIC, *PRIVATE):
            (folder / f"{kind.name}.jsonl").unlink(missing_ok=True)
    if everything:
        folder.chmod(0o700)
    _write_manifest(
        folder, {"format": FORMAT, "version": VERSION, "complete": False, "everything": everything}
    )


def _manifest_of(folder: Path) -> dict[str, Any] | None:
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_ours = isinstance(manifest, dict) and manifest.get("format") == FORMAT
    return manifest if is_ours and isinstance(manifest.get("everything"), bool) else None


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    new = folder / f"{MANIFEST}.new"
    new.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    os.replace(new, folder / MANIFEST)


def _write_lines(path: Path, lines: Iterable[dict[str, Any]]) -> Written:
    """One JSON object a line, in UTF-8; its size and hash are of the bytes as written."""
    digest, count, size = hashlib.sha256(), 0, 0
    with path.open("wb") as file:
        for line in lines:
            data = json.dumps(line, ensure_ascii=False, cls=_Encoder, separators=(",", ":")).encode() + b"\n"
            file.write(data)
            digest.update(data)
            count, size = count + 1, size + len(data)
    return Written(count, size, digest.hexdigest())


class _Encoder(DjangoJSONEncoder):
    """Instants with every digit they have: Django's own cuts them to milliseconds."""

    def default(self, o: Any) -> Any:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def _lines_of(kind: Kind, everything: bool) -> Iterator[dict[str, Any]]:
    return (kind.as_json(row) for row in kind.rows(everything))


def _copy_media(folder: Path, everything: bool) -> Iterator[dict[str, Any]]:
    """Copy every file once; what a line says of it. A file that is lost is a line without a hash."""
    for name in _public_names(everything):
        yield from _copied(default_storage, name, folder, MEDIA)
    if everything:
        for name in Picture.objects.order_by("pk").values_list("original", flat=True).iterator():
            yield from _copied(originals(), name, folder, ORIGINALS)


def _copied(storage: Storage, name: str, folder: Path, place: str) -> Iterator[dict[str, Any]]:
    target = folder / place / name
    if not _NAME.fullmatch(name) or target.exists():
        return
    target.parent.mkdir(exist_ok=True)
    said: dict[str, Any] = {"folder": place, "name": name}
    digest, size = hashlib.sha256(), 0
    try:
        with storage.open(name) as source, target.open("xb") as file:
            while chunk := source.read(_CHUNK):
                file.write(chunk)
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        target.unlink(missing_ok=True)
        yield said | {"bytes": None, "sha256": None}
        return
    yield said | {"bytes": size, "sha256": digest.hexdigest()}


def _public_names(everything: bool) -> Iterator[str]:
    """The storage names of all files that the public kinds show, as often as something shows them."""
    for kind in PUBLIC:
        if kind.model in _WITH_PICTURES:
            for line in _lines_of(kind, everything):
                yield from _names_in(line)


def _names_in(value: Any) -> Iterator[str]:
    """Every rendition's name inside plain JSON: an object that has a name, a format and sizes."""
    if isinstance(value, dict):
        if {"name", "format", "width", "height"} <= value.keys():
            yield str(value["name"])
        else:
            for inner in value.values():
                yield from _names_in(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _names_in(inner)
