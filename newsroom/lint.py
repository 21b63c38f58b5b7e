"""What a Bengali sub-editor's eye catches: slips of the keyboard, each with where it stands and how it is mended.

Pure functions over stored (normalised) text. They advise; nothing here changes a text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import graphemes
from articles.html import plain_text
from newsroom.paragraphs import split_blocks

_CONTEXT: Final = 12  # letters shown on either side of a slip
_LETTER: Final = "[\u0985-\u09b9\u09ce\u09dc-\u09df\u09bc]"
_SIGN: Final = "[\u09be-\u09cc\u09d7]"
_BENGALI: Final = re.compile("[\u0985-\u09e3]")
# Addresses keep their digits, quotes and spaces.
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_ENDS_WELL: Final = re.compile(r"[।?!…:;—–-][”’\"')\]]*$")
_FEWEST_WORDS: Final = 4  # shorter paragraphs are headings, initials, names


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip. `block` is the index (from 0) of the body's block, None in a single line of text.

    `excerpt` is the slip among its neighbours, `mend` the same as it should read.
    """

    rule: str
    message: str | Promise
    excerpt: str
    mend: str
    block: int | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    key: str
    message: str | Promise
    pattern: re.Pattern[str]
    mend: str  # a template of re.Match.expand; empty for the rules with a function of their own


_RULES: Final[tuple[_Rule, ...]] = (
    _Rule("vowel-signs", _("Two vowel signs on one letter"), re.compile(f"({_SIGN}){_SIGN}+"), r"\1"),
    _Rule(
        "nukta",
        _("A dot under a letter that takes none"),
        re.compile("(?<![\u09a1\u09a2\u09af\u09bc])\u09bc+"),
        "",
    ),
    _Rule(
        "visarga",
        _("A colon where a visarga belongs"),
        re.compile(f"(?<={_LETTER}):(?={_LETTER})|(?<={_SIGN}):(?={_LETTER})"),
        "\u0983",
    ),
    _Rule("danda", _("A vertical bar where a danda belongs"), re.compile(r"\|"), "।"),
    _Rule("spaces", _("More than one space"), re.compile("[ \u00a0]{2,}"), " "),
    _Rule("space-before", _("A space before the danda"), re.compile("(?<=\\S)[ \u00a0]+(?=।)"), ""),
)
_QUOTE: Final = re.compile("[\"']")
# Digits on a Latin word belong to it: COVID-19, G7, F-16.
_DIGITS: Final = re.compile(r"(?<![A-Za-z0-9])(?<![A-Za-z]-)[0-9](?:[0-9]|[.,:](?=[0-9]))*(?![A-Za-z0-9])")


def lint_line(text: str) -> list[Slip]:
    """The slips in one line or paragraph of plain text. Text without a Bengali letter has none."""
    if not _BENGALI.search(text):
        return []
    hidden = _ADDRESS.sub(lambda match: "x" * len(match[0]), text)
    slips = [
        _slip(rule.key, rule.message, text, match, match.expand(rule.mend))
        for rule in _RULES
        for match in rule.pattern.finditer(hidden)
    ]
    slips += [
        _slip("quotes", _("A straight quotation mark"), text, match, _curly(hidden, match))
        for match in _QUOTE.finditer(hidden)
    ]
    slips += [
        _slip("digits", _("Latin digits among Bengali"), text, match, to_bengali_digits(match[0]))
        for match in _DIGITS.finditer(hidden)
    ]
    return slips


def lint_body(body: str) -> list[Slip]:
    """The slips in a cleaned body, block by block (as newsroom/paragraphs.py counts them)."""
    return [slip for index, block in enumerate(split_blocks(body)) for slip in _lint_block(index, block)]


def _lint_block(index: int, block: str) -> Iterator[Slip]:
    text = plain_text(block)
    for slip in lint_line(text):
        yield Slip(slip.rule, slip.message, slip.excerpt, slip.mend, index)
    if block.startswith("<p>") and _needs_end(block, text):
        tail = "".join(graphemes(text)[-2 * _CONTEXT :])
        yield Slip("no-end", _("No danda at the paragraph's end"), f"…{tail}", f"…{tail}।", index)


def _needs_end(block: str, text: str) -> bool:
    """Whether a paragraph is a sentence without an end. Bold lines are headings, and a bar has its own rule."""
    if not _BENGALI.search(text) or len(text.split()) < _FEWEST_WORDS:
        return False
    if re.fullmatch(r"<p><(strong|b)>[^<]*</\1></p>", block):
        return False
    return not _ENDS_WELL.search(text.rstrip()) and not text.rstrip().endswith("|")


def _slip(rule: str, message: str | Promise, text: str, match: re.Match[str], mend: str) -> Slip:
    before = graphemes(text[max(match.start() - 8 * _CONTEXT, 0) : match.start()])[-_CONTEXT:]
    after = graphemes(text[match.end() : match.end() + 8 * _CONTEXT])[:_CONTEXT]
    head, tail = "".join(before), "".join(after)
    left = "…" if len(head) < match.start() else ""
    right = "…" if match.end() + len(tail) < len(text) else ""
    return Slip(
        rule,
        message,
        f"{left}{head}{match[0]}{tail}{right}",
        f"{left}{head}{mend}{tail}{right}",
    )


def _curly(text: str, match: re.Match[str]) -> str:
    """The typographic mark: opening at a word's start, closing (or an apostrophe) elsewhere."""
    before = text[match.start() - 1] if match.start() else " "
    opens = before.isspace() or before in "(“‘[—–"
    if match[0] == '"':
        return "“" if opens else "”"
    return "‘" if opens else "’"
