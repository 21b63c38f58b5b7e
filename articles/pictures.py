"""Public renditions of a picture: re-encoded, without metadata, under names made from their own content."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image, ImageCms

from articles.snapshot import Rendition

WIDTHS = (360, 720, 1280)  # a list's thumbnail on a dense screen, a phone's column, a desktop's column on one
FORMATS = {
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True},
}


def make_renditions(image: Image.Image, storage: Storage) -> tuple[Rendition, ...]:
    """Write `image` in every width up to its own and every format into `storage`.

    A name is the SHA-256 of the file's bytes, so a file never changes under its
    name, an existing one is not written again, and nobody can guess one.
    """
    shown = as_shown(image)
    widths = {width for width in WIDTHS if width < shown.width} | {min(shown.width, WIDTHS[-1])}
    renditions = []
    for width in sorted(widths):
        height = max(1, round(shown.height * width / shown.width))
        resized = shown.resize((width, height), Image.Resampling.LANCZOS)
        for format, options in FORMATS.items():
            buffer = BytesIO()
            resized.save(buffer, format, **options)
            content = buffer.getvalue()
            name = f"{hashlib.sha256(content).hexdigest()[:40]}.{'jpg' if format == 'jpeg' else format}"
            if not storage.exists(name):
                storage.save(name, ContentFile(content))
            renditions.append(Rendition(name=name, format=format, width=width, height=height))
    return tuple(renditions)


def as_shown(image: Image.Image) -> Image.Image:
    """`image` as a browser shows it on white paper: 8-bit sRGB pixels, and nothing else of the file.

    Without its colour profile a telephone's or a printer's picture would turn pale; without paper the
    transparent parts would turn black; and a file's comment would travel on into every JPEG made from it.
    """
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):  # 16 bits of grey, which convert() would clip to white
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        image = image.convert("RGBA")
        paper = Image.new("RGB", image.size, "white")
        paper.paste(image, mask=image.getchannel("A"))
        image = paper
    if image.mode not in ("RGB", "CMYK", "L"):
        image = image.convert("RGB")
    shown = (_to_srgb(image, profile) if profile else None) or image.convert("RGB")
    shown.info = {}
    return shown


def _to_srgb(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The picture in sRGB; None if its profile is broken, or one for pixels of another kind."""
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return None
