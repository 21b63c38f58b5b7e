"""Two passages word by word: what was taken out, what was put in, and where only the formatting differs.

A word is a run of whole graphemes, so a mark never leaves the Bengali letter it stands on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Final

import regex  # type: ignore[import-untyped]
from django.utils.translation import gettext as _

from articles.bengali.digits import to_bengali_digits

SAME: Final = "same"
ADDED: Final = "added"
REMOVED: Final = "removed"
FORMAT: Final = "format"  # the same words, set otherwise

Marks = tuple[tuple[str, str], ...]  # (("strong", ""), ("a", "https://…"))

_WORDS = regex.compile(r"(?:(?=\s)\X)+|(?:(?=[\p{L}\p{N}\p{M}])\X)+|\X")
_TAG_OR_TEXT = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|([^<]+)")
_HREF = re.compile(r'href="([^"]*)"')
_INLINE: Final = {"strong": "strong", "b": "strong", "em": "em", "i": "em", "a": "a"}
_SENTENCE_ENDS: Final = frozenset("।॥?!.\n")
# More tokens than this are compared sentence by sentence first, which bounds the work of one passage.
_AT_ONCE: Final = 600


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that are set in one way."""

    text: str
    marks: Marks = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or the space between; `runs` is how it is set (mostly in one way)."""

    text: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that share one fate. `was` is how they were set, for a change of formatting alone."""

    kind: str
    runs: tuple[Run, ...]
    was: tuple[Run, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def split_words(html: str) -> list[Token]:
    """The words of cleaned HTML in order. List items begin with a bullet on a line of their own."""
    runs = _runs(html)
    tokens: list[Token] = []
    position, start_of_run = 0, 0
    pending = iter(runs)
    run = next(pending, None)
    for word in _WORDS.findall("".join(run.text for run in runs)):
        end, parts = position + len(word), []
        while run and start_of_run < end:
            stop = min(end, start_of_run + len(run.text))
            begin = max(position, start_of_run)
            parts.append(Run(run.text[begin - start_of_run : stop - start_of_run], run.marks))
            if start_of_run + len(run.text) > end:
                break
            start_of_run += len(run.text)
            run = next(pending, None)
        tokens.append(Token(word, tuple(parts)))
        position = end
    return tokens


def plain_words(text: str) -> list[Token]:
    """The words of a text without markup."""
    return [Token(word, (Run(word),)) for word in _WORDS.findall(text)]


def whole(items: Sequence[str], separator: str = ", ") -> list[Token]:
    """Names that must not be taken apart, as tokens."""
    tokens: list[Token] = []
    for item in items:
        if tokens:
            tokens.append(Token(separator, (Run(separator),)))
        tokens.append(Token(item, (Run(item),)))
    return tokens


def compare_words(before: Sequence[Token], after: Sequence[Token]) -> tuple[Piece, ...]:
    """What became of each word. Joined, the pieces that are not ADDED are `before`, those not REMOVED `after`."""
    pieces: list[Piece] = []
    for kind, old, new in _with_lone_spaces_taken_along(list(_changes(before, after))):
        if kind == SAME:
            pieces += _formatting(old, new)
            continue
        if old:
            pieces.append(_piece(REMOVED, old))
        if new:
            pieces.append(_piece(ADDED, new))
    return tuple(pieces)


Change = tuple[str, Sequence[Token], Sequence[Token]]  # SAME or "other", the old words, the new ones
_OTHER: Final = "other"


def _changes(before: Sequence[Token], after: Sequence[Token]) -> Iterator[Change]:
    """Runs that are the same on both sides and runs that are not; long passages by sentence first."""
    head, tail = _common_ends(before, after)
    if head:
        yield SAME, before[:head], after[:head]
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    if len(old) + len(new) <= 2 * _AT_ONCE:
        yield from _matched(old, new)
    else:
        yield from _by_sentence(old, new)
    if tail:
        yield SAME, before[len(before) - tail :], after[len(after) - tail :]


def _matched(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Change]:
    if not old or not new:
        if old or new:
            yield _OTHER, old, new
        return
    texts = [token.text for token in old], [token.text for token in new]
    matcher: SequenceMatcher[str] = SequenceMatcher(str.isspace, *texts)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        yield (SAME if kind == "equal" else _OTHER), old[i1:i2], new[j1:j2]


def _by_sentence(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Change]:
    """Equal sentences first; then words, but only in the gaps that are small enough."""
    sentences = list(_sentences(old)), list(_sentences(new))
    texts = [["".join(token.text for token in sentence) for sentence in side] for side in sentences]
    matcher: SequenceMatcher[str] = SequenceMatcher(None, texts[0], texts[1])
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        left = [token for sentence in sentences[0][i1:i2] for token in sentence]
        right = [token for sentence in sentences[1][j1:j2] for token in sentence]
        if kind == "equal":
            yield SAME, left, right
        elif len(left) + len(right) <= 2 * _AT_ONCE:
            yield from _matched(left, right)
        else:
            yield _OTHER, left, right


def _sentences(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    start = 0
    for index, token in enumerate(tokens, start=1):
        if token.text[-1] in _SENTENCE_ENDS:
            yield tokens[start:index]
            start = index
    if start < len(tokens):
        yield tokens[start:]


def _common_ends(before: Sequence[Token], after: Sequence[Token]) -> tuple[int, int]:
    """How many tokens are the same at the beginning and, of the rest, at the end."""
    shorter = min(len(before), len(after))
    head = 0
    while head < shorter and before[head].text == after[head].text:
        head += 1
    tail = 0
    while tail < shorter - head and before[-1 - tail].text == after[-1 - tail].text:
        tail += 1
    return head, tail


def _with_lone_spaces_taken_along(changes: list[Change]) -> list[Change]:
    """A space that alone stayed the same between two changes is part of one change: easier to read."""
    joined: list[Change] = []
    for index, (kind, old, new) in enumerate(changes):
        is_between = 0 < index < len(changes) - 1 and changes[index + 1][0] == _OTHER
        if kind == SAME and is_between and joined[-1][0] == _OTHER and all(t.text.isspace() for t in old):
            kind = _OTHER
        if kind == _OTHER and joined and joined[-1][0] == _OTHER:
            _kind, old_before, new_before = joined.pop()
            old, new = [*old_before, *old], [*new_before, *new]
        joined.append((kind, old, new))
    return joined


def _formatting(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Piece]:
    """The same words twice: runs set alike, and runs set otherwise."""
    start = 0
    while start < len(old):
        is_same = old[start].runs == new[start].runs
        end = start
        while end < len(old) and (old[end].runs == new[end].runs) == is_same:
            end += 1
        if is_same:
            yield _piece(SAME, new[start:end])
        else:
            yield Piece(FORMAT, _joined(new[start:end]), was=_joined(old[start:end]))
        start = end


def _piece(kind: str, tokens: Sequence[Token]) -> Piece:
    return Piece(kind, _joined(tokens))


def _joined(tokens: Sequence[Token]) -> tuple[Run, ...]:
    """The tokens' runs, neighbours that are set alike made one."""
    texts: list[list[str]] = []
    marks: list[Marks] = []
    for token in tokens:
        for run in token.runs:
            if marks and marks[-1] == run.marks:
                texts[-1].append(run.text)
            else:
                texts.append([run.text])
                marks.append(run.marks)
    return tuple(Run("".join(text), mark) for text, mark in zip(texts, marks, strict=True))


def _runs(html: str) -> list[Run]:
    """Cleaned HTML as runs. Blocks inside (items, quoted paragraphs) and <br> begin a new line.

    What a box says outside its text stands in brackets on lines of its own; how a cell is made is how its bar is set.
    """
    runs: list[Run] = []
    marks: list[tuple[str, str]] = []
    is_box = html.startswith("<aside")
    for closing, tag, attributes, text in _TAG_OR_TEXT.findall(html):
        if text:
            runs.append(Run(unescape(text), tuple(marks)))
        elif tag in _INLINE:
            _turn(marks, _INLINE[tag], attributes, is_closing=bool(closing))
        elif tag == "li" and not closing:
            runs.append(Run("• " if not runs or runs[-1].text.endswith("\n") else "\n• "))
        elif tag in {"td", "th"} and not closing:
            runs.append(Run("| ", (("cell", f"{tag}{attributes}"),)))
        elif tag == "figure" and not closing:
            runs += [Run(f"[{line}]\n") for line in _said_of_box(attributes)]
        elif tag == "br" or (closing and tag in _LINES):
            runs.append(Run("\n"))
        elif tag == "thead":
            marks = [] if closing else [("head", "")]
        if tag == "h3" and is_box:
            marks = [] if closing else [("heading", "")]
        if tag in {"td", "th"} and closing:
            runs.append(Run(" "))
    while runs and not runs[-1].text.strip():
        runs.pop()
    return runs


_LINES: Final = {"p", "h2", "h3", "figcaption", "caption", "tr"}
_VALUE: Final = re.compile(r'data-([a-z]+)="([^"]*)"')


def _said_of_box(attributes: str) -> list[str]:
    """What the attributes of a picture or an embed say, a line each."""
    values = {name: unescape(value) for name, value in _VALUE.findall(attributes)}
    if "picture" in values:
        values["picture"] = to_bengali_digits(values["picture"])
    labels = {
        "picture": _("picture %(value)s"),
        "alt": _("alternative text: %(value)s"),
        "decorative": _("decorative: no alternative text"),
        "credit": _("credit: %(value)s"),
        "url": _("from another service: %(value)s"),
    }
    return [str(label) % {"value": values[name]} for name, label in labels.items() if name in values]


def _turn(marks: list[tuple[str, str]], name: str, attributes: str, *, is_closing: bool) -> None:
    if is_closing:
        for index in range(len(marks) - 1, -1, -1):
            if marks[index][0] == name:
                del marks[index]
                break
    else:
        href = _HREF.search(attributes)
        marks.append((name, unescape(href.group(1)) if href else ""))
