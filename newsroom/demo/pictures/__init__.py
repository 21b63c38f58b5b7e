"""Pictures for the demo paper, drawn by code so that the project ships no photograph it has no right to.

The modules beside this one hold the scenes by subject; each scene draws on a `Canvas` in one of six palettes.
"""

from collections.abc import Callable
from typing import NamedTuple

from PIL import Image

from . import city, culture, land, play, science, transit, work
from .canvas import Canvas
from .palette import CLAY, DAWN, NIGHT, PADDY, RIVER, SEA, Palette

WIDE, TALL = 900, 1067  # 16:9, and 3:2 so that a layout is tried with more than one shape


class Scene(NamedTuple):
    """How one picture is made."""

    draw: Callable[[Canvas], None]
    palette: Palette
    height: int = WIDE


SCENES: dict[str, Scene] = {
    "dawn-river": Scene(land.dawn_river, DAWN),
    "river-sail": Scene(land.river_sail, RIVER),
    "paddy-palms": Scene(land.paddy_palms, PADDY),
    "mustard-field": Scene(land.mustard_field, PADDY),
    "tea-hills": Scene(land.tea_hills, PADDY, TALL),
    "winter-fog": Scene(land.winter_fog, DAWN),
    "mangrove": Scene(land.mangrove, RIVER, TALL),
    "ocean-waves": Scene(land.ocean_waves, SEA),
    "lighthouse": Scene(land.lighthouse, NIGHT),
    "lotus-pond": Scene(land.lotus_pond, RIVER),
    "city-dusk": Scene(city.city_dusk, NIGHT),
    "long-bridge": Scene(transit.long_bridge, RIVER),
    "rickshaw-wheel": Scene(transit.rickshaw_wheel, CLAY),
    "rain-street": Scene(city.rain_street, NIGHT),
    "train-track": Scene(transit.train_track, DAWN),
    "metro-night": Scene(transit.metro_night, NIGHT),
    "school-yard": Scene(city.school_yard, PADDY, TALL),
    "hospital": Scene(city.hospital, SEA),
    "market-baskets": Scene(city.market_baskets, CLAY),
    "kites": Scene(city.kites, DAWN, TALL),
    "assembly-hall": Scene(culture.assembly_hall, DAWN),
    "harbour-cranes": Scene(work.harbour_cranes, SEA),
    "factory": Scene(work.factory, CLAY),
    "solar-field": Scene(work.solar_field, SEA),
    "growth-bars": Scene(work.growth_bars, RIVER),
    "coins": Scene(work.coins, CLAY),
    "circuit": Scene(science.circuit, RIVER),
    "satellite": Scene(science.satellite, NIGHT),
    "globe-arcs": Scene(science.globe_arcs, SEA),
    "signal-tower": Scene(science.signal_tower, NIGHT),
    "stadium-lights": Scene(play.stadium_lights, NIGHT),
    "cricket-ball": Scene(play.cricket_ball, PADDY, TALL),
    "football-pitch": Scene(play.football_pitch, PADDY),
    "running-track": Scene(play.running_track, CLAY),
    "stage-lights": Scene(culture.stage_lights, NIGHT),
    "film-reel": Scene(culture.film_reel, DAWN, TALL),
    "microphone": Scene(culture.microphone, RIVER),
    "book-stack": Scene(culture.book_stack, CLAY, TALL),
    "round-table": Scene(culture.round_table, RIVER),
    "pen-nib": Scene(culture.pen_nib, CLAY),
    "alpana": Scene(culture.alpana, CLAY, TALL),
}

PICTURE_KEYS: tuple[str, ...] = tuple(SCENES)


def draw_picture(key: str) -> Image.Image:
    """The picture of that key as RGB, 1600 wide, the same on every run. KeyError for an unknown key."""
    scene = SCENES[key]
    canvas = Canvas(key, scene.height, scene.palette)
    scene.draw(canvas)
    return canvas.finish()
