"""What a body is made of: text (articles/canonical.py), and seven kinds of boxes that stand between its blocks.

Every box has exactly one form, written here and nowhere else:

    <figure data-box="picture" data-picture="12" data-alt="…" data-credit="…"><figcaption>…</figcaption></figure>
    <div data-box="gallery"> 2 to 60 pictures </div>
    <figure data-box="embed" data-url="https://…"><figcaption>…</figcaption></figure>
    <aside data-box="fact"><h3>…</h3><p>…</p><ul>…</ul></aside>
    <figure data-box="quote"><blockquote><p>…</p></blockquote><figcaption>…</figcaption></figure>
    <aside data-box="related"><p><a href="/section/publicid/">…</a></p></aside>
    <table><caption>…</caption><thead><tr><th>…</th></tr></thead><tbody><tr><td>…</td></tr></tbody></table>

`data-decorative="1"` takes the place of `data-alt`. What looks like a box and cannot be one gives its words to the
text. What is in a box and does not belong there stands behind it, and so does a box inside another block.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from articles.canonical import HEADINGS, ONLY_PARAGRAPHS, Body, Flow, Line, Mark
from articles.embeds import parse_embed
from articles.markup import Node, escape_value, parse_markup

# What may come out, and with which attributes.
ELEMENTS: Final[dict[str, tuple[str, ...]]] = {
    "p": (),
    "br": (),
    "h2": (),
    "h3": (),
    "strong": (),
    "em": (),
    "a": ("href", "rel"),
    "ul": (),
    "ol": (),
    "li": (),
    "blockquote": (),
    "figure": ("data-box", "data-picture", "data-alt", "data-decorative", "data-credit", "data-url"),
    "figcaption": (),
    "div": ("data-box",),
    "aside": ("data-box",),
    "table": (),
    "caption": (),
    "thead": (),
    "tbody": (),
    "tr": (),
    "th": ("scope", "colspan", "rowspan"),
    "td": ("colspan", "rowspan"),
}
# Read as what they are or as the edges of a paragraph, never written.
ALSO_READ: Final = frozenset(
    "b i h1 h4 h5 h6 tfoot section article header footer main nav address pre dl dt dd center details summary".split()
)

PICTURE, GALLERY, EMBED, FACT = "picture", "gallery", "embed", "fact"
QUOTE, RELATED, TABLE = "quote", "related", "table"
BOXES_OF: Final = {
    "figure": frozenset({PICTURE, EMBED, QUOTE}),
    "div": frozenset({GALLERY}),
    "aside": frozenset({FACT, RELATED}),
}

FEWEST_PICTURES: Final = 2
MOST_PICTURES: Final = 60
MOST_SPANNED: Final = 20
_PICTURE_NUMBER: Final = re.compile(r"0{0,6}([1-9][0-9]{0,17})")
_SPAN: Final = re.compile(r"[2-9]|1[0-9]|20")
_WEB: Final = re.compile(r"https?://[^\s\\]+", re.IGNORECASE)
_RELATED: Final = re.compile(
    r'<p><a href="/[a-z0-9-]+/[0-9a-z]{8}/" rel="noopener">(?:(?!</?a\b).)*</a></p>', re.S
)


def write_body(html: str) -> str:
    """Well-formed HTML (what nh3 leaves) in the one form in which a body is stored."""
    return "".join(Body(_write_box).collect(parse_markup(html).children))


def allowed_value(tag: str, name: str, value: str) -> str | None:
    """The value that an attribute may keep; None for one that has no business there."""
    words = " ".join(value.split())
    if name == "data-box":
        return value if value in BOXES_OF.get(tag, ()) else None
    if name == "data-picture":
        number = _PICTURE_NUMBER.fullmatch(value)
        return number[1] if number else None
    if name == "data-decorative":
        return "1" if value == "1" else None
    if name == "data-url":
        return words if _WEB.fullmatch(words) else None
    if name == "scope":
        return value if value in {"col", "row"} else None
    if name in {"colspan", "rowspan"}:
        return value if _SPAN.fullmatch(value) else None
    return words or None if name in {"data-alt", "data-credit"} else value


def _write_box(node: Node) -> list[str] | None:
    """The blocks that a box comes to; None if it is none."""
    kind = node.tag if node.tag == TABLE else node.attributes.get("data-box", "")
    writer = _WRITERS.get((node.tag, kind))
    return writer(node) if writer else None


def _line(node: Node | None, boxes: list[str]) -> str:
    """What a caption or a cell says, in one line."""
    if node is None:
        return ""
    line = Line(_write_box, boxes)
    line.walk(node.children)
    return line.take()


def _captioned(node: Node, boxes: list[str], tag: str = "figcaption") -> str:
    words = _line(next(node.elements(tag), None), boxes)
    return f"<{tag}>{words}</{tag}>" if words else ""


def _left_over(node: Node, *taken: Node | None) -> list[str]:
    """The blocks of what is in a box and not of it."""
    return _blocks(child for child in node.children if not any(child is one for one in taken))


def _blocks(children: Iterable[Node | str]) -> list[str]:
    return Body(_write_box).collect(children)


def _write_picture(node: Node) -> list[str] | None:
    values = node.attributes
    if "data-picture" not in values:
        return None
    names = ["data-decorative" if "data-decorative" in values else "data-alt", "data-credit"]
    written = "".join(f' {name}="{escape_value(values[name])}"' for name in names if values.get(name))
    behind: list[str] = []
    caption = _captioned(node, behind)
    start = f'<figure data-box="picture" data-picture="{values["data-picture"]}"{written}>'
    rest = _left_over(node, next(node.elements("figcaption"), None))
    return [f"{start}{caption}</figure>", *behind, *rest]


def _write_gallery(node: Node) -> list[str]:
    pictures: list[str] = []
    rest: list[Node | str] = []
    behind: list[str] = []
    for child in node.children:
        made = None
        if isinstance(child, Node) and child.attributes.get("data-box") == PICTURE:
            made = _write_picture(child)
        if made:
            pictures.append(made[0])
            behind += made[1:]
        else:
            rest.append(child)
    sets = [pictures[start : start + MOST_PICTURES] for start in range(0, len(pictures), MOST_PICTURES)]
    galleries = [
        f'<div data-box="gallery">{"".join(one)}</div>' if len(one) >= FEWEST_PICTURES else one[0]
        for one in sets
    ]
    return [*galleries, *behind, *_blocks(rest)]


def _write_embed(node: Node) -> list[str] | None:
    url = node.attributes.get("data-url")
    if not url:
        return None
    title = next(node.elements("figcaption"), None)
    rest = _left_over(node, title)
    embed = parse_embed(url)
    behind: list[str] = []
    if embed:
        start = f'<figure data-box="embed" data-url="{escape_value(embed.url)}">'
        return [f"{start}{_captioned(node, behind)}</figure>", *behind, *rest]
    line = Line(_write_box, behind)
    link = (Mark("a", url),)
    line.walk(title.children if title else [], link)
    if not line.has_words:
        line.walk([url], link)
    return [f"<p>{line.take()}</p>", *behind, *rest]


def _write_fact(node: Node) -> list[str]:
    behind: list[str] = []
    headings = {tag: "p" if tag == "p" else "h3" for tag in HEADINGS}
    flow = Flow(_write_box, behind, headings, frozenset({"ul", "ol"}))
    blocks = flow.collect(node.children)
    return [*([f'<aside data-box="fact">{"".join(blocks)}</aside>'] if blocks else []), *behind]


def _write_quote(node: Node) -> list[str] | None:
    words = next(node.elements("blockquote"), None)
    who = next(node.elements("figcaption"), None)
    behind: list[str] = []
    flow = Flow(_write_box, behind, ONLY_PARAGRAPHS, frozenset())
    said = "".join(flow.collect(words.children if words else []))
    if not said:
        return None
    caption = _captioned(node, behind)
    box = f'<figure data-box="quote"><blockquote>{said}</blockquote>{caption}</figure>'
    return [box, *behind, *_left_over(node, words, who)]


def _write_related(node: Node) -> list[str]:
    behind: list[str] = []
    blocks = Flow(_write_box, behind, ONLY_PARAGRAPHS, frozenset()).collect(node.children)
    links = [block for block in blocks if _RELATED.fullmatch(block)]
    rest = [block for block in blocks if not _RELATED.fullmatch(block)]
    return [*([f'<aside data-box="related">{"".join(links)}</aside>'] if links else []), *rest, *behind]


def _write_table(node: Node) -> list[str] | None:
    """The table as caption, head and body, whatever parts it came in. A frame around one cell is no table."""
    behind: list[str] = []
    caption = _captioned(node, behind, "caption")
    head, body = _rows(node, "thead"), [*_rows(node, ""), *_rows(node, "tbody"), *_rows(node, "tfoot")]
    if not body:
        head, body = [], head
    if not caption and [len(list(_cells(row))) for row in [*head, *body]] in ([], [1]):
        return None
    parts = {
        name: "".join(_row(row, behind) for row in rows) for name, rows in (("thead", head), ("tbody", body))
    }
    if not caption and not any(re.search(">[^<]", row) for row in parts.values()):
        return behind
    grid = "".join(f"<{name}>{rows}</{name}>" for name, rows in parts.items() if rows)
    return [f"<table>{caption}{grid}</table>" if grid else caption.replace("caption>", "p>"), *behind]


def _rows(table: Node, part: str) -> list[Node]:
    """The rows in every part of this name; without a name, those that stand in none."""
    parts = table.elements(part) if part else [table]
    return [row for one in parts for row in one.elements("tr") if any(_cells(row))]


def _cells(row: Node) -> Iterable[Node]:
    return (cell for cell in row.children if isinstance(cell, Node) and cell.tag in {"th", "td"})


def _row(row: Node, behind: list[str]) -> str:
    return f"<tr>{''.join(_cell(cell, behind) for cell in _cells(row))}</tr>"


def _cell(cell: Node, behind: list[str]) -> str:
    names = [name for name in ELEMENTS[cell.tag] if name in cell.attributes]
    values = "".join(f' {name}="{cell.attributes[name]}"' for name in names)
    return f"<{cell.tag}{values}>{_line(cell, behind)}</{cell.tag}>"


_WRITERS: Final[dict[tuple[str, str], Callable[[Node], list[str] | None]]] = {
    ("figure", PICTURE): _write_picture,
    ("div", GALLERY): _write_gallery,
    ("figure", EMBED): _write_embed,
    ("figure", QUOTE): _write_quote,
    ("aside", FACT): _write_fact,
    ("aside", RELATED): _write_related,
    ("table", TABLE): _write_table,
}
