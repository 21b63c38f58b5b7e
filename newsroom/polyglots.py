"""Files that are a picture and something else at once: what a program other than ours would find in them.

Readers only ever get renditions, which are encoded anew from pixels, and originals have no address. So such a file
could do nothing here; but nobody makes one by accident, and whoever sent it should hear of it. Imports no Django.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MAX_PARTS: Final = 30_000  # segments or chunks; a camera writes dozens, an editor of PNGs some thousands
MAX_SCANS: Final = 200  # of a progressive JPEG; encoders write about ten, and each is a pass over all pixels
_CODE: Final = re.compile(rb"<\?php|<script|<!doctype\s+html|<html[\s>]|<svg[\s>]", re.I)
_FILE: Final = re.compile(
    rb"\A\s*(?:PK\x03\x04|%PDF-|\x7fELF|MZ|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|GIF8[79]a|\x1f\x8b\x08|BZh|#!)"
)
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\x01\xd0-\xd7\xff]")
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_TAIL: Final = 22 + 65_535  # bytes: the record that ends a ZIP, and its longest comment


class TooManyPartsError(Exception):
    """The file is cut into more pieces than any honest one: reading it would take its time."""


@dataclass(slots=True)
class _Parts:
    """What of a file is no pixels: its metadata, and whatever follows its end."""

    words: list[bytes]
    behind: bytes = b""


def hides_something(content: bytes) -> bool:
    """Whether a JPEG, PNG or WebP file is also an archive, a document, a program or a web page.

    What cameras put behind a JPEG (previews, depth maps, a second of film, padding) is nothing hidden.
    Raises TooManyPartsError.
    """
    read = next((read for start, read in _READERS.items() if content.startswith(start)), None)
    if read is None:
        return False  # it is none of ours, and will be refused for that
    if b"%PDF-" in content[:1024] or _ends_as_zip(content):
        return True
    parts = read(content)
    if _FILE.match(parts.behind) or b"PK\x03\x04" in parts.behind:
        return True
    return any(_CODE.search(part) for part in (*parts.words, parts.behind))


def _ends_as_zip(content: bytes) -> bool:
    """ZIP (and JAR, DOCX, APK) is read from its end, so that anything may stand before it (APPNOTE 6.3, 4.3.16)."""
    tail = content[-_ZIP_TAIL:]
    at = tail.rfind(_ZIP_END)
    if at < 0 or at + 22 > len(tail):
        return False
    return at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") <= len(tail)


def _jpeg_parts(content: bytes) -> _Parts:
    """ITU-T T.81, annex B: markers, with the length of what follows; after a scan's header, entropy-coded data."""
    parts, at, scans = _Parts([]), 2, 0
    for _number in range(MAX_PARTS):
        at = content.find(b"\xff", at)
        if at < 0 or at + 4 > len(content):
            parts.behind = content[at + 2 :] if content[at : at + 2] == b"\xff\xd9" else b""
            return parts
        marker = content[at + 1]
        if marker == 0xD9:
            parts.behind = content[at + 2 :]
            return parts
        if marker == 0xFF:
            at += 1
            continue
        if marker in (0x00, 0x01) or 0xD0 <= marker <= 0xD8:
            at += 2
            continue
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if 0xE0 <= marker <= 0xEF or marker == 0xFE:
            parts.words.append(content[at + 4 : end])
        at = end
        if marker == 0xDA:
            scans += 1
            if scans > MAX_SCANS:
                raise TooManyPartsError
            following = _NEXT_MARKER.search(content, end)
            at = following.start() if following else len(content)
    raise TooManyPartsError


def _png_parts(content: bytes) -> _Parts:
    """PNG (third edition), 5: chunks of length, type, data and checksum."""
    parts, at = _Parts([]), 8
    for _number in range(MAX_PARTS):
        if at + 12 > len(content):
            return parts
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        if kind in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP"):
            parts.words.append(content[at + 8 : at + 8 + length])
        at += 12 + length
        if kind == b"IEND":
            parts.behind = content[at:]
            return parts
    raise TooManyPartsError


def _webp_parts(content: bytes) -> _Parts:
    """RFC 9649: a RIFF container; its size, and chunks of type, length and data."""
    end, at = 8 + int.from_bytes(content[4:8], "little"), 12
    parts = _Parts([], content[end:])
    for _number in range(MAX_PARTS):
        if at + 8 > min(end, len(content)):
            return parts
        kind, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if kind in (b"EXIF", b"XMP ", b"ICCP"):
            parts.words.append(content[at + 8 : at + 8 + length])
        at += 8 + length + length % 2
    raise TooManyPartsError


_READERS: Final[dict[bytes, Callable[[bytes], _Parts]]] = {
    b"\xff\xd8": _jpeg_parts,
    b"\x89PNG\r\n\x1a\n": _png_parts,
    b"RIFF": _webp_parts,
}
