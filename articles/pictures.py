"""Public renditions of a picture: re-encoded, without metadata, under names made from their own content."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from PIL import Image

from articles.snapshot import Rendition

WIDTHS = (360, 720, 1280)  # a list's thumbnail on a dense screen, a phone's column, a desktop's column on one
FORMATS = {"webp": {"quality": 78, "method": 4}, "jpeg": {"quality": 82, "optimize": True, "progressive": True}}


def make_renditions(image: Image.Image, storage: Storage) -> tuple[Rendition, ...]:
    """Write `image` in every width up to its own and every format into `storage`.

    A name is the SHA-256 of the file's bytes, so a file never changes under its
    name, an existing one is not written again, and nobody can guess one.
    """
    upright = image.convert("RGB")
    widths = [width for width in WIDTHS if width < upright.width] or [upright.width]
    if upright.width < WIDTHS[-1] and upright.width not in widths:
        widths.append(upright.width)
    renditions = []
    for width in widths:
        height = max(1, round(upright.height * width / upright.width))
        resized = upright.resize((width, height), Image.Resampling.LANCZOS)
        for format, options in FORMATS.items():
            buffer = BytesIO()
            resized.save(buffer, format, **options)
            content = buffer.getvalue()
            name = f"{hashlib.sha256(content).hexdigest()[:40]}.{'jpg' if format == 'jpeg' else format}"
            if not storage.exists(name):
                storage.save(name, ContentFile(content))
            renditions.append(Rendition(name=name, format=format, width=width, height=height))
    return tuple(renditions)
