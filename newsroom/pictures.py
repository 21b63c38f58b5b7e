"""Taking in a picture: what it may be, and where it is kept until it is published."""

import hashlib
import warnings
from io import BytesIO
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from articles.pixels import as_shown
from newsroom.models import Picture, User
from newsroom.renditions import queue_renditions
from newsroom.storage import originals

MAX_BYTES: Final = 25 * 1024 * 1024
MAX_PIXELS: Final = 60_000_000  # a 60-megapixel camera; decoded, about 240 MB
MIN_SIDE: Final = 200
THUMBNAIL: Final = (720, 720)
_DECODERS: Final = ("JPEG", "PNG", "WEBP")
# MPO is a JPEG with further pictures behind it (a preview, a depth map), as many cameras write it; we take the first.
_EXTENSIONS: Final = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}


def read_picture(upload: UploadedFile) -> tuple[Image.Image, bytes]:
    """Decode an upload completely. Returns the upright picture and the file's bytes.

    The declared name and type are ignored: only what decodes as JPEG, PNG or WebP is a
    picture. Raises ValidationError with a reason for the user.
    """
    if upload.size is None or upload.size > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 25 MB."))
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValidationError(_("The picture is larger than 25 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(BytesIO(content), formats=_DECODERS)
            if image.width * image.height > MAX_PIXELS:
                raise ValidationError(_("The picture has more than 60 million pixels."))
            if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
                raise ValidationError(_("Moving pictures cannot be used; give one still picture."))
            if min(image.size) < MIN_SIDE:
                raise ValidationError(_("The picture is too small: each side needs at least 200 pixels."))
            image.load()
            return ImageOps.exif_transpose(image), content
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValidationError(_("The picture has more than 60 million pixels.")) from error
    except ValidationError:
        raise
    except Exception as error:  # Pillow's decoders raise whatever a broken file provokes
        raise ValidationError(_("This file is not a whole JPEG, PNG or WebP picture.")) from error


def store_picture(image: Image.Image, content: bytes, user: User, **words: str) -> Picture:
    """Keep the original and a thumbnail in private storage. The same file again is the same Picture.

    `words`: caption, credit, alt.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if known := Picture.objects.filter(sha256=sha256).first():
        return known
    extension = _EXTENSIONS[_format_of(content)]
    original = originals().save(f"{sha256}.{extension}", ContentFile(content))
    small = as_shown(image)
    small.thumbnail(THUMBNAIL)
    buffer = BytesIO()
    small.save(buffer, "JPEG", quality=80)
    thumbnail = originals().save(f"{sha256}-small.jpg", ContentFile(buffer.getvalue()))
    picture, is_new = Picture.objects.get_or_create(
        sha256=sha256,
        defaults={
            "original": original,
            "thumbnail": thumbnail,
            "width": image.width,
            "height": image.height,
            "uploaded_by": user,
        }
        | words,
    )
    if is_new:
        queue_renditions(picture.pk)
    return picture


def open_original(picture: Picture) -> Image.Image:
    """The upright original. The caller closes it."""
    with originals().open(picture.original) as file:
        image = Image.open(BytesIO(file.read()))
    return ImageOps.exif_transpose(image)


def _format_of(content: bytes) -> str:
    with Image.open(BytesIO(content), formats=_DECODERS) as image:
        return str(image.format)
