"""Economy and energy: harbour, factory, money, sun."""

from math import sin

from .canvas import Canvas, around, bend
from .palette import mix
from .things import treeline


def harbour_cranes(c: Canvas) -> None:
    """Gantry cranes over a container ship in the evening."""
    p = c.p
    c.sky(p.deep, p.mid, p.soft, p.light, p.pale)
    c.sun(300, 420, 72, p.pale, p.accent)
    c.ridge(590, 14, mix(p.soft, p.mid, 0.5), waves=1.2)
    for x, s, tone in (
        (1120, 0.72, mix(p.mid, p.deep, 0.3)),
        (820, 0.86, mix(p.deep, p.ink, 0.2)),
        (460, 1.0, p.ink),
    ):
        base = 690.0
        for leg in (0, 150):
            c.line([(x + leg * s, base), (x + leg * s, base - 420 * s)], tone, 17 * s)
        c.line([(x, base - 20), (x + 150 * s, base - 210 * s)], tone, 8 * s)
        c.line([(x + 150 * s, base - 20), (x, base - 210 * s)], tone, 8 * s)
        c.box(x - 12 * s, base - 225 * s, 174 * s, 16 * s, tone)
        c.box(x - 110 * s, base - 432 * s, 560 * s, 22 * s, tone)
        c.line(
            [(x + 20 * s, base - 420 * s), (x + 76 * s, base - 590 * s), (x + 130 * s, base - 420 * s)],
            tone,
            12 * s,
        )
        c.line(
            [(x - 110 * s, base - 424 * s), (x + 76 * s, base - 588 * s), (x + 446 * s, base - 424 * s)],
            tone,
            5 * s,
        )
        c.box(x + 250 * s, base - 412 * s, 40 * s, 22 * s, p.accent, round_=3)
        for side in (256, 284):
            c.line([(x + side * s, base - 395 * s), (x + side * s, base - 270 * s)], tone, 3 * s)
        c.box(x + 222 * s, base - 270 * s, 96 * s, 40 * s, p.accent)
    tones = (p.accent, p.pale, p.soft, "#c8452f", p.light, p.mid, "#e0b64a")
    for row in range(4):
        for column in range(11 - row):
            if c.rng.random() < 0.93 - row * 0.12:
                x, y = 660 + column * 72 + row * 20, 640 - row * 38
                tone = c.rng.choice(tones)
                c.box(x, y, 68, 35, tone)
                for rib in range(1, 6):
                    c.box(x + rib * 11.3, y + 4, 2, 27, p.ink, 0.2)
    c.box(1490, 470, 80, 210, p.pale)
    c.box(1480, 470, 100, 26, p.accent)
    for row in range(4):
        c.box(1500, 512 + row * 38, 60, 14, p.deep)
    c.shape([(560, 672), (1640, 672), (1640, 790), (640, 790)], "#a5382a", p.ink)
    c.box(600, 672, 1040, 12, p.pale)
    c.band(772, c.h, p.mid, p.deep, p.ink)
    c.ripples(780, c.h, 80, p.light, 0.3)
    c.glitter(300, 782, c.h, 120, p.pale)
    c.shape([(0, 690), (610, 690), (610, 712), (0, 712)], p.ink)
    c.box(0, 712, 600, 70, mix(p.ink, p.deep, 0.6))


def factory(c: Canvas) -> None:
    """Saw-tooth roofs and chimneys against a warm sky."""
    p = c.p
    c.sky(p.mid, p.soft, p.light, p.pale)
    c.sun(1180, 360, 96, p.pale, p.pale)
    c.ridge(600, 20, mix(p.soft, p.light, 0.4), waves=1.5)
    for x, top, w in ((330, 170, 58), (450, 230, 50), (1390, 260, 48)):
        for puff in range(9):
            drift = puff * 46
            c.disc(x + 24 + drift, top - 10 - puff * 14 + sin(puff) * 12, 22 + puff * 7, p.pale, 0.3)
        c.shape([(x, top), (x + w, top), (x + w + 16, 700), (x - 16, 700)], p.deep, p.ink)
        c.box(x - 4, top + 26, w + 8, 22, p.pale, 0.85)
        c.box(x - 6, top + 70, w + 12, 22, p.pale, 0.85)
    for index in range(8):
        x = 60 + index * 190
        c.shape([(x, 560), (x, 420), (x + 190, 560)], p.mid, p.deep)
        c.shape([(x + 8, 548), (x + 8, 446), (x + 66, 490), (x + 66, 548)], p.accent)
        c.line([(x + 37, 466), (x + 37, 548)], p.deep, 5)
    c.box(40, 556, 1560, 190, p.deep)
    for index in range(14):
        c.box(90 + index * 108, 604, 62, 58, p.light if index % 3 else p.pale, 0.95, 3)
        c.box(90 + index * 108, 630, 62, 5, p.deep)
    c.box(0, 730, c.w, c.h, p.ink)
    c.shape([(0, 760), (c.w, 742), (c.w, 800), (0, 822)], mix(p.ink, p.mid, 0.35))
    for x, tone in ((240, p.accent), (1050, p.pale)):
        c.box(x, 704, 210, 84, tone, round_=6)
        c.shape([(x + 214, 726), (x + 262, 726), (x + 284, 758), (x + 284, 790), (x + 214, 790)], p.soft)
        c.box(x + 222, 734, 34, 24, p.ink, round_=4)
        for wheel in (40, 90, 246):
            c.disc(x + wheel, 794, 21, "#120808")
            c.disc(x + wheel, 794, 8, p.light)


def solar_field(c: Canvas) -> None:
    """Solar panels in ranks under a ringed sun."""
    p = c.p
    c.sky(p.mid, p.soft, p.light, p.pale)
    for radius in (330, 250, 180):
        c.ring(1150, 260, radius, p.pale, 3, 0.5)
    c.sun(1150, 260, 96, "#fff6d0", p.accent)
    for ray in range(24):
        start, end = around(1150, 260, 205, ray * 15), around(1150, 260, 235, ray * 15)
        c.line([start, end], p.pale, 5, 0.7)
    c.ridge(500, 16, mix(p.soft, "#7fae6a", 0.5), waves=1.2)
    treeline(c, 520, 24, mix(p.mid, "#3c7a4e", 0.5))
    c.band(516, c.h, "#a9c46b", "#5d8c45", "#2b5a37")
    for row in range(4):
        t = (row / 3) ** 1.5
        y, w, gap = 548 + 250 * t, 150 + 240 * t, 24 + 26 * t
        h, slant = 46 + 82 * t, 26 + 46 * t
        x = -w * 0.5 - row * 37
        while x < c.w + 40:
            c.line([(x + w * 0.3, y + h), (x + w * 0.3, y + h * 1.5)], p.ink, 4 + 5 * t)
            c.line([(x + w * 0.75, y + h), (x + w * 0.75, y + h * 1.5)], p.ink, 4 + 5 * t)
            c.oval(x + w * 0.5, y + h * 1.5, w * 0.5, h * 0.12, p.ink, 0.3)
            c.shape([(x + slant, y), (x + w + slant, y), (x + w, y + h), (x, y + h)], "#2f6fa8", "#123a6b")
            c.shape(
                [(x + slant + w * 0.1, y), (x + slant + w * 0.34, y), (x + w * 0.16, y + h), (x, y + h)],
                "#ffffff",
                alpha=0.12,
            )
            for line in range(1, 6):
                s = line / 6
                c.line([(x + slant + w * s, y), (x + w * s, y + h)], p.light, 1.6, 0.7)
            for line in (1, 2):
                s = line / 3
                c.line(
                    [(x + slant * (1 - s), y + h * s), (x + w + slant * (1 - s), y + h * s)],
                    p.light,
                    1.6,
                    0.7,
                )
            c.line(
                [(x + slant, y), (x + w + slant, y), (x + w, y + h), (x, y + h), (x + slant, y)],
                p.pale,
                2.5 + t * 2,
            )
            x += w + gap


def growth_bars(c: Canvas) -> None:
    """Rising bars, a leaf and a line: the economy as a plant."""
    p = c.p
    x: float
    y: float
    c.sky(p.ink, p.deep, p.mid)
    c.halftone((1250, 250), 640, p.soft, 0.34)
    for y in range(150, 800, 110):
        c.line([(90, y), (1510, y)], p.light, 1.5, 0.14)
    heights = (150, 210, 185, 270, 330, 300, 410, 480, 560)
    tops = []
    for index, height in enumerate(heights):
        x, y = 130 + index * 154, 790 - height
        c.shape([(x, y), (x + 92, y), (x + 92, 790), (x, 790)], p.soft if index % 2 else p.light, p.mid)
        c.shape([(x + 92, y), (x + 116, y - 18), (x + 116, 790), (x + 92, 790)], p.deep, p.ink)
        c.shape([(x, y), (x + 24, y - 18), (x + 116, y - 18), (x + 92, y)], p.pale)
        tops.append((x + 58.0, y - 74.0))
    c.box(90, 788, 1430, 10, p.pale, 0.9, 5)
    c.line(tops, p.accent, 9)
    for x, y in tops:
        c.disc(x, y, 17, p.accent)
        c.disc(x, y, 8, p.pale)
    x, y = tops[-1]
    c.glow(x, y, 200, p.accent, 0.6)
    c.shape(
        bend((x, y), (x + 16, y - 110), (x + 112, y - 118))
        + bend((x + 112, y - 118), (x + 104, y - 14), (x, y)),
        "#8fbf5a",
    )
    c.shape(
        bend((x, y), (x - 90, y - 16), (x - 96, y - 88)) + bend((x - 96, y - 88), (x - 14, y - 96), (x, y)),
        "#6fa348",
    )
    c.disc(x, y, 17, p.accent)


def coins(c: Canvas) -> None:
    """Stacks of coins with a sprouting plant."""
    p = c.p
    x: float
    y: float
    c.sky(p.deep, p.mid, p.soft, p.light)
    c.glow(860, 360, 760, p.pale, 0.6)
    c.halftone((300, 180), 430, p.pale, 0.3)
    c.shape([(0, 700), (c.w, 660), (c.w, c.h), (0, c.h)], p.ink, mix(p.ink, p.deep, 0.6))
    for x, count, r in ((250, 5, 108), (500, 9, 112), (765, 7, 116), (1050, 13, 120), (1360, 10, 116)):
        base = 742 - x * 0.02
        c.oval(x + 24, base + 18, r * 1.15, r * 0.34, "#000000", 0.3)
        for level in range(count):
            y, shift = base - level * 31, c.rng.uniform(-7, 7)
            c.oval(x + shift, y, r, r * 0.3, "#8a5a17")
            c.box(x + shift - r, y - 24, r * 2, 24, "#c98a25")
            for ridge in range(-9, 10):
                c.line(
                    [(x + shift + r * ridge / 10, y - 18), (x + shift + r * ridge / 10, y + 2)],
                    "#8a5a17",
                    2.5,
                    0.6,
                )
            c.oval(x + shift, y - 24, r, r * 0.3, "#f1bf4e")
            c.oval(x + shift, y - 24, r * 0.78, r * 0.22, "#dba136")
            c.oval(x + shift, y - 27, r * 0.74, r * 0.2, "#f7d27a")
    x, y = 1050.0, 320.0
    c.line(bend((x, y), (x - 10, y - 90), (x + 6, y - 190)), "#3f7a3a", 10)
    for dx, dy, up in ((150, -150, -250), (-150, -110, -230)):
        tip = (x + dx, y + up)
        c.shape(
            bend((x, y - 110), (x + dx * 0.1, y + up), tip) + bend(tip, (x + dx, y + dy), (x, y - 110)),
            "#8fbf5a",
            "#4d8c3f",
        )
        c.line([(x, y - 110), tip], "#3f7a3a", 4, 0.7)
