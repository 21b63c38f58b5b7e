"""Renditions: what readers' browsers get of a picture."""

import io
import random
import re
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from PIL import Image, ImageCms

from articles.pictures import make_renditions
from articles.pixels import WIDTHS, as_shown
from articles.snapshot import Rendition

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def encoded(image: Image.Image, format: str, **options: Any) -> Image.Image:
    """The picture as it comes back from a file."""
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return Image.open(io.BytesIO(buffer.getvalue()))


def content_of(rendition: Rendition) -> bytes:
    with default_storage.open(rendition.name) as file:
        return file.read()


def close_to(pixel: tuple[int, ...], colour: tuple[int, int, int], tolerance: int = 12) -> bool:
    return all(abs(is_ - should) <= tolerance for is_, should in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    ("width", "widths"),
    [
        (1, [1]),
        (200, [200]),
        (360, [360]),
        (361, [360, 361]),
        (720, [360, 720]),
        (1000, [360, 720, 1000]),
        (1280, [360, 720, 1280]),
        (1281, [360, 720, 1280]),
        (4000, [360, 720, 1280]),
    ],
)
def test_a_picture_comes_in_every_width_up_to_its_own(width: int, widths: list[int]) -> None:
    renditions = make_renditions(Image.new("RGB", (width, 300), "teal"), default_storage)
    whole = [(r.width, r.format) for r in renditions if not r.crop]
    assert whole == [(w, f) for w in widths for f in ("avif", "webp", "jpeg")]


@pytest.mark.parametrize("size", [(1600, 900), (900, 1600), (1281, 1), (3000, 7)])
def test_a_rendition_keeps_the_proportions_and_says_its_true_size(size: tuple[int, int]) -> None:
    for rendition in make_renditions(Image.new("RGB", size, "teal"), default_storage):
        if rendition.crop:
            continue
        with Image.open(io.BytesIO(content_of(rendition))) as image:
            assert image.format.lower() == rendition.format
            assert image.size == (rendition.width, rendition.height)
            assert image.height == max(1, round(size[1] * image.width / size[0]))
            assert image.width <= min(size[0], WIDTHS[-1])


def test_a_name_is_made_of_the_content_and_of_nothing_else() -> None:
    one = make_renditions(Image.new("RGB", (400, 300), "teal"), default_storage)
    other = make_renditions(Image.new("RGB", (400, 300), "navy"), default_storage)
    assert {r.name for r in one}.isdisjoint(r.name for r in other)
    assert all(re.fullmatch(r"[0-9a-f]{40}\.(avif|webp|jpg)", r.name) for r in one)


def test_the_same_picture_again_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    first = make_renditions(Image.new("RGB", (400, 300), "teal"), default_storage)

    def refuse(*_args: Any, **_kwargs: Any) -> str:
        raise AssertionError("written again")

    monkeypatch.setattr(FileSystemStorage, "save", refuse)
    assert make_renditions(Image.new("RGB", (400, 300), "teal"), default_storage) == first


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_nothing_of_the_file_but_its_pixels_is_in_a_rendition(format: str) -> None:
    exif = Image.Exif()
    exif[0x010F] = "GEHEIM"
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 42.0, 37.0)})
    more: dict[str, Any] = {
        "JPEG": {"comment": b"GEHEIM <script>", "xmp": b"<x:xmpmeta>GEHEIM</x:xmpmeta>"}
    }.get(format, {})
    image = encoded(Image.new("RGB", (400, 300), "teal"), format, exif=exif, icc_profile=SRGB, **more)
    assert image.getexif()
    for rendition in make_renditions(image, default_storage):
        content = content_of(rendition)
        for told in (b"GEHEIM", b"<script>", b"Exif", b"EXIF", b"ICC", b"xmp"):
            assert told not in content


TRANSPARENT: dict[str, Image.Image] = {
    "RGBA": encoded(Image.new("RGBA", (400, 300), (0, 0, 0, 0)), "PNG"),
    "grey with alpha": encoded(Image.new("LA", (400, 300), (0, 0)), "PNG"),
    "a palette with a hole": encoded(Image.new("P", (400, 300), 0), "PNG", transparency=0),
    "a colour that stands for nothing": encoded(Image.new("RGB", (400, 300)), "PNG", transparency=(0, 0, 0)),
    "WebP": encoded(Image.new("RGBA", (400, 300), (0, 0, 0, 0)), "WEBP", lossless=True),
}


@pytest.mark.parametrize("kind", TRANSPARENT)
def test_what_is_transparent_becomes_white(kind: str) -> None:
    for rendition in make_renditions(TRANSPARENT[kind], default_storage):
        with Image.open(io.BytesIO(content_of(rendition))) as image:
            assert close_to(image.convert("RGB").getpixel((50, 50)), (255, 255, 255))


def test_what_is_half_transparent_is_mixed_with_white() -> None:
    image = encoded(Image.new("RGBA", (400, 300), (255, 0, 0, 128)), "PNG")
    assert close_to(as_shown(image).getpixel((9, 9)), (255, 127, 127))


@pytest.mark.parametrize(
    ("image", "colour"),
    [
        (encoded(Image.new("I;16", (400, 300), 0x8000), "PNG"), (128, 128, 128)),
        (encoded(Image.new("I;16", (400, 300), 0xFFFF), "PNG"), (255, 255, 255)),
        (encoded(Image.new("L", (400, 300), 90), "JPEG"), (90, 90, 90)),
        (encoded(Image.new("1", (400, 300), 1), "PNG"), (255, 255, 255)),
        (encoded(Image.new("CMYK", (400, 300), (0, 255, 255, 0)), "JPEG"), (255, 0, 0)),
        (encoded(Image.new("RGB", (400, 300), (12, 200, 90)).quantize(4), "PNG"), (12, 200, 90)),
    ],
    ids=["16 bits of grey", "16 bits of white", "grey", "black and white", "CMYK", "palette"],
)
def test_every_kind_of_pixel_keeps_its_colour(image: Image.Image, colour: tuple[int, int, int]) -> None:
    shown = as_shown(image)
    assert shown.mode == "RGB"
    assert close_to(shown.getpixel((200, 150)), colour)


def swapped_profile() -> bytes:
    """A colour space in which red and green have changed places: sRGB with those two tags renamed."""
    return SRGB.replace(b"rXYZ", b"xxxx").replace(b"gXYZ", b"rXYZ").replace(b"xxxx", b"gXYZ")


@pytest.mark.parametrize(
    ("profile", "colour"),
    [(SRGB, (204, 51, 51)), (swapped_profile(), (51, 204, 51))],
    ids=["sRGB", "another"],
)
@pytest.mark.parametrize("kind", ["RGB", "RGBA", "P"])
def test_a_picture_in_another_colour_space_is_converted(
    kind: str, profile: bytes, colour: tuple[int, int, int]
) -> None:
    image = encoded(Image.new("RGB", (400, 300), (204, 51, 51)).convert(kind), "PNG", icc_profile=profile)
    # A browser without the profile would show the same as one with it: there is none any more.
    assert close_to(as_shown(image).getpixel((9, 9)), colour, 25)


@pytest.mark.parametrize(
    "profile",
    [b"", b"no profile", b"\0" * 4000, ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()],
    ids=["empty", "text", "zeros", "for other pixels"],
)
def test_a_broken_colour_profile_spoils_nothing(profile: bytes) -> None:
    image = encoded(Image.new("RGB", (400, 300), (200, 100, 50)), "PNG", icc_profile=profile)
    assert close_to(as_shown(image).getpixel((9, 9)), (200, 100, 50))


def test_the_picture_given_is_left_as_it_was() -> None:
    image = encoded(Image.new("RGBA", (400, 300), (9, 9, 9, 0)), "PNG")
    before = image.tobytes()
    make_renditions(image, default_storage)
    assert (image.mode, image.tobytes()) == ("RGBA", before)


def test_a_picture_full_of_detail_is_smaller_than_its_pixels() -> None:
    noise = random.Random(1).randbytes(800 * 600 * 3)
    for rendition in make_renditions(Image.frombytes("RGB", (800, 600), noise), default_storage):
        assert len(content_of(rendition)) < rendition.width * rendition.height * 3
