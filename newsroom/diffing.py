"""What changed between two texts of a story: its fields word by word, its body paragraph by paragraph.

The work grows with the length of the text: paragraphs that are equal are found by their hash, and only those
left between them are compared with each other, near their own place.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.grammar import BOXES_OF, TABLE
from newsroom.byline_words import said_of
from newsroom.content import BylineRef, PictureRef, Ref, StoryContent
from newsroom.models import Story
from newsroom.pairing import Block, pair_moved, pair_rewritten
from newsroom.paragraphs import box_kind, split_blocks
from newsroom.words import (
    ADDED,
    FORMAT,
    REMOVED,
    SAME,
    Piece,
    Token,
    compare_words,
    plain_words,
    split_words,
    whole,
)

BOXES: Final = frozenset({TABLE}.union(*BOXES_OF.values()))
CHANGED: Final = "changed"
MOVED: Final = "moved"

NAMES: Final[dict[str, str | Promise]] = {
    "a": _("address of a link"),
    "p": _("paragraph"),
    "h2": _("subheading"),
    "h3": _("small subheading"),
    "blockquote": _("quotation"),
    "ul": _("list"),
    "ol": _("numbered list"),
    "hr": _("dividing line"),
    "picture": _("picture"),
    "gallery": _("gallery"),
    "embed": _("embed"),
    "fact": _("fact box"),
    "quote": _("pull quote"),
    "related": _("related stories"),
    "table": _("table"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else now."""

    name: str
    label: str | Promise
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class PictureChange:
    """Another lead picture, or one where there was none, or none any more."""

    before: PictureRef | None
    after: PictureRef | None


@dataclass(frozen=True, slots=True)
class BlockChange:
    """What became of a paragraph. Its places are indexes from 0; None where it does not stand."""

    kind: str  # SAME, ADDED, REMOVED, CHANGED or MOVED (which may be changed, too)
    before: int | None
    after: int | None
    tag: str
    pieces: tuple[Piece, ...]
    old_tag: str = ""  # if it was another kind of block

    @property
    def is_box(self) -> bool:
        return self.tag in BOXES


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that differs between two texts, and the body in the order of the newer one."""

    fields: tuple[FieldChange, ...]
    picture: PictureChange | None
    body: tuple[BlockChange, ...]

    @property
    def is_empty(self) -> bool:
        return not self.fields and not self.picture and not self.count(ADDED, REMOVED, CHANGED, MOVED)

    def count(self, *kinds: str) -> int:
        """How many paragraphs came to this."""
        return sum(block.kind in kinds for block in self.body)


def compare(before: StoryContent, after: StoryContent) -> Comparison:
    """What changed from `before` to `after`. Fields that say the same are left out, paragraphs are not."""
    picture = None
    if (before.picture and before.picture.id) != (after.picture and after.picture.id):
        picture = PictureChange(before.picture, after.picture)
    return Comparison(
        fields=tuple(_compare_fields(before, after)),
        picture=picture,
        body=tuple(compare_bodies(before.body, after.body)),
    )


# Fields

Words = Callable[[StoryContent], list[Token]]


def _text(name: str) -> Words:
    return lambda content: plain_words(getattr(content, name))


def _of_picture(name: str) -> Words:
    return lambda content: plain_words(getattr(content.picture, name) if content.picture else "")


def _decorative(content: StoryContent) -> list[Token]:
    return whole([str(_("decorative"))] if content.picture and content.picture.decorative else [])


def _section(content: StoryContent) -> list[Token]:
    return whole([content.section.name] if content.section else [])


def _topics(content: StoryContent) -> list[Token]:
    return whole([topic.name for topic in content.topics])


def _byline(content: StoryContent) -> list[Token]:
    return whole([said_of(line) for line in content.byline])


def _language(content: StoryContent) -> list[Token]:
    labels: dict[str, str | Promise] = dict(Story.Language.choices)
    return whole([str(labels.get(content.language, content.language))])


def _correction(content: StoryContent) -> list[Token]:
    if not content.correction:
        return []
    kinds: dict[str, str | Promise] = dict(Story.CorrectionKind.choices)
    kind = kinds.get(content.correction.kind, content.correction.kind)
    return [*whole([f"{kind}: "]), *plain_words(content.correction.text)]


FIELDS: Final[tuple[tuple[str, str | Promise, Words], ...]] = (
    ("kicker", _("kicker"), _text("kicker")),
    ("headline", _("headline"), _text("headline")),
    ("standfirst", _("standfirst"), _text("standfirst")),
    ("section", _("section"), _section),
    ("byline", _("byline"), _byline),
    ("dateline", _("dateline"), _text("dateline")),
    ("source_credit", _("source"), _text("source_credit")),
    ("sign_off", _("sign-off"), _text("sign_off")),
    ("topics", _("topics"), _topics),
    ("language", _("language"), _language),
    ("picture_caption", _("caption"), _of_picture("caption")),
    ("picture_credit", _("picture credit"), _of_picture("credit")),
    ("picture_alt", _("alternative text"), _of_picture("alt")),
    ("picture_decorative", _("decorative"), _decorative),
    ("correction", _("correction note"), _correction),
)


def _compare_fields(before: StoryContent, after: StoryContent) -> list[FieldChange]:
    changes = []
    for name, label, words in FIELDS:
        old, new = words(before), words(after)
        if old == new and name in {"section", "topics", "byline"}:
            old, new = _namesakes(_refs(before, name)), _namesakes(_refs(after, name))
        if old != new:
            changes.append(FieldChange(name, label, compare_words(old, new)))
    return changes


def _refs(content: StoryContent, name: str) -> list[Ref]:
    value = getattr(content, name)
    if isinstance(value, tuple):
        return [item.contributor if isinstance(item, BylineRef) else item for item in value]
    return [value] if value else []


def _namesakes(refs: Sequence[Ref]) -> list[Token]:
    """Two people of one name are told apart by their addresses."""
    return whole([f"{ref.name} [{ref.slug}]" for ref in refs])


# Body


def compare_bodies(before: str, after: str) -> list[BlockChange]:
    """Every paragraph of both, in the order of `after`; one that is gone stands where it stood."""
    old = [Block(place, html, _tag(html)) for place, html in enumerate(split_blocks(before))]
    new = [Block(place, html, _tag(html)) for place, html in enumerate(split_blocks(after))]
    partner: dict[int, Block] = {}  # by the place in `after`
    matcher: SequenceMatcher[str] = SequenceMatcher(None, [b.html for b in old], [b.html for b in new])
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            partner |= {block.place: twin for block, twin in zip(new[j1:j2], old[i1:i2], strict=True)}
        elif kind == "replace":
            partner |= {there.place: here for here, there in pair_rewritten(old[i1:i2], new[j1:j2])}
    taken = {block.place for block in partner.values()}
    moved = pair_moved(
        [block for block in old if block.place not in taken],
        [block for block in new if block.place not in partner],
    )
    gone = [block for block in old if block.place not in taken | {twin.place for twin in moved.values()}]
    next_place = _next_places(new, partner, len(old))
    changes: list[BlockChange] = []
    for block in new:
        if twin := partner.get(block.place):
            changes += _gone_before(gone, twin.place)
            changes.append(_compared(CHANGED, twin, block))
        elif twin := moved.get(block.place):
            changes.append(_compared(MOVED, twin, block))
        else:
            changes += _gone_before(gone, next_place[block.place])
            changes.append(BlockChange(ADDED, None, block.place, block.tag, _all(ADDED, block)))
    return changes + _gone_before(gone, len(old))


def _compared(kind: str, old: Block, new: Block) -> BlockChange:
    if old.html == new.html:
        kind, pieces = (SAME if kind == CHANGED else kind), _all(SAME, new)
    else:
        pieces = compare_words(split_words(old.html), split_words(new.html))
        if old.tag == new.tag and all(piece.kind == SAME for piece in pieces):
            # Another shape for the same words (a list in a list, a cell over two columns): never “no change”.
            pieces = _all(FORMAT, new)
    return BlockChange(
        kind, old.place, new.place, new.tag, pieces, old_tag=old.tag if old.tag != new.tag else ""
    )


def _gone_before(gone: list[Block], place: int) -> list[BlockChange]:
    """Take from the front of `gone` what stood before `place`."""
    changes = []
    while gone and gone[0].place < place:
        block = gone.pop(0)
        changes.append(BlockChange(REMOVED, block.place, None, block.tag, _all(REMOVED, block)))
    return changes


def _next_places(new: list[Block], partner: dict[int, Block], end: int) -> list[int]:
    """For each paragraph: where, in the older text, the next one stood that is in both."""
    places = [end] * (len(new) + 1)
    for block in reversed(new):
        twin = partner.get(block.place)
        places[block.place] = twin.place if twin else places[block.place + 1]
    return places


def _all(kind: str, block: Block) -> tuple[Piece, ...]:
    tokens = split_words(block.html)
    if kind == FORMAT:
        runs = tuple(run for token in tokens for run in token.runs)
        return (Piece(FORMAT, runs, was=runs),)
    return compare_words(
        [] if kind == ADDED else tokens,
        [] if kind == REMOVED else tokens,
    )


def _tag(html: str) -> str:
    if kind := box_kind(html):
        return kind
    name = html[1:].split(">", 1)[0].split(" ", 1)[0] if html.startswith("<") else "p"
    return name if name in NAMES and name != "a" else "p"
