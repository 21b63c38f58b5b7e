"""Charts can be read with eyes, with a screen reader, and in both themes."""

from xml.etree import ElementTree

import pytest

from newsroom.charts import HEIGHT, WIDTH, Point, bar_chart

SVG = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def points(*values: float | None) -> list[Point]:
    return [Point(label=str(number), value=value, text=str(value)) for number, value in enumerate(values)]


def test_a_chart_has_a_title_and_says_what_it_shows():
    svg = parse(bar_chart("c", "প্রকাশিত সংবাদ", "১৪ দিনে ৭০টি", points(1, 2)))
    named = svg.get("aria-labelledby").split()
    by_id = {part.get("id"): part.text for part in svg.iter() if part.get("id")}
    assert svg.get("role") == "img"
    assert [by_id[name] for name in named] == ["প্রকাশিত সংবাদ", "১৪ দিনে ৭০টি"]


def test_bars_are_as_high_as_their_values():
    bars = [
        float(bar.get("height")) for bar in parse(bar_chart("c", "", "", points(10, 5, 0))).iter(f"{SVG}rect")
    ]
    assert bars[1] == pytest.approx(bars[0] / 2, abs=0.01)
    assert bars[2] == 0


def test_nothing_to_show_is_not_zero():
    svg = parse(bar_chart("c", "", "", points(None, 3)))
    assert len(list(svg.iter(f"{SVG}rect"))) == 1
    assert [text.text for text in svg.iter(f"{SVG}text") if text.get("class") == "label"] == ["0", "1"]


@pytest.mark.parametrize("values", [(), (0, 0), (None, None), (1e9, 0.001), tuple(range(14))])
def test_everything_stays_inside_the_picture(values):
    for part in parse(bar_chart("c", "", "", points(*values))).iter():
        x, y = float(part.get("x", 0)), float(part.get("y", 0))
        assert 0 <= x + float(part.get("width", 0)) <= WIDTH or part.tag.endswith("svg")
        assert 0 <= y + float(part.get("height", 0)) <= HEIGHT or part.tag.endswith("svg")


def test_words_are_text_and_never_markup():
    hostile = "<script>alert(1)</script>&\"'"
    svg = bar_chart("c", hostile, hostile, [Point(hostile, 1, hostile)])
    assert "<script" not in svg
    assert hostile in [part.text for part in parse(svg).iter()]


def test_a_chart_brings_no_colour_of_its_own():
    svg = bar_chart("c", "", "", points(1))
    assert "fill=" not in svg
    assert "style=" not in svg
