"""One way to write the same text: paragraphs, headings, lists, quotations, and what is set inside a line.

A rich-text editor rewrites what it is given: white space between blocks, `<b>` as `<strong>`, loose text
as a paragraph. If stored text were not in one canonical form, opening a story and saving it untouched
would count as a change: it would make the reader of a text its writer, and void approvals.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from articles.markup import Node, escape_text, escape_value

_MARKS: Final = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a"}
_LISTS: Final = {"ul", "ol"}
_BREAK: Final = "<br>"
_DEEPEST: Final = 6  # lists and quotations inside each other; deeper ones become lines of the one around them
_SPACE: Final = re.compile("[ \t\n\r\f]+")  # what HTML collapses; a no-break space is a letter here
_NOTHING: Final = re.compile(r"<(strong|em|a)\b[^>]*>((?: |<br>)*)</\1>")
_AROUND_BREAK: Final = re.compile(" ?<br> ?")

HEADINGS: Final = {"p": "p", "h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
ONLY_PARAGRAPHS: Final = {"p": "p"}

# The blocks that a box comes to (itself, and what was in it and does not belong), or None: it is no box.
BoxWriter = Callable[[Node], list[str] | None]


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """One element around letters. Two are the same only if they are the same element of the source."""

    tag: str
    href: str = ""

    def opening(self) -> str:
        # noopener on every link: harmless on our own, and an editor cannot tell which is which.
        return f'<a href="{escape_value(self.href)}" rel="noopener">' if self.tag == "a" else f"<{self.tag}>"


Marks = tuple[Mark, ...]


class Line:
    """Collects what may stand in one line: text, strong, em, a, br. Blocks inside it part with a line break.

    A box found inside goes to `boxes`, to stand behind the block this line is part of.
    """

    def __init__(self, write_box: BoxWriter, boxes: list[str]) -> None:
        self.write_box = write_box
        self.boxes = boxes
        self.leaves: list[tuple[Marks, str]] = []
        self.has_words = False

    def walk(self, children: Iterable[Node | str], marks: Marks = ()) -> None:
        for child in children:
            if isinstance(child, str):
                self.leaves.append((marks, escape_text(child)))
                self.has_words = self.has_words or bool(child.strip())
            elif child.tag == "br":
                self.leaves.append((marks, _BREAK))
            elif child.tag in _MARKS:
                self.walk(child.children, self._marked(child, marks))
            elif (made := self.write_box(child)) is not None:
                self.add_box(made)
            else:
                self.add_block(child, marks)

    def add_box(self, made: list[str]) -> None:
        self.part()
        self.boxes += made

    def add_block(self, node: Node, marks: Marks) -> None:
        self.part()
        self.walk(node.children, marks)
        self.part()

    def part(self) -> None:
        """End the line, if it has begun."""
        if self.has_words and self.leaves[-1][1] != _BREAK:
            self.leaves.append(((), _BREAK))

    def take(self) -> str:
        """The line as HTML; empty if it has no words. It begins anew."""
        html = _written(self.leaves) if self.has_words else ""
        self.leaves, self.has_words = [], False
        return html

    @staticmethod
    def _marked(node: Node, marks: Marks) -> Marks:
        """`marks` and this one, unless it says nothing new or is a link that leads nowhere."""
        tag = _MARKS[node.tag]
        href = node.attributes.get("href", "")
        if any(mark.tag == tag for mark in marks) or (tag == "a" and not href):
            return marks
        return (*marks, Mark(tag, href))


def _written(leaves: list[tuple[Marks, str]]) -> str:
    parts: list[str] = []
    opened: Marks = ()
    for marks, text in leaves:
        common = 0
        while common < min(len(opened), len(marks)) and opened[common] is marks[common]:
            common += 1
        parts += [f"</{mark.tag}>" for mark in reversed(opened[common:])]
        parts += [mark.opening() for mark in marks[common:]]
        parts.append(text)
        opened = marks
    parts += [f"</{mark.tag}>" for mark in reversed(opened)]
    html = _SPACE.sub(" ", "".join(parts))
    for _mark in _MARKS:  # emphasis of nothing, inside one another
        html = _NOTHING.sub(r"\2", html)
    html = _AROUND_BREAK.sub(_BREAK, html)
    end = len(html)
    while html.endswith(_BREAK, 0, end):  # a break at the end of a block shows nothing
        end -= len(_BREAK)
    return html[:end].strip(" ")


class Flow(Line):
    """Collects blocks: what `headings` names as paragraphs and headings, lists and quotations if `nests`.

    Of an element's tag, `headings` says as what it is written; loose text is a paragraph. Blocks without words are
    left out: an editor leaves `<p>&nbsp;</p>` behind for every empty line, and on a page it would be a hole.
    """

    def __init__(
        self,
        write_box: BoxWriter,
        boxes: list[str],
        headings: Mapping[str, str] = HEADINGS,
        nests: frozenset[str] = frozenset({"ul", "ol", "blockquote"}),
        depth: int = 0,
    ) -> None:
        super().__init__(write_box, boxes)
        self.headings = headings
        self.nests = nests
        self.depth = depth
        self.tag = "p"
        self.blocks: list[str] = []

    def part(self) -> None:
        if words := self.take():
            self.blocks.append(f"<{self.tag}>{words}</{self.tag}>")

    def add_block(self, node: Node, marks: Marks) -> None:
        self.part()
        if node.tag in self.nests and self.depth < _DEEPEST:
            self._nest(node, marks)
        else:
            around, self.tag = self.tag, self.headings.get(node.tag, "p")
            self.walk(node.children, marks)
            self.part()
            self.tag = around

    def _nest(self, node: Node, marks: Marks) -> None:
        if node.tag in _LISTS:
            html = write_list(node, marks, self, self.depth + 1)
        else:
            inner = Flow(self.write_box, self.boxes, self.headings, self.nests, self.depth + 1)
            html = "".join(inner.collect(node.children, marks))
        if html:
            self.blocks.append(f"<{node.tag}>{html}</{node.tag}>")

    def collect(self, children: Iterable[Node | str], marks: Marks = ()) -> list[str]:
        """The blocks of these children."""
        self.walk(children, marks)
        self.part()
        return self.blocks


class Body(Flow):
    """The top: the only place where a box may stand."""

    def __init__(self, write_box: BoxWriter) -> None:
        super().__init__(write_box, [])

    def add_box(self, made: list[str]) -> None:
        self.part()
        self.blocks += made

    def add_block(self, node: Node, marks: Marks) -> None:
        super().add_block(node, marks)
        self.blocks += self.boxes
        self.boxes.clear()


class Item(Line):
    """One item of a list: lines, and lists among them."""

    def __init__(self, around: Line, depth: int) -> None:
        super().__init__(around.write_box, around.boxes)
        self.depth = depth
        self.parts: list[str] = []

    def add_block(self, node: Node, marks: Marks) -> None:
        if node.tag not in _LISTS or self.depth >= _DEEPEST:
            super().add_block(node, marks)
            return
        self.parts.append(self.take())
        if inner := write_list(node, marks, self, self.depth + 1):
            self.parts.append(f"<{node.tag}>{inner}</{node.tag}>")


def write_list(node: Node, marks: Marks, around: Line, depth: int) -> str:
    """The items of a list as HTML; what stands loose in it is an item of its own."""
    items: list[str] = []
    for child in node.children:
        item = Item(around, depth)
        item.walk(child.children if isinstance(child, Node) and child.tag == "li" else [child], marks)
        items.append("".join([*item.parts, item.take()]))
    return "".join(f"<li>{item}</li>" for item in items if item)
