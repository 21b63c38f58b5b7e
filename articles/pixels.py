"""What is done to a picture's pixels: upright on white paper in sRGB, cut around what matters, encoded. No storage."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms

# A list's thumbnail on a dense screen, a phone's column, a desktop's column on one; and never wider than the original.
WIDTHS: Final = (360, 720, 1280)
# Quality by eye, on photographs. AVIF at speed 8: a twentieth larger than at 6, in a third of the time.
FORMATS: Final[dict[str, dict[str, int | bool]]] = {
    "avif": {"quality": 60, "speed": 8},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 82, "optimize": True, "progressive": True},
}
# Three that search engines ask for, and the one of links' cards: 1200×630.
RATIOS: Final = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1), "share": (40, 21)}
SHARE_WIDTH: Final = 1200  # what search engines and social networks ask of a picture to show it large
MAX_PROFILE: Final = 4 * 1024 * 1024  # bytes; a printer's colour profile has half of that
CENTRE: Final = (0.5, 0.5)
_TURNS: Final = {  # EXIF 2.32, 4.6.4 (Orientation), undone
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LYING: Final = range(5, 9)  # orientations that exchange width and height


def crop_box(width: int, height: int, ratio: str, focus: tuple[float, float]) -> tuple[int, int, int, int]:
    """The largest part of a picture with this ratio around `focus`: (left, top, right, bottom) in pixels.

    It lies inside the picture, holds the focus (fractions of width and height from the top left), and has it as
    near to its middle as the edges allow. Raises ValueError for a focus outside the picture.
    """
    if not all(0 <= part <= 1 for part in focus):
        raise ValueError(f"the focus {focus} lies outside the picture")
    across, down = RATIOS[ratio]
    cut_width, cut_height = width, height
    if width * down > height * across:
        cut_width = max(1, round(height * across / down))
    else:
        cut_height = max(1, round(width * down / across))
    left = min(max(0, round(focus[0] * width - cut_width / 2)), width - cut_width)
    top = min(max(0, round(focus[1] * height - cut_height / 2)), height - cut_height)
    return left, top, left + cut_width, top + cut_height


def enough_pixels(width: int, height: int) -> tuple[int, int]:
    """The smallest size of a picture from which every rendition can still be made without enlarging it."""
    cuts = [crop_box(width, height, ratio, CENTRE) for ratio in RATIOS]
    scale = max(WIDTHS[-1] / width, *(SHARE_WIDTH / (right - left) for left, _top, right, _bottom in cuts))
    if scale >= 1:
        return width, height
    # Two pixels more than that, as all these divisions round.
    return min(width, int(width * scale) + 2), min(height, int(height * scale) + 2)


def shrink(image: Image.Image) -> Image.Image:
    """`image` by a whole factor smaller, if every rendition can still be made of it: its pixels are the memory."""
    wanted = enough_pixels(*image.size)
    factor = min(image.width // wanted[0], image.height // wanted[1])
    if factor < 2 or image.mode not in ("L", "RGB", "RGBA", "CMYK") or "transparency" in image.info:
        return image
    return image.reduce(factor)


def orientation_of(image: Image.Image) -> int:
    """How the camera was held: 1 to 8 as EXIF counts. 1 where the file does not say, or says nonsense."""
    try:
        said = image.getexif().get(0x0112)
    except Exception:  # whatever broken EXIF provokes
        return 1
    return said if said in _TURNS else 1


def upright(image: Image.Image) -> Image.Image:
    """`image` as it was seen. Nothing else of its EXIF is looked at."""
    turn = _TURNS.get(orientation_of(image))
    return image.transpose(turn) if turn is not None else image


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
    """The picture in sRGB; None if its profile is broken, too large, or one for pixels of another kind."""
    if len(profile) > MAX_PROFILE:
        return None
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return None


@dataclass(frozen=True, slots=True)
class Cut:
    """Pixels to encode: the whole picture in one width, or a crop of it (then `crop` is its ratio)."""

    pixels: Image.Image
    formats: tuple[str, ...]
    crop: str = ""


def whole_cuts(shown: Image.Image) -> Iterator[Cut]:
    """The whole picture in every width up to its own, narrow to wide, for every format."""
    widths = {width for width in WIDTHS if width < shown.width} | {min(shown.width, WIDTHS[-1])}
    for width in sorted(widths):
        height = max(1, round(shown.height * width / shown.width))
        resized = shown.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
        yield Cut(resized, tuple(FORMATS))


def share_cuts(shown: Image.Image, focus: tuple[float, float]) -> Iterator[Cut]:
    """The picture cut to each ratio around its focus, SHARE_WIDTH wide or as wide as it is, as JPEG.

    Crops are for whoever shows the paper's links. None of those is sure to read anything but JPEG; the paper's own
    pages show the whole picture, and tell the browser where its focus is.
    """
    for ratio, (across, down) in RATIOS.items():
        box = crop_box(*shown.size, ratio, focus)
        width = min(SHARE_WIDTH, box[2] - box[0])
        size = width, max(1, round(width * down / across))
        resized = shown.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3)
        yield Cut(resized, ("jpeg",), ratio)


def encode(image: Image.Image, format: str) -> bytes:
    buffer = BytesIO()
    image.save(buffer, format, **FORMATS[format])
    return buffer.getvalue()
