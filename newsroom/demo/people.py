"""Who writes the invented paper, with drawn portraits; and how its chief editors want words spelled."""

import tomllib
from io import BytesIO
from itertools import cycle
from typing import Final

from PIL import Image, ImageDraw

from articles.models import Contributor
from newsroom.decoding import DecodedPicture
from newsroom.demo.pictures.palette import CLAY, DAWN, NIGHT, PADDY, RIVER, SEA, Palette
from newsroom.demo.reading import CONTENT, DemoContributor
from newsroom.models import HouseSpelling
from newsroom.portraits import store_portrait

_SIDE: Final = 480  # pixels
_FINER: Final = 2  # drawn so much larger, for smooth edges
_LINKS: Final = [{"name": "প্রোফাইল", "url": "https://social.example/@{slug}"}]


def make_contributors(people: tuple[DemoContributor, ...]) -> None:
    """Everybody a byline may name. Persons get a portrait and a link."""
    palettes = cycle((DAWN, RIVER, PADDY, CLAY, SEA, NIGHT))
    for person in people:
        row, is_new = Contributor.objects.get_or_create(
            slug=person.slug,
            defaults={
                "name": person.name,
                "name_en": person.name_en,
                "kind": person.kind,
                "title": person.role_title,
                "bio": person.bio,
                "initials": person.initials,
            },
        )
        if is_new and person.kind == "person":
            row.links = [{"name": link["name"], "url": link["url"].format(slug=row.slug)} for link in _LINKS]
            store_portrait(row, _decoded(_draw_portrait(next(palettes), has_long_hair=row.pk % 2 == 0)))
            row.save()


def make_house_spelling() -> None:
    entries = tomllib.loads((CONTENT / "spelling.toml").read_text(encoding="utf-8"))["spelling"]
    HouseSpelling.objects.bulk_create((HouseSpelling(**entry) for entry in entries), ignore_conflicts=True)


def _draw_portrait(palette: Palette, *, has_long_hair: bool) -> Image.Image:
    """A face without features before a sun: somebody, and nobody in particular."""
    side = _SIDE * _FINER
    image = Image.new("RGB", (side, side), palette.light)
    draw = ImageDraw.Draw(image)

    def ellipse(x: float, y: float, width: float, height: float, colour: str) -> None:
        box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
        draw.ellipse([part * side for part in box], fill=colour)

    ellipse(0.5, 0.52, 0.86, 0.86, palette.pale)
    if has_long_hair:
        ellipse(0.5, 0.5, 0.46, 0.62, palette.ink)
    ellipse(0.5, 1.08, 0.86, 0.72, palette.mid)
    ellipse(0.5, 0.73, 0.17, 0.26, "#b98363")
    ellipse(0.5, 0.37, 0.37, 0.37, palette.ink)
    ellipse(0.5, 0.47, 0.32, 0.4, "#c8946f")
    draw.chord([part * side for part in (0.33, 0.22, 0.67, 0.52)], 190, 350, fill=palette.ink)
    draw.polygon(
        [(x * side, y * side) for x, y in ((0.41, 0.78), (0.5, 0.9), (0.59, 0.78))], fill=palette.pale
    )
    return image.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)


def _decoded(image: Image.Image) -> DecodedPicture:
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=90)
    return DecodedPicture(format="JPEG", width=image.width, height=image.height, thumbnail=buffer.getvalue())
