"""A contributor's portrait: taken in like every picture, cut square, and public at once, as his or her page is."""

from io import BytesIO
from typing import Final

from django.core.files.storage import default_storage
from PIL import Image, ImageOps

from articles.models import Contributor
from articles.pictures import make_renditions
from articles.snapshot import PublicPicture
from newsroom.pictures import DecodedPicture

_FACE: Final = (0.5, 0.35)  # where a face is likely to be, from the top left


def store_portrait(contributor: Contributor, decoded: DecodedPicture) -> None:
    """Make the portrait's public renditions and note them in the (unsaved) contributor.

    From the thumbnail, which was made apart from this process: a stranger's file is not opened here.
    """
    with Image.open(BytesIO(decoded.thumbnail), formats=["JPEG"]) as image:
        side = min(image.size)
        square = ImageOps.fit(image, (side, side), Image.Resampling.LANCZOS, centering=_FACE)
    renditions = make_renditions(square, default_storage)
    picture = PublicPicture(alt="", caption="", credit="", renditions=renditions)
    contributor.portrait = picture.as_json()


def remove_portrait(contributor: Contributor) -> None:
    """The page shows none any more. Files named by their content may be another page's, and stay."""
    contributor.portrait = None
