"""Bijoy text inside markup: which of it is Bijoy, and its Unicode in the same markup."""

import re
from collections import Counter
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

from newsroom.bijoy import ENOUGH, bijoy_letters, has_bengali, likelihood, looks_like_bijoy, to_unicode

# SutonnyMJ and its sisters; the family whose names end in OMJ is Unicode.
_BIJOY_FONT = re.compile(r"(?<!O)MJ\b|bijoy", re.IGNORECASE)


def names_bijoy_font(html: str) -> bool:
    """Whether the markup of a clipboard names such a font."""
    return any(_BIJOY_FONT.search(match[1]) for match in _FONT.finditer(html))


_FONT = re.compile(r"""(?:font-family\s*:\s*|\bface\s*=\s*)((?:"[^"]*"|'[^']*'|&quot;.*?&quot;|[^;">}])+)""")
_VOID: Final = {"br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr"}
_BLOCK_TAGS: Final = {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "td",
    "th",
    "figcaption",
    "caption",
    "blockquote",
    "div",
}


# A comment, an instruction, or a tag with the quotes of its attributes; what is neither is text. No part of it can
# begin again inside what was tried before, so that reading takes a time that grows with the text and no faster.
_MARKUP: Final = re.compile(
    r"""<!--(?:(?!<!--|-->).)*+-->|<[!?][^<>]*+>|<(/?)([a-zA-Z][^\s<>/"']*+)((?:[^<>"']|"[^"]*+"|'[^']*+')*+)>""",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(
    r"""(?<![^\s"'/])(style|face)\s*+=\s*+("[^"]*"|'[^']*'|[^\s"'>]++)""", re.IGNORECASE
)
_RAW: Final = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("style", "script")}
_ENDLESS_NUMBER: Final = re.compile(
    r"&#(?:[0-9]{8,}+|[xX][0-9a-fA-F]{8,}+);?"
)  # no character has such a number


@dataclass(slots=True)
class _Text:
    """A text in the markup: where it stands among the parts, its block, and what its font says."""

    place: int
    block: int
    text: str
    is_bijoy: bool | None  # None: no font is named


class _Reader:
    """Takes markup apart without changing it, but for its texts. Never raises, whatever it is given."""

    def __init__(self, html: str) -> None:
        self.parts: list[str] = []
        self.texts: list[_Text] = []
        self._fonts: list[tuple[str, bool | None]] = []  # what is open, and whether its font is Bijoy's
        self._open: Counter[str] = Counter()
        self._block = 0
        position = 0
        while found := _MARKUP.search(html, position):
            self._add_text(html[position : found.start()])
            self.parts.append(found[0])
            position = found.end()
            if name := (found[2] or "").lower():
                position = self._take_tag(html, name, found, position)
        self._add_text(html[position:])

    def _take_tag(self, html: str, name: str, found: re.Match[str], position: int) -> int:
        """Note the tag; returns where what follows begins: behind the content of what holds no text."""
        if name in _BLOCK_TAGS:
            self._block += 1
        if found[1]:
            self._close(name)
        elif name in _RAW:
            end = _RAW[name].search(html, position)
            self.parts.append(html[position : end.start() if end else None])
            return end.start() if end else len(html)
        elif name not in _VOID and not found[3].endswith("/"):
            self._fonts.append((name, self._font_of(found[3])))
            self._open[name] += 1
        return position

    def _font_of(self, attributes: str) -> bool | None:
        values = {key.lower(): _unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(attributes)}
        font = _FONT.search(values.get("style", ""))
        named = font[1] if font else values.get("face", "")
        above = self._fonts[-1][1] if self._fonts else None
        return bool(_BIJOY_FONT.search(named)) if named else above

    def _close(self, name: str) -> None:
        """Close the innermost element of this name with all that is open in it, if there is one."""
        while self._open[name]:
            closed, _font = self._fonts.pop()
            self._open[closed] -= 1
            if closed == name:
                break

    def _add_text(self, html: str) -> None:
        if not html:
            return
        text = _unescape(html)
        self.texts.append(
            _Text(len(self.parts), self._block, text, self._fonts[-1][1] if self._fonts else None)
        )
        self.parts.append(escape(text, quote=False))


def _unescape(html: str) -> str:
    return unescape(_ENDLESS_NUMBER.sub("\ufffd", html))


def html_to_unicode(html: str, *, every: bool = False) -> str:
    """The markup with its Bijoy texts in Unicode; tags and attributes stay.

    What stands in a named font is Bijoy if that font is. Where none is named, each block is judged by its letters;
    `every` takes all of them for Bijoy. Text that already holds Bengali letters stays.
    """
    reader = _Reader(html)
    blocks: dict[int, list[str]] = {}
    for text in reader.texts:
        blocks.setdefault(text.block, []).append(text.text)
    is_named = any(text.is_bijoy for text in reader.texts)
    judged: dict[int, bool] = {}
    if not is_named:
        joined = {number: "".join(texts) for number, texts in blocks.items()}
        whole = looks_like_bijoy(" ".join(joined.values()))
        judged = {number: every or _is_bijoy_block(text, whole) for number, text in joined.items()}
    for text in reader.texts:
        is_bijoy = judged.get(text.block, False) if text.is_bijoy is None else text.is_bijoy
        if is_bijoy and not has_bengali(text.text):
            reader.parts[text.place] = escape(_keep_edges(text.text), quote=False)
    return "".join(reader.parts)


def _is_bijoy_block(text: str, whole: bool) -> bool:
    """A block too short to judge goes with the whole text, unless it speaks against it."""
    if looks_like_bijoy(text):
        return True
    letters = bijoy_letters(text)
    return whole and len(letters) < ENOUGH and not has_bengali(text) and likelihood(letters) >= 0


def _keep_edges(text: str) -> str:
    """Converted, with the white space around it as it was."""
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    return text[:start] + to_unicode(core) + text[start + len(core) :]
