"""A body as a list of blocks: what notes, returns and comparisons point at."""

import re
from typing import Final

from articles.bengali.text import cut
from articles.html import plain_text

_BLOCK: Final = re.compile(r"<(p|h2|h3|blockquote|ul|ol|hr)\b[^>]*>(?:.*?</\1>)?", re.DOTALL)


def split_blocks(body: str) -> list[str]:
    """The top-level blocks of a cleaned body, as HTML, in order. Loose text is a block of its own."""
    blocks: list[str] = []
    position = 0
    while position < len(body):
        match = _BLOCK.search(body, position)
        if match is None:
            blocks.append(body[position:])
            break
        blocks += [body[position : match.start()], _whole_block(body, match)]
        position = match.start() + len(blocks[-1])
    return [block for block in (block.strip() for block in blocks) if block]


def _whole_block(body: str, match: re.Match[str]) -> str:
    """From an opening tag to the closing one that belongs to it (lists and quotations may nest)."""
    name, depth, end = match.group(1), 0, match.end()
    for tag in re.finditer(rf"<(/?){name}\b[^>]*>", body[match.start() :]):
        depth += -1 if tag.group(1) else 1
        end = match.start() + tag.end()
        if depth == 0 or name == "hr":
            break
    return body[match.start() : end]


def body_blocks(body: str, length: int = 90) -> list[str]:
    """Each block's first words, for a list to choose from."""
    return [cut(plain_text(block).replace("\n", " "), length) or "—" for block in split_blocks(body)]
