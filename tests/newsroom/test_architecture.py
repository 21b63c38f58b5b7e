"""ARCHITECTURE.md draws the workflow; the drawing and the table say the same."""

import re
from pathlib import Path

import pytest

from newsroom.workflow import STEPS

TEXT = (Path(__file__).parents[2] / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_diagram_has_exactly_the_arrows_of_the_table():
    drawn = set(re.findall(r"^    (\w+) --> (\w+): (\w+)$", TEXT, re.MULTILINE))
    assert drawn == {(source, step.target, step.verb) for step in STEPS for source in step.sources}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.verb)
def test_every_step_is_explained(step):
    assert f"\n| {step.verb} |" in TEXT
