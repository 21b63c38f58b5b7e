"""The corpus of attacks in hostile.txt."""

import re
from dataclasses import dataclass
from pathlib import Path

CODE = "parent.attacked()"
_ESCAPE = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|(.))")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v", "0": "\0", "\\": "\\"}


@dataclass(frozen=True)
class Attack:
    name: str  # kind and line
    html: str


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _LETTERS.get(match[3], match[0])


def read_attacks() -> list[Attack]:
    lines = (Path(__file__).parent / "hostile.txt").read_text(encoding="utf-8").split("\n")
    parts = [
        (number, *line.split("\t", 1)) for number, line in enumerate(lines, 1) if line and line[0] != "#"
    ]
    return [
        Attack(f"{kind}-{number}", _ESCAPE.sub(_letter, html).replace("ATTACK", CODE))
        for number, kind, html in parts
    ]


ATTACKS = read_attacks()
