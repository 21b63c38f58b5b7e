"""Well-formed HTML as a tree and as text: what nh3 writes and what the grammar stores. Not a parser of wild HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

_TOKEN: Final = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>|([^<]+)')
_ATTRIBUTE: Final = re.compile(r'([a-z][a-z-]*)="([^"]*)"')
_VOID: Final = {"br", "hr"}
# Deeper elements are taken apart, so that whoever walks a tree may do it by recursion. The grammar's own depth is
# less than half of this.
_DEEPEST: Final = 60


@dataclass(slots=True)
class Node:
    """An element. Texts among its children are unescaped."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def elements(self, tag: str) -> Iterator["Node"]:
        """Its children of this tag."""
        return (child for child in self.children if isinstance(child, Node) and child.tag == tag)


def parse_markup(html: str) -> Node:
    """The tree under a root without a name. What lies too deep stands in its deepest allowed ancestor, on new lines."""
    stack = [Node("")]
    for closing, tag, attributes, text in _TOKEN.findall(html):
        parent = stack[-1]
        if text:
            parent.children.append(unescape(text))
        elif closing:
            if len(stack) > 1:
                stack.pop()
        elif tag in _VOID:
            parent.children.append(Node(tag))
        elif len(stack) >= _DEEPEST:
            parent.children.append(Node("br"))
            stack.append(parent)
        else:
            node = Node(tag, {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)})
            parent.children.append(node)
            stack.append(node)
    return stack[0]


def top_level(html: str) -> list[str]:
    """Stored HTML cut into what stands side by side at its top: elements whole, loose text as it is."""
    parts: list[str] = []
    depth = begin = end = 0
    for match in _TOKEN.finditer(html):
        closing, tag, _attributes, text = match.groups()
        if depth == 0:
            begin = match.start()
        if text or tag in _VOID:
            pass
        elif closing:
            depth = max(depth - 1, 0)
        else:
            depth += 1
        end = match.end()
        if depth == 0:
            parts.append(html[begin:end])
    return [*parts, html[begin:]] if depth else parts


def escape_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\u00a0", "&nbsp;")


def escape_value(text: str) -> str:
    """For an attribute's value. `>` too: no reader of stored HTML has to know about quotes."""
    return escape_text(text).replace('"', "&quot;")
