"""The drawn card of a link: of the right size, shaped, complete where it fits, and none where it cannot be right."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, features

from articles import cards
from articles.cards import HEIGHT, MOST_BYTES, WIDTH, draw_card

pytestmark = pytest.mark.skipif(not features.check("raqm"), reason="this Pillow cannot shape Bengali")
HEADLINE = "রাষ্ট্রিঁ র্ষ্ট্রি তীক্ষ্ণূ: কর্ণফুলীর পাড়ে নতুন পাঠাগার"


def drawn(headline: str) -> Image.Image:
    card = draw_card(headline, "বাংলাদেশ")
    assert card
    assert len(card) <= MOST_BYTES
    return Image.open(BytesIO(card)).convert("L")


@pytest.mark.parametrize(
    "headline", [HEADLINE, "মেলা", "Two words, “50%” — ৫০%", f"{HEADLINE} " * 12, "ক্ষ" * 300]
)
def test_every_headline_becomes_a_card_that_services_take(headline) -> None:
    assert drawn(headline).size == (WIDTH, HEIGHT)


def test_conjuncts_are_shaped_and_not_spelled_out() -> None:
    """Shaped, ক্ষ্ম takes one letter's room; spelled out it would take three with their hasantas."""
    type_ = cards._type("700", 84)
    assert type_.width("ক্ষ্ম") < 0.75 * sum(map(type_.width, "কষম"))


@pytest.mark.parametrize("headline", [HEADLINE, f"{HEADLINE} " * 12])
def test_nothing_is_drawn_outside_its_room(headline) -> None:
    """Left, right and below the headline's room there is paper, so nothing was clipped."""
    image = drawn(headline)
    paper = Image.new("L", image.size, 253)
    ink = ImageChops.difference(image, paper).point(lambda value: 255 * (value > 60))
    for box in ((0, 150, 60, 540), (WIDTH - 60, 150, WIDTH, 540), (0, 575, WIDTH, HEIGHT)):
        assert ink.crop(box).getbbox() is None


def test_a_long_headline_is_smaller_and_at_last_cut_between_letters() -> None:
    sizes = [cards._fitted(" ".join([HEADLINE] * times)) for times in (1, 2, 12)]
    assert sizes[0][0].size > sizes[1][0].size >= sizes[2][0].size
    assert sizes[2][1][-1].endswith("…")


@pytest.mark.parametrize("headline", ["", "新闻", "খবর " + "\U0001f642"])
def test_letters_that_the_fonts_do_not_have_make_no_card(headline) -> None:
    assert draw_card(headline, "বিশ্ব") is None


def test_without_shaping_there_is_no_card(monkeypatch) -> None:
    monkeypatch.setattr(features, "check", lambda name: False)
    assert draw_card(HEADLINE, "বিশ্ব") is None
