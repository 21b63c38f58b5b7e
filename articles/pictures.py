"""Public renditions of a picture: re-encoded, without metadata, under names made from their own content."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image

from articles.pixels import CENTRE, Cut, as_shown, encode, share_cuts, whole_cuts
from articles.snapshot import MIME_TYPES, Rendition

_EXTENSIONS: Final = {"jpeg": "jpg"}
_ENCODERS: Final = 2  # threads: encoders let go of Python's lock, but the processors are the site's too
_COPIERS: Final = 4  # threads that wait for an object store together; each opens a connection of its own


def make_renditions(
    image: Image.Image, storage: Storage, focus: tuple[float, float] = CENTRE, folder: str = ""
) -> tuple[Rendition, ...]:
    """Write `image` in every width, format and crop into `folder` of `storage`.

    A name is the SHA-256 of the file's bytes, so a file never changes under its
    name, an existing one is not written again, and nobody can guess one. A Rendition's name is without the folder.
    """
    shown = as_shown(image)
    cuts = [*whole_cuts(shown), *share_cuts(shown, focus)]
    with ThreadPoolExecutor(
        _ENCODERS
    ) as pool:  # by cut, not by format: Pillow keeps an encoder's options in its Image
        files = list(pool.map(_encode_all, cuts))
    renditions = []
    for cut, contents in zip(cuts, files, strict=True):
        for format, content in zip(cut.formats, contents, strict=True):
            name = _name_of(content, format)
            _keep(storage, folder + name, content)
            renditions.append(Rendition(name, format, *cut.pixels.size, crop=cut.crop))
    return tuple(renditions)


def store_card(content: bytes, size: tuple[int, int], storage: Storage) -> Rendition:
    """Write a drawn card (JPEG, `size` in pixels) into `storage`, as a rendition is written."""
    name = _name_of(content, "jpeg")
    _keep(storage, name, content)
    return Rendition(name, "jpeg", *size, crop="share")


def _name_of(content: bytes, format: str) -> str:
    return f"{hashlib.sha256(content).hexdigest()[:40]}.{_EXTENSIONS.get(format, format)}"


def _encode_all(cut: Cut) -> list[bytes]:
    return [encode(cut.pixels, format) for format in cut.formats]


def copy_renditions(renditions: Iterable[Rendition], source: Storage, folder: str, target: Storage) -> None:
    """Copy files out of `folder` of one storage into another; those that are there already stay.

    Several at a time: an object store answers slowly, and a gallery has hundreds. Raises FileNotFoundError.
    """

    def copy(name: str) -> None:
        if target.exists(name):
            return
        with source.open(folder + name) as file:
            _keep(target, name, file.read())

    names = {rendition.name for rendition in renditions}
    with ThreadPoolExecutor(_COPIERS) as pool:
        list(pool.map(copy, names))


def _keep(storage: Storage, name: str, content: bytes) -> None:
    """Write a file whose name is its content's, unless it is there, and whole."""
    if storage.exists(name):
        if storage.size(name) == len(content):
            return
        storage.delete(name)  # whoever began it did not come to its end
    file = ContentFile(content)
    file.content_type = MIME_TYPES[name.rpartition(".")[2]]  # type: ignore[attr-defined]  # object stores serve it
    saved = storage.save(name, file)
    if saved != name:  # another process was quicker by a moment, and wrote the same
        storage.delete(saved)
