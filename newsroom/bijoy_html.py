"""Bijoy text inside markup: which of it is Bijoy, and its Unicode in the same markup."""

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
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


@dataclass(slots=True)
class _Text:
    """A text in the markup: where it stands among the parts, its block, and what its font says."""

    place: int
    block: int
    text: str
    is_bijoy: bool | None  # None: no font is named


class _Reader(HTMLParser):
    """Takes markup apart without changing it, but for its texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.texts: list[_Text] = []
        self._fonts: list[tuple[str, bool | None]] = []
        self._block = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")
        if tag in _BLOCK_TAGS:
            self._block += 1
        if tag not in _VOID:
            values = dict(attrs)
            font = _FONT.search(values.get("style") or "")
            named = font[1] if font else values.get("face") or ""
            above = self._fonts[-1][1] if self._fonts else None
            self._fonts.append((tag, bool(_BIJOY_FONT.search(named)) if named else above))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(f"</{tag}>")
        if tag in _BLOCK_TAGS:
            self._block += 1
        for place in range(len(self._fonts) - 1, -1, -1):
            if self._fonts[place][0] == tag:
                del self._fonts[place:]
                break

    def handle_data(self, data: str) -> None:
        inside = self._fonts[-1] if self._fonts else ("", None)
        if inside[0] in {"style", "script"}:
            self.parts.append(data)
            return
        self.texts.append(_Text(len(self.parts), self._block, data, inside[1]))
        self.parts.append(escape(data, quote=False))

    def handle_comment(self, data: str) -> None:
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.parts.append(f"<![{data}]>")


def html_to_unicode(html: str, *, every: bool = False) -> str:
    """The markup with its Bijoy texts in Unicode; tags and attributes stay.

    What stands in a named font is Bijoy if that font is. Where none is named, each block is judged by its letters;
    `every` takes all of them for Bijoy. Text that already holds Bengali letters stays.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks: dict[int, str] = {}
    for text in reader.texts:
        blocks[text.block] = blocks.get(text.block, "") + text.text
    is_named = any(text.is_bijoy for text in reader.texts)
    whole = looks_like_bijoy(" ".join(blocks.values()))
    for text in reader.texts:
        is_bijoy = text.is_bijoy
        if is_bijoy is None:
            is_bijoy = not is_named and (every or _is_bijoy_block(blocks[text.block], whole))
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
