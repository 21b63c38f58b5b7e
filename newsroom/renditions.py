"""Renditions of the library's pictures: asked for when a picture comes or changes, made by the worker, kept private.

Publishing copies them to public storage; nothing is encoded while an editor or a reader waits.
"""

import logging
from dataclasses import asdict
from io import BytesIO
from typing import Final

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import translation
from django.utils.translation import gettext
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile
from procrastinate.exceptions import AlreadyEnqueued

from articles.pictures import make_renditions
from articles.pixels import LYING, enough_pixels, orientation_of, shrink, upright
from articles.snapshot import Rendition
from newsroom.decoding import DECODERS
from newsroom.models import Picture, PictureUse
from newsroom.storage import originals

logger = logging.getLogger("newsroom.renditions")
FOLDER: Final = "renditions/"  # in private storage
_UNCUT: Final = ~Q(renditions__contains=[{"crop": "share"}])
_LOCKS: Final = 0x6B686F62  # our own space among PostgreSQL's advisory locks ("khob")


def request_renditions(picture: Picture) -> None:
    """Have them made (again) from the file and the focal point as they are now, by the worker.

    Queued in the caller's transaction. What readers have of the picture stays until a story is published again.
    """
    picture.renditions, picture.renditions_problem = None, ""
    Picture.objects.filter(pk=picture.pk).update(renditions=None, renditions_problem="")
    queue_renditions(picture.pk)


def queue_renditions(picture_id: int) -> None:
    """Queue the worker's job, unless it waits there already."""
    from newsroom.tasks import make_renditions as task

    name = f"renditions-{picture_id}"
    try:
        with transaction.atomic():
            task.configure(lock=name, queueing_lock=name).defer(picture_id=picture_id)
    except AlreadyEnqueued:
        pass


def queue_missing(limit: int = 20) -> int:
    """Queue what is missing although nobody failed at it (an older picture, a lost job); those in use first."""
    in_use = Exists(PictureUse.objects.filter(picture=OuterRef("pk")))
    missing = Picture.objects.filter(renditions__isnull=True, renditions_problem="")
    numbers = list(missing.order_by(in_use.desc(), "-id").values_list("pk", flat=True)[:limit])
    for number in numbers:
        queue_renditions(number)
    return len(numbers)


def queue_outdated(limit: int = 500) -> int:
    """Queue the newest pictures whose renditions were made before there was a crop for links' cards; what they have
    stands until the worker has made the rest. Reads the library: not for every minute."""
    outdated = Picture.objects.filter(renditions__isnull=False, renditions_problem="").filter(_UNCUT)
    numbers = list(outdated.order_by("-id").values_list("pk", flat=True)[:limit])
    for number in numbers:
        queue_renditions(number)
    return len(numbers)


def make_renditions_of(picture_id: int) -> bool:
    """Make what `picture_id` lacks; False when there is nothing to do. What the worker calls.

    Of two at once the second waits, and finds it done. A picture that cannot be read gets its `renditions_problem`;
    a storage that does not answer raises, and the job is tried again.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, picture_id % 2**31])
        missing = Picture.objects.filter(Q(renditions__isnull=True) | _UNCUT, renditions_problem="")
        picture = missing.filter(pk=picture_id).first()
        if picture is None:
            return False
        # Neither the file nor the focus may have moved meanwhile: whoever moved them has queued another job.
        same = Picture.objects.filter(
            pk=picture_id, sha256=picture.sha256, focus_x=picture.focus_x, focus_y=picture.focus_y
        )
        try:
            made = _make(picture)
        except _UnreadableError as error:
            logger.error("no renditions of picture %s: %r", picture_id, error.__cause__)
            if picture.renditions is None:  # what was made before can still be shown
                same.update(renditions_problem=_problem())
        else:
            same.update(renditions=[asdict(rendition) for rendition in made])
            _wake_the_clock(picture_id)
    return True


def renditions_of(picture: Picture) -> tuple[Rendition, ...]:
    """The renditions that are ready; none while the worker has not made them."""
    return tuple(Rendition(**rendition) for rendition in picture.renditions or ())


class _UnreadableError(Exception):
    """The original is lost, or no picture any more: trying again changes nothing."""


def _make(picture: Picture) -> tuple[Rendition, ...]:
    try:
        with originals().open(picture.original) as file:
            content = BytesIO(file.read())
    except FileNotFoundError as error:
        raise _UnreadableError from error
    try:
        image = open_small(content)
    except Exception as error:  # Pillow's decoders raise whatever a broken file provokes
        raise _UnreadableError from error
    content.close()
    with image:
        return make_renditions(image, originals(), (picture.focus_x, picture.focus_y), FOLDER)


def open_small(content: BytesIO) -> Image.Image:
    """The upright picture with as few pixels as the renditions need.

    A JPEG is decoded at a half, a quarter or an eighth (DCT scaling): 24 megapixels become 6 before they take memory.
    """
    image = Image.open(content, formats=DECODERS)
    if isinstance(image, JpegImageFile):
        width, height = image.size
        lying = orientation_of(image) in LYING
        image.draft(None, enough_pixels(height, width)[::-1] if lying else enough_pixels(width, height))
    image.load()
    return upright(shrink(image))


def _problem() -> str:
    with translation.override(settings.LANGUAGE_CODE):
        return gettext(
            "The picture's file cannot be read any more. Upload it again, or choose another picture."
        )


def _wake_the_clock(picture_id: int) -> None:
    """A scheduled story may have waited for this picture."""
    from newsroom.models import Story
    from newsroom.tasks import publish_due

    if Story.objects.filter(state=Story.State.SCHEDULED, picture_uses__picture=picture_id).exists():
        publish_due.defer()
