"""Files made to break, fool or exhaust whoever decodes them. Made by code; nothing here came from anywhere else."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image

SCRIPT = b"<script>alert(document.domain)</script>"
PHP = b"<?php system($_GET['c']); ?>"


def painted(mode: str = "RGB", size: tuple[int, int] = (640, 480)) -> Image.Image:
    noise = Image.frombytes("RGB", (8, 6), random.Random(7).randbytes(8 * 6 * 3))
    return noise.resize(size, Image.Resampling.BILINEAR).convert(mode)


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def archive(name: str = "x/Main.class", content: bytes = b"\xca\xfe\xba\xbe") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr(name, content)
    return buffer.getvalue()


# JPEG, by its segments

JPEG = encoded(painted(), "JPEG")
PROGRESSIVE = encoded(painted(), "JPEG", progressive=True)


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def with_segments(*segments: bytes, picture: bytes = JPEG) -> bytes:
    return picture[:2] + b"".join(segments) + picture[2:]


def jpeg_that_claims(width: int, height: int, picture: bytes = JPEG, marker: bytes = b"\xff\xc0") -> bytes:
    at = picture.index(marker) + 5
    return picture[:at] + struct.pack(">HH", height, width) + picture[at + 4 :]


def jpeg_of_many_scans(scans: int) -> bytes:
    """A progressive JPEG of 40 million pixels whose last scan is said again and again: a pass over all pixels each."""
    large = jpeg_that_claims(8000, 5000, PROGRESSIVE, b"\xff\xc2")
    last = large.rindex(b"\xff\xda")
    return large[:-2] + large[last:-2] * scans + b"\xff\xd9"


def exif(entries: list[tuple[int, int, int, bytes]], next_directory: int = 0) -> bytes:
    """An APP1 segment with a TIFF directory of these (tag, type, count, four bytes of value)."""
    body = struct.pack("<H", len(entries))
    body += b"".join(struct.pack("<HHI", tag, kind, count) + value for tag, kind, count, value in entries)
    return segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + body + struct.pack("<I", next_directory))


def profile(size: int) -> bytes:
    """A colour profile in as many segments as it takes, its tags pointing at each other and beyond."""
    header = struct.pack(">I4sI4s4s4s", size, b"lcms", 0x04300000, b"mntr", b"RGB ", b"XYZ ").ljust(36, b"\0")
    header = (header + b"acsp").ljust(128, b"\0")
    tags = struct.pack(">I", 100) + b"".join(
        struct.pack(">4sII", b"A2B%d" % (number % 3), 128, 0xFFFFFFF0) for number in range(100)
    )
    data = (header + tags).ljust(size, b"mft2"[:1])
    parts = [data[at : at + 65_000] for at in range(0, len(data), 65_000)]
    return b"".join(
        segment(0xE2, b"ICC_PROFILE\0" + bytes((number, len(parts))) + part)
        for number, part in enumerate(parts, 1)
    )


def xmp(packet: bytes) -> bytes:
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet)


LAUGHS = b"<!DOCTYPE x [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;&a%d;'>" % (n, *([n - 1] * 10))
    for n in range(1, 10)
)
BILLION_LAUGHS = LAUGHS + b"]><x>&a9;</x>"
FOREIGN = b"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>"
DEEP = b"<a>" * 15_000 + b"</a>" * 1000


# PNG, by its chunks


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PNG = encoded(painted(), "PNG")
SIGNATURE = PNG[:8]
END = chunk(b"IEND", b"")


def header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))


def png(*chunks: bytes) -> bytes:
    return SIGNATURE + b"".join(chunks) + END


def with_chunks(*chunks: bytes) -> bytes:
    """Our PNG with these behind its header."""
    return PNG[:33] + b"".join(chunks) + PNG[33:]


def bomb(size: int) -> bytes:
    return zlib.compress(b"\0" * size, 9)


# WebP

WEBP = encoded(painted(), "WEBP")


def riff(*chunks: bytes) -> bytes:
    body = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_that_claims(side: int) -> bytes:
    """An extended header promising a canvas, and the pixels of a small picture."""
    canvas = struct.pack("<I", 0) + (side - 1).to_bytes(3, "little") * 2
    return riff(b"VP8X" + struct.pack("<I", 10) + canvas, WEBP[12:])


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + kind + data


# Refused: the file, and the reason by its name in newsroom/decoding.py. Made when asked for: some are large.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    # Something else under a picture's name
    "a web page": (lambda: b"<!DOCTYPE html>" + SCRIPT, "web_page"),
    "a web page in UTF-16": (lambda: ("\ufeff<html>" + "খবর").encode("utf-16-le"), "web_page"),
    "a script behind blank lines": (lambda: b"\r\n\r\n  " + SCRIPT, "web_page"),
    "PHP": (lambda: PHP, "web_page"),
    "an SVG with a script": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>",
        "drawing",
    ),
    "an SVG with entities": (
        lambda: b"<?xml version='1.0'?>" + LAUGHS[:500] + b"]><svg >&a9;</svg>",
        "drawing",
    ),
    "a HEIC": (lambda: box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", b"\0" * 500), "heic"),
    "a film": (lambda: box(b"ftyp", b"isom\0\0\0\0") + box(b"mdat", b"\0" * 5000), "not_whole"),
    "an AVIF": (lambda: encoded(painted(), "AVIF"), "not_whole"),
    "a program for Windows": (lambda: b"MZ\x90\0" + b"\0" * 2000, "not_whole"),
    "a GIF that is a JAR": (lambda: encoded(painted(), "GIF") + archive(), "not_whole"),
    # A picture and something else at once
    "a JPEG and a web page": (lambda: JPEG + b"<html>" + SCRIPT, "hiding"),
    "a JPEG and PHP": (lambda: JPEG + PHP, "hiding"),
    "a JPEG and a JAR": (lambda: JPEG + archive(), "hiding"),
    "a JPEG and a ZIP with a long comment": (lambda: JPEG + archive()[:-2] + b"\x10\0" + b"x" * 16, "hiding"),
    "a JPEG and a PDF": (lambda: with_segments(segment(0xFE, b"%PDF-1.7\n1 0 obj")), "hiding"),
    "a JPEG and a program": (lambda: JPEG + b"\x7fELF" + b"\0" * 500, "hiding"),
    "a JPEG with PHP in its comment": (lambda: with_segments(segment(0xFE, PHP)), "hiding"),
    "a JPEG with a script in its EXIF": (
        lambda: with_segments(segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0\0\0" + SCRIPT)),
        "hiding",
    ),
    "a JPEG with a web page in its XMP": (lambda: with_segments(xmp(b"<HTML ><body>")), "hiding"),
    "a PNG and a ZIP": (lambda: PNG + archive(), "hiding"),
    "a PNG with a script in its text": (lambda: with_chunks(chunk(b"tEXt", b"Title\0" + SCRIPT)), "hiding"),
    "a WebP and a web page": (lambda: WEBP + SCRIPT, "hiding"),
    # Broken
    "a JPEG cut in the middle": (lambda: JPEG[: len(JPEG) // 2], "not_whole"),
    "a JPEG without tables": (lambda: JPEG.replace(b"\xff\xdb", b"\xff\xfe"), "not_whole"),
    "a PNG cut in the middle": (lambda: PNG[: len(PNG) // 2], "not_whole"),
    "a PNG whose pixels end early": (lambda: png(header(640, 480), chunk(b"IDAT", bomb(1000))), "not_whole"),
    "a PNG with a chunk of 2 GB": (
        lambda: PNG[:33] + struct.pack(">I", 2**31 - 1) + b"IDAT" + b"\0" * 100,
        "not_whole",
    ),
    "a PNG without a palette": (
        lambda: png(header(640, 480, 8, 3), chunk(b"IDAT", bomb(641 * 480))),
        "not_whole",
    ),
    "a WebP cut in the middle": (lambda: WEBP[: len(WEBP) // 2], "not_whole"),
    "a WebP whose canvas is another's": (lambda: webp_that_claims(7000), "not_whole"),
    "a RIFF of nothing": (lambda: riff(b"VP8 " + struct.pack("<I", 0)), "not_whole"),
    # Greedy: pixels
    "a PNG of 2³¹ by 2³¹": (
        lambda: png(header(2**31 - 1, 2**31 - 1), chunk(b"IDAT", b"")),
        "too_many_pixels",
    ),
    "a PNG of a billion white pixels": (
        lambda: png(header(32_000, 32_000, 1, 0), chunk(b"IDAT", bomb(4001 * 320))),
        "too_many_pixels",
    ),
    "a PNG line of 61 million": (lambda: png(header(61_000_000, 1)), "too_many_pixels"),
    "a JPEG of 65000 by 65000": (lambda: jpeg_that_claims(65_000, 65_000), "too_many_pixels"),
    "a WebP of 16000 by 16000": (lambda: webp_that_claims(16_000), "too_many_pixels"),
    "a picture of one pixel": (lambda: encoded(painted(size=(1, 1)), "PNG"), "too_small"),
    # Greedy: parts, frames, time
    "a JPEG of 2000 scans": (lambda: jpeg_of_many_scans(2000), "too_costly"),
    "a JPEG of a million segments": (lambda: with_segments(segment(0xEF, b"") * 1_000_000), "too_costly"),
    "a PNG of a million chunks": (lambda: with_chunks(chunk(b"teSt", b"") * 1_000_000), "too_costly"),
    "a WebP of a million chunks": (lambda: riff(WEBP[12:], b"XXXX\0\0\0\0" * 1_000_000), "too_costly"),
    "a moving PNG": (
        lambda: encoded(painted(), "PNG", save_all=True, append_images=[painted().rotate(90)] * 3),
        "moving",
    ),
    "a moving WebP of 40 frames": (
        lambda: encoded(
            painted(size=(300, 300)),
            "WEBP",
            save_all=True,
            append_images=[painted(size=(300, 300)).rotate(n) for n in range(40)],
        ),
        "moving",
    ),
    # Greedy: what is packed small
    "a PNG with a text of 60 MB": (
        lambda: with_chunks(chunk(b"zTXt", b"Comment\0\0" + bomb(60_000_000))),
        "not_whole",
    ),
    "a PNG with an international text of 60 MB": (
        lambda: with_chunks(chunk(b"iTXt", b"Comment\0\1\0\0\0" + bomb(60_000_000))),
        "not_whole",
    ),
    "a PNG with a colour profile of 60 MB": (
        lambda: with_chunks(chunk(b"iCCP", b"x\0\0" + bomb(60_000_000))),
        "not_whole",
    ),
    "a PNG with a hundred texts of 1 MB": (
        lambda: with_chunks(chunk(b"zTXt", b"Comment\0\0" + bomb(1_000_000)) * 100),
        "not_whole",
    ),
}

# Taken, because the picture is one; what is hostile in them has no effect, and does not reach a rendition.
NEUTRALISED: dict[str, Callable[[], bytes]] = {
    "XMP of a billion laughs": lambda: with_segments(xmp(BILLION_LAUGHS)),
    "XMP that asks for a file of ours": lambda: with_segments(xmp(FOREIGN)),
    "XMP nested 15000 deep": lambda: with_segments(xmp(DEEP)),
    "a PNG with XMP that asks for a file of ours": lambda: with_chunks(
        chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + FOREIGN)
    ),
    "EXIF that points at itself": lambda: with_segments(exif([(0x8769, 4, 1, struct.pack("<I", 8))], 8)),
    "EXIF that promises 4 GB": lambda: with_segments(exif([(0x010E, 2, 2**32 - 1, struct.pack("<I", 26))])),
    "EXIF of impossible kinds": lambda: with_segments(exif([(0x0112, 99, 7, b"\xff" * 4)] * 300)),
    "EXIF with an orientation of 77": lambda: with_segments(exif([(0x0112, 3, 1, b"\x4d\0\0\0")])),
    "EXIF whose orientation is a text": lambda: with_segments(exif([(0x0112, 2, 4, b"abc\0")])),
    "a colour profile of 8 MB that points beyond itself": lambda: with_segments(profile(8_000_000)),
    "a small colour profile that points beyond itself": lambda: with_segments(profile(3000)),
    "IPTC cut short": lambda: with_segments(
        segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\xff\xff\xff\xff\x1c\x02\x78\x7f\xff")
    ),
}
