"""A post's text as WordPress keeps it (HTML, blocks, shortcodes, bare line ends) written as a body of ours.

What comes out is a proposal: articles/html.py::clean_body has the last word on it, as on everything.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import nh3

from articles.bengali.text import normalise
from articles.embeds import parse_embed
from articles.grammar import FEWEST_PICTURES
from articles.html import bounded, plain_text
from articles.markup import Node, escape_text, escape_value, parse_markup
from newsroom.wxr.problems import Kind, Problems
from newsroom.wxr.shortcodes import has_blocks, note_blocks, write_shortcodes

_KEPT: Final = frozenset(
    "p br h1 h2 h3 h4 h5 h6 strong b em i ul ol li blockquote table caption thead tbody tfoot tr th td"
    " pre dl dt dd".split()
)
_READ: Final = frozenset(
    "a img figure figcaption div section article aside iframe video audio source cite span center details"
    " summary".split()
)
_ATTRIBUTES: Final[dict[str, set[str]]] = {
    "*": set(),  # else the library allows its own
    "a": {"href"},
    "img": {"src", "alt", "class", "data-src", "data-lazy-src"},
    "figure": {"class", "data-ids", "data-url"},
    "div": {"class"},
    "ul": {"class"},
    "blockquote": {"class", "cite", "data-instgrm-permalink", "data-href"},
    "iframe": {"src", "data-src"},
    "video": {"src"},
    "audio": {"src"},
    "source": {"src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_READER: Final = nh3.Cleaner(
    tags=set(_KEPT | _READ),
    attributes=_ATTRIBUTES,
    clean_content_tags={"script", "style", "template", "noscript", "title", "textarea", "form"},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)
_WITHOUT_END: Final = re.compile(r"<(img|source)\b((?:[^>\"]|\"[^\"]*\")*)>")
_LEFT_OUT: Final = re.compile(
    r"<\s{0,9}(script|style|object|embed|applet|form|input|button|select|textarea|svg|math|base|meta|link)\b",
    re.I,
)
_HANDLER: Final = re.compile(r"<[a-z][^<>]{0,2000}[\s/\"'](on[a-z]{3,30})\s{0,9}=", re.I)
_PROGRAM: Final = re.compile(r"(?:href|src)\s{0,9}=\s{0,9}[\"']?\s{0,9}(javascript|vbscript|data:text)", re.I)
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")
_STARTS_BLOCK: Final = re.compile(
    r"\s*</?(?:p|h[1-6]|[uod]l|li|blockquote|table|figure|div|section|article|aside|pre|hr|iframe|center|details)\b",
    re.I,
)
_ALONE: Final = re.compile(r"(?m)^[ \t]*(https?://[^\s<>\"\[\]]+)[ \t]*$")
_URL: Final = re.compile(r"https?://[^\s<>\"]+")
_ATTACHMENT: Final = re.compile(r"\bwp-image-([0-9]{1,18})\b")
_QUOTED_POSTS: Final = {"twitter-tweet", "twitter-video", "instagram-media", "tiktok-embed"}
_GALLERIES: Final = {"wp-block-gallery", "gallery", "blocks-gallery-grid", "tiled-gallery"}


@dataclass(frozen=True, slots=True)
class Found:
    """A picture of the library, with the words of the attachment it came as. Plain text."""

    number: int
    alt: str
    caption: str
    credit: str


@dataclass(frozen=True, slots=True)
class Finder:
    """Where the text's pictures come from. `by_address` takes an image's address and, if known, the attachment's."""

    by_address: Callable[[str, str], Found | None]
    by_number: Callable[[str], Found | None]
    of_post: Callable[
        [], Sequence[str]
    ]  # the numbers of what was attached to the post, for a gallery of "all"


def convert_text(text: str, problems: Problems, finder: Finder | None) -> str:
    """The body as HTML that `clean_body` takes. Without a finder it has no boxes: pages have none."""
    text = normalise(text)
    note_markup(text, problems)
    note_blocks(text, problems)
    is_of_blocks = has_blocks(text)
    text = write_shortcodes(text, problems)
    if not is_of_blocks:
        text = _with_paragraphs(_ALONE.sub(_player, text))
    read = _WITHOUT_END.sub(r"<\1\2></\1>", _READER.clean(bounded(text)))
    return _Writer(problems, finder).blocks(parse_markup(read).children)


def plain_line(text: str) -> str:
    """The words of a title or an excerpt, which may hold markup, in one line."""
    if "<" not in text and "&" not in text:
        return " ".join(normalise(text).split())
    cleaned = nh3.clean(bounded(text), tags={"p", "br", "li"}, attributes={})
    return " ".join(normalise(plain_text(cleaned.replace("<p>", " ").replace("<li>", " "))).split())


def note_markup(text: str, problems: Problems) -> None:
    """Name what of the raw text will not come through because it is a program or a form."""
    for pattern in (_LEFT_OUT, _HANDLER, _PROGRAM):
        for found in pattern.finditer(text):
            problems.add(Kind.MARKUP, found[1].lower())


def _player(found: re.Match[str]) -> str:
    """An address alone on its line is what WordPress shows as a player, if it knows whose it is."""
    return (
        f'\n\n<figure data-url="{escape_value(found[1])}"></figure>\n\n'
        if parse_embed(found[1])
        else found[0]
    )


def _with_paragraphs(text: str) -> str:
    """What WordPress calls wpautop: empty lines part paragraphs, a line end is a break."""
    parts = [part.strip("\n") for part in _PARAGRAPHS.split(text)]
    return "\n".join(
        part if _STARTS_BLOCK.match(part) else "<p>" + part.replace("\n", "<br>") + "</p>"
        for part in parts
        if part.strip()
    )


class _Writer:
    """Walks the tree of a text and writes it with our boxes."""

    def __init__(self, problems: Problems, finder: Finder | None) -> None:
        self._problems = problems
        self._finder = finder

    def blocks(self, children: Sequence[Node | str]) -> str:
        return "".join(escape_text(one) if isinstance(one, str) else self._node(one) for one in children)

    def _node(self, node: Node) -> str:
        tag, classes = node.tag, set(node.attributes.get("class", "").split())
        if tag == "br":
            return "<br>"
        if tag == "img":
            return self._picture(node, "")
        if tag in {"iframe", "video", "audio"}:
            return self._player(node, "")
        if tag == "figure" or (tag in {"div", "ul"} and classes & (_GALLERIES | {"wp-caption"})):
            return self._figure(node, classes)
        if tag == "blockquote":
            return self._quotation(node, classes)
        if tag == "p" and (url := _only_address(node)):
            return self._embed(url, "") if parse_embed(url) else f"<p>{self.blocks(node.children)}</p>"
        inner = self.blocks(node.children)
        if tag == "a":
            href = node.attributes.get("href", "")
            return f'<a href="{escape_value(href)}">{inner}</a>' if href and _has_words(node) else inner
        if tag in _KEPT:
            return f"<{tag}{_written(node)}>{inner}</{tag}>"
        return f"<div>{inner}</div>" if tag in {"div", "section", "article", "aside", "center"} else inner

    def _figure(self, node: Node, classes: set[str]) -> str:
        """A picture with its caption, a gallery, a player, a table or a quotation: what WordPress puts into figures."""
        if ids := node.attributes.get("data-ids"):
            return self._gallery_of(ids)
        caption_node = next(_inside(node, {"figcaption"}), None)
        images = list(_inside(node, {"img"}))
        if len(images) > 1 or (images and classes & _GALLERIES):
            return self._gallery(node)
        if images:
            caption = self._caption(node, caption_node, classes)
            return self._picture(images[0], caption)
        caption = self.blocks(caption_node.children) if caption_node else ""
        if url := _embedded(node, classes):
            return self._embed(url, caption)
        if player := next(_inside(node, {"iframe", "video", "audio"}), None):
            return self._player(player, caption)
        if "wp-block-pullquote" in classes and (quote := next(_inside(node, {"blockquote"}), None)):
            return self._quotation(quote, set(), is_pulled=True)
        if caption and (table := next(_inside(node, {"table"}), None)):
            table.children.insert(0, Node("caption", {}, list(caption_node.children if caption_node else [])))
            return self._node(table)
        return "".join(
            f"<p>{self.blocks(one.children)}</p>"
            if isinstance(one, Node) and one.tag == "figcaption"
            else self.blocks([one])
            for one in node.children
        )

    def _caption(self, node: Node, caption: Node | None, classes: set[str]) -> str:
        if caption:
            return self.blocks(caption.children)
        if "wp-caption" not in classes:
            return ""
        return self.blocks([one for one in node.children if isinstance(one, str) or not _holds_image(one)])

    def _gallery(self, node: Node) -> str:
        pictures = []
        for item in _inside(node, {"figure", "li", "dl"}):
            images = list(_inside(item, {"img"}))
            if len(images) == 1 and not any(_inside(item, {"figure"})):
                caption = next(_inside(item, {"figcaption", "dd"}), None)
                pictures.append((images[0], self.blocks(caption.children) if caption else ""))
        known = {id(image) for image, _caption in pictures}
        pictures += [(image, "") for image in _inside(node, {"img"}) if id(image) not in known]
        return _in_gallery([self._picture(image, caption) for image, caption in pictures])

    def _gallery_of(self, ids: str) -> str:
        if self._finder is None:
            self._problems.add(Kind.PAGE_BOX, "gallery")
            return ""
        numbers = list(self._finder.of_post()) if ids == "all" else ids.split(",")
        found = [self._finder.by_number(number) for number in numbers]
        return _in_gallery([_picture_box(one, one.alt, one.caption) for one in found if one])

    def _picture(self, node: Node, caption: str) -> str:
        values = node.attributes
        # Lazy loading leaves a placeholder in src.
        src = values.get("data-src") or values.get("data-lazy-src") or values.get("src", "")
        if self._finder is None:
            self._problems.add(Kind.PAGE_BOX, src.rpartition("/")[2])
            return ""
        attachment = _ATTACHMENT.search(values.get("class", ""))
        found = self._finder.by_address(src, attachment[1] if attachment else "")
        if found is None:
            return ""
        alt = " ".join(values.get("alt", "").split()) or found.alt
        if not alt:
            self._problems.add(Kind.NO_ALT, src.rpartition("/")[2])
        return _picture_box(found, alt, caption)

    def _player(self, node: Node, caption: str) -> str:
        sources = [node.attributes, *(one.attributes for one in _inside(node, {"source"}))]
        urls = [values.get("data-src") or values.get("src", "") for values in sources]
        return self._embed(next(filter(None, urls), ""), caption)

    def _embed(self, url: str, caption: str) -> str:
        url = f"https:{url}" if url.startswith("//") else url
        if not _URL.fullmatch(url):
            return f"<p>{caption}</p>"
        if self._finder and parse_embed(url):
            title = f"<figcaption>{caption}</figcaption>" if caption else ""
            return f'<figure data-box="embed" data-url="{escape_value(url)}">{title}</figure>'
        self._problems.add(Kind.EMBED if self._finder else Kind.PAGE_BOX, url)
        return f'<p><a href="{escape_value(url)}">{caption or escape_text(url)}</a></p>'

    def _quotation(self, node: Node, classes: set[str], is_pulled: bool = False) -> str:
        if classes & _QUOTED_POSTS and (url := _quoted_post(node)):
            return self._embed(url, "")
        cite = next(_inside(node, {"cite"}), None)
        words = self.blocks([one for one in node.children if one is not cite])
        if self._finder and (cite or is_pulled):
            who = f"<figcaption>{self.blocks(cite.children)}</figcaption>" if cite else ""
            return f'<figure data-box="quote"><blockquote>{words}</blockquote>{who}</figure>'
        said_by = f"<p>{self.blocks(cite.children)}</p>" if cite else ""
        return f"<blockquote>{words}{said_by}</blockquote>"


def _inside(node: Node, tags: set[str]) -> Iterator[Node]:
    """Its descendants of these tags, in their order."""
    for child in node.children:
        if isinstance(child, Node):
            if child.tag in tags:
                yield child
            yield from _inside(child, tags)


def _holds_image(node: Node) -> bool:
    return node.tag == "img" or any(_inside(node, {"img"}))


def _has_words(node: Node) -> bool:
    return any(
        bool(child.strip()) if isinstance(child, str) else _has_words(child) for child in node.children
    )


def _words(node: Node) -> str:
    return "".join(child if isinstance(child, str) else _words(child) for child in node.children)


def _only_address(node: Node) -> str:
    words = _words(node).strip()
    return words if _URL.fullmatch(words) and not _holds_image(node) else ""


def _embedded(node: Node, classes: set[str]) -> str:
    """The address that a figure embeds, whoever wrote it."""
    own = [node, *_inside(node, {"figure"})]
    if said := next((one.attributes["data-url"] for one in own if one.attributes.get("data-url")), ""):
        return said
    if "wp-block-embed" not in classes:
        return ""
    captioned = next(_inside(node, {"figcaption"}), None)
    words = " ".join(_words(one) for one in node.children if isinstance(one, Node) and one is not captioned)
    found = _URL.search(words)
    return found[0] if found else ""


def _quoted_post(node: Node) -> str:
    links = [one.attributes.get("href", "") for one in _inside(node, {"a"})]
    said = [node.attributes.get(name, "") for name in ("data-instgrm-permalink", "cite", "data-href")]
    return next((url for url in [*said, *reversed(links)] if url and parse_embed(url)), "")


def _written(node: Node) -> str:
    names = ("colspan", "rowspan", "scope")
    return "".join(
        f' {name}="{escape_value(node.attributes[name])}"' for name in names if name in node.attributes
    )


def _picture_box(found: Found, alt: str, caption: str) -> str:
    said = {"data-alt": alt, "data-credit": found.credit}
    written = "".join(f' {name}="{escape_value(value)}"' for name, value in said.items() if value)
    caption = caption if plain_text(caption).strip() else escape_text(found.caption)
    words = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure data-box="picture" data-picture="{found.number}"{written}>{words}</figure>'


def _in_gallery(pictures: list[str]) -> str:
    pictures = [one for one in pictures if one]
    return (
        f'<div data-box="gallery">{"".join(pictures)}</div>'
        if len(pictures) >= FEWEST_PICTURES
        else "".join(pictures)
    )
