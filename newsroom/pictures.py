"""Taking in a picture: what it may be, and where it is kept until it is published."""

import hashlib
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.bengali.text import normalise
from newsroom.decoding import MAX_PIXELS, MIN_SIDE, DecodedPicture, Reason, RefusedError, decode_apart
from newsroom.models import Picture, User
from newsroom.renditions import queue_renditions
from newsroom.storage import originals

__all__ = ["MAX_BYTES", "MAX_PIXELS", "MIN_SIDE", "DecodedPicture", "read_picture", "store_picture"]

MAX_BYTES: Final = 25 * 1024 * 1024
FIRST_YEAR: Final = 1826  # of the oldest photograph there is, Niépce's view at Le Gras
_EXTENSIONS: Final = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_TOO_LARGE: Final = _("The picture is larger than 25 MB.")
_REASONS: Final = {
    Reason.NOT_WHOLE: _("This file is not a whole JPEG, PNG or WebP picture."),
    Reason.TOO_MANY_PIXELS: _("The picture has more than 60 million pixels."),
    Reason.TOO_SMALL: _("The picture is too small: each side needs at least 200 pixels."),
    Reason.MOVING: _("Moving pictures cannot be used; give one still picture."),
    Reason.DRAWING: _("This is an SVG drawing, which may hold program code. Save it as PNG and send that."),
    Reason.WEB_PAGE: _("This is a web page and not a picture. Save the picture itself and send that."),
    Reason.HEIC: _(
        "This is a HEIC picture, as some phones take them. Save it as JPEG and send that; the phone's camera settings"
        " offer JPEG as “most compatible”."
    ),
    Reason.HIDING: _(
        "Another file or program code is hidden in this picture. Save the picture anew as JPEG and send that."
    ),
    Reason.TOO_COSTLY: _(
        "This picture takes too much time or memory to read. Save it anew as JPEG and send that."
    ),
}


def read_picture(upload: UploadedFile) -> tuple[DecodedPicture, bytes]:
    """Decode an upload completely, apart from this process. Returns what is known of it, and the file's bytes.

    The declared name and type are ignored: only what decodes as JPEG, PNG or WebP is a
    picture. Raises ValidationError with a reason for the user.
    """
    if upload.size is None or upload.size > MAX_BYTES:
        raise ValidationError(_TOO_LARGE)
    upload.seek(0)
    content = upload.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise ValidationError(_TOO_LARGE)
    try:
        return decode_apart(content), content
    except RefusedError as error:
        raise ValidationError(_REASONS[error.reason]) from error


def store_picture(decoded: DecodedPicture, content: bytes, user: User, **words: Any) -> Picture:
    """Keep the original and a thumbnail in private storage. The same file again is the same Picture.

    `words` are fields of Picture (caption, credit, alt, …); what they leave empty the file itself may say.
    The worker is asked for its renditions in the caller's transaction.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if known := Picture.objects.filter(sha256=sha256).first():
        return known
    original = originals().save(f"{sha256}.{_EXTENSIONS[decoded.format]}", ContentFile(content))
    thumbnail = originals().save(f"{sha256}-small.jpg", ContentFile(decoded.thumbnail))
    given = {name: _fit(name, value) for name, value in words.items() if value not in ("", None)}
    said = _fitting_words(decoded.words)
    if given.get("decorative"):
        said.pop("alt", None)
    picture, is_new = Picture.objects.get_or_create(
        sha256=sha256,
        defaults={
            "original": original,
            "thumbnail": thumbnail,
            "width": decoded.width,
            "height": decoded.height,
            "uploaded_by": user,
        }
        | said
        | given,
    )
    if is_new:
        queue_renditions(picture.pk)
    return picture


def _fitting_words(found: dict[str, str]) -> dict[str, Any]:
    """What a file says of itself, as the library keeps it: one spelling, and no more than fits."""
    words: dict[str, Any] = {}
    for name, text in found.items():
        if name == "taken_at":
            if when := _instant(text):
                words[name] = when
        else:
            words[name] = _fit(name, text)
    return words


def _fit(name: str, value: Any) -> Any:
    """Text in one spelling and one line, and no more than fits the column; anything else as it is."""
    if not isinstance(value, str):
        return value
    limit = Picture._meta.get_field(name).max_length  # type: ignore[union-attr]
    return _cut(" ".join(normalise(value).split()), limit or 0)


def _instant(text: str) -> datetime | None:
    """A camera's time; without an offset it is the paper's own. None for one at which nothing was photographed."""
    when = datetime.fromisoformat(text)
    if timezone.is_naive(when):
        when = timezone.make_aware(when)
    return when if is_photographic(when) else None


def is_photographic(when: datetime) -> bool:
    """Whether a picture can have been taken then: not before there was photography, and not after tomorrow.

    (A year that a browser sends while it is being typed, 0002, would be one that Python cannot read back.)
    """
    return when.year >= FIRST_YEAR and when < timezone.now() + timedelta(days=1)


def _cut(text: str, limit: int) -> str:
    """At most `limit` characters, without half a word at the end."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rpartition(" ")[0] + "…"
