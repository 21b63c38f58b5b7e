"""ARCHITECTURE.md draws the workflow; the drawing and the table say the same."""

import re
from pathlib import Path

import pytest

from newsroom.step_table import STEPS
from newsroom.steps import EVERY_STATE

TEXT = (Path(__file__).parents[2] / "ARCHITECTURE.md").read_text(encoding="utf-8")


WORKING, PUBLIC = re.findall(r"```mermaid\n(.*?)```", TEXT, re.DOTALL)


def arrows(diagram: str) -> set[tuple[str, ...]]:
    return set(re.findall(r"^    (\w+) --> (\w+): (\w+)$", diagram, re.MULTILINE))


def test_the_first_diagram_has_exactly_the_arrows_of_the_working_copys_states():
    assert arrows(WORKING) == {
        (source, step.target or source, step.verb)
        for step in STEPS
        if step.sources != EVERY_STATE
        for source in step.sources
    }


def test_the_second_diagram_has_exactly_the_arrows_of_what_readers_have():
    assert arrows(PUBLIC) == {
        (source, step.public_target, step.verb)
        for step in STEPS
        if step.public_target
        for source in step.public_sources
    }


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.verb)
def test_every_step_is_explained(step):
    assert f"\n| {step.verb} |" in TEXT
