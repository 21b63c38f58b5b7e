"""Sport."""

import itertools

from .canvas import Canvas, Colour, around, bend
from .palette import mix


def stadium_lights(c: Canvas) -> None:
    """A floodlit ground on a match evening."""
    p = c.p
    x: float
    c.sky(p.ink, p.deep, p.mid, p.soft)
    c.stars(50, 200, p.pale)
    for x, lean in ((150, 1), (520, 0.4), (1080, -0.4), (1450, -1)):
        c.shape([(x, 150), (x + lean * 420 - 260, 640), (x + lean * 420 + 260, 640)], p.pale, alpha=0.07)
        c.shape([(x, 150), (x + lean * 420 - 130, 640), (x + lean * 420 + 130, 640)], p.pale, alpha=0.08)
    c.shape(
        [*bend((-60, 470), (800, 300), (1660, 470), 40), (1660, 700), (-60, 700)], mix(p.deep, p.ink, 0.4)
    )
    for row in range(9):
        for seat in range(110):
            t = seat / 109
            x = -20 + 1640 * t
            y = 470 - 0.5 * 170 * (1 - (2 * t - 1) ** 2) + 18 + row * 15
            tone = c.rng.choice((p.soft, p.light, p.accent, p.mid, p.pale, p.mid))
            c.disc(x + c.rng.uniform(-4, 4), y, 4.6, tone, c.rng.uniform(0.4, 0.95))
    c.line(bend((-60, 452), (800, 282), (1660, 452), 40), p.ink, 20)
    c.line(bend((-60, 436), (800, 266), (1660, 436), 40), p.accent, 4)
    for x in (150, 520, 1080, 1450):
        c.line([(x, 470), (x, 160)], p.ink, 12)
        c.box(x - 62, 98, 124, 84, p.ink, round_=8)
        for row in range(3):
            for column in range(4):
                c.disc(x - 45 + column * 30, 116 + row * 24, 9.5, "#fff9e2")
        c.glow(x, 138, 230, p.pale, 0.8)
    c.oval(800, 930, 1120, 400, mix("#2c6b3c", p.ink, 0.45))
    c.oval(800, 940, 1080, 390, "#3b8a48")
    for stripe in range(-7, 8, 2):
        near, far = stripe * 180, stripe * 74
        c.shape(
            [(800 + far, 562), (800 + far + 74, 562), (800 + near + 180, c.h), (800 + near, c.h)],
            "#4c9d53",
            alpha=0.6,
        )
    c.arc(800, 940, 1000, 350, 180, 360, p.pale, 5, 0.8)
    c.shape([(745, 640), (855, 640), (930, 840), (670, 840)], "#d9bd84", "#c3a066")
    c.line([(722, 692), (878, 692)], p.pale, 4)
    c.line([(690, 790), (910, 790)], p.pale, 5)
    for dx in (-12, 0, 12):
        c.line([(800 + dx, 684), (800 + dx, 634)], p.ink, 5)
        c.line([(800 + dx * 1.6, 800), (800 + dx * 1.6, 716)], p.ink, 7)
    for x, y, h in (
        (520, 690, 70),
        (1060, 680, 66),
        (1240, 780, 96),
        (330, 800, 100),
        (660, 640, 52),
        (930, 770, 92),
    ):
        c.oval(x, y, h * 0.3, 6, "#16301f", 0.5)
        c.line([(x - h * 0.08, y), (x, y - h * 0.45), (x + h * 0.1, y)], p.pale, h * 0.1)
        c.line([(x, y - h * 0.4), (x, y - h * 0.78)], p.accent, h * 0.2)
        c.disc(x, y - h * 0.92, h * 0.1, p.ink)


def cricket_ball(c: Canvas) -> None:
    """A ball and a bat against a field of dots."""
    p = c.p
    c.sky(p.mid, p.soft, p.light)
    c.halftone((1080, c.h * 0.45), 760, p.pale, 0.4, 26)
    c.band(c.h * 0.8, c.h, "#6d9a44", "#2f5f34")
    c.oval(1060, c.h * 0.83, 330, 34, "#1c3d24", 0.6)
    cx, cy, r = 1060.0, c.h * 0.83 - 262, 270.0
    c.disc(cx, cy, r, "#6f1417")
    for step in range(12):
        c.disc(cx - step * 7, cy - step * 8, r - step * 15, mix("#7d181b", "#d4473b", step / 11))
    c.disc(cx - 118, cy - 124, 44, "#ffffff", 0.25)
    for shift, tone, width in ((0, "#f6e3c0", 9), (-30, "#f6e3c0", 3), (30, "#f6e3c0", 3)):
        seam = bend(
            (cx - 90 + shift, cy - r * 0.93), (cx + 190 + shift, cy), (cx - 60 + shift, cy + r * 0.95), 40
        )
        c.line(seam, tone, width)
    stitches = bend((cx - 90, cy - r * 0.93), (cx + 190, cy), (cx - 60, cy + r * 0.95), 40)
    for x, y in stitches[1:-1]:
        c.line([(x - 21, y - 5), (x - 9, y + 3)], "#fbf0d8", 4)
        c.line([(x + 9, y + 3), (x + 21, y - 5)], "#fbf0d8", 4)
    blade = [(250, 250), (380, 190), (690, c.h * 0.78), (640, c.h * 0.82), (560, c.h * 0.82)]
    c.shape(blade, "#f0d9a0", "#c99a55")
    c.shape([(250, 250), (300, 227), (590, c.h * 0.82), (560, c.h * 0.82)], "#b98645", alpha=0.7)
    for share in (0.3, 0.55, 0.75):
        c.line([(310 + 70 * share, 240), (590 + 60 * share, c.h * 0.8)], "#a87538", 2.5, 0.5)
    c.shape([(290, 238), (338, 215), (262, 40), (214, 62)], p.ink)
    for step in range(9):
        x, y = 216 + step * 9, 66 + step * 20
        c.line([(x, y), (x + 47, y - 22)], p.accent, 6)


def football_pitch(c: Canvas) -> None:
    """A football pitch from above, with a move drawn on it."""
    p = c.p
    c.sky("#2f7a45", "#2a6d3f")
    for stripe in range(10):
        if stripe % 2:
            c.box(stripe * 160, 0, 160, c.h, "#3b8c50", 0.75)
    chalk = "#f4f3e2"
    c.line([(80, 70), (1520, 70), (1520, 830), (80, 830), (80, 70)], chalk, 7)
    c.line([(800, 70), (800, 830)], chalk, 7)
    c.ring(800, 450, 140, chalk, 7)
    c.disc(800, 450, 11, chalk)
    for side in (1, -1):
        edge = 80 if side == 1 else 1520
        for depth, half in ((230, 250), (90, 120)):
            box = [
                (edge, 450 - half),
                (edge + side * depth, 450 - half),
                (edge + side * depth, 450 + half),
                (edge, 450 + half),
            ]
            c.line(box, chalk, 7)
        c.disc(edge + side * 160, 450, 8, chalk)
        start, end = (-52, 52) if side == 1 else (128, 232)
        c.arc(edge + side * 160, 450, 115, 115, start, end, chalk, 7)
        c.box(edge - 34 if side == 1 else edge, 390, 34, 120, chalk, 0.35)
    for x, y, start in ((80, 70, 0), (1520, 70, 90), (1520, 830, 180), (80, 830, 270)):
        c.arc(x, y, 36, 36, start, start + 90, chalk, 7)
    ours = [(170, 450), (400, 220), (390, 660), (620, 440), (720, 230), (900, 620), (1100, 300), (1180, 560)]
    theirs = [
        (1440, 450),
        (1330, 300),
        (1320, 600),
        (1240, 430),
        (1010, 480),
        (1030, 190),
        (990, 720),
        (870, 380),
    ]
    path = [(620.0, 440.0), (720.0, 230.0), (900.0, 620.0), (1180.0, 560.0)]
    for (x1, y1), (x2, y2) in itertools.pairwise(path):
        route = bend((x1, y1), ((x1 + x2) / 2 + 40, (y1 + y2) / 2 - 70), (x2, y2), 22)
        for a, b in zip(route[::2], route[1::2], strict=False):
            c.line([a, b], "#ffe08a", 6)
    c.line(bend((1180, 560), (1330, 520), (1505, 410), 22), "#ffe08a", 8)
    c.shape([(1512, 405), (1478, 400), (1490, 432)], "#ffe08a")
    for team, tone in ((ours, p.accent), (theirs, "#1d2f6f")):
        for x, y in team:
            c.oval(x + 10, y + 14, 27, 22, "#16301f", 0.45)
            c.disc(x, y, 27, chalk)
            c.disc(x, y, 22, tone)
            c.disc(x - 6, y - 7, 8, "#ffffff", 0.25)
    c.disc(1222, 545, 13, "#ffffff")
    c.disc(1222, 545, 5, p.ink)


def running_track(c: Canvas) -> None:
    """Lanes of a running track that sweep round a bend."""
    p = c.p
    lane: float
    tone: Colour
    c.sky(p.soft, p.mid)
    cx, cy = 420.0, 1180.0
    c.disc(cx, cy, 1240, p.accent)
    c.disc(cx, cy, 1190, mix(p.mid, p.soft, 0.3))
    for lane in range(9):
        r = 1160 - lane * 92
        tone = mix("#b9502f", "#d96f43", lane / 8)
        c.disc(cx, cy, r, tone)
        c.ring(cx, cy, r, p.pale, 6)
    c.disc(cx, cy, 1160 - 8 * 92 + 3, "#5d9147")
    c.disc(cx, cy, 1160 - 8 * 92 - 40, "#74a852")
    c.halftone((1450, 120), 420, p.pale, 0.35)
    for lane, degrees in ((0.5, -66), (1.5, -58), (2.5, -52), (3.5, -61), (4.5, -47), (5.5, -55)):
        x, y = around(cx, cy, 1160 - lane * 92, degrees)
        tone = ("#1d2f6f", "#f2c84b", "#2c716d", "#fbf0dc", "#47305c", "#16301f")[int(lane)]
        c.oval(x + 30, y + 48, 46, 12, "#331616", 0.4)
        c.line(
            [(x - 44, y + 44), (x - 14, y + 26), (x, y - 4), (x + 34, y + 16), (x + 24, y + 46)],
            "#4a2a1c",
            13,
        )
        c.line([(x, y - 2), (x + 14, y - 46)], tone, 25)
        c.line(
            [(x - 24, y - 14), (x - 8, y - 34), (x + 14, y - 42), (x + 38, y - 24), (x + 52, y - 40)],
            "#4a2a1c",
            9,
        )
        c.disc(x + 25, y - 70, 14, "#331616")
    for lane in range(8):
        a, b = around(cx, cy, 1160 - lane * 92, -82), around(cx, cy, 1160 - (lane + 1) * 92, -82)
        c.line([a, b], p.pale, 10)
