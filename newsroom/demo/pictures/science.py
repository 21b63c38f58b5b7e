"""Chips, satellites, networks and the globe."""

from math import cos, sin

from .canvas import Canvas, bend
from .palette import mix
from .things import palm, treeline


def circuit(c: Canvas) -> None:
    """A chip with traces that run out like the streets of a city."""
    p = c.p
    c.sky(p.ink, mix(p.ink, p.deep, 0.7), p.deep)
    c.glow(800, 450, 640, p.mid, 0.95)
    for side in range(4):
        for index in range(9):
            offset = (index - 4) * 34
            reach, turn = 200 + c.rng.uniform(60, 190), offset * c.rng.uniform(1.5, 2.6)
            far = c.rng.uniform(520, 900)
            path = [
                (0.0, offset),
                (reach - 150, offset),
                (reach - 150 + abs(turn - offset), turn),
                (far, turn),
            ]
            points = []
            for along, across in path:
                along += 190
                points.append(
                    {0: (800 + along, 450 + across), 1: (800 - along, 450 + across),
                     2: (800 + across, 450 + along), 3: (800 + across, 450 - along)}[side]
                )  # fmt: skip
            tone = c.rng.choice((p.soft, p.light, p.accent, p.soft))
            c.line(points, tone, 5, 0.9)
            c.disc(*points[-1], 11, tone)
            c.disc(*points[-1], 5, p.ink)
            via = points[2]
            c.disc(*via, 8, tone)
    for index in range(9):
        offset = (index - 4) * 34
        c.box(580, 442 + offset, 440, 16, p.light, round_=3)
        c.box(792 + offset, 230, 16, 440, p.light, round_=3)
    c.box(606, 256, 388, 388, p.ink, round_=26)
    c.box(618, 268, 364, 364, mix(p.deep, p.ink, 0.4), round_=20)
    for step in range(5):
        inset = 30 + step * 30
        c.box(
            618 + inset,
            268 + inset,
            364 - inset * 2,
            364 - inset * 2,
            mix(p.deep, p.accent, step * 0.22),
            1,
            16,
        )
    c.glow(800, 450, 150, p.pale, 0.9)
    c.disc(652, 302, 11, p.accent)


def satellite(c: Canvas) -> None:
    """A satellite above the curve of a planet."""
    p = c.p
    c.sky("#050817", p.ink, p.deep)
    c.stars(260, c.h, p.pale)
    c.disc(500, 1560, 1100, p.mid, 0.25)
    c.disc(500, 1580, 1080, p.soft, 0.35)
    c.disc(500, 1600, 1060, "#1f6f93")
    c.disc(470, 1640, 1060, "#17567c")
    for x, y, rx, ry in (
        (260, 690, 210, 46),
        (560, 640, 150, 32),
        (820, 800, 240, 60),
        (190, 840, 160, 60),
        (620, 850, 130, 38),
    ):
        c.oval(x, y, rx, ry, "#5d9a63", 0.85)
        c.oval(x + rx * 0.4, y + ry * 0.4, rx * 0.6, ry * 0.7, "#6fae70", 0.85)
    for x, y, w in ((120, 720, 300), (520, 720, 260), (360, 790, 360), (760, 690, 200)):
        c.box(x, y, w, 13, "#ffffff", 0.5, 7)
    c.sun(1400, 170, 44, "#fff6d8", p.accent)
    for ring in range(5):
        c.arc(960, 390, 150 + ring * 74, 150 + ring * 74, 108, 152, p.accent, 5, 0.75 - ring * 0.13)
    ax, ay = 0.92, -0.39
    for side in (-1, 1):
        for panel in range(3):
            cx, cy = 980 + side * (150 + panel * 118) * ax, 370 + side * (150 + panel * 118) * ay
            corners = [
                (cx + dx * 52 * ax - dy * 66 * -ay, cy + dx * 52 * ay + dy * 66 * ax)
                for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1))
            ]
            c.shape(corners, "#3d6fd0", "#1c3a8c")
            c.line([*corners, corners[0]], p.pale, 4)
            for share in (0.33, 0.66):
                a = [corners[0][i] + (corners[1][i] - corners[0][i]) * share for i in (0, 1)]
                b = [corners[3][i] + (corners[2][i] - corners[3][i]) * share for i in (0, 1)]
                c.line([(a[0], a[1]), (b[0], b[1])], p.pale, 2, 0.7)
            middle = (
                [((corners[0][i] + corners[3][i]) / 2) for i in (0, 1)],
                [((corners[1][i] + corners[2][i]) / 2) for i in (0, 1)],
            )
            c.line([(middle[0][0], middle[0][1]), (middle[1][0], middle[1][1])], p.pale, 2, 0.7)
    c.line([(980 - 110 * ax, 370 + 43), (980 + 110 * ax, 370 - 43)], p.pale, 12)
    body = [(915, 330), (1010, 290), (1052, 400), (955, 442)]
    c.shape(body, "#f3d58a", "#b8862f")
    c.shape([(1010, 290), (1040, 304), (1078, 404), (1052, 400)], "#8c611d")
    c.oval(940, 462, 54, 34, p.pale)
    c.oval(934, 470, 44, 25, p.soft)
    c.line([(934, 470), (906, 516)], p.pale, 6)
    c.disc(904, 520, 9, p.accent)


def globe_arcs(c: Canvas) -> None:
    """A globe with routes between its cities."""
    p = c.p
    c.sky(p.ink, p.deep, p.mid)
    c.stars(120, c.h, p.pale)
    cx, cy, r = 800.0, 470.0, 360.0
    c.glow(cx, cy, 800, p.soft, 0.75)
    c.disc(cx, cy, r, p.mid)
    c.disc(cx - 20, cy - 24, r - 30, mix(p.mid, p.soft, 0.3))
    c.disc(cx - 50, cy - 60, r - 96, mix(p.mid, p.soft, 0.5))
    for row in range(-11, 12):  # land as a field of dots on the sphere
        lat = row * 0.115
        columns = round(27 * cos(lat))
        for column in range(-columns // 2, columns // 2 + 1):
            lon = column * 2.9 / columns
            if sin(lat * 3.1 + 1.3) + sin(lon * 2.3 - lat) + sin(lon * 4.1 + 2) * 0.6 > 0.15:
                x, y = sin(lon) * cos(lat) * r, sin(lat) * r
                edge = (x * x + y * y) ** 0.5 / r
                c.disc(cx + x, cy + y, 8 * (1 - edge**4 * 0.65), p.pale, 0.85)
    for share in (0.34, 0.68):
        c.arc(cx, cy, r * share, r, 0, 360, p.light, 2, 0.4)
        c.arc(cx, cy, r, r * share, 0, 360, p.light, 2, 0.25)
    c.line([(cx - r, cy), (cx + r, cy)], p.light, 2, 0.4)
    c.ring(cx, cy, r, p.light, 4, 0.8)
    cities = [(580.0, 380.0), (890.0, 260.0), (1060.0, 470.0), (700.0, 660.0), (860.0, 500.0), (960.0, 700.0)]
    for start, end, lift in ((0, 1, 190), (1, 2, 60), (0, 4, 170), (3, 4, 140), (4, 2, 150), (3, 5, 90)):
        (x1, y1), (x2, y2) = cities[start], cities[end]
        top = ((x1 + x2) / 2 + (60 if start == 1 else 0), (y1 + y2) / 2 - lift)
        c.line(bend((x1, y1), top, (x2, y2), 30), p.accent, 6)
    for x, y in cities:
        c.disc(x, y, 21, p.accent, 0.35)
        c.disc(x, y, 11, "#fff8e4")


def signal_tower(c: Canvas) -> None:
    """A tower that carries the network over a village at night."""
    p = c.p
    c.band(0, 700, p.ink, p.deep, p.mid, p.soft, p.light)
    c.stars(150, 480, p.pale)
    top, foot = (1050.0, 190.0), 740.0
    for ring in range(1, 8):
        for start in (200, 310):
            c.arc(*top, ring * 78, ring * 78, start, start + 30, p.accent, 6, 0.9 - ring * 0.11)
    c.ridge(640, 18, mix(p.mid, p.deep, 0.4), waves=1.3)
    treeline(c, 690, 46, p.deep)
    for side in (-1, 1):
        c.line([(1050 + side * 8, 200), (1050 + side * 118, foot)], p.ink, 10)
    for step in range(9):
        a, b = step / 9, (step + 1) / 9
        wa, wb, ya, yb = 8 + 110 * a, 8 + 110 * b, 200 + 540 * a, 200 + 540 * b
        c.line([(1050 - wa, ya), (1050 + wb, yb)], p.ink, 5)
        c.line([(1050 + wa, ya), (1050 - wb, yb)], p.ink, 5)
        c.line([(1050 - wb, yb), (1050 + wb, yb)], p.ink, 6)
    for side in (-1, 1):
        c.oval(1050 + side * 44, 290, 25, 33, p.pale)
        c.box(1050 + side * 34 - 9, 350, 18, 66, p.pale, round_=5)
    c.glow(*top, 130, "#ff8a6a", 0.95)
    c.disc(*top, 11, "#fff0df")
    c.box(0, 726, c.w, c.h, p.ink)
    for x, w in ((180, 200), (440, 150), (700, 180), (1300, 190)):
        c.box(x, 690, w, 74, mix(p.ink, p.deep, 0.6))
        c.shape(
            [(x - 22, 694), (x + w + 22, 694), (x + w - 16, 630), (x + 16, 630)], mix(p.mid, p.soft, 0.35)
        )
        for window in range(int(w // 60)):
            c.box(x + 20 + window * 58, 706, 28, 30, p.accent, 1, 3)
            c.glow(x + 34 + window * 58, 720, 60, p.accent, 0.5)
    for x, h, lean in ((110, 300, -34), (620, 260, 30), (1500, 340, 40)):
        palm(c, x, 770, h, lean, p.ink)
