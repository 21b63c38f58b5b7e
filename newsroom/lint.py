"""What a Bengali sub-editor's eye catches: slips of the keyboard, each with where it stands and how it is mended.

Pure functions over stored (normalised) text. They advise; nothing here changes a text.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import graphemes
from newsroom.lines import body_lines
from newsroom.spelling import Spelling

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
    """One slip: `text[start:end]` (code points) of its line is `found` and should be `put`.

    `before` and `after` are its neighbours, for people to recognise it. In a body, `block` is the index (from 0)
    of its top-level block, and `line` that of its line, as newsroom/lines.py counts them.
    """

    rule: str
    message: str | Promise
    start: int
    end: int
    found: str
    put: str
    before: str
    after: str
    why: str = ""  # of the house's spelling: its reason
    word: str = ""  # and its word
    block: int | None = None
    line: int | None = None

    @property
    def excerpt(self) -> str:
        """The slip among its neighbours."""
        return f"{self.before}{self.found}{self.after}"

    @property
    def mend(self) -> str:
        """The same as it should read."""
        return f"{self.before}{self.put}{self.after}"

    @property
    def kind(self) -> str:
        """What is mended together: slips of one rule; of the house's spelling, those of one word."""
        return f"{self.rule}:{self.word}" if self.word else self.rule


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


def lint_line(text: str, spelling: Spelling | None = None, *, is_sentence: bool = False) -> list[Slip]:
    """The slips in one line of plain text, in its order. Text without a Bengali letter has none.

    With `spelling`, also what the house writes otherwise; with `is_sentence`, also a missing end.
    """
    if not _BENGALI.search(text):
        return []
    hidden = _ADDRESS.sub(lambda match: "x" * len(match[0]), text)
    slips = [
        _slip(rule.key, rule.message, text, match.span(), match.expand(rule.mend))
        for rule in _RULES
        for match in rule.pattern.finditer(hidden)
    ]
    slips += [
        _slip("quotes", _("A straight quotation mark"), text, match.span(), _curly(hidden, match))
        for match in _QUOTE.finditer(hidden)
    ]
    slips += [
        _slip("digits", _("Latin digits among Bengali"), text, match.span(), to_bengali_digits(match[0]))
        for match in _DIGITS.finditer(hidden)
    ]
    slips += _misspelled(text, hidden, spelling) if spelling else []
    if is_sentence and _needs_end(text):
        end = len(text.rstrip())
        slips.append(_slip("no-end", _("No danda at the paragraph's end"), text, (end, end), "।"))
    return sorted(slips, key=lambda slip: (slip.start, slip.end))


def lint_body(body: str, spelling: Spelling | None = None) -> list[Slip]:
    """The slips in a cleaned body, line by line: its paragraphs, list items, cells and captions."""
    return [
        replace(slip, block=line.block, line=number)
        for number, line in enumerate(body_lines(body))
        for slip in lint_line(line.text, spelling, is_sentence=line.is_sentence)
    ]


def _misspelled(text: str, hidden: str, spelling: Spelling) -> list[Slip]:
    message = _("The house writes it otherwise")
    return [
        replace(
            _slip("spelling", message, text, (found.start, found.end), found.put),
            why=found.entry.why,
            word=found.entry.wrong,
        )
        for found in spelling.find(hidden)
    ]


def _needs_end(text: str) -> bool:
    """Whether a paragraph is a sentence without an end. A bar has its own rule."""
    text = text.rstrip()
    return len(text.split()) >= _FEWEST_WORDS and not _ENDS_WELL.search(text) and not text.endswith("|")


def _slip(rule: str, message: str | Promise, text: str, span: tuple[int, int], put: str) -> Slip:
    start, end = span
    head = "".join(graphemes(text[max(start - 8 * _CONTEXT, 0) : start])[-_CONTEXT:])
    tail = "".join(graphemes(text[end : end + 8 * _CONTEXT])[:_CONTEXT])
    left = "…" if len(head) < start else ""
    right = "…" if end + len(tail) < len(text) else ""
    return Slip(
        rule,
        message,
        start,
        end,
        found=text[start:end],
        put=put,
        before=f"{left}{head}",
        after=f"{tail}{right}",
    )


def _curly(text: str, match: re.Match[str]) -> str:
    """The typographic mark: opening at a word's start, closing (or an apostrophe) elsewhere."""
    before = text[match.start() - 1] if match.start() else " "
    opens = before.isspace() or before in "(“‘[—–"
    if match[0] == '"':
        return "“" if opens else "”"
    return "‘" if opens else "’"
