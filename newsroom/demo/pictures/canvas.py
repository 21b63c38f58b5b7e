"""The drawing board: a canvas in picture units, drawn at twice the size and handed back as a finished print."""

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageChops, ImageDraw

from .palette import RGB, Palette, mix, rgb

Point = tuple[float, float]
Colour = str | RGB

WIDTH = 1600
OVERSAMPLING = 2  # shapes are drawn twice as large and averaged down: smooth edges without an anti-aliaser


class Canvas:
    """A picture in the making. All coordinates are in units of the final picture, the origin top left."""

    def __init__(self, key: str, height: int, palette: Palette) -> None:
        self.w, self.h, self.p = WIDTH, height, palette
        self.rng = Random(key)  # seeded by the key: the same picture on every machine
        self.image = Image.new("RGB", (WIDTH * OVERSAMPLING, height * OVERSAMPLING), rgb(palette.ink))
        self.pen = ImageDraw.Draw(self.image, "RGBA")

    # Surfaces

    def band(self, top: float, bottom: float, *colours: Colour) -> None:
        """Fill the full width between two heights with a vertical gradient."""
        size = (self.image.width, _scaled(bottom) - _scaled(top))
        self.image.paste(_gradient(size, colours), (0, _scaled(top)))

    def sky(self, *colours: Colour) -> None:
        """Fill the whole picture with a vertical gradient."""
        self.band(0, self.h, *colours)

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light that fades outwards from a point."""
        side = _scaled(radius * 2)
        fade = Image.radial_gradient("L").point([_falloff(value, strength) for value in range(256)])
        mask = fade.resize((side, side), Image.Resampling.BILINEAR)
        self.image.paste(rgb(colour), (_scaled(x - radius), _scaled(y - radius)), mask)

    def ridge(
        self, y: float, swell: float, colour: Colour, to: Colour | None = None, waves: float = 2.0
    ) -> list[Point]:
        """A rolling line of land, filled to the lower edge; returns the crest, left to right."""
        turn = [self.rng.uniform(0, 2 * pi) for _ in range(3)]
        crest = []
        for x in range(-20, self.w + 21, 10):
            t = x / self.w * 2 * pi * waves
            rise = 0.6 * sin(t + turn[0]) + 0.28 * sin(2.1 * t + turn[1]) + 0.12 * sin(4.3 * t + turn[2])
            crest.append((float(x), y - swell * rise))
        self.shape([*crest, (self.w + 20, self.h), (-20, self.h)], colour, to)
        return crest

    # Shapes

    def shape(
        self, points: Sequence[Point], colour: Colour, to: Colour | None = None, alpha: float = 1.0
    ) -> None:
        """A filled polygon; with `to`, shaded from `colour` at its top to `to` at its foot."""
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        if to is None:
            self.pen.polygon(scaled, fill=(*rgb(colour), round(alpha * 255)))
            return
        left, top = (int(min(axis)) for axis in zip(*scaled, strict=True))
        right, bottom = (int(max(axis)) + 1 for axis in zip(*scaled, strict=True))
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in scaled], fill=round(alpha * 255))
        self.image.paste(_gradient(mask.size, (colour, to)), (left, top), mask)

    def box(
        self, x: float, y: float, w: float, h: float, colour: Colour, alpha: float = 1.0, round_: float = 0
    ) -> None:
        """A rectangle by its corner and size, with rounded corners if asked."""
        if w <= 0 or h <= 0:
            return
        corners = _scaled_box(x, y, x + w, y + h)
        self.pen.rounded_rectangle(corners, _scaled(round_), fill=(*rgb(colour), round(alpha * 255)))

    def disc(self, x: float, y: float, radius: float, colour: Colour, alpha: float = 1.0) -> None:
        """A filled circle."""
        self.oval(x, y, radius, radius, colour, alpha)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour, alpha: float = 1.0) -> None:
        """A filled upright ellipse."""
        self.pen.ellipse(_scaled_box(x - rx, y - ry, x + rx, y + ry), fill=(*rgb(colour), round(alpha * 255)))

    def ring(
        self, x: float, y: float, radius: float, colour: Colour, width: float = 4, alpha: float = 1.0
    ) -> None:
        """A circle drawn as a line; `width` grows inwards."""
        corners = _scaled_box(x - radius, y - radius, x + radius, y + radius)
        self.pen.ellipse(corners, outline=(*rgb(colour), round(alpha * 255)), width=max(1, _scaled(width)))

    def arc(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        start: float,
        end: float,
        colour: Colour,
        width: float = 4,
        alpha: float = 1.0,
    ) -> None:
        """Part of an ellipse drawn as a line, angles in degrees clockwise from three o'clock."""
        corners = _scaled_box(x - rx, y - ry, x + rx, y + ry)
        self.pen.arc(
            corners, start, end, fill=(*rgb(colour), round(alpha * 255)), width=max(1, _scaled(width))
        )

    def line(self, points: Sequence[Point], colour: Colour, width: float = 4, alpha: float = 1.0) -> None:
        """A line through the points."""
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        fill = (*rgb(colour), round(alpha * 255))
        self.pen.line(scaled, fill=fill, width=max(1, _scaled(width)), joint="curve")

    # Atmosphere

    def sun(self, x: float, y: float, radius: float, colour: Colour, halo: Colour) -> None:
        """A disc with light around it and two thin flat rings, the signature of the series."""
        self.glow(x, y, radius * 5.5, halo, 0.85)
        self.disc(x, y, radius * 1.9, colour, 0.14)
        self.disc(x, y, radius * 1.42, colour, 0.2)
        self.disc(x, y, radius, colour)

    def stars(self, count: int, bottom: float, colour: Colour) -> None:
        """Small stars scattered above a height."""
        for _ in range(count):
            x, y = self.rng.uniform(0, self.w), self.rng.uniform(0, bottom)
            self.disc(x, y, self.rng.choice((1.2, 1.6, 2.4)), colour, self.rng.uniform(0.35, 0.95))

    def glitter(self, x: float, top: float, bottom: float, spread: float, colour: Colour) -> None:
        """Light broken on water below a sun or lamp: dashes that widen towards the viewer."""
        y = top
        while y < bottom:
            near = (y - top) / (bottom - top)
            half = spread * (0.15 + 0.85 * near) * self.rng.uniform(0.25, 1.0)
            shift = self.rng.uniform(-0.35, 0.35) * spread * near
            thick = 2 + 6 * near
            self.box(x + shift - half, y, half * 2, thick, colour, 0.75 - 0.35 * near, thick / 2)
            y += thick + 5 + 14 * near

    def ripples(self, top: float, bottom: float, count: int, colour: Colour, alpha: float = 0.25) -> None:
        """Calm water: short level dashes, longer and thicker near the viewer."""
        for _ in range(count):
            near = self.rng.random() ** 0.8
            y = top + (bottom - top) * near
            length = (30 + 190 * near) * self.rng.uniform(0.4, 1.2)
            self.box(self.rng.uniform(-60, self.w), y, length, 1.5 + 3.5 * near, colour, alpha, 2)

    def halftone(
        self, centre: Point, reach: float, colour: Colour, alpha: float = 0.25, pitch: float = 22
    ) -> None:
        """Printer's dots that shrink with the distance from a point, up to `reach`."""
        rows = range(int((centre[1] - reach) / pitch), int((centre[1] + reach) / pitch) + 1)
        columns = range(int((centre[0] - reach) / pitch), int((centre[0] + reach) / pitch) + 1)
        for row in rows:
            for column in columns:
                x, y = (column + 0.5 * (row % 2)) * pitch, row * pitch
                nearness = 1 - ((x - centre[0]) ** 2 + (y - centre[1]) ** 2) ** 0.5 / reach
                if nearness > 0.06:
                    self.disc(x, y, pitch * 0.42 * nearness, colour, alpha)

    def mist(self, top: float, bottom: float, colour: Colour, strength: float = 0.7) -> None:
        """A level veil, thickest in its middle."""
        size = (self.image.width, _scaled(bottom) - _scaled(top))
        ramp = Image.new("L", (1, 5))
        ramp.putdata([0, round(130 * strength), round(255 * strength), round(130 * strength), 0])
        self.image.paste(rgb(colour), (0, _scaled(top)), ramp.resize(size, Image.Resampling.BILINEAR))

    def birds(self, x: float, y: float, count: int, colour: Colour, span: float = 26) -> None:
        """A loose flock, each bird two short strokes."""
        for number in range(count):
            bx = x + number * span * 1.9 + self.rng.uniform(-18, 18)
            by = y - abs(number - count / 2) * -span * 0.5 + self.rng.uniform(-14, 14)
            wing = span * self.rng.uniform(0.6, 1.0)
            stroke = [(bx - wing, by - wing * 0.35), (bx - wing * 0.4, by - wing * 0.42), (bx, by)]
            self.line(
                [*stroke, (bx + wing * 0.45, by - wing * 0.4), (bx + wing, by - wing * 0.3)], colour, 3.2
            )

    def finish(self) -> Image.Image:
        """The print: reduced to size, edges a little darker, with the grain of soft paper."""
        picture = self.image.reduce(OVERSAMPLING)
        edge = Image.radial_gradient("L").point([255 - max(0, v - 150) * 60 // 105 for v in range(256)])
        edge = edge.resize(picture.size, Image.Resampling.BILINEAR)
        picture = ImageChops.multiply(picture, Image.merge("RGB", (edge, edge, edge)))
        grain_size = (self.w * 3 // 4, self.h * 3 // 4)
        noise = Image.frombytes("L", grain_size, self.rng.randbytes(grain_size[0] * grain_size[1]))
        grain = noise.point([116 + value * 24 // 255 for value in range(256)]).resize(picture.size)
        return ImageChops.overlay(picture, Image.merge("RGB", (grain, grain, grain)))


def bend(start: Point, control: Point, end: Point, steps: int = 16) -> list[Point]:
    """Points along a quadratic curve."""
    curve = []
    for step in range(steps + 1):
        t = step / steps
        a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
        curve.append((a * start[0] + b * control[0] + c * end[0], a * start[1] + b * control[1] + c * end[1]))
    return curve


def around(x: float, y: float, radius: float, degrees: float) -> Point:
    """The point at an angle (clockwise from three o'clock) on a circle."""
    return x + radius * cos(degrees * pi / 180), y + radius * sin(degrees * pi / 180)


def _scaled(value: float) -> int:
    return round(value * OVERSAMPLING)


def _scaled_box(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    return _scaled(left), _scaled(top), _scaled(right), _scaled(bottom)


def _falloff(distance: int, strength: float) -> int:
    """Opacity of a glow at a distance of 0 (centre) to 255 (corner of the square)."""
    nearness = max(0.0, 1 - distance / 180)
    return round(255 * strength * nearness**2)


def _gradient(size: tuple[int, int], colours: Sequence[Colour]) -> Image.Image:
    strip = Image.new("RGB", (1, max(2, size[1])))
    last = len(colours) - 1
    shades: list[RGB] = []
    for y in range(strip.height):
        place = y / (strip.height - 1) * last
        index = min(int(place), max(0, last - 1))
        shades.append(mix(colours[index], colours[min(index + 1, last)], place - index))
    strip.putdata(shades)
    return strip.resize(size, Image.Resampling.NEAREST)
