"""Ways to travel: bridges, trains, the rickshaw."""

from .canvas import Canvas, around, bend
from .palette import mix
from .things import boat, skyline, treeline


def long_bridge(c: Canvas) -> None:
    """A long truss bridge marching over a wide river."""
    p = c.p
    c.sky(p.mid, p.soft, p.light, p.pale)
    c.sun(1230, 300, 66, p.pale, p.pale)
    for y, x, w in ((120, 240, 420), (175, 90, 300), (150, 820, 280)):
        c.box(x, y, w, 18, p.pale, 0.42, 9)
    treeline(c, 560, 18, mix(p.soft, p.mid, 0.6))
    c.band(562, c.h, p.light, p.soft, p.mid, p.deep)
    c.ripples(570, c.h, 140, p.pale, 0.22)
    spans = 11
    left, right = [], []
    for index in range(spans + 1):
        t = (index / spans) ** 1.7
        x = 1640 - (1640 + 60) * t
        left.append((x, 500 - 180 * t))
        right.append((x, 528 - 60 * t))
    for index in range(spans):
        (x1, t1), (x2, t2) = left[index], left[index + 1]
        (_, b1), (_, b2) = right[index], right[index + 1]
        weight = 2.5 + index * 1.1
        panels = 4
        for panel in range(panels):
            s1, s2 = panel / panels, (panel + 1) / panels
            xa, xb = x1 + (x2 - x1) * s1, x1 + (x2 - x1) * s2
            ta, tb = t1 + (t2 - t1) * s1, t1 + (t2 - t1) * s2
            ba, bb = b1 + (b2 - b1) * s1, b1 + (b2 - b1) * s2
            c.line([(xa, ba), ((xa + xb) / 2, (ta + tb) / 2), (xb, bb)], p.ink, weight * 0.8)
        water = 575 + (c.h - 640) * (index / spans) ** 1.7
        pier = 6 + index * 5.2
        c.shape(
            [(x1 - pier, b1), (x1 + pier, b1), (x1 + pier * 1.3, water), (x1 - pier * 1.3, water)],
            mix(p.deep, p.mid, 0.5), p.ink,
        )  # fmt: skip
        c.box(x1 - pier * 1.3, water, pier * 2.6, 10 + index * 9, p.ink, 0.25, 4)
    c.shape([*left, *[(x, y + 9 + i * 1.1) for i, (x, y) in reversed(list(enumerate(left)))]], p.accent)
    c.shape([*right, *[(x, y + 14 + i * 2.4) for i, (x, y) in reversed(list(enumerate(right)))]], p.ink)
    boat(c, 1180, 690, 200, p.ink, p.accent)
    boat(c, 820, 800, 300, p.ink, p.deep)


def rickshaw_wheel(c: Canvas) -> None:
    """A rickshaw wheel and hood as ornament."""
    p = c.p
    c.sky(p.deep, p.mid, p.soft)
    c.halftone((1180, 420), 760, p.light, 0.3, 26)
    for index in range(16):
        degrees = index * 22.5
        tip, root = around(1130, 430, 420, degrees), around(1130, 430, 250, degrees)
        left, right = around(1130, 430, 350, degrees - 10), around(1130, 430, 350, degrees + 10)
        tone = p.pale if index % 2 else p.light
        c.shape(bend(root, left, tip) + bend(tip, right, root), tone, alpha=0.85)
        c.disc(*around(1130, 430, 372, degrees), 12, p.accent if index % 2 else p.mid)
    _wheel(c, 1130, 430, 250)
    hood = bend((120, 640), (100, 240), (480, 250)) + bend((480, 250), (590, 260), (600, 380))
    c.shape([*hood, (430, 640)], p.accent, mix(p.accent, p.ink, 0.4))
    for share in (0.25, 0.5, 0.75):
        top = (160 + 440 * share, 330 - 80 * share)
        c.line(bend(top, (top[0] + 40, 460), (300 + 60 * share, 640)), p.pale, 6, 0.8)
    for index in range(9):
        x = 152 + index * 35
        c.shape([(x - 17, 640), (x + 17, 640), (x, 684)], p.pale if index % 2 else p.light)
        c.disc(x, 650, 6, p.mid)
    c.box(110, 628, 340, 16, p.ink, round_=8)
    _wheel(c, 330, 790, 200)


def _wheel(c: Canvas, x: float, y: float, radius: float) -> None:
    c.disc(x, y, radius, c.p.deep, 0.9)
    c.ring(x, y, radius, c.p.ink, radius * 0.09)
    c.ring(x, y, radius * 0.9, c.p.accent, radius * 0.04)
    for index in range(32):
        start, end = (
            around(x, y, radius * 0.12, index * 11.25 + 30),
            around(x, y, radius * 0.87, index * 11.25),
        )
        c.line([start, end], c.p.pale, 2.4, 0.85)
    c.disc(x, y, radius * 0.15, c.p.accent)
    c.disc(x, y, radius * 0.08, c.p.pale)


def train_track(c: Canvas) -> None:
    """A train coming over fields at sunrise."""
    p = c.p
    c.sky(p.deep, p.mid, p.soft, p.light, p.pale)
    c.sun(500, 430, 70, p.pale, p.accent)
    treeline(c, 520, 26, mix(p.mid, p.deep, 0.3))
    c.band(520, c.h, mix(p.soft, p.mid, 0.4), p.deep, p.ink)
    for x in (-900, -300, 300, 900, 1500, 2300, 3200):
        c.line([(900 + (x - 900) * 0.05, 522), (x, c.h)], p.light, 3, 0.18)
    bed = [(880, 524), (930, 524), (1290, c.h), (330, c.h)]
    c.shape(bed, mix(p.mid, p.deep, 0.6), p.ink)
    for step in range(30):
        t = (step / 29) ** 2.3
        y = 530 + (c.h - 520) * t
        middle, half = 905 - 95 * t, 14 + 330 * t
        c.box(middle - half, y, half * 2, 2 + 17 * t, mix(p.deep, p.soft, 0.25), 1, 2)
    for side in (-1, 1):
        far, near = 905 + side * 8, 810 + side * 245
        c.shape([(far - 1.5, 526), (far + 1.5, 526), (near + 11, c.h), (near - 11, c.h)], p.light, p.pale)
    for x, y, h in ((1080, 590, 210), (1210, 690, 340), (1440, 860, 600)):
        c.line([(x, y), (x, y - h)], p.ink, h * 0.024)
        c.line([(x - h * 0.16, y - h * 0.9), (x + h * 0.16, y - h * 0.9)], p.ink, h * 0.018)
    for dy in (0.86, 0.94):
        c.line(
            [(950, 470), (1080, 590 - 210 * dy), (1210, 690 - 340 * dy), (1440, 860 - 600 * dy), (1620, 240)],
            p.ink,
            2.4,
        )
    body = [(700, 330), (740, 290), (930, 290), (970, 330), (985, 640), (690, 640)]
    c.glow(835, 600, 330, p.accent, 0.55)
    c.shape(body, "#2f7c6d", "#15423f")
    c.shape([(735, 306), (935, 306), (948, 412), (722, 412)], p.ink, mix(p.ink, p.soft, 0.5))
    c.line([(835, 300), (835, 412)], "#2f7c6d", 8)
    c.box(690, 470, 294, 22, p.accent)
    c.box(690, 498, 294, 8, p.pale)
    for x in (740, 930):
        c.glow(x, 560, 110, p.pale, 0.95)
        c.disc(x, 560, 21, "#fffbe6")
    c.shape([(690, 620), (985, 620), (960, 684), (715, 684)], p.ink)
    c.birds(200, 250, 5, p.ink)


def metro_night(c: Canvas) -> None:
    """An elevated train through the evening city."""
    p = c.p
    c.band(0, 640, p.ink, p.deep, p.mid, p.soft, p.light)
    c.stars(60, 240, p.pale)
    c.sun(1280, 230, 54, p.pale, p.soft)
    skyline(c, c.h, 560, mix(p.mid, p.soft, 0.4), p.pale, 0.14)
    skyline(c, c.h, 420, p.deep, p.accent, 0.3)
    c.mist(620, 900, p.soft, 0.4)
    for x in (140, 560, 980, 1400):
        c.shape([(x - 90, 610), (x + 90, 610), (x + 34, 670), (x - 34, 670)], p.ink)
        c.box(x - 34, 660, 68, c.h - 660, p.ink)
    c.box(0, 572, c.w, 44, p.ink)
    c.box(0, 566, c.w, 10, p.accent, 0.9)
    for index in range(4):
        x = -60 + index * 410
        c.box(x, 424, 398, 132, p.pale, round_=18)
        c.box(x, 520, 398, 16, "#2c7f86")
        c.box(x, 506, 398, 6, p.accent)
        for window in range(4):
            wx = x + 26 + window * 92
            c.box(wx, 448, 70, 50, "#2a3a7a", round_=6)
            c.box(wx, 448, 70, 50, p.accent, 0.78, 6)
            for _ in range(c.rng.randrange(1, 4)):
                head = wx + c.rng.uniform(12, 58)
                c.disc(head, 478, 7, p.deep)
                c.box(head - 10, 484, 20, 14, p.deep, 1, 5)
        c.box(x + 398, 450, 12, 96, p.ink)
    c.box(0, 556, c.w, 10, p.ink)
    skyline(c, c.h, 130, p.ink, p.pale, 0.22)
