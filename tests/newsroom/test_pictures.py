"""Taking in pictures: what anybody may send, and what is kept of it."""

import gzip
import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.utils import translation
from PIL import Image

from newsroom.decoding import RefusedError, decode_picture
from newsroom.models import Picture, User
from newsroom.pictures import MAX_BYTES, MIN_SIDE, read_picture, store_picture
from newsroom.renditions import FOLDER, renditions_of
from newsroom.storage import originals
from tests.newsroom.helpers import prepared

NOT_WHOLE = "This file is not a whole JPEG, PNG or WebP picture."
TOO_LARGE = "The picture is larger than 25 MB."
TOO_MANY_PIXELS = "The picture has more than 60 million pixels."
MOVING = "Moving pictures cannot be used; give one still picture."
TOO_SMALL = "The picture is too small: each side needs at least 200 pixels."
DRAWING = "This is an SVG drawing, which may hold program code. Save it as PNG and send that."
WEB_PAGE = "This is a web page and not a picture. Save the picture itself and send that."
HIDING = (
    "Another file or program code is hidden in this picture. Save the picture anew as JPEG and send that."
)
TOO_COSTLY = "This picture takes too much time or memory to read. Save it anew as JPEG and send that."
HEIC = (
    "This is a HEIC picture, as some phones take them. Save it as JPEG and send that; the phone's camera settings"
    " offer JPEG as “most compatible”."
)


def painted(mode: str = "RGB", size: tuple[int, int] = (640, 480)) -> Image.Image:
    """A picture with something in it, the same each time."""
    noise = Image.frombytes("RGB", (8, 6), random.Random(7).randbytes(8 * 6 * 3))
    return noise.resize(size, Image.Resampling.BILINEAR).convert(mode)


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def upload(content: bytes, name: str = "picture.jpg", content_type: str = "image/jpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=content_type)


def refusal_of(file: Any) -> str:
    with pytest.raises(ValidationError) as refusal:
        read_picture(file)
    with translation.override("en"):
        (message,) = refusal.value.messages
    return message


# Files that are no picture of ours

JPEG = encoded(painted(), "JPEG")
PNG = encoded(painted(), "PNG")
WEBP = encoded(painted(), "WEBP")


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG whose header promises that many pixels; `data` is all there is of them."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(data))
        + png_chunk(b"IEND", b"")
    )


def jpeg_that_claims(width: int, height: int) -> bytes:
    """A JPEG of ours whose frame header is rewritten."""
    at = JPEG.index(b"\xff\xc0") + 5
    return JPEG[:at] + struct.pack(">HH", height, width) + JPEG[at + 4 :]


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def moving(format: str) -> bytes:
    frames = [painted(size=(300, 300)).rotate(angle) for angle in (0, 90, 180)]
    return encoded(frames[0], format, save_all=True, append_images=frames[1:])


HTML = b"<!doctype html><script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'

BAD: dict[str, tuple[bytes, str]] = {
    "an empty file": (b"", NOT_WHOLE),
    "one byte": (b"\xff", NOT_WHOLE),
    "text": ("খবর".encode(), NOT_WHOLE),
    "HTML": (HTML, WEB_PAGE),
    "SVG": (SVG, DRAWING),
    "SVG, compressed": (gzip.compress(SVG), NOT_WHOLE),
    "a GIF": (encoded(painted(), "GIF"), NOT_WHOLE),
    "a moving GIF": (moving("GIF"), NOT_WHOLE),
    "a TIFF": (encoded(painted(), "TIFF"), NOT_WHOLE),
    "a BMP": (encoded(painted(), "BMP"), NOT_WHOLE),
    "an ICO": (encoded(painted(), "ICO"), NOT_WHOLE),
    "an AVIF": (encoded(painted(), "AVIF"), NOT_WHOLE),
    "a JPEG 2000": (encoded(painted(), "JPEG2000"), NOT_WHOLE),
    "a PPM": (encoded(painted(), "PPM"), NOT_WHOLE),
    "an EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 640 480\n(x) run\n", NOT_WHOLE),
    "a PDF": (encoded(painted(), "PDF"), NOT_WHOLE),
    "a zip": (zipped("picture.jpg", JPEG), NOT_WHOLE),
    "a program": (b"\x7fELF\x02\x01\x01" + b"\0" * 500, NOT_WHOLE),
    "the first bytes of a JPEG": (JPEG[:20], NOT_WHOLE),
    "half a JPEG": (JPEG[: len(JPEG) // 2], NOT_WHOLE),
    "half a PNG": (PNG[: len(PNG) // 2], NOT_WHOLE),
    "half a WebP": (WEBP[: len(WEBP) // 2], NOT_WHOLE),
    "a JPEG's header on text": (JPEG[:4] + b"not a picture" * 100, NOT_WHOLE),
    "a PNG's signature on HTML": (b"\x89PNG\r\n\x1a\n" + HTML, NOT_WHOLE),
    "a PNG with a broken checksum": (PNG.replace(PNG[29:33], b"\0\0\0\0", 1), NOT_WHOLE),
    "a PNG without pixels": (png_that_claims(300, 300), NOT_WHOLE),
    "a PNG that claims to be 0 wide": (png_that_claims(0, 300), NOT_WHOLE),
    "a PNG that claims 50000×50000": (png_that_claims(50_000, 50_000), TOO_MANY_PIXELS),
    "a PNG that claims 8000×8000": (png_that_claims(8000, 8000), TOO_MANY_PIXELS),
    "a PNG that claims 2³¹": (png_that_claims(2**31 - 1, 2**31 - 1), TOO_MANY_PIXELS),
    "a JPEG that claims 65000×65000": (jpeg_that_claims(65_000, 65_000), TOO_MANY_PIXELS),
    "a PNG of very many letters": (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 300, 300, 8, 2, 0, 0, 0))
        + png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 50_000_000))
        + PNG[33:],
        NOT_WHOLE,
    ),
    "a moving WebP": (moving("WEBP"), MOVING),
    "a moving PNG": (moving("PNG"), MOVING),
    "1 pixel wide": (encoded(painted(size=(1, 900)), "PNG"), TOO_SMALL),
    "1 pixel": (encoded(painted(size=(1, 1)), "PNG"), TOO_SMALL),
    "199 pixels high": (encoded(painted(size=(900, MIN_SIDE - 1)), "JPEG"), TOO_SMALL),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_picture_for_us_is_refused_with_a_reason(kind: str) -> None:
    content, reason = BAD[kind]
    assert refusal_of(upload(content)) == reason


@pytest.mark.parametrize("language", ["bn", "en"])
def test_the_reason_is_given_in_words(language: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        read_picture(upload(b""))
    with translation.override(language):
        assert refusal.value.messages[0].strip()


def test_noise_never_raises_anything_else() -> None:
    """A bit here and there in a real file, as bad memory or a bad line would turn it."""
    chance = random.Random(11)
    for original in (JPEG, PNG, WEBP):
        for _time in range(60):
            content = bytearray(original)
            for _flip in range(chance.randrange(1, 12)):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
            try:
                decoded = decode_picture(bytes(content))
            except RefusedError:
                continue
            assert min(decoded.size) >= MIN_SIDE


def test_a_cut_file_never_raises_anything_else() -> None:
    for original in (JPEG, PNG, WEBP):
        for length in range(0, len(original) - 20, max(1, len(original) // 40)):
            with pytest.raises(RefusedError):
                decode_picture(original[:length])


# Size


def test_a_file_that_says_it_is_too_large_is_not_even_read() -> None:
    file = upload(JPEG)
    file.size = MAX_BYTES + 1
    file.file.close()
    assert refusal_of(file) == TOO_LARGE


def test_a_file_that_lies_about_its_size_is_still_too_large() -> None:
    file = upload(JPEG + b"\0" * MAX_BYTES)
    file.size = 1000
    assert refusal_of(file) == TOO_LARGE


def test_a_file_without_a_size_is_refused() -> None:
    file = upload(JPEG)
    file.size = None
    assert refusal_of(file) == TOO_LARGE


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    image, content = read_picture(upload(JPEG + b"\0" * (MAX_BYTES - len(JPEG))))
    assert (image.size, len(content)) == ((640, 480), MAX_BYTES)


def test_a_file_that_somebody_looked_into_before_is_read_from_its_start() -> None:
    file = upload(PNG, "picture.png")
    file.read(100)
    assert read_picture(file)[1] == PNG


# Files that are one

GOOD: dict[str, bytes] = {
    "JPEG": JPEG,
    "progressive JPEG": encoded(painted(), "JPEG", progressive=True),
    "grey JPEG": encoded(painted("L"), "JPEG"),
    "CMYK JPEG": encoded(painted("CMYK"), "JPEG"),
    "a camera's JPEG with a preview behind it": encoded(
        painted(), "MPO", save_all=True, append_images=[painted(size=(160, 120))]
    ),
    "PNG": PNG,
    "PNG with transparency": encoded(painted("RGBA"), "PNG"),
    "palette PNG": encoded(painted("P"), "PNG"),
    "palette PNG with a transparent colour": encoded(painted("P"), "PNG", transparency=0),
    "black and white PNG": encoded(painted("1"), "PNG"),
    "grey PNG with transparency": encoded(painted("LA"), "PNG"),
    "16-bit PNG": encoded(Image.linear_gradient("L").resize((640, 480)).convert("I;16"), "PNG"),
    "WebP": WEBP,
    "lossless WebP with transparency": encoded(painted("RGBA"), "WEBP", lossless=True),
    "the smallest": encoded(painted(size=(MIN_SIDE, MIN_SIDE)), "PNG"),
    "a narrow one": encoded(painted(size=(MIN_SIDE, 4000)), "JPEG"),
    "JPEG with a telephone's second of film behind it": JPEG + b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 40,
}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", GOOD)
def test_a_real_picture_is_taken_kept_and_can_be_published(kind: str, newsroom: SimpleNamespace) -> None:
    decoded, content = read_picture(upload(GOOD[kind]))
    assert content == GOOD[kind]
    words = {"caption": "নৌকা", "credit": "নমুনা", "alt": "ঘাটে নৌকা"}
    picture = prepared(store_picture(decoded, content, newsroom.photo, **words))
    assert (picture.width, picture.height) == decoded.size
    assert (picture.caption, picture.credit, picture.alt) == ("নৌকা", "নমুনা", "ঘাটে নৌকা")
    with originals().open(picture.original) as file:
        assert file.read() == content
    with originals().open(picture.thumbnail) as file, Image.open(file) as thumbnail:
        assert (thumbnail.format, thumbnail.mode) == ("JPEG", "RGB")
        assert max(thumbnail.size) <= 720
    assert picture.renditions_problem == ""
    for rendition in renditions_of(picture):
        with originals().open(FOLDER + rendition.name) as file:
            Image.open(io.BytesIO(file.read())).verify()


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("picture.png", "image/png"), ("picture.exe", "text/html"), ("picture", ""), ("নদী.gif", "image/gif")],
)
def test_what_a_file_says_of_itself_counts_for_nothing(name: str, content_type: str) -> None:
    image, content = read_picture(upload(JPEG, name, content_type))
    assert (image.size, content) == ((640, 480), JPEG)
    assert refusal_of(upload(HTML, name, content_type)) == WEB_PAGE


@pytest.mark.parametrize(
    ("orientation", "size"), [(1, (640, 480)), (3, (640, 480)), (6, (480, 640)), (8, (480, 640))]
)
@pytest.mark.django_db
def test_a_picture_taken_sideways_stands_upright(
    orientation: int, size: tuple[int, int], newsroom: SimpleNamespace
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    image, content = read_picture(upload(encoded(painted(), "JPEG", exif=exif)))
    assert image.size == size
    picture = prepared(store_picture(image, content, newsroom.photo))
    assert (picture.width, picture.height) == size
    assert {(one.width > one.height) for one in renditions_of(picture) if not one.crop} == {size[0] > size[1]}


@pytest.mark.django_db
def test_a_transparent_picture_has_a_white_thumbnail(newsroom: SimpleNamespace) -> None:
    clear = encoded(Image.new("RGBA", (400, 300), (0, 0, 0, 0)), "PNG")
    picture = store_picture(*read_picture(upload(clear)), newsroom.photo)
    with originals().open(picture.thumbnail) as file, Image.open(file) as thumbnail:
        assert min(thumbnail.getpixel((50, 50))) > 250


# Where it is kept


def kept_files() -> set[str]:
    return {path.name for path in Path(originals().location).rglob("*") if path.is_file()}


@pytest.mark.django_db
def test_the_same_file_twice_is_one_picture(newsroom: SimpleNamespace) -> None:
    first = store_picture(*read_picture(upload(JPEG, "a.jpg")), newsroom.photo, caption="প্রথম")
    kept = kept_files()
    again = store_picture(*read_picture(upload(JPEG, "b.jpg")), newsroom.editor, caption="দ্বিতীয়")
    assert again == first
    assert (again.caption, again.uploaded_by) == ("প্রথম", newsroom.photo)
    assert Picture.objects.count() == 1
    assert kept_files() == kept


@pytest.mark.django_db
def test_a_file_left_behind_by_a_failed_upload_is_no_hindrance(
    newsroom: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    image, content = read_picture(upload(JPEG))

    def fail(**_fields: Any) -> None:
        raise RuntimeError("after the file was written")

    monkeypatch.setattr(Picture.objects, "get_or_create", fail)
    with pytest.raises(RuntimeError):
        store_picture(image, content, newsroom.photo)
    monkeypatch.undo()
    picture = prepared(store_picture(image, content, newsroom.photo))
    assert len(renditions_of(picture)) == 10


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd.jpg",
        "/etc/cron.d/x.jpg",
        "নদী ও নৌকা.jpg",
        "a\\b.jpg",
        "x.php.jpg",
        "<script>.jpg",
        "CON.jpg",
    ],
)
def test_no_name_from_outside_reaches_storage(name: str, newsroom: SimpleNamespace) -> None:
    file = InMemoryUploadedFile(io.BytesIO(JPEG), None, "x.jpg", "image/jpeg", len(JPEG), None)
    file._name = name  # past what Django makes of it
    picture = store_picture(*read_picture(file), newsroom.photo)
    assert picture.original == f"{picture.sha256}.jpg"
    assert picture.thumbnail == f"{picture.sha256}-small.jpg"
    assert kept_files() == {picture.original, picture.thumbnail}
    assert not Path(default_storage.location).exists()


@pytest.mark.django_db
def test_an_extension_is_that_of_the_content(newsroom: SimpleNamespace) -> None:
    def extension(content: bytes) -> str:
        return store_picture(*read_picture(upload(content, "x.jpg")), newsroom.photo).original.rpartition(
            "."
        )[2]

    assert [extension(content) for content in (JPEG, PNG, WEBP)] == ["jpg", "png", "webp"]


@pytest.mark.django_db
def test_a_picture_belongs_to_whom_sent_it(
    newsroom: SimpleNamespace, picture_file: Callable[..., SimpleUploadedFile]
) -> None:
    def sender(user: User) -> User:
        size = (300 + user.pk % 50, 300)
        return store_picture(*read_picture(picture_file(size=size)), user).uploaded_by

    assert sender(newsroom.photo) == newsroom.photo
    assert sender(newsroom.reporter) == newsroom.reporter
