"""Small charts as inline SVG: drawn from numbers, readable without seeing them, in the page's own colours."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT = 640, 220
TOP, BOTTOM, SIDE = 26, 34, 8  # room for numbers above, labels below
GAP = 0.28  # of a bar's place


@dataclass(frozen=True, slots=True)
class Point:
    """One bar. `value` None: there is nothing to show for it, which is not zero."""

    label: str  # below the bar
    value: float | None
    text: str  # the value, short enough to stand above the bar
    name: str = ""  # label and value in full, for the table that says the same
    full: str = ""


def bar_chart(key: str, title: str, summary: str, points: Sequence[Point]) -> SafeString:
    """An `<svg>` of bars; `key` makes its ids unique in the page, `summary` says what the bars show.

    Colours are the page's: bars in `currentColor`, so that both themes need nothing of their own.
    """
    highest = max((point.value or 0 for point in points), default=0) or 1
    place = (WIDTH - 2 * SIDE) / max(1, len(points))
    bars = format_html_join(
        "",
        "{}",
        ((_bar(point, SIDE + place * index, place, highest),) for index, point in enumerate(points)),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>'
        '<line class="axis" x1="{}" x2="{}" y1="{}" y2="{}"/>{}</svg>',
        WIDTH,
        HEIGHT,
        *(key,) * 3,
        title,
        key,
        summary,
        SIDE,
        WIDTH - SIDE,
        *(HEIGHT - BOTTOM,) * 2,
        bars,
    )


def _bar(point: Point, left: float, place: float, highest: float) -> SafeString:
    centre = left + place / 2
    floor = HEIGHT - BOTTOM
    height = (floor - TOP) * (point.value or 0) / highest
    bar = SafeString("")
    if point.value is not None:
        bar = format_html(
            '<rect class="bar" x="{}" y="{}" width="{}" height="{}" rx="2"/>'
            '<text class="value" x="{}" y="{}">{}</text>',
            _short(left + place * GAP / 2),
            _short(floor - height),
            _short(place * (1 - GAP)),
            _short(height),
            _short(centre),
            _short(floor - height - 7),
            point.text,
        )
    label = format_html(
        '<text class="label" x="{}" y="{}">{}</text>', _short(centre), floor + 22, point.label
    )
    return format_html("<g>{}{}</g>", bar, label)


def _short(number: float) -> str:
    """A coordinate: two decimals are finer than any screen, and no locale may change the point."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
