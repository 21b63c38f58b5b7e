"""River, field, hill, forest and sea."""

import itertools
from math import sin

from .canvas import Canvas, Colour, around, bend
from .palette import mix
from .things import boat, date_palm, palm, sail, tree, treeline


def dawn_river(c: Canvas) -> None:
    """Country boats on a wide river at sunrise."""
    p = c.p
    x: float
    c.sky(p.deep, p.mid, p.soft, p.light, p.pale)
    for y, x, w in ((150, 180, 520), (205, 900, 640), (262, 420, 380), (96, 1080, 300)):
        c.box(x, y, w, 15, p.light, 0.28, 8)
        c.box(x + w * 0.2, y + 18, w * 0.55, 9, p.light, 0.2, 5)
    c.sun(1060, 420, 78, p.pale, p.accent)
    c.birds(560, 250, 6, p.deep)
    treeline(c, 520, 26, mix(p.mid, p.deep, 0.45))
    c.band(524, c.h, p.light, p.soft, p.mid, p.deep)
    c.glow(1060, 560, 360, p.pale, 0.5)
    c.glitter(1060, 536, c.h - 30, 190, p.pale)
    c.ripples(545, c.h, 90, p.pale, 0.16)
    boat(c, 380, 590, 170, mix(p.deep, p.ink, 0.4), p.mid)
    boat(c, 1300, 640, 240, mix(p.deep, p.ink, 0.7), p.mid)
    boat(c, 640, 760, 470, p.ink, p.deep)
    for _ in range(60):
        x = c.rng.uniform(-20, 330)
        tall = c.rng.uniform(60, 210) * (1 - x / 520)
        c.line(bend((x, c.h + 10), (x, c.h - tall * 0.6), (x + tall * 0.35, c.h - tall)), p.ink, 3.6)
        c.oval(x + tall * 0.36, c.h - tall - 8, 4, 17, p.ink)


def river_sail(c: Canvas) -> None:
    """A loaded boat under sail in the afternoon."""
    p = c.p
    c.sky(p.mid, p.soft, p.light, p.pale, p.pale)
    c.sun(330, 230, 62, p.pale, p.pale)
    for y, x, w in ((140, 700, 420), (190, 1050, 360), (300, 80, 300), (255, 620, 220)):
        c.box(x, y, w, 22, p.pale, 0.5, 11)
        c.box(x + 60, y - 15, w * 0.5, 24, p.pale, 0.5, 12)
    treeline(c, 500, 22, mix(p.soft, p.mid, 0.7))
    c.band(503, c.h, p.light, p.soft, p.mid, p.deep)
    c.ripples(515, c.h, 160, p.pale, 0.24)
    sail(c, 1330, 560, 150, p.deep, p.pale, p.light)
    sail(c, 420, 548, 96, p.deep, p.light, p.soft)
    for step in range(9):
        c.box(690 - step * 12, 770 + step * 13, 330 + step * 20, 6, p.accent, 0.26 - step * 0.025, 3)
    sail(c, 840, 742, 470, p.ink, p.accent, mix(p.accent, p.ink, 0.25))
    c.birds(1120, 300, 5, p.deep, 22)


def paddy_palms(c: Canvas) -> None:
    """Ripe paddy in strips towards a line of palms."""
    p = c.p
    x: float
    y: float
    c.band(0, 520, "#7fbcb8", "#c7dfc0", p.pale)
    c.sun(1180, 300, 70, "#fff9e4", p.pale)
    for y, x, w in ((110, 520, 330), (160, 820, 240), (210, 380, 200)):
        c.box(x, y, w, 20, "#fffdf2", 0.6, 10)
        c.box(x + 50, y - 15, w * 0.5, 26, "#fffdf2", 0.6, 13)
    c.ridge(470, 18, mix(p.soft, p.pale, 0.45), waves=1.3)
    treeline(c, 500, 32, p.mid)
    horizon, vanish = 498, 760
    c.band(horizon, c.h, p.light, p.soft)
    strips = [-1900, -1250, -800, -420, -90, 250, 560, 860, 1180, 1540, 2000, 2600, 3400]
    tones = (p.light, mix(p.soft, p.light, 0.4), p.soft, mix(p.light, p.pale, 0.35), mix(p.soft, p.mid, 0.5))
    for index, (a, b) in enumerate(itertools.pairwise(strips)):
        near = [(b, c.h + 10), (a, c.h + 10)]
        top = [(vanish + (a - vanish) * 0.13, horizon), (vanish + (b - vanish) * 0.13, horizon)]
        c.shape([*top, *near], tones[index % 5], mix(tones[(index * 2 + 1) % 5], p.mid, 0.25))
        c.line([top[0], near[1]], mix(p.mid, p.deep, 0.3), 5, 0.7)
    for _ in range(700):
        near = c.rng.random() ** 0.7
        x, y = c.rng.uniform(0, c.w), horizon + 8 + (c.h - horizon) * near
        c.line([(x, y), (x + c.rng.uniform(-5, 5) * near, y - 5 - 22 * near)], p.pale, 1 + 2 * near, 0.34)
    for x, height, lean in ((190, 430, -46), (300, 350, 52), (1420, 400, 40)):
        palm(c, x, 560, height, lean, p.ink)
    for x, y, size in ((620, 640, 74), (700, 652, 78), (980, 618, 58)):
        c.shape([(x - size * 0.2, y), (x + size * 0.2, y), (x + size * 0.1, y - size * 0.6)], p.accent)
        c.line(
            bend((x, y - size * 0.5), (x + size * 0.3, y - size * 0.75), (x + size * 0.46, y - size * 0.4)),
            p.ink,
            8,
        )
        c.disc(x + size * 0.44, y - size * 0.52, size * 0.12, p.ink)
        c.oval(x + size * 0.44, y - size * 0.62, size * 0.24, size * 0.07, p.pale)


def mustard_field(c: Canvas) -> None:
    """Mustard in flower around a tin-roofed homestead."""
    p = c.p
    x: float
    y: float
    yellow, gold = "#f2c230", "#d99f1c"
    c.sky(mix(p.light, "#9fc7c9", 0.7), p.pale, "#fdf4d3")
    c.mist(330, 520, "#fffaf0", 0.7)
    treeline(c, 470, 34, mix(p.mid, p.pale, 0.35))
    for x, w in ((930, 170), (1120, 120)):
        c.box(x, 424, w, 62, p.pale)
        c.shape(
            [(x - 18, 428), (x + w + 18, 428), (x + w - 12, 376), (x + 14, 376)],
            p.accent,
            mix(p.accent, p.ink, 0.3),
        )
        c.box(x + w * 0.42, 446, 26, 40, p.deep)
    c.ridge(486, 10, mix(p.soft, yellow, 0.4), gold, waves=1.0)
    c.ridge(560, 16, yellow, gold, waves=1.4)
    c.ridge(680, 20, mix(yellow, "#fff0a0", 0.25), mix(gold, p.mid, 0.35), waves=0.9)
    for _ in range(1500):
        near = c.rng.random()
        x, y = c.rng.uniform(0, c.w), 500 + (c.h - 500) * near
        tone = c.rng.choice(("#fff2a6", "#ffe066", p.mid, gold))
        c.disc(x, y, 1.2 + 5.5 * near, tone, 0.75)
    c.shape([(770, c.h), (960, c.h), (842, 492), (836, 492)], mix(p.pale, "#b98d52", 0.5), "#b98d52")
    tree(c, 250, 640, 420, p.ink, p.deep, p.mid)
    date_palm(c, 1420, 700, 380, p.ink)


def tea_hills(c: Canvas) -> None:
    """Rows of tea over hill behind hill."""
    p = c.p
    tone: Colour
    c.sky(mix(p.soft, "#9cc9c0", 0.8), p.pale, "#fdf6dc")
    c.sun(420, 250, 58, "#fffbe8", "#fff3c4")
    top = c.h * 0.4
    for level, (tone, drop) in enumerate(((mix(p.soft, p.pale, 0.6), 0), (mix(p.soft, p.pale, 0.3), 80))):
        c.ridge(top + drop, 46, tone, mix(tone, p.pale, 0.4), waves=1.3 + level * 0.4)
    c.mist(top + 60, top + 260, p.pale, 0.55)
    for y, tone, dark, step in (
        (top + 190, p.soft, p.mid, 20),
        (top + 330, mix(p.soft, p.mid, 0.5), p.deep, 30),
        (top + 500, p.mid, p.ink, 44),
    ):
        crest = c.ridge(y, 46, tone, mix(dark, tone, 0.35), waves=1.1)
        for row in range(1, 14):
            offset = row * step * 0.9 + row * row * 0.5
            for index in range(0, len(crest), max(1, step // 12)):
                x, cy = crest[index]
                by = cy + offset + sin(x / 130 + row * 0.4) * step * 0.18
                if by < c.h + step:
                    c.oval(x + row * 7 % 11, by, step * 0.46, step * 0.3, dark, 0.42)
                    c.oval(x + row * 7 % 11 - 2, by - step * 0.1, step * 0.36, step * 0.19, p.light, 0.32)
        if step < 44:
            for x in (230 + step * 9, 930 - step * 4, 1330):
                base = crest[(x + 20) // 10][1]  # a crest has a point every ten units
                tree(c, x, base + 20, step * 7.5, p.ink, p.deep, p.mid)


def winter_fog(c: Canvas) -> None:
    """Date palms with sap pots on a foggy winter morning."""
    p = c.p
    c.sky(mix(p.deep, p.soft, 0.7), mix(p.soft, p.light, 0.6), p.light, p.pale)
    c.sun(980, 330, 72, "#fff1cf", "#ffe3b0")
    treeline(c, 560, 40, mix(p.light, p.soft, 0.55))
    c.mist(420, 640, p.pale, 0.75)
    for x, h in ((140, 300), (420, 260), (760, 280), (1240, 300), (1500, 270)):
        date_palm(c, x, 640, h, mix(p.soft, p.mid, 0.4))
    c.mist(520, 740, p.pale, 0.85)
    c.ridge(700, 8, mix(p.soft, p.light, 0.5), mix(p.mid, p.deep, 0.2), waves=1.0)
    date_palm(c, 330, 790, 560, p.deep, p.accent)
    date_palm(c, 1330, 800, 610, p.ink, p.accent)
    c.mist(690, 880, mix(p.pale, p.light, 0.3), 0.55)
    x, y = 690, 800
    c.line([(x - 6, y), (x, y - 92)], p.ink, 30)
    c.disc(x, y - 122, 15, p.ink)
    c.shape([(x - 25, y - 40), (x + 21, y - 40), (x + 18, y - 108), (x - 18, y - 108)], p.mid)
    c.line([(x - 80, y - 95), (x + 84, y - 103)], p.ink, 6)
    for side in (-74, 78):
        c.line([(x + side, y - 98), (x + side, y - 70)], p.ink, 3)
        c.disc(x + side, y - 50, 22, p.accent)
        c.box(x + side - 12, y - 76, 24, 9, p.accent, round_=3)


def mangrove(c: Canvas) -> None:
    """A tidal creek between mangroves on their roots."""
    p = c.p
    c.sky(p.mid, p.soft, p.light, p.pale)
    c.sun(800, 330, 74, p.pale, p.pale)
    line = c.h * 0.55
    treeline(c, line - 20, 46, mix(p.soft, p.light, 0.3))
    c.mist(line - 140, line + 40, p.pale, 0.6)
    treeline(c, line, 60, mix(p.mid, p.soft, 0.4), 0.8)
    c.band(line, c.h, p.soft, p.mid, p.deep)
    c.glitter(800, line + 12, c.h - 20, 150, p.pale)
    c.ripples(line + 10, c.h, 110, p.light, 0.2)
    for x, size, tone in ((210, 1.0, p.ink), (520, 0.62, p.deep), (1120, 0.66, p.deep), (1420, 1.08, p.ink)):
        base = line + 60 + 180 * (size - 0.5)
        crown = base - 470 * size
        c.line(bend((x, base - 120 * size), (x + 16, base - 250 * size), (x - 10, crown)), tone, 34 * size)
        for reach in (-190, -140, -92, -48, 40, 84, 136, 186):
            foot = (x + reach * size, base + 34 * size + abs(reach) * 0.08)
            knee = (x + reach * size * 0.8, base - 170 * size)
            c.line(bend((x, base - (100 + abs(reach) * 0.25) * size), knee, foot), tone, 12 * size)
        for _ in range(30):
            dx, dy = c.rng.uniform(-170, 170) * size, c.rng.gauss(0, 46) * size
            c.oval(x + dx, crown + dy, 64 * size, 40 * size, mix(tone, p.mid, c.rng.uniform(0, 0.35)))
        for _ in range(14):
            dx, dy = c.rng.uniform(-160, 130) * size, c.rng.gauss(-30, 34) * size
            c.oval(x + dx, crown + dy, 30 * size, 12 * size, p.soft, 0.3)
    boat(c, 760, line + 165, 250, p.ink, p.accent)
    c.birds(980, 200, 4, p.deep, 20)


def ocean_waves(c: Canvas) -> None:
    """Scalloped waves, a moon and a fishing trawler."""
    p = c.p
    x: float
    c.sky(p.deep, p.mid, p.soft, p.light)
    c.sun(1210, 250, 92, p.pale, p.pale)
    for y, x, w in ((180, 160, 380), (230, 420, 300), (140, 760, 260)):
        c.box(x, y, w, 18, p.pale, 0.3, 9)
    hull = [(505, 418), (820, 418), (775, 486), (545, 486)]
    tones: tuple[Colour, ...] = (
        p.soft,
        mix(p.soft, p.mid, 0.6),
        p.mid,
        mix(p.mid, p.deep, 0.55),
        p.deep,
        p.ink,
    )
    for level, tone in enumerate(tones):
        y, width = 450 + level * 82, 120 + level * 34
        if level == 1:
            c.shape([(600, 420), (710, 420), (710, 345), (628, 345)], p.pale)
            c.box(640, 360, 24, 22, p.deep)
            c.box(674, 360, 24, 22, p.deep)
            c.line([(730, 420), (730, 260)], p.ink, 6)
            c.line([(730, 270), (820, 415)], p.ink, 3)
            c.line([(730, 290), (620, 345)], p.ink, 3)
            c.shape([(733, 262), (733, 292), (780, 277)], p.accent)
            c.shape(hull, p.accent, mix(p.accent, p.ink, 0.4))
        x = -width * (0.5 if level % 2 else 1.0)
        c.box(0, y + width * 0.3, c.w, c.h, tone)
        while x < c.w + width:
            c.oval(x + width / 2, y + width * 0.34, width * 0.56, width * 0.36, tone)
            for inset in (0.1, 0.2):
                rx, ry = width * (0.5 - inset), width * (0.32 - inset * 0.8)
                c.arc(x + width / 2, y + width * 0.36, rx, ry, 190, 350, p.pale, 3.4, 0.42 - inset)
            x += width
    c.birds(250, 330, 5, p.ink, 24)


def lighthouse(c: Canvas) -> None:
    """A lighthouse on a low island by night, its beam over the sea."""
    p = c.p
    c.band(0, 600, p.ink, p.deep, p.mid, p.soft, p.light)
    c.stars(110, 430, p.pale)
    lamp = (1130.0, 262.0)
    for spread, alpha in ((90, 0.1), (58, 0.13), (30, 0.18)):
        c.shape([lamp, (-60, 90 - spread), (-60, 130 + spread)], p.pale, alpha=alpha)
        c.shape([lamp, (1700, 250 - spread), (1700, 300 + spread)], p.pale, alpha=alpha)
    c.band(590, c.h, p.mid, p.deep, p.ink)
    c.ripples(600, c.h, 130, p.light, 0.22)
    c.glitter(1130, 700, c.h - 10, 120, p.accent)
    c.shape(bend((760, 700), (1080, 520), (1640, 690), 30), p.ink)
    c.shape([(1084, 640), (1178, 640), (1160, 300), (1100, 300)], p.pale, mix(p.pale, p.soft, 0.5))
    for y, inset in ((350, 3), (450, 6), (550, 10)):
        c.shape(
            [(1100 - inset, y), (1160 + inset, y), (1163 + inset, y + 48), (1097 - inset, y + 48)], p.accent
        )
    c.box(1088, 290, 84, 14, p.ink, round_=3)
    c.glow(*lamp, 170, p.accent, 0.9)
    c.box(1106, 240, 48, 50, "#fff4d0", round_=4)
    c.shape([(1096, 242), (1164, 242), (1130, 200)], p.ink)
    for x, h, lean in ((950, 190, -30), (1320, 210, 36), (1400, 160, 24)):
        palm(c, x, 640, h, lean, p.ink)
    boat(c, 380, 720, 240, p.ink, p.deep)
    c.disc(452, 690, 6, p.accent)
    c.glow(452, 690, 70, p.accent, 0.7)


def lotus_pond(c: Canvas) -> None:
    """Water lilies, the national flower, on dark water."""
    p = c.p
    degrees: float
    c.sky(p.mid, p.deep, p.ink)
    c.ripples(0, c.h, 150, p.soft, 0.16)
    c.halftone((1300, 160), 520, p.soft, 0.28)
    for x, y, r in ((190, 250, 130), (520, 170, 92), (1010, 240, 120), (1420, 420, 150), (330, 690, 190),
                    (980, 780, 210), (1390, 790, 150), (690, 520, 110)):  # fmt: skip
        c.oval(x + 8, y + 16, r, r * 0.46, p.ink, 0.5)
        c.oval(x, y, r, r * 0.46, mix(p.mid, "#5b8f3d", 0.6))
        c.oval(x - r * 0.06, y - r * 0.04, r * 0.86, r * 0.37, mix(p.soft, "#7fae4a", 0.6))
        for degrees in range(0, 360, 30):
            dx, dy = around(0, 0, r * 0.84, degrees)
            c.line([(x, y), (x + dx, y + dy * 0.42)], mix(p.mid, "#3f7a3a", 0.5), 2.4, 0.6)
        c.shape([(x, y), (x + r * 1.02, y - r * 0.1), (x + r * 1.02, y + r * 0.12)], p.deep)
    for x, y, size in ((640, 400, 190), (1130, 610, 230), (250, 470, 130)):
        for ring, (reach, tone) in enumerate(((1.0, "#f1b7c0"), (0.82, "#f8d3d3"), (0.62, "#fff1ea"))):
            for petal in range(9):
                degrees = 195 + petal * 18.75 + ring * 6
                tip = around(x, y, size * reach, degrees)
                left = around(x, y, size * reach * 0.62, degrees - 15)
                right = around(x, y, size * reach * 0.62, degrees + 15)
                c.shape(
                    bend((x, y + 14), left, tip) + bend(tip, right, (x, y + 14)),
                    tone,
                    mix(tone, p.accent, 0.3),
                )
        c.oval(x, y - size * 0.12, size * 0.16, size * 0.11, "#ffd45e")
    _dragonfly(c, 880, 250)


def _dragonfly(c: Canvas, x: float, y: float) -> None:
    for degrees in (205, 235, 305, 335):
        tip = around(x, y, 92, degrees)
        side = around(x, y, 60, degrees + 14)
        c.shape(
            bend((x, y), side, tip) + bend(tip, around(x, y, 60, degrees - 14), (x, y)), c.p.pale, alpha=0.55
        )
    c.line([(x, y - 14), (x + 6, y + 96)], c.p.accent, 8)
    c.disc(x, y - 18, 11, c.p.accent)
