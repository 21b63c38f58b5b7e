"""The six palettes of the demo pictures, and arithmetic on their colours.

Few colours per picture and few palettes per paper make forty drawings look like one illustrator's work.
"""

from dataclasses import dataclass

RGB = tuple[int, int, int]


@dataclass(frozen=True)
class Palette:
    """Six tones from the darkest to the palest, and one warm or cool accent that is used sparingly."""

    ink: str
    deep: str
    mid: str
    soft: str
    light: str
    pale: str
    accent: str


DAWN = Palette("#1d1a33", "#47305c", "#8f4668", "#df7668", "#f6b184", "#fde9cb", "#ffd27a")
RIVER = Palette("#0d2c3d", "#155063", "#2c7f86", "#6db3aa", "#b9dcc9", "#f5ecd4", "#e2704b")
PADDY = Palette("#16301f", "#28533a", "#4d7f3c", "#8fae45", "#cfcf6c", "#f7ecc0", "#d9582f")
NIGHT = Palette("#0a0f2b", "#181f4f", "#343a7c", "#74589c", "#d9778a", "#ffe2ab", "#f7a654")
CLAY = Palette("#331616", "#6d271f", "#ac472b", "#dd8148", "#f1c387", "#fbf0dc", "#2b716d")
SEA = Palette("#06213a", "#0d4263", "#1b7292", "#5fb4bd", "#aedcd3", "#eef4e2", "#f2994f")


def rgb(colour: str | RGB) -> RGB:
    """`#rrggbb` as three numbers; a triple passes through."""
    if isinstance(colour, tuple):
        return colour
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str | RGB, second: str | RGB, share: float) -> RGB:
    """The colour `share` (0 to 1) of the way from the first to the second."""
    a, b = rgb(first), rgb(second)
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue
