"""The one place that cleans HTML: an allow-list, run on every save and again on every publish."""

import re
from collections import Counter
from html import escape, unescape
from typing import Final

import nh3

from articles.bengali.text import normalise
from articles.grammar import ALSO_READ, ELEMENTS, allowed_value, write_body

# What a news story needs. Everything else goes; script and style go with what they hold.
ALLOWED: Final[dict[str, set[str]]] = {tag: set(names) - {"rel"} for tag, names in ELEMENTS.items()}
ALLOWED_SCHEMES: Final = {"http", "https", "mailto", "tel"}
_DROPPED_WITH_CONTENT: Final = {"script", "style", "template", "noscript", "title", "textarea", "iframe"}

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED) | ALSO_READ,
    # Without "*" the library allows its own: lang and title, on every tag.
    attributes={"*": set()} | {tag: names for tag, names in ALLOWED.items() if names},
    attribute_filter=allowed_value,
    clean_content_tags=_DROPPED_WITH_CONTENT,
    url_schemes=ALLOWED_SCHEMES,
    link_rel="noopener",
    strip_comments=True,
)
# Each kind of emphasis with attributes of its own is opened anew in every block behind it (HTML's "active formatting
# elements"): without their attributes, which go anyway, no more than three of a kind are.
# (Forty attributes at most: a tag that never ends must not be read anew from each of its words.)
_EMPHASIS: Final = re.compile(
    r"""<(b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)
    (?>[ \t\n\f/]+[^ \t\n\f/>][^ \t\n\f/>=]*+
       (?>[ \t\n\f]*+=[ \t\n\f]*+(?>"[^"]*"|'[^']*'|[^ \t\n\f>"'][^ \t\n\f>]*+|(?=>)))?+){1,40}+
    [ \t\n\f/]*+>""",
    re.IGNORECASE | re.VERBOSE,
)
# A parser looks up all that is open again and again: without an end to it, its time would be the square of the text's.
_MOST_OPEN: Final = 1000
_OPENING_OR_CLOSING: Final = re.compile(r"<(/?)([a-zA-Z][^ \t\n\f/>]*)[^>]{0,300}>")
# Never open inside each other by themselves: the next one closes the last, or they hold nothing.
_CLOSED_BY_OTHERS: Final = frozenset(
    "p li td th tr dt dd option optgroup thead tbody tfoot caption colgroup br img hr input meta link col wbr".split()
)
_TAG = re.compile(r"<[^>]*>")
_LINE_END: Final = re.compile(r"<br>|<[uo]l>|</(?:p|h2|h3|li|blockquote|figcaption|caption|tr)>")
_CELL_END: Final = re.compile(r"</t[hd]>(?=<t[hd])")
_ROUNDS: Final = 5  # three are known to be needed


def clean_body(html: str) -> str:
    """`html` with only allowed markup, normalised Bengali, no empty blocks, in its canonical form.

    Idempotent: `clean_body(clean_body(x)) == clean_body(x)`. Never raises on any string.
    """
    # Normalising rewrites characters and so can make markup: the control character goes from `java&#1;script:`,
    # `<p>` and a U+0338 behind it fuse into `<p≯`. So the cleaner has the last word, on text that is normal already.
    for _round in range(_ROUNDS):
        cleaned = write_body(_CLEANER.clean(bounded(normalise(html))))
        if cleaned == html:
            return cleaned
        html = cleaned
    lines = normalise(plain_text(html)).split("\n")
    return write_body(_CLEANER.clean("".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)))


def bounded(html: str) -> str:
    """`html` without what would only cost time: attributes of emphasis, and elements open too deep inside others."""
    html = _EMPHASIS.sub(r"<\1>", html)
    if html.count("<") <= _MOST_OPEN:
        return html
    still_open: Counter[str] = Counter()
    depth = 0

    def kept(match: re.Match[str]) -> str:
        nonlocal depth
        name = match[2].lower()
        if name in _CLOSED_BY_OTHERS:
            return match[0]
        if match[1]:
            if still_open[name]:
                still_open[name] -= 1
                depth -= 1
        elif depth < _MOST_OPEN:
            still_open[name] += 1
            depth += 1
        else:
            return "<br>"
        return match[0]

    return _OPENING_OR_CLOSING.sub(kept, html)


def plain_text(html: str) -> str:
    """The words of cleaned HTML, with a line break after each block and each row; for lengths, feeds and search."""
    broken = _CELL_END.sub(" ", _LINE_END.sub("\n", html))
    return re.sub(r" *\n[\n ]*", "\n", unescape(_TAG.sub("", broken))).strip()
