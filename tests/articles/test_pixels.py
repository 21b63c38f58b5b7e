"""Cuts of a picture: inside it, of the right shape, around what matters, and never enlarged."""

import io
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from articles.pixels import (
    RATIOS,
    SHARE_WIDTH,
    WIDTHS,
    as_shown,
    crop_box,
    enough_pixels,
    orientation_of,
    share_cuts,
    shrink,
    upright,
    whole_cuts,
)
from newsroom.renditions import open_small

SIDES = st.integers(1, 12_000)
FRACTIONS = st.floats(0, 1)


@given(SIDES, SIDES, st.sampled_from(sorted(RATIOS)), FRACTIONS, FRACTIONS)
def test_a_crop_lies_inside_has_its_ratio_and_holds_the_focus(width, height, ratio, x, y):
    left, top, right, bottom = crop_box(width, height, ratio, (x, y))
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    across, down = RATIOS[ratio]
    # As large as it can be, and of the ratio but for one rounding.
    assert right - left == width or bottom - top == height
    assert abs((right - left) * down - (bottom - top) * across) <= max(across, down)
    # The pixel that the focus falls on; on the far edge, the last one.
    assert left <= min(x * width, width - 1) <= right
    assert top <= min(y * height, height - 1) <= bottom


@given(SIDES, SIDES, st.sampled_from(sorted(RATIOS)))
def test_the_middle_stays_in_the_middle(width, height, ratio):
    left, top, right, bottom = crop_box(width, height, ratio, (0.5, 0.5))
    assert abs(left - (width - right)) <= 1
    assert abs(top - (height - bottom)) <= 1


@pytest.mark.parametrize("focus", [(-0.1, 0.5), (0.5, 1.1), (float("nan"), 0.5), (0.5, float("inf"))])
def test_a_focus_outside_the_picture_is_refused(focus):
    with pytest.raises(ValueError, match="outside"):
        crop_box(100, 100, "1x1", focus)


@given(SIDES, SIDES)
def test_a_smaller_picture_is_enough_for_every_cut(width, height):
    """The largest crop of each ratio, and the widest rendition, need no pixel that is not there."""
    small = enough_pixels(width, height)
    assert small[0] <= width
    assert small[1] <= height
    assert small[0] >= min(width, WIDTHS[-1])
    for ratio in RATIOS:
        whole, cut = (crop_box(*size, ratio, (0.5, 0.5)) for size in ((width, height), small))
        assert cut[2] - cut[0] >= min(SHARE_WIDTH, whole[2] - whole[0]) - 1


@pytest.mark.parametrize(
    ("size", "widths"),
    [
        ((6000, 4000), [1200, 1200, 1200, 1200]),
        ((1300, 800), [1200, 1067, 800, 1200]),
        ((300, 200), [300, 267, 200, 300]),
    ],
)
def test_crops_are_as_wide_as_sharing_asks_or_as_the_original_allows(size, widths):
    cuts = list(share_cuts(Image.new("RGB", size), (0.5, 0.5)))
    assert [cut.crop for cut in cuts] == ["16x9", "4x3", "1x1", "share"]
    assert [cut.pixels.width for cut in cuts] == widths
    for cut in cuts:
        across, down = RATIOS[cut.crop]
        assert cut.pixels.height == round(cut.pixels.width * down / across)


def test_a_crop_is_cut_where_the_focus_is():
    image = Image.new("RGB", (3000, 1000), "navy")
    image.paste("gold", (2600, 400, 2800, 600))
    for focus, colour in (((0.9, 0.5), True), ((0.1, 0.5), False)):
        (square,) = (cut.pixels for cut in share_cuts(image, focus) if cut.crop == "1x1")
        assert any(pixel[0] > 200 for _count, pixel in square.getcolors(1 << 20)) is colour


@pytest.mark.parametrize(("size", "factor"), [((6000, 4000), 3), ((2600, 2600), 2), ((1300, 900), 1)])
def test_a_picture_shrinks_by_what_no_rendition_misses(size, factor):
    small = shrink(Image.new("RGB", size))
    assert small.size == (ceil(size[0] / factor), ceil(size[1] / factor))
    assert next(reversed([cut.pixels.width for cut in whole_cuts(small)])) == min(size[0], 1280)


@pytest.mark.parametrize("said", [1, 2, 3, 4, 5, 6, 7, 8, 0, 9, 77])
def test_every_orientation_is_undone_and_nonsense_is_none(said):
    image = Image.new("RGB", (4, 2), "navy")
    image.putpixel((0, 0), (255, 0, 0))
    exif = Image.Exif()
    exif[0x0112] = said
    buffer = io.BytesIO()
    image.save(buffer, "PNG", exif=exif)
    with Image.open(io.BytesIO(buffer.getvalue())) as read:
        assert orientation_of(read) == (said if 1 <= said <= 8 else 1)
        turned = upright(read)
        turned.load()
    assert turned.size == ((2, 4) if 5 <= said <= 8 else (4, 2))
    corner = {2: (3, 0), 3: (3, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 3), 8: (0, 3)}.get(said, (0, 0))
    assert turned.getpixel(corner) == (255, 0, 0)


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SWAPPED = SRGB.replace(b"rXYZ", b"xxxx").replace(b"gXYZ", b"rXYZ").replace(b"xxxx", b"gXYZ")


@pytest.mark.parametrize(
    ("format", "mode"), [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("WEBP", "RGB"), ("WEBP", "RGBA")]
)
def test_a_large_picture_keeps_its_colours_on_its_way_down(format, mode):
    """Its profile (here one that exchanges red and green) is not lost where pixels are dropped."""
    buffer = io.BytesIO()
    Image.new(mode, (4000, 3000), (204, 51, 51)).save(buffer, format, icc_profile=SWAPPED)
    small = open_small(io.BytesIO(buffer.getvalue()))
    assert small.width < 4000
    shown = as_shown(small)
    red, green, _blue = shown.getpixel((9, 9))
    assert green > 180 > 80 > red
