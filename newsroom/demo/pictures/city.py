"""Town: streets, schools, markets, roofs."""

from .canvas import Canvas, around, bend
from .palette import mix
from .things import boat, palm, person, skyline, tree, treeline


def city_dusk(c: Canvas) -> None:
    """The capital at dusk beyond a lake."""
    p = c.p
    c.band(0, 650, p.ink, p.deep, p.mid, p.soft, p.light, p.accent)
    c.stars(70, 260, p.pale)
    c.sun(430, 300, 58, p.pale, p.accent)
    skyline(c, 600, 190, mix(p.soft, p.light, 0.35))
    skyline(c, 610, 250, mix(p.mid, p.soft, 0.35), p.pale, 0.12)
    skyline(c, 625, 190, p.deep, p.accent, 0.34)
    skyline(c, 640, 120, p.ink, p.pale, 0.3)
    c.band(640, c.h, mix(p.soft, p.mid, 0.5), p.deep, p.ink)
    c.glitter(430, 650, c.h, 110, p.pale)
    for _ in range(90):
        x, y = c.rng.uniform(0, c.w), 650 + c.rng.random() ** 1.6 * 180
        c.box(x, y, 5, c.rng.uniform(14, 60), p.accent, 0.3, 2)
    c.ripples(660, c.h, 90, p.light, 0.16)
    boat(c, 1120, 790, 260, p.ink, p.deep)


def rain_street(c: Canvas) -> None:
    """Umbrellas and lamps on a wet evening street."""
    p = c.p
    x: float
    y: float
    c.band(0, 600, p.ink, p.deep, p.mid, p.soft)
    skyline(c, 560, 330, mix(p.deep, p.mid, 0.5), p.accent, 0.2)
    c.mist(360, 640, p.soft, 0.4)
    c.shape([(0, 300), (330, 390), (330, 620), (0, 700)], p.ink)
    c.shape([(1600, 260), (1230, 390), (1230, 620), (1600, 720)], p.ink)
    for index, x in enumerate((40, 130, 215, 285)):
        c.box(x, 470 + index * 8, 52 - index * 8, 92 - index * 12, p.accent, 0.9, 3)
    for index, x in enumerate((1265, 1330, 1410, 1510)):
        c.box(x, 490 - index * 10, 30 + index * 10, 70 + index * 16, p.pale, 0.85, 3)
    c.band(600, c.h, p.mid, p.deep, p.ink)
    for x, y, h in ((420, 620, 300), (1140, 625, 310), (560, 600, 210), (1010, 600, 215)):
        c.line([(x, y), (x, y - h), (x + (40 if x < 800 else -40), y - h - 12)], p.ink, h * 0.028)
        lamp = (x + (44 if x < 800 else -44), y - h - 4)
        c.glow(*lamp, h * 0.75, p.accent, 0.8)
        c.disc(*lamp, h * 0.04, "#fff2cf")
        for step in range(16):
            half = c.rng.uniform(6, 34)
            c.box(lamp[0] - half, 640 + step * 16, half * 2, 5, p.accent, 0.5 - step * 0.028, 3)
    figures = (
        (700, 660, 130, p.accent),
        (880, 690, 170, "#d9778a"),
        (520, 760, 260, "#6db3aa"),
        (1090, 800, 300, p.pale),
    )
    for x, y, h, cloth in figures:
        c.box(x - h * 0.14, y + 4, h * 0.28, h * 0.3, p.ink, 0.5, 8)
        person(c, x, y, h, p.ink)
        top = y - h * 1.02
        dome = bend((x - h * 0.42, top), (x - h * 0.34, top - h * 0.44), (x + 2, top - h * 0.4))
        c.shape(
            [*dome, *bend((x, top - h * 0.4), (x + h * 0.36, top - h * 0.42), (x + h * 0.42, top))], cloth
        )
        c.line([(x + h * 0.05, top), (x + h * 0.05, y - h * 0.5)], p.ink, h * 0.02)
        for rib in (-0.14, 0.14):
            c.line(bend((x, top - h * 0.4), (x + rib * h, top - h * 0.25), (x + rib * h, top)), p.ink, 2, 0.4)
    for _ in range(300):
        x, y, length = c.rng.uniform(0, c.w + 80), c.rng.uniform(-40, c.h), c.rng.uniform(16, 54)
        c.line([(x, y), (x - length * 0.22, y + length)], p.pale, 1.5, c.rng.uniform(0.15, 0.5))


def school_yard(c: Canvas) -> None:
    """A school, its field and pupils on their way in."""
    p = c.p
    y: float
    c.sky(mix(p.soft, "#9bd0cf", 0.8), p.pale, p.pale)
    base = c.h * 0.62
    for y, x, w in ((130, 140, 320), (180, 1120, 360), (240, 700, 240)):
        c.box(x, y, w, 24, "#fffdf4", 0.75, 12)
        c.box(x + 50, y - 18, w * 0.5, 30, "#fffdf4", 0.75, 15)
    treeline(c, base - 10, 50, mix(p.soft, p.mid, 0.3))
    c.box(300, base - 330, 1000, 336, "#f3e3bd")
    c.box(300, base - 330, 1000, 40, "#e3c78d")
    c.shape(
        [(270, base - 330), (1330, base - 330), (1280, base - 400), (320, base - 400)], p.accent, "#a93f22"
    )
    for floor in (0, 1):
        y = base - 268 + floor * 150
        c.box(300, y + 96, 1000, 14, "#d9b777")
        for index in range(9):
            x = 330 + index * 110
            if floor and index == 4:
                c.box(x - 8, y - 10, 76, 138, p.deep, round_=4)
                c.line([(x + 30, y - 10), (x + 30, y + 124)], "#f3e3bd", 4)
            else:
                c.box(x, y, 62, 66, p.deep, round_=3)
                c.line([(x + 31, y), (x + 31, y + 66)], "#f3e3bd", 4)
                c.line([(x, y + 33), (x + 62, y + 33)], "#f3e3bd", 4)
            c.box(x + 82, y - 20, 10, 134, "#e3c78d")
    c.band(base + 4, c.h, p.soft, mix(p.soft, p.mid, 0.6), p.mid)
    c.shape([(745, base + 4), (825, base + 4), (1080, c.h), (480, c.h)], "#e7cf9a", "#cfae70")
    c.line([(1390, base + 40), (1390, base - 470)], p.ink, 9)
    c.shape(
        bend((1394, base - 466), (1450, base - 500), (1530, base - 460))
        + bend((1530, base - 372), (1450, base - 412), (1394, base - 378)),
        "#1f6b45",
    )
    c.oval(1452, base - 424, 30, 28, "#c9342f")
    tree(c, 160, base + 70, 470, p.ink, p.deep, p.mid)
    palm(c, 1520, base + 60, 420, 40, p.deep)
    for x, y, h, cloth in (
        (700, 90, 96, "#fffaf0"),
        (760, 100, 100, "#2c6fa3"),
        (880, 150, 130, "#2c6fa3"),
        (640, 220, 176, "#fffaf0"),
        (740, 250, 190, "#2c6fa3"),
        (960, 300, 220, "#fffaf0"),
    ):
        c.oval(x + 14, base + y, h * 0.26, 9, p.deep, 0.35)
        person(c, x, base + y, h, p.ink, cloth)
        c.box(x + h * 0.06, base + y - h * 0.72, h * 0.13, h * 0.26, p.accent, 1, 5)


def hospital(c: Canvas) -> None:
    """A hospital at first light."""
    p = c.p
    c.sky(p.soft, p.light, p.pale, "#fffaf0")
    c.halftone((800, 330), 620, p.soft, 0.28, 24)
    c.sun(300, 210, 58, "#fff6dc", "#fff0c2")
    treeline(c, 690, 44, mix(p.soft, p.mid, 0.4))
    for x, w, h, tone in ((180, 320, 300, p.light), (1100, 330, 340, p.light), (470, 660, 480, "#fdf8ec")):
        c.box(x, 700 - h, w, h, tone)
        c.box(x, 700 - h, w, 18, mix(p.soft, p.mid, 0.4))
        columns = w // 66
        for row in range((h - 80) // 74):
            for column in range(columns):
                wx = x + (w - columns * 66) / 2 + column * 66 + 14
                warm = c.rng.random() < 0.3
                c.box(wx, 700 - h + 52 + row * 74, 38, 42, p.accent if warm else p.mid, 0.85, 3)
    c.box(690, 250, 220, 160, "#fdf8ec")
    c.disc(800, 300, 94, p.accent)
    c.box(776, 240, 48, 120, "#fffdf6", round_=5)
    c.box(740, 276, 120, 48, "#fffdf6", round_=5)
    c.box(660, 590, 280, 18, p.deep, round_=4)
    c.box(700, 608, 200, 92, p.deep)
    c.box(712, 616, 84, 84, p.pale)
    c.box(804, 616, 84, 84, p.pale)
    c.band(700, c.h, mix(p.mid, p.soft, 0.5), p.deep)
    c.shape([(690, 700), (910, 700), (1180, c.h), (420, c.h)], p.light, p.soft)
    for x, side in ((240, 320), (1370, 360)):
        tree(c, x, 770, side, p.ink, p.deep, p.mid)
    c.box(1010, 704, 250, 104, "#fffdf6", round_=14)
    c.shape([(1260, 742), (1316, 762), (1322, 808), (1260, 808)], "#fffdf6")
    c.shape([(1262, 750), (1300, 766), (1300, 780), (1262, 780)], p.mid)
    c.box(1010, 768, 310, 14, p.accent)
    c.box(1116, 726, 14, 34, p.accent)
    c.box(1106, 736, 34, 14, p.accent)
    for x in (1068, 1262):
        c.disc(x, 812, 27, p.ink)
        c.disc(x, 812, 11, p.light)


def market_baskets(c: Canvas) -> None:
    """Baskets of winter vegetables under a striped awning."""
    p = c.p
    x: float
    c.sky(p.deep, p.mid, p.soft, p.light)
    c.glow(800, 300, 700, p.pale, 0.5)
    for index in range(17):
        x = index * 100 - 50
        tone = p.pale if index % 2 else p.accent
        c.shape([(x, 0), (x + 100, 0), (x + 100, 150), (x, 150)], tone)
        c.oval(x + 50, 150, 50, 34, tone)
    c.box(0, 0, c.w, 46, p.ink, 0.35)
    for x in (270, 800, 1330):
        c.line([(x, 60), (x, 238)], p.ink, 4)
        c.glow(x, 270, 240, p.pale, 0.85)
        c.shape([(x - 46, 262), (x + 46, 262), (x + 20, 226), (x - 20, 226)], p.ink)
        c.disc(x, 268, 22, "#fff6d8")
    goods = (
        ("#c8362c", "#8f1f1c", 22),
        ("#f0efe0", "#cfd0b4", 26),
        ("#4b2a5e", "#2e1740", 27),
        ("#e9872b", "#b45f17", 24),
        ("#6f9d3a", "#44702a", 26),
        ("#efc94c", "#c79a22", 24),
        ("#c05a3a", "#8a3520", 22),
        ("#8fb34c", "#577d2d", 26),
    )
    for row, (y, size, offset) in enumerate(((470, 150, 90), (690, 200, -10))):
        c.box(0, y + size * 0.2, c.w, c.h, mix(p.mid, p.ink, 0.25 + 0.3 * row))
        count = 5 if row == 0 else 4
        for index in range(count):
            x = offset + size + index * (c.w - offset * 2) / count
            _basket(c, x, y, size, *goods[(index + row * 5) % 8])


def _basket(c: Canvas, x: float, y: float, size: float, tone: str, shade: str, grain: float) -> None:
    grain *= size / 150
    for level in range(5):
        count = 6 - level
        for index in range(count):
            gx = x + (index - (count - 1) / 2) * grain * 1.75 + c.rng.uniform(-4, 4)
            gy = y - level * grain * 1.05 + c.rng.uniform(-3, 3)
            c.disc(gx + 2, gy + 3, grain, shade)
            c.disc(gx, gy, grain * 0.93, tone)
            c.disc(gx - grain * 0.3, gy - grain * 0.35, grain * 0.26, "#ffffff", 0.28)
    bowl = [
        (x - size * 0.9, y),
        (x + size * 0.9, y),
        (x + size * 0.66, y + size * 0.62),
        (x - size * 0.66, y + size * 0.62),
    ]
    c.shape(bowl, "#c98e4a", "#7d4a22")
    for step in range(1, 5):
        inset = size * (0.9 - 0.05 * step)
        c.line(
            [(x - inset, y + size * 0.125 * step), (x + inset, y + size * 0.125 * step)], "#5d3416", 3, 0.6
        )
    for step in range(-5, 6):
        c.line([(x + step * size * 0.16, y), (x + step * size * 0.12, y + size * 0.62)], "#5d3416", 3, 0.4)
    c.box(x - size * 0.94, y - size * 0.07, size * 1.88, size * 0.15, "#dca867", round_=size * 0.07)


def kites(c: Canvas) -> None:
    """Kites over old-town roofs."""
    p = c.p
    c.sky(p.mid, p.soft, p.light, p.pale)
    c.sun(1240, c.h * 0.52, 80, p.pale, p.accent)
    tones = (p.accent, p.pale, p.deep, "#2c7f86", "#f6b184", "#c8452f")
    flight = (
        (300, 200, 120),
        (620, 330, 74),
        (840, 150, 96),
        (1130, 300, 66),
        (1390, 190, 110),
        (160, 480, 60),
        (980, 470, 50),
    )
    for index, (x, y, size) in enumerate(flight):
        tilt = c.rng.uniform(-24, 24)
        corners = [
            around(x, y, size * reach, tilt + turn)
            for turn, reach in ((-90, 1), (0, 0.78), (90, 1), (180, 0.78))
        ]
        end = (x + c.rng.uniform(-260, 260), c.h * 0.86)
        c.line(bend(corners[2], ((x + end[0]) / 2 + 60, y + 220), end, 24), p.ink, 1.6, 0.55)
        c.shape(corners, tones[index % 6], mix(tones[index % 6], p.ink, 0.18))
        c.shape([corners[0], corners[1], (x, y)], tones[(index + 3) % 6], alpha=0.85)
        c.shape([corners[2], corners[3], (x, y)], tones[(index + 3) % 6], alpha=0.85)
        c.line([corners[0], corners[2]], p.ink, 2.4)
        c.line(bend(corners[3], around(x, y, size * 0.9, tilt - 90), corners[1]), p.ink, 2.4)
        tail = [around(*corners[2], size * 0.32, tilt + 70), around(*corners[2], size * 0.32, tilt + 110)]
        c.shape([corners[2], *tail], p.pale)
    skyline(c, c.h, 300, mix(p.mid, p.soft, 0.4))
    skyline(c, c.h, 240, p.deep, p.light, 0.12)
    skyline(c, c.h, 130, p.ink)
    for x, y in ((330, 150), (1010, 146), (1060, 146)):
        person(c, x, c.h - y + 22, 90, p.ink)
        c.line([(x, c.h - y - 46), (x + 34, c.h - y - 78)], p.ink, 8)
