"""Stage, film, books, debate and ornament."""

from math import sin

from .canvas import Canvas, around, bend
from .palette import mix


def stage_lights(c: Canvas) -> None:
    """An empty stage, beams and a microphone stand before the hall."""
    p = c.p
    c.sky(p.ink, p.deep, p.mid)
    for x, foot, tone in (
        (250, 520, p.accent),
        (520, 300, p.light),
        (800, 800, p.pale),
        (1080, 1300, p.light),
        (1350, 1080, p.accent),
    ):
        for half, alpha in ((190, 0.12), (120, 0.14), (60, 0.16)):
            c.shape([(x - 8, 70), (x + 8, 70), (foot + half, 690), (foot - half, 690)], tone, alpha=alpha)
        c.oval(foot, 690, 190, 30, tone, 0.35)
    c.box(0, 34, c.w, 18, p.ink)
    for x in (250, 520, 800, 1080, 1350):
        c.box(x - 26, 44, 52, 44, "#05070f", round_=8)
        c.disc(x, 88, 19, "#fff6dc")
        c.glow(x, 90, 110, p.pale, 0.8)
    for side in (-1, 1):
        for fold in range(6):
            x0 = (0 if side < 0 else c.w) - side * fold * 46
            x1 = x0 - side * 50
            dark = mix("#7d1f2b", p.ink, 0.15 + (fold % 2) * 0.3)
            c.shape(
                [(x0, 0), (x1, 0), (x1 + side * fold * 12, 720), (x0 + side * fold * 12, 720)],
                "#b5333c",
                dark,
            )
    c.shape([(0, 690), (c.w, 690), (c.w, c.h), (0, c.h)], "#3a2440", p.ink)
    for x in range(-800, 2500, 140):
        c.line([(800 + (x - 800) * 0.62, 692), (x, c.h)], p.soft, 2, 0.22)
    c.line([(800, 716), (800, 430)], p.ink, 9)
    c.oval(800, 720, 60, 13, p.ink)
    c.line([(800, 440), (838, 404)], p.ink, 9)
    c.line([(832, 412), (858, 384)], "#0a0a14", 30)
    c.disc(864, 378, 20, p.soft)
    for x in range(-20, c.w + 40, 62):
        y = 880 + c.rng.uniform(-26, 14)
        c.disc(x, y, 33, "#05070f")
        c.oval(x, y + 78, 58, 58, "#05070f")
        if c.rng.random() < 0.3:
            c.line([(x - 36, y + 40), (x - 52, y - 70)], "#05070f", 20)


def film_reel(c: Canvas) -> None:
    """A film reel, its strip and the light of a projector."""
    p = c.p
    c.sky(p.ink, p.deep, p.mid)
    cx, cy, r = 520.0, c.h * 0.46, 330.0
    c.shape(
        [(cx + 100, cy - 60), (1640, cy - 430), (1640, cy + 380), (cx + 100, cy + 60)], p.pale, alpha=0.16
    )
    c.shape(
        [(cx + 100, cy - 40), (1640, cy - 260), (1640, cy + 220), (cx + 100, cy + 40)], p.pale, alpha=0.16
    )
    for _ in range(120):
        x = c.rng.uniform(cx + 250, 1600)
        c.disc(x, cy + c.rng.uniform(-0.25, 0.25) * (x - cx), c.rng.uniform(1, 3.5), p.pale, 0.5)
    path = bend((cx, cy + r - 24), (1000, cy + r + 250), (1660, cy + r - 90), 60)
    c.line(path, "#120d18", 150)
    for index, (x, y) in enumerate(path):
        for edge in (-58, 58):
            c.box(x - 7, y + edge - 8, 13, 16, p.light, 0.95, 3)
        if index % 5 == 2:
            c.box(x - 46, y - 40, 92, 80, (p.soft, p.accent, p.light)[index // 5 % 3], 0.9, 6)
    c.disc(cx, cy, r + 20, "#120d18")
    c.disc(cx, cy, r, p.soft)
    c.disc(cx, cy, r - 22, p.light)
    for index in range(5):
        x, y = around(cx, cy, r * 0.57, index * 72 - 90)
        c.disc(x, y, r * 0.25, p.mid)
        c.disc(x + 4, y + 6, r * 0.235, p.ink)
    for index in range(5):
        c.disc(*around(cx, cy, r * 0.86, index * 72 - 54), 13, p.mid)
    c.disc(cx, cy, r * 0.2, p.accent)
    c.disc(cx, cy, r * 0.09, p.ink)
    c.ring(cx, cy, r + 20, p.accent, 6)


def microphone(c: Canvas) -> None:
    """A studio microphone with the sound drawn as a wave."""
    p = c.p
    x: float
    c.sky(p.deep, p.mid, p.soft)
    c.halftone((800, 400), 640, p.light, 0.35, 26)
    for index in range(64):
        x = 20 + index * 25
        height = 24 + abs(sin(index * 0.53) * 120 + sin(index * 1.31) * 80) * (1 - abs(x - 800) / 1100)
        c.box(x - 6, 420 - height, 12, height * 2, p.light if index % 4 else p.accent, 0.55, 6)
    c.glow(800, 380, 420, p.pale, 0.5)
    c.arc(800, 430, 236, 250, 0, 180, p.ink, 26)
    c.line([(800, 670), (800, 800)], p.ink, 26)
    c.box(640, 788, 320, 34, p.ink, round_=17)
    c.box(650, 140, 300, 430, p.ink, round_=150)
    c.box(664, 154, 272, 402, p.pale, round_=136)
    c.disc(800, 420, 136, p.accent)
    c.box(664, 280, 272, 70, p.pale)
    c.box(664, 350, 272, 70, p.accent)
    for row in range(8):
        for column in range(9):
            x, y = 686 + column * 28.5 + (row % 2) * 14, 188 + row * 21
            if ((x - 800) / 124) ** 2 + (max(0, 290 - y) / 128) ** 2 < 1:
                c.disc(x, y, 7, mix(p.ink, p.mid, 0.5))
    c.box(640, 342, 320, 22, p.ink, round_=8)
    for y in (410, 444, 478):
        c.box(730, y, 140, 11, p.ink, 0.55, 6)
    c.box(690, 190, 26, 300, "#ffffff", 0.25, 13)


def book_stack(c: Canvas) -> None:
    """An open book on a stack, its leaves turning into birds."""
    p = c.p
    c.sky(p.soft, p.light, p.pale)
    c.halftone((1180, 240), 560, p.soft, 0.35, 26)
    base = c.h * 0.9
    c.box(0, base, c.w, c.h, p.deep)
    c.box(0, base, c.w, 16, p.mid)
    tones = ((p.mid, 760), ("#2c716d", 690), ("#d9a441", 730), (p.deep, 640))
    y = base
    for index, (tone, w) in enumerate(tones):
        h = (86, 70, 96, 74)[index]
        x = 800 - w / 2 + (-26, 34, -8, 22)[index]
        y -= h
        c.box(x, y, w, h, tone, round_=12)
        c.box(x + 60, y + 9, w - 54, h - 18, "#fbf3df")
        for leaf in range(3):
            c.box(x + 60, y + 20 + leaf * (h - 40) / 2, w - 60, 2.5, "#d9c49a")
        c.box(x + 20, y, 14, h, p.light, 0.7)
        c.box(x + 60, y, w - 60, 9, tone)
        c.box(x + 60, y + h - 9, w - 54, 9, tone)
    for side in (-1, 1):
        for leaf in range(6):
            lift = leaf * 15
            edge = (800 + side * (390 - leaf * 10), y - 40 - lift)
            inner = bend((800, y - 6), (800 + side * 180, y - 130 - lift), edge)
            outer = [
                (edge[0], edge[1] - 8),
                *bend((edge[0], edge[1] - 8), (800 + side * 170, y - 146 - lift), (800, y - 22)),
            ]
            c.shape(inner + outer, "#fff9e8" if leaf % 2 else "#ead9b4")
    for x, by, size in (
        (880, 330, 64),
        (1020, 230, 84),
        (1220, 290, 56),
        (1160, 130, 70),
        (1390, 190, 48),
        (760, 210, 44),
    ):
        c.shape([(x, by), (x - size * 1.2, by - size * 0.75), (x - size * 0.2, by - size * 0.28)], "#fffaf0")
        c.shape([(x, by), (x + size * 1.2, by - size * 0.9), (x + size * 0.16, by - size * 0.3)], p.accent)
        c.shape([(x, by), (x - size * 0.2, by - size * 0.28), (x + size * 0.16, by - size * 0.3)], p.mid)


def round_table(c: Canvas) -> None:
    """A conference table from above, papers laid out before the talks begin."""
    p = c.p
    c.sky(p.deep, p.mid)
    for step in range(-6, 30):
        c.line([(step * 90 - 400, 0), (step * 90 + 100, c.h)], p.soft, 2, 0.13)
        c.line([(step * 90 + 100, 0), (step * 90 - 400, c.h)], p.soft, 2, 0.13)
    cx, cy, r = 800.0, 450.0, 305.0
    c.disc(cx, cy, 520, p.soft, 0.18)
    c.ring(cx, cy, 520, p.light, 4, 0.4)
    for index in range(12):
        degrees = index * 30 + 15
        x, y = around(cx, cy, r + 62, degrees)
        tone = p.accent if index % 3 == 0 else p.ink
        c.disc(x + 8, y + 12, 54, "#000000", 0.22)
        c.disc(x, y, 54, tone)
        c.disc(*around(cx, cy, r + 54, degrees), 44, mix(tone, p.pale, 0.22))
    c.disc(cx + 10, cy + 18, r + 8, "#000000", 0.25)
    c.disc(cx, cy, r, mix("#b9773f", p.ink, 0.35))
    c.disc(cx, cy, r - 12, "#b9773f")
    c.disc(cx, cy, r - 118, mix("#b9773f", p.pale, 0.18))
    for index in range(12):
        degrees = index * 30 + 15
        corners = [around(cx, cy, reach, degrees + turn)
                   for reach, turn in ((288, -7.5), (288, 7.5), (212, 9.5), (212, -9.5))]  # fmt: skip
        c.shape(corners, "#fffaf0")
        for line in (0.25, 0.45, 0.65):
            a = [corners[0][i] + (corners[3][i] - corners[0][i]) * line for i in (0, 1)]
            b = [corners[1][i] + (corners[2][i] - corners[1][i]) * line for i in (0, 1)]
            c.line([(a[0], a[1]), (b[0], b[1])], p.soft, 3)
        c.disc(*around(cx, cy, 270, degrees + 13), 13, p.light)
        c.disc(*around(cx, cy, 270, degrees + 13), 8, p.pale)
    _petals(c, cx, cy, 150, 40, 12, 15, p.pale)
    _petals(c, cx, cy, 112, 40, 12, 9, p.accent)
    c.disc(cx, cy, 46, p.mid)
    c.disc(cx, cy, 24, p.pale)


def assembly_hall(c: Canvas) -> None:
    """A chamber of debate: its seats as rows of points round an empty floor."""
    p = c.p
    degrees: float
    c.sky(p.ink, p.deep, p.mid, p.soft)
    cx, cy = 800.0, 800.0
    c.glow(cx, cy - 60, 900, p.light, 0.75)
    for ray in range(31):
        degrees = 180 + ray * 6
        c.line([around(cx, cy, 735, degrees), around(cx, cy, 1300, degrees)], p.light, 3, 0.16)
    c.ring(cx, cy, 745, p.accent, 5, 0.8)
    for row in range(8):
        radius = 270 + row * 60
        count = 13 + row * 4
        for seat in range(count):
            degrees = 184 + seat * 172 / (count - 1)
            tone = (p.accent, p.soft, p.pale, p.light, "#6db3aa")[min(4, seat * 5 // count)]
            x, y = around(cx, cy, radius, degrees)
            c.oval(x + 3, y + 9, 15 + row * 0.9, 10, p.ink, 0.35)
            c.disc(x, y, 14 + row * 0.9, tone)
            c.disc(x - 4, y - 5, 4.5, "#ffffff", 0.3)
    c.shape([(0, cy + 8), (c.w, cy + 8), (c.w, c.h), (0, c.h)], p.ink, mix(p.ink, p.deep, 0.5))
    c.arc(cx, cy + 8, 205, 205, 180, 360, p.pale, 5, 0.7)
    c.glow(cx, cy - 40, 240, p.pale, 0.8)
    c.shape([(cx - 92, cy - 70), (cx + 92, cy - 70), (cx + 64, cy + 54), (cx - 64, cy + 54)], p.deep, p.ink)
    c.box(cx - 108, cy - 86, 216, 22, p.ink, round_=6)
    for dx in (-40, 40):
        c.line([(cx + dx, cy - 86), (cx + dx * 0.5, cy - 132)], p.ink, 5)
        c.disc(cx + dx * 0.5, cy - 136, 9, p.ink)
    c.disc(cx, cy - 12, 28, p.accent)


def pen_nib(c: Canvas) -> None:
    """A pen nib that draws a line of waves."""
    p = c.p
    c.sky(p.pale, p.light, p.soft)
    c.halftone((300, 700), 620, p.soft, 0.45, 26)
    c.disc(1060, 330, 330, p.accent, 0.92)
    c.disc(1060, 330, 268, mix(p.accent, p.pale, 0.18))
    for row in range(7):
        y = 640 + row * 40
        wave = [(float(x), y + sin(x / 58 + row * 0.8) * 15) for x in range(-10, 760 - row * 52, 12)]
        c.line(wave, p.deep, 7, 0.9 - row * 0.1)
    tip, axis, across = (752.0, 650.0), (0.66, -0.75), (0.75, 0.66)

    def at(along: float, side: float) -> tuple[float, float]:
        return tip[0] + axis[0] * along + across[0] * side, tip[1] + axis[1] * along + across[1] * side

    nib = bend(tip, at(130, -50), at(270, -98), 14) + bend(at(330, -60), at(330, 0), at(330, 60), 4)
    c.shape([*nib, *bend(at(270, 98), at(130, 50), tip, 14)], "#e9c46a", "#b8862f")
    c.shape(
        [tip, *bend(at(130, 50), at(200, 74), at(270, 98), 4), at(330, 60), at(330, 0)], "#8a5f1c", alpha=0.45
    )
    c.line([tip, at(190, 0)], p.ink, 5)
    c.disc(*at(200, 0), 17, p.ink)
    c.shape([at(318, -66), at(318, 66), at(900, 104), at(900, -104)], p.ink)
    c.shape([at(318, -66), at(318, -30), at(900, -52), at(900, -104)], mix(p.ink, p.mid, 0.55))
    for along in (345, 372):
        c.line([at(along, -68), at(along, 68)], "#e9c46a", 10)


def alpana(c: Canvas) -> None:
    """A floor ornament of rice paste, ring in ring."""
    p = c.p
    c.sky(p.mid, p.deep)
    cx, cy = 800.0, c.h / 2
    c.glow(cx, cy, 820, p.soft, 0.55)
    white = "#fdf6e6"
    _petals(c, cx, cy, 470, 330, 24, 9, white)
    for index in range(48):
        c.disc(*around(cx, cy, 492, index * 7.5), 8 if index % 2 else 5, p.light)
    c.ring(cx, cy, 325, white, 7)
    c.ring(cx, cy, 308, p.light, 3)
    _petals(c, cx, cy, 296, 170, 16, 13, p.light)
    _petals(c, cx, cy, 262, 176, 16, 8, p.deep)
    for index in range(32):
        c.disc(*around(cx, cy, 282, index * 11.25 + 5.6), 7, white)
    c.disc(cx, cy, 164, p.accent)
    c.ring(cx, cy, 164, white, 7)
    _petals(c, cx, cy, 146, 28, 12, 15, white)
    _petals(c, cx, cy, 108, 40, 12, 9, p.accent)
    c.disc(cx, cy, 34, p.soft)
    c.disc(cx, cy, 16, white)
    for side in (-1, 1):
        for level in (-1, 1):
            x, y = cx + side * 640, cy + level * (c.h / 2 - 150)
            _petals(c, x, y, 130, 40, 10, 16, white)
            c.disc(x, y, 36, p.soft)
            c.disc(x, y, 18, white)
            for step in range(4):
                fy = y - level * (172 + step * 50)
                for lean in (-1, 1):
                    tip = (x + lean * 44, fy - level * 30)
                    c.shape(bend((x, fy), (x + lean * 6, fy - level * 40), tip) +
                            bend(tip, (x + lean * 42, fy + level * 4), (x, fy)), p.light)  # fmt: skip
                c.disc(x, fy - level * 8, 7, white)


def _petals(
    c: Canvas, x: float, y: float, outer: float, inner: float, count: int, half: float, tone: str
) -> None:
    for index in range(count):
        degrees = index * 360 / count
        middle = (outer + inner) / 2
        root, tip = around(x, y, inner, degrees), around(x, y, outer, degrees)
        left, right = around(x, y, middle, degrees - half * 1.25), around(x, y, middle, degrees + half * 1.25)
        c.shape(bend(root, left, tip) + bend(tip, right, root), tone)
