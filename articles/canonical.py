"""One way to write the same HTML.

A rich-text editor rewrites what it is given: white space between blocks, `<b>` as `<strong>`, loose text
as a paragraph. If stored text were not in one canonical form, opening a story and saving it untouched
would count as a change: it would make the reader of a text its writer, and void approvals.
"""

import re
from typing import Final

BLOCKS: Final = ("p", "h2", "h3", "ul", "ol", "li", "blockquote")
_BLOCK: Final = "|".join(BLOCKS)
_SPACE: Final = "[ \t\n\r\f]"  # what HTML collapses; a no-break space is a letter here
_TOKEN: Final = re.compile(r"<[^>]*>|[^<]+")
_OPENING_BLOCK: Final = re.compile(rf"<(?:{_BLOCK})>")
_CLOSING_BLOCK: Final = re.compile(rf"</(?:{_BLOCK})>")
_SAME: Final = {"<b>": "<strong>", "</b>": "</strong>", "<i>": "<em>", "</i>": "</em>"}
_RULES: Final = (
    (re.compile(rf"<(strong|em|a)\b[^>]*>({_SPACE}*)</\1>"), r"\2"),  # emphasis of nothing
    (re.compile(rf"{_SPACE}+"), " "),
    (re.compile(r" ?<br> ?"), "<br>"),
    (re.compile(rf" ?(</?(?:{_BLOCK})>) ?"), r"\1"),
    (re.compile(rf"(?:<br>)+(</(?:{_BLOCK})>)"), r"\1"),  # a break at the end of a block shows nothing
)


def canonical(html: str) -> str:
    """Cleaned HTML in its one form. What a reader sees of it stays the same."""
    text = "".join(_in_paragraphs(_tokens(html)))
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text.strip(" \t\n\r\f")


def _tokens(html: str) -> list[str]:
    """Tags and texts, with one name for each kind of emphasis, and without links that lead nowhere."""
    tokens: list[str] = []
    leads_somewhere = True
    for token in _TOKEN.findall(html):
        if token.startswith("<a"):
            leads_somewhere = 'href="' in token
        if not leads_somewhere and (token.startswith("<a") or token == "</a>"):
            leads_somewhere = leads_somewhere or token == "</a>"
            continue
        tokens.append(_SAME.get(token, token))
    return tokens


def _in_paragraphs(tokens: list[str]) -> list[str]:
    """Text that stands loose, or loose in a quotation, becomes a paragraph."""
    written: list[str] = []
    open_blocks: list[str] = []
    is_loose = False  # inside a paragraph of our own making
    for token in tokens:
        opens, closes = _OPENING_BLOCK.fullmatch(token), _CLOSING_BLOCK.fullmatch(token)
        if is_loose and (opens or closes):
            written.append("</p>")
            is_loose = False
        if opens:
            open_blocks.append(token)
        elif closes and open_blocks:
            open_blocks.pop()
        elif not is_loose and (not open_blocks or open_blocks[-1] == "<blockquote>") and token.strip():
            written.append("<p>")
            is_loose = True
        written.append(token)
    return [*written, "</p>"] if is_loose else written
