"""Pictures on pages: room kept for each, its focus told, nothing fetched wider than it is shown."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from articles.showing import shown_picture
from config.environment import BASE_DIR
from tests.articles.reader import Page

TEMPLATES = sorted((BASE_DIR / "templates" / "articles").glob("*.html"))


@pytest.fixture
def paper(publish, picture):
    """A paper of nine illustrated stories."""
    stories = [publish(picture=picture, section=section) for section in ("world", "sport", "science") * 3]
    return ["/", "/latest/", "/world/", stories[0].get_absolute_url()]


def test_every_picture_on_every_page_has_its_room_and_its_sizes(site, paper):
    for address in paper:
        page = Page(site.get(address))
        assert page.find("img"), address
        for image, _words in page.find("img"):
            assert int(image["width"]) > 0
            assert int(image["height"]) > 0
            assert image["alt"] is not None
        for source, _words in page.find("source"):
            assert source["sizes"]
            assert re.fullmatch(r"\S+ \d+w(, \S+ \d+w)*", source["srcset"])


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_template_has_a_picture_without_width_and_height(template: Path):
    for tag in re.findall(r"<img\b.*?>", re.sub(r"\{[{%].*?[}%]\}", "x", template.read_text())):
        assert " width=" in tag
        assert " height=" in tag


@pytest.mark.parametrize(
    ("focus", "classes"),
    [
        ((0.5, 0.5), ""),
        ((0.0, 1.0), "focus-x-0 focus-y-10"),
        ((0.31, 0.5), "focus-x-3 focus-y-5"),
        ((0.5, 0.26), "focus-x-5 focus-y-3"),
    ],
)
def test_the_focus_is_told_in_classes_that_the_stylesheet_knows(picture, focus, classes):
    assert shown_picture(replace(picture, focus=focus)).focus == classes
    css = (BASE_DIR / "static/site/css/rail.css").read_text()
    for name in classes.split():
        assert f".{name} {{" in css


def test_a_page_tells_the_focus_where_its_layout_cuts(site, publish, picture):
    publish(picture=replace(picture, focus=(0.1, 0.9)))
    page = Page(site.get("/latest/"))
    assert page.find("img", class_="focus-x-1")
    assert "style=" not in page.html


def test_a_thumbnail_offers_nothing_wider_than_it_needs(picture):
    shown = shown_picture(picture, upto=360)
    assert [source.srcset.rpartition(" ")[2] for source in shown.sources] == ["360w"] * 3
    assert (shown.width, shown.height) == (360, 225)
