"""Decoding what somebody sent: in a process of its own, with little memory and little time, that knows no secret.

`python -m newsroom.decoding` reads a file from its standard input and answers on its standard output: a line of JSON,
then a JPEG thumbnail. It imports no Django, and starts in a tenth of a second.
"""

import contextlib
import json
import re
import subprocess
import sys
import warnings
from dataclasses import dataclass, field
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

from articles.pixels import LYING, as_shown, orientation_of, upright
from newsroom.metadata import read_words
from newsroom.polyglots import TooManyPartsError, hides_something

MAX_PIXELS: Final = 60_000_000  # a 60-megapixel camera; decoded, about 240 MB
MIN_SIDE: Final = 200
THUMBNAIL: Final = (720, 720)
DECODERS: Final = ("JPEG", "PNG", "WEBP")
# What the process may take. Measured: 60 million pixels take 0.8 GB and 1 s at worst (a PNG of grey and alpha).
MAX_MEMORY: Final = 1536 * 1024 * 1024  # bytes of address space
MAX_SECONDS: Final = 20  # of the processor
PATIENCE: Final = 45  # seconds on the clock, for a busy machine
_HEIC: Final = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_SVG: Final = re.compile(rb"<svg[\s>]", re.I)
_WEB_PAGE: Final = re.compile(rb"\A\s*(?:<!doctype|<html|<head|<body|<script|<\?php)", re.I)


class Reason(StrEnum):
    """Why a file is refused; the words for it are in newsroom/pictures.py."""

    NOT_WHOLE = "not_whole"
    TOO_MANY_PIXELS = "too_many_pixels"
    TOO_SMALL = "too_small"
    MOVING = "moving"
    DRAWING = "drawing"
    WEB_PAGE = "web_page"
    HEIC = "heic"
    HIDING = "hiding"
    TOO_COSTLY = "too_costly"


class RefusedError(Exception):
    """This file is no picture for us."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class DecodedPicture:
    """What is known of a file that decodes completely. Width and height are those of the upright picture, in pixels.

    `words` are what the file says of itself: see newsroom/metadata.py.
    """

    format: str  # JPEG, MPO, PNG, WEBP
    width: int
    height: int
    thumbnail: bytes  # a JPEG inside THUMBNAIL
    words: dict[str, str] = field(default_factory=dict)

    @property
    def size(self) -> tuple[int, int]:
        return self.width, self.height


def decode_apart(content: bytes) -> DecodedPicture:
    """`decode_picture` in a process of its own, which ends when it takes too much. Raises RefusedError."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parent.parent,
            env={},
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise RefusedError(Reason.TOO_COSTLY) from error
    head, newline, thumbnail = done.stdout.partition(b"\n")
    if done.returncode != 0 or not newline:  # it was ended, or a decoder crashed
        raise RefusedError(Reason.TOO_COSTLY)
    answer = json.loads(head)
    if "reason" in answer:
        raise RefusedError(Reason(answer["reason"]))
    return DecodedPicture(**answer, thumbnail=thumbnail)


def decode_picture(content: bytes) -> DecodedPicture:
    """Decode a file completely, in this process. Raises RefusedError.

    The declared name and type are never known here: only what decodes as JPEG, PNG or WebP is a picture.
    """
    _refuse_by_its_look(content)
    try:
        if hides_something(content):
            raise RefusedError(Reason.HIDING)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            return _decode(content)
    except TooManyPartsError as error:
        raise RefusedError(Reason.TOO_COSTLY) from error
    except MemoryError as error:
        raise RefusedError(Reason.TOO_COSTLY) from error
    except Image.DecompressionBombError as error:
        raise RefusedError(Reason.TOO_MANY_PIXELS) from error
    except RefusedError:
        raise
    except Exception as error:  # Pillow's decoders raise whatever a broken file provokes
        raise RefusedError(Reason.NOT_WHOLE) from error


def _refuse_by_its_look(content: bytes) -> None:
    """A clearer reason for what is often tried."""
    if content[4:8] == b"ftyp" and content[8:12] in _HEIC:
        raise RefusedError(Reason.HEIC)
    start = (
        content[:2000].lstrip(b"\xef\xbb\xbf\xff\xfe").replace(b"\0", b"").lstrip()
    )  # UTF-8 and UTF-16 alike
    if (
        start.startswith(b"<")
        and not start[:14].lower().startswith(b"<!doctype svg")
        and _WEB_PAGE.match(start)
    ):
        raise RefusedError(Reason.WEB_PAGE)
    if start.startswith(b"<") and _SVG.search(start):
        raise RefusedError(Reason.DRAWING)


def _decode(content: bytes) -> DecodedPicture:
    image = Image.open(BytesIO(content), formats=DECODERS)
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise RefusedError(Reason.TOO_MANY_PIXELS)
    # MPO is a JPEG with further pictures behind it (a preview, a depth map), as cameras write it: the first counts.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise RefusedError(Reason.MOVING)
    if min(width, height) < MIN_SIDE:
        raise RefusedError(Reason.TOO_SMALL)
    format = str(image.format)
    image.draft(None, THUMBNAIL)  # all of a JPEG is read all the same, but into a 64th of the memory
    image.load()  # before anything asks for EXIF: of a PNG that loads it too, and a second load() would not fail again
    if orientation_of(image) in LYING:
        width, height = height, width
    return DecodedPicture(format, width, height, _thumbnail(image), read_words(image))


def _thumbnail(image: Image.Image) -> bytes:
    if image.mode in ("L", "RGB", "RGBA", "CMYK") and "transparency" not in image.info:
        image.thumbnail(THUMBNAIL)  # first: it is much less to convert
    small = as_shown(upright(image))
    small.thumbnail(THUMBNAIL)
    buffer = BytesIO()
    small.save(buffer, "JPEG", quality=80)
    return buffer.getvalue()


def _limit_ourselves() -> None:
    import resource  # Unix only, as is everything that runs a newsroom

    limits = {
        resource.RLIMIT_AS: MAX_MEMORY,
        resource.RLIMIT_CPU: MAX_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, most in limits.items():
        with contextlib.suppress(ValueError, OSError):  # a system without it, or with a stricter one
            resource.setrlimit(kind, (most, most))


def main() -> None:
    _limit_ourselves()
    thumbnail = b""
    try:
        picture = decode_picture(sys.stdin.buffer.read())
    except RefusedError as error:
        answer: dict[str, object] = {"reason": error.reason}
    else:
        answer = {
            "format": picture.format,
            "width": picture.width,
            "height": picture.height,
            "words": picture.words,
        }
        thumbnail = picture.thumbnail
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + thumbnail)


if __name__ == "__main__":
    main()
