"""Things that stand in several scenes: boats, palms, trees, skylines, people."""

import itertools
from math import cos, pi, sin

from .canvas import Canvas, Colour, Point, around, bend


def boat(
    canvas: Canvas, x: float, y: float, length: float, colour: Colour, hood: Colour | None = None
) -> None:
    """A country boat seen from the side, its waterline at y, with a boatman and, if given, a bamboo hood."""
    half = length / 2
    deck = bend((x - half, y - length * 0.13), (x, y + length * 0.05), (x + half, y - length * 0.17))
    keel = bend((x + half, y - length * 0.17), (x, y + length * 0.19), (x - half, y - length * 0.13))
    canvas.oval(x, y + length * 0.075, half * 0.8, length * 0.03, colour, 0.35)
    if hood:
        arch = bend((x - half * 0.42, y), (x - half * 0.34, y - length * 0.24), (x, y - length * 0.2))
        arch += bend((x, y - length * 0.2), (x + half * 0.3, y - length * 0.2), (x + half * 0.34, y))
        canvas.shape(arch, hood)
        for rib in (-0.22, -0.02, 0.17):
            foot, top = (x + half * rib, y), (x + half * (rib + 0.02), y - length * 0.185)
            canvas.line([foot, top], colour, length * 0.008, 0.5)
    canvas.shape(deck + keel, colour)
    man = x + half * 0.66
    canvas.line([(man, y - length * 0.07), (man + length * 0.01, y - length * 0.25)], colour, length * 0.035)
    canvas.disc(man + length * 0.012, y - length * 0.29, length * 0.024, colour)
    canvas.line(
        [(man - length * 0.02, y - length * 0.3), (man + length * 0.13, y + length * 0.1)],
        colour,
        length * 0.011,
    )


def sail(
    canvas: Canvas, x: float, y: float, length: float, colour: Colour, cloth: Colour, shade: Colour
) -> None:
    """A boat under one big square-rigged sail."""
    top, foot = y - length * 0.95, y - length * 0.14
    left = bend((x - length * 0.3, top), (x - length * 0.14, y - length * 0.5), (x - length * 0.34, foot))
    right = bend((x + length * 0.3, foot), (x + length * 0.46, y - length * 0.52), (x + length * 0.26, top))
    canvas.shape(left + right, cloth, shade)
    for share in (0.33, 0.66):
        level = top + (foot - top) * share
        canvas.line([(x - length * 0.24, level), (x + length * 0.36, level + 4)], shade, length * 0.008, 0.8)
    canvas.line([(x, y), (x, y - length * 1.02)], colour, length * 0.018)
    boat(canvas, x, y, length, colour)


def palm(canvas: Canvas, x: float, y: float, height: float, lean: float, colour: Colour) -> None:
    """A coconut palm with its foot at x, y; `lean` is how far the crown hangs to the right."""
    trunk = bend((x, y), (x + lean * 0.1, y - height * 0.55), (x + lean, y - height))
    for index, (a, b) in enumerate(itertools.pairwise(trunk)):
        canvas.line([a, b], colour, height * (0.034 - 0.0011 * index))
    crown = trunk[-1]
    for degrees in (-168, -142, -112, -84, -58, -30, -8, 18, 162):
        frond(canvas, crown, height * 0.36 * canvas.rng.uniform(0.88, 1.1), degrees, colour)
    for dx in (-0.016, 0.014, 0.0):
        canvas.disc(crown[0] + dx * height, crown[1] + height * 0.018, height * 0.014, colour)


def frond(canvas: Canvas, root: Point, length: float, degrees: float, colour: Colour) -> None:
    """One feathered palm leaf that starts at an angle and droops under its weight."""
    angle = degrees * pi / 180
    tip = (root[0] + cos(angle) * length, root[1] + sin(angle) * length * 0.72 + length * 0.34)
    over = (root[0] + cos(angle) * length * 0.62, root[1] + sin(angle) * length * 0.8 - length * 0.12)
    spine = bend(root, over, tip, 14)
    canvas.line(spine, colour, length * 0.03)
    for index, (x, y) in enumerate(spine[1:], start=1):
        reach = length * 0.2 * sin(pi * min(1.0, 0.15 + index / 15)) + length * 0.03
        ahead = spine[min(index + 1, len(spine) - 1)]
        dx, dy = ahead[0] - spine[index - 1][0], ahead[1] - spine[index - 1][1]
        size = max(1e-6, (dx * dx + dy * dy) ** 0.5)
        dx, dy = dx / size, dy / size
        for side in (1, -1):
            leaf = (
                x + dx * reach * 0.6 - dy * reach * side,
                y + dy * reach * 0.6 + dx * reach * side + reach * 0.35,
            )
            canvas.line([(x, y), leaf], colour, length * 0.022)


def date_palm(
    canvas: Canvas, x: float, y: float, height: float, colour: Colour, pot: Colour | None = None
) -> None:
    """A date palm, stiff and spiky; in winter a clay pot for its sap hangs below the crown."""
    sway = height * canvas.rng.uniform(-0.06, 0.06)
    trunk = bend((x, y), (x + sway * 1.6, y - height * 0.5), (x + sway, y - height * 0.8), 14)
    for a, b in itertools.pairwise(trunk):
        canvas.line([a, b], colour, height * 0.042)
        canvas.disc(a[0] + height * 0.014, a[1], height * 0.017, colour)
    cx, cy = trunk[-1]
    for step in range(26):
        degrees = -200 + step * 8.8 + canvas.rng.uniform(-4, 4)
        length = height * 0.27 * canvas.rng.uniform(0.8, 1.1)
        tx, ty = around(cx, cy, length, degrees)
        mx, my = around(cx, cy, length * 0.55, degrees)
        curve = bend((cx, cy), (mx, my - height * 0.02), (tx, ty + height * 0.045), 8)
        canvas.line(curve, colour, height * 0.012)
        for px, py in curve[2:]:
            for spread in (-38, 38):
                canvas.line(
                    [(px, py), around(px, py, length * 0.17, degrees + spread)], colour, height * 0.006
                )
    if pot:
        px, py = cx + height * 0.05, cy + height * 0.1
        canvas.line([(cx, cy + height * 0.02), (px, py - height * 0.04)], colour, height * 0.008)
        canvas.disc(px, py, height * 0.042, pot)
        canvas.box(px - height * 0.026, py - height * 0.056, height * 0.052, height * 0.02, pot, round_=2)


def treeline(canvas: Canvas, y: float, size: float, colour: Colour, density: float = 1.0) -> None:
    """A far village wood along the horizon: overlapping crowns, a few palms above them."""
    x = -size
    while x < canvas.w + size:
        r = size * canvas.rng.uniform(0.45, 1.0)
        canvas.oval(x, y - r * 0.35, r, r * 0.75, colour)
        if canvas.rng.random() < 0.1:
            palm(
                canvas,
                x,
                y,
                size * canvas.rng.uniform(2.4, 3.3),
                size * canvas.rng.uniform(-0.5, 0.5),
                colour,
            )
        x += r * canvas.rng.uniform(0.6, 1.1) / density
    canvas.box(0, y - size * 0.3, canvas.w, size * 0.34, colour)


def tree(
    canvas: Canvas, x: float, y: float, height: float, trunk: Colour, crown: Colour, light: Colour
) -> None:
    """A broad shade tree with a lit side."""
    canvas.line([(x, y), (x, y - height * 0.6)], trunk, height * 0.06)
    canvas.line([(x, y - height * 0.4), (x + height * 0.16, y - height * 0.6)], trunk, height * 0.03)
    puffs = (
        (0, -0.78, 0.24),
        (-0.22, -0.64, 0.2),
        (0.22, -0.65, 0.2),
        (0.04, -0.6, 0.22),
        (-0.1, -0.86, 0.15),
    )
    for dx, dy, r in puffs:
        canvas.disc(x + dx * height, y + dy * height, r * height, crown)
    for dx, dy, r in puffs[:3]:
        canvas.disc(x + (dx - 0.04) * height, y + (dy - 0.05) * height, r * height * 0.62, light, 0.55)


def skyline(
    canvas: Canvas, y: float, height: float, colour: Colour, lit: Colour | None = None, share: float = 0.3
) -> None:
    """A row of buildings standing on y, with lit windows if a colour is given."""
    x = -canvas.rng.uniform(0, 50)
    while x < canvas.w:
        w = canvas.rng.uniform(0.28, 0.62) * min(height, 260) * 0.9
        h = height * canvas.rng.choice((0.35, 0.45, 0.55, 0.62, 0.75, 0.85, 1.0))
        canvas.box(x, y - h, w, h + 4, colour)
        _roof(canvas, x, y - h, w, colour)
        if lit:
            _windows(canvas, x, y - h, w, h, lit, share)
        x += w + canvas.rng.choice((0, 0, 3, 10))


def _roof(canvas: Canvas, x: float, y: float, w: float, colour: Colour) -> None:
    kind = canvas.rng.randrange(5)
    if kind == 0:  # a water tank on legs
        canvas.box(x + w * 0.2, y - 20, w * 0.24, 14, colour, round_=3)
        canvas.box(x + w * 0.24, y - 8, 3, 10, colour)
        canvas.box(x + w * 0.38, y - 8, 3, 10, colour)
    elif kind == 1:
        canvas.line([(x + w * 0.7, y), (x + w * 0.7, y - 46)], colour, 3)
        canvas.line([(x + w * 0.7 - 9, y - 34), (x + w * 0.7 + 9, y - 34)], colour, 2.5)
    elif kind == 2:
        canvas.box(x + w * 0.3, y - 16, w * 0.4, 18, colour)


def _windows(canvas: Canvas, x: float, y: float, w: float, h: float, lit: Colour, share: float) -> None:
    columns = max(2, int(w // 19))
    gap = w / columns
    for row in range(int((h - 14) // 24)):
        for column in range(columns):
            if canvas.rng.random() < share:
                glow = canvas.rng.uniform(0.45, 1.0)
                canvas.box(x + column * gap + gap * 0.28, y + 14 + row * 24, gap * 0.44, 11, lit, glow, 1)


def person(
    canvas: Canvas, x: float, y: float, height: float, colour: Colour, cloth: Colour | None = None
) -> None:
    """A standing figure, feet at y, in the flat manner of a road sign but kinder."""
    cloth = cloth or colour
    canvas.disc(x, y - height * 0.9, height * 0.085, colour)
    hips = [(x + height * 0.15, y - height * 0.12), (x - height * 0.15, y - height * 0.12)]
    shoulders = [(x - height * 0.1, y - height * 0.8), (x + height * 0.1, y - height * 0.8)]
    canvas.shape([*shoulders, *hips], cloth)
    canvas.disc(x, y - height * 0.78, height * 0.1, cloth)
    for side in (-1, 1):
        foot = x + side * height * 0.055
        canvas.line([(foot, y - height * 0.16), (foot, y)], colour, height * 0.05)
