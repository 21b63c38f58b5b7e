"""The picture that goes with a link to a story that has none: its headline, drawn as Bengali is written.

Shaping is HarfBuzz's (Pillow through libraqm) over the paper's own fonts. Where either is missing there is no card:
a headline of broken conjuncts would be worse than none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Final

import regex  # type: ignore[import-untyped]
from django.conf import settings
from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont, features

from articles.bengali.text import cut, grapheme_length

WIDTH, HEIGHT = 1200, 630  # pixels, as Open Graph's readers ask for them
MOST_BYTES: Final = 60_000
_EDGE: Final = 76
_TOP, _BOTTOM = 182, 530  # between these stands the headline
_SIZES: Final = range(84, 43, -4)
_LINE: Final = 1.46  # of a size: less would let র্ষ্ট্রিঁ and ক্ষ্ণূ touch
_PAPER, _INK, _SOFT, _ACCENT = "#fffdf9", "#1a1815", "#5a544b", "#a2141e"
_FONT: Final = "site/fonts/noto-sans-bengali-{}.woff2"
# What a file has of each.
_BENGALI: Final = r"\u0951\u0952\u0964\u0965\u0980-\u09fe\u200c\u200d\u20b9\u25cc"
_LATIN: Final = r"\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2010-\u2027\u2030-\u205e\u20ac\u2122\u2212"
_DRAWN: Final = regex.compile(rf"[{_BENGALI}{_LATIN}]*")
_CLOSING: Final = regex.compile(r"\s+(?=[।॥?!,;:])")  # never the first of a line


@dataclass(frozen=True, slots=True)
class _Type:
    """The letters of one weight and size (pixels)."""

    font: ImageFont.FreeTypeFont
    size: int

    def width(self, text: str) -> float:
        return self.font.getlength(text)


def draw_card(headline: str, section: str) -> bytes | None:
    """A JPEG of WIDTH × HEIGHT with the paper's name, the section and the headline, which steps down in size until it
    fits, and is cut between letters at last. None where it cannot be drawn right: no shaping, no fonts, or letters
    that the paper's fonts do not have."""
    text = _CLOSING.sub("\u00a0", " ".join(headline.split()))
    told = f"{text}{section}{settings.KHOBOR_NAME}"
    if not text or not features.check("raqm") or not _DRAWN.fullmatch(told):
        return None
    try:
        type_, lines = _fitted(text)
        return _drawn(type_, lines, section)
    except OSError:  # a font that is not there, or that this FreeType cannot read
        return None


def _drawn(type_: _Type, lines: Sequence[str], section: str) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, WIDTH, 14), fill=_ACCENT)
    name, small = _type("700", 50), _type("400", 32)
    _write(draw, _EDGE, 106, settings.KHOBOR_NAME, name, _ACCENT)
    _write(draw, WIDTH - _EDGE - small.width(section), 106, section, small, _SOFT)
    draw.rectangle((_EDGE, 136, WIDTH - _EDGE, 138), fill=_INK)
    step = type_.size * _LINE
    first = _TOP + (_BOTTOM - _TOP - step * len(lines)) / 2 + step * 0.72
    for number, line in enumerate(lines):
        _write(draw, _EDGE, first + number * step, line, type_, _INK)
    draw.rectangle((_EDGE, 556, _EDGE + 96, 562), fill=_ACCENT)
    return _encoded(image)


def _encoded(image: Image.Image) -> bytes:
    """As JPEG (not every service reads more) of at most MOST_BYTES: services drop what comes slowly."""
    for quality in (80, 70, 60, 50, 40):
        buffer = BytesIO()
        image.save(buffer, "jpeg", quality=quality, optimize=True, progressive=True)
        if buffer.tell() <= MOST_BYTES:
            break
    return buffer.getvalue()


def _write(
    draw: ImageDraw.ImageDraw, x: float, baseline: float, text: str, type_: _Type, colour: str
) -> None:
    draw.text((round(x), round(baseline)), text, fill=colour, font=type_.font, anchor="ls")


def _fitted(text: str) -> tuple[_Type, list[str]]:
    """The largest size in which `text` fits, and its lines; of what fits in none, as many letters as the smallest
    holds."""
    for size in _SIZES:
        type_ = _type("700", size)
        lines = _lines(text, type_)
        if lines:
            return type_, lines
    fits, too_many = 0, grapheme_length(text)
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        fits, too_many = (middle, too_many) if _lines(cut(text, middle), type_) else (fits, middle)
    return type_, _lines(cut(text, fits), type_)


def _lines(text: str, type_: _Type) -> list[str]:
    """`text` broken between words into lines that fit; none if it does not."""
    room, space = WIDTH - 2 * _EDGE, type_.width(" ")
    lines: list[str] = []
    used = 0.0
    for word in text.split(" "):
        width = type_.width(word)
        if width > room:
            return []
        if lines and used + space + width <= room:
            lines[-1] += f" {word}"
            used += space + width
        else:
            lines.append(word)
            used = width
    return lines if len(lines) * type_.size * _LINE <= _BOTTOM - _TOP else []


@lru_cache(maxsize=32)
def _type(weight: str, size: int) -> _Type:
    name = _FONT.format(weight)
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(name)
    return _Type(ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM), size)
