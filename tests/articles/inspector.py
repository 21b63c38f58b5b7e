"""Says what a stored body must not hold. Reads tags as a browser does, and knows nothing of the cleaner."""

import re
from html.parser import HTMLParser

SCHEMES = {"http", "https", "mailto", "tel"}
LINE = {"strong", "em", "a", "br"}
BLOCKS = {"p", "h2", "h3", "ul", "ol", "blockquote"}
# What may stand in what; "" is the body itself.
INSIDE = {
    "": BLOCKS | {"figure", "div", "aside", "table"},
    "p": LINE,
    "h2": LINE,
    "h3": LINE,
    "ul": {"li"},
    "ol": {"li"},
    "li": LINE | {"ul", "ol"},
    "blockquote": BLOCKS,
    "figure": {"figcaption", "blockquote"},
    "figcaption": LINE,
    "div": {"figure"},
    "aside": {"p", "h3", "ul", "ol"},
    "table": {"caption", "thead", "tbody"},
    "caption": LINE,
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "th": LINE,
    "td": LINE,
    "strong": LINE,
    "em": LINE,
    "a": LINE,
    "br": set(),
}
BOXES = {"figure": "picture|embed|quote", "div": "gallery", "aside": "fact|related"}
SPAN = "[2-9]|1[0-9]|20"
VALUES = {
    "data-picture": "[1-9][0-9]{0,17}",
    "data-decorative": "1",
    "data-alt": r"\S(.*\S)?",
    "data-credit": r"\S(.*\S)?",
    "data-url": r"https://[!-~]+",
    "rel": "noopener",
    "scope": "col|row",
    "colspan": SPAN,
    "rowspan": SPAN,
}
ATTRIBUTES = {
    "a": ["href", "rel"],
    "figure": ["data-box", "data-picture", "data-alt", "data-decorative", "data-credit", "data-url"],
    "div": ["data-box"],
    "aside": ["data-box"],
    "th": ["scope", "colspan", "rowspan"],
    "td": ["colspan", "rowspan"],
}


class Inspector(HTMLParser):
    """`wrong` is everything that must not be there; `text` the words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.open: list[tuple[str, str]] = []  # tag and kind of box
        self.text = ""
        self.feed(html)
        self.close()
        self.wrong += [f"unclosed <{tag}>" for tag, _box in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open[-1][0] if self.open else ""
        if tag not in INSIDE.get(parent, set()):
            self.wrong.append(f"<{tag}> in <{parent}>")
        if tag in LINE - {"br"} and tag in [name for name, _box in self.open]:
            self.wrong.append(f"<{tag}> in itself")
        known = ATTRIBUTES.get(tag, [])
        names = [name for name, _value in attrs]
        if names != [name for name in known if name in names]:
            self.wrong.append(f"{tag} {names}")
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            if name == "data-box":
                allowed = re.fullmatch(BOXES.get(tag, "(?!)"), value)
            elif name == "href":
                allowed = is_harmless(value)
            else:
                allowed = re.fullmatch(VALUES.get(name, "(?!)"), value, re.DOTALL)
            if not allowed:
                self.wrong.append(f"{tag} {name}={value!r}")
        self._check_box(tag, values)
        if tag != "br":
            self.open.append((tag, values.get("data-box", "")))

    def _check_box(self, tag: str, values: dict[str, str]) -> None:
        box = values.get("data-box", "")
        around = self.open[-1] if self.open else ("", "")
        wanted = {
            "picture": {"data-picture"},
            "embed": {"data-url"},
            "gallery": set(),
            "fact": set(),
            "related": set(),
            "quote": set(),
        }
        if tag in BOXES and not box:
            self.wrong.append(f"<{tag}> without a name")
        if box and not wanted.get(box, set()) <= set(values):
            self.wrong.append(f"{box} lacks {wanted[box]}")
        if box != "embed" and "data-url" in values:
            self.wrong.append(f"{box} with an address")
        if box != "picture" and set(values) & {"data-picture", "data-alt", "data-decorative", "data-credit"}:
            self.wrong.append(f"{box or tag} with a picture's words")
        if {"data-alt", "data-decorative"} <= set(values):
            self.wrong.append("alternative text of a decorative picture")
        if around[0] == "div" and box != "picture":
            self.wrong.append("gallery with something else")
        if around[0] == "figure" and tag == "blockquote" and around[1] != "quote":
            self.wrong.append(f"<blockquote> in {around[1]}")
        if tag == "a" and set(values) != {"href", "rel"}:
            self.wrong.append("<a> that leads nowhere")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop()[0] != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.text += data
        parent = self.open[-1][0] if self.open else ""
        if "br" not in INSIDE.get(parent, set()):
            self.wrong.append(f"loose {data[:20]!r} in <{parent}>")

    def handle_comment(self, data: str) -> None:
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.wrong.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.wrong.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"<?{data}>")


def is_harmless(address: str) -> bool:
    """As a browser reads it: without control characters and spaces around, and without line breaks anywhere."""
    read = "".join(letter for letter in address if letter not in "\t\r\n").strip(
        "".join(map(chr, range(0x21)))
    )
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", read)
    return scheme is None or scheme[1].lower() in SCHEMES  # without one it is an address of our own
