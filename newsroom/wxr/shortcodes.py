"""WordPress's marks in the raw text of a post: shortcodes and block comments. Read in time that grows with the text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape
from typing import Final

from newsroom.wxr.problems import Kind, Problems

_SHORTCODE: Final = re.compile(
    r"""\[(/?)([A-Za-z][A-Za-z0-9_-]{0,40})((?:[ \t\n=/](?:[^\[\]"']|"[^"\[\]]*"|'[^'\[\]]*')*)?)\]"""
)
_ATTRIBUTE: Final = re.compile(
    r"""([A-Za-z_][A-Za-z0-9_-]*)\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"']+))"""
)
_URL: Final = re.compile(r"""https?://[^\s\[\]<>"']+""")
_CAPTIONS: Final = {"caption", "wp_caption"}
_PLAYERS: Final = {"audio", "video"}
_SERVICES: Final = {"embed", "youtube", "facebook", "instagram", "tweet", "twitter", "tiktok", "googlemaps"}
_FILES: Final = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm")
_BLOCK: Final = re.compile(r"\s*(/?)wp:([a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)(?![a-z0-9_/-])")
_KNOWN_BLOCKS: Final = frozenset(
    "paragraph heading image gallery list list-item quote pullquote embed table html freeform more nextpage separator"
    " spacer group row stack columns column buttons button cover media-text preformatted code verse audio video file"
    " shortcode details missing".split()
)


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    closes: bool
    name: str
    said: str


def write_shortcodes(text: str, problems: Problems) -> str:
    """`text` with figures in place of the shortcodes that are known; of others, what they enclose.

    `<figure data-ids="1,2">` is a gallery of attachments, `<figure data-url="…">` something of another service.
    """
    tags = [
        _Tag(found.start(), found.end(), bool(found[1]), found[2].lower(), found[3])
        for found in _SHORTCODE.finditer(text)
    ]
    closed = {tag.name for tag in tags if tag.closes}
    pieces: list[str] = []
    place, skip_to = 0, -1
    for number, tag in enumerate(tags):
        if tag.start < skip_to:
            continue
        written, end = _written(text, tags, number, closed, problems)
        if written is None:
            continue
        pieces += [text[place : tag.start], written]
        place = skip_to = end
    return "".join([*pieces, text[place:]])


def _written(
    text: str, tags: list[_Tag], number: int, closed: set[str], problems: Problems
) -> tuple[str | None, int]:
    """What stands for a tag, and where it ends; None for brackets that are only brackets."""
    tag = tags[number]
    said = unescape(tag.said)
    if tag.name in _CAPTIONS:
        if tag.closes:
            return ("</figure>\n\n" if _was_opened(tags, number) else ""), tag.end
        return (_caption(said) if _is_closed(tags, number) else ""), tag.end
    if tag.name == "gallery" and not tag.closes:
        ids = ",".join(re.findall(r"[0-9]{1,18}", _attributes(said).get("ids", ""))) or "all"
        return f'\n\n<figure data-ids="{ids}"></figure>\n\n', tag.end
    if tag.name in _SERVICES | _PLAYERS and not tag.closes:
        closing = _closing(tags, number)
        inside = text[tag.end : closing.start] if closing else ""
        if url := _address(said, inside):
            return f'\n\n<figure data-url="{escape(url)}"></figure>\n\n', closing.end if closing else tag.end
    if tag.closes:
        return ("", tag.end) if _was_opened(tags, number) else (None, tag.end)
    if not (tag.name in closed or _ATTRIBUTE.search(said) or re.search("[_-]", tag.name)):
        return None, tag.end  # [sic], [update]: somebody's brackets
    problems.add(Kind.SHORTCODE, tag.name)
    return "", tag.end


def _caption(said: str) -> str:
    words = _attributes(said).get("caption", "")  # where WordPress 3.3 and older had it
    return f'\n\n<figure class="wp-caption">{f"<figcaption>{escape(words)}</figcaption>" if words else ""}'


def _closing(tags: list[_Tag], number: int) -> _Tag | None:
    following = tags[number + 1] if number + 1 < len(tags) else None
    return following if following and following.closes and following.name == tags[number].name else None


def _was_opened(tags: list[_Tag], number: int) -> bool:
    """Whether a closing tag closes something: looked for in the tags just before it, which is where it opens."""
    return any(one.name == tags[number].name and not one.closes for one in tags[max(0, number - 50) : number])


def _is_closed(tags: list[_Tag], number: int) -> bool:
    """Whether it is closed before another of its name opens: else all that follows would be a caption."""
    same = (one for one in tags[number + 1 : number + 50] if one.name == tags[number].name)
    return next((one.closes for one in same), False)


def _address(said: str, inside: str) -> str:
    attributes = _attributes(said)
    candidates = [inside.strip(), *(attributes.get(name, "") for name in ("url", "href", *_FILES)), said]
    return next((found[0] for one in candidates if (found := _URL.search(unescape(one)))), "")


def _attributes(said: str) -> dict[str, str]:
    return {name.lower(): double or single or bare for name, double, single, bare in _ATTRIBUTE.findall(said)}


def has_blocks(text: str) -> bool:
    """Whether the block editor wrote it: then its line ends are no paragraphs."""
    return any(_BLOCK.match(comment) for comment in _comments(text))


def note_blocks(text: str, problems: Problems) -> None:
    """Name the blocks that are not known, and those that WordPress fills only when somebody looks."""
    for comment in _comments(text):
        found = _BLOCK.match(comment)
        if not found or found[1]:
            continue
        name = found[2].removeprefix("core/")
        is_empty = comment.rstrip().endswith("/")
        known = name in _KNOWN_BLOCKS or name.startswith("core-embed/")
        if not known or (is_empty and name not in {"separator", "spacer", "more", "nextpage"}):
            problems.add(Kind.BLOCK, name)


def _comments(text: str) -> Iterator[str]:
    place = text.find("<!--")
    while place >= 0:
        end = text.find("-->", place + 4)
        if end < 0:
            return
        yield text[place + 4 : end]
        place = text.find("<!--", end + 3)
