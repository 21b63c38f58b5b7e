"""Two texts of one story, part by part, and a third made of what somebody chose from each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, cast

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from newsroom.byline_words import said_of
from newsroom.content import PictureRef, StoryContent
from newsroom.models import Story
from newsroom.paragraphs import split_blocks

_MOST_PAIRS: Final = 1_000_000
MINE, THEIRS, BOTH = "mine", "theirs", "both"
# In the order of the form. The correction note has a dialog of its own, so a form can say nothing else about it.
FIELDS: Final = (
    "section",
    "kicker",
    "headline",
    "standfirst",
    "byline",
    "picture",
    "topics",
    "dateline",
    "source_credit",
    "sign_off",
    "language",
)
_LABELS: Final = {
    "byline": _("byline"),
    "picture": _("lead picture"),
    "topics": _("topics"),
    "section": _("section"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that both texts may say differently. Of a paragraph, `mine` and `theirs` are cleaned HTML."""

    key: str
    label: str | Promise
    mine: str
    theirs: str
    is_same: bool
    is_paragraph: bool = False
    picture_ids: tuple[int | None, int | None] = (None, None)

    @property
    def choices(self) -> tuple[str, ...]:
        return (MINE, THEIRS, BOTH) if self.is_paragraph and self.mine and self.theirs else (MINE, THEIRS)

    @property
    def proposal(self) -> str:
        """What is chosen until somebody chooses: one's own words, but never nothing over somebody's something."""
        return MINE if self.mine else THEIRS


def compare_contents(mine: StoryContent, theirs: StoryContent) -> list[Part]:
    """Every part in the form's order; paragraphs of the body stand after the standfirst."""
    parts = [_field_part(name, mine, theirs) for name in FIELDS]
    after = FIELDS.index("standfirst") + 1
    return [*parts[:after], *_paragraph_parts(mine.body, theirs.body), *parts[after:]]


def merge_contents(mine: StoryContent, theirs: StoryContent, choices: Mapping[str, str]) -> StoryContent:
    """The text made of `choices` ("choice-" and a part's key: mine, theirs or both); else it is as proposed."""
    parts = compare_contents(mine, theirs)
    chosen = {part.key: _chosen(part, choices) for part in parts}
    fields = {name: getattr(theirs if chosen[name] == THEIRS else mine, name) for name in FIELDS}
    body = "".join(_words(part, chosen[part.key]) for part in parts if part.is_paragraph)
    return replace(mine, **fields, body=body, correction=theirs.correction)


def _chosen(part: Part, choices: Mapping[str, str]) -> str:
    choice = choices.get(f"choice-{part.key}", "")
    return choice if choice in part.choices else part.proposal


def _words(part: Part, choice: str) -> str:
    if part.is_same:
        return part.mine
    return {MINE: part.mine, THEIRS: part.theirs, BOTH: part.mine + part.theirs}[choice]


def _field_part(name: str, mine: StoryContent, theirs: StoryContent) -> Part:
    is_same = getattr(mine, name) == getattr(theirs, name)
    label = _LABELS.get(name) or cast(models.Field, Story._meta.get_field(name)).verbose_name or name
    pictures: tuple[int | None, int | None] = (None, None)
    if name == "picture":
        pictures = (mine.picture.id if mine.picture else None, theirs.picture.id if theirs.picture else None)
    return Part(name, label, _shown(name, mine), _shown(name, theirs), is_same, picture_ids=pictures)


def _shown(name: str, content: StoryContent) -> str:
    """A field's value as plain text."""
    if name == "section":
        return content.section.name if content.section else ""
    if name == "topics":
        return ", ".join(topic.name for topic in content.topics)
    if name == "byline":
        return ", ".join(said_of(line) for line in content.byline)
    if name == "picture":
        return _shown_picture(content.picture)
    if name == "language":
        return str(dict(Story.Language.choices).get(content.language, content.language))
    return str(getattr(content, name))


def _shown_picture(picture: PictureRef | None) -> str:
    if picture is None:
        return ""
    alt = str(_("decorative")) if picture.decorative else picture.alt
    words = [picture.caption, alt, picture.credit]
    return " · ".join(word for word in words if word) or str(_("a picture without words"))


def _paragraph_parts(mine: str, theirs: str) -> Iterator[Part]:
    """The bodies' paragraphs, side by side. What stands in one of them only faces nothing."""
    own, others = split_blocks(mine), split_blocks(theirs)
    number = 0
    for own_from, own_to, other_from, other_to in _stretches(own, others):
        pairs = zip_longest(own[own_from:own_to], others[other_from:other_to], fillvalue="")
        for left, right in pairs:
            yield Part(f"body-{number}", _("Paragraph"), left, right, left == right, is_paragraph=True)
            number += 1


def _stretches(own: list[str], others: list[str]) -> list[tuple[int, int, int, int]]:
    """Which paragraphs face which. Bodies of absurd length are set side by side as they come."""
    if len(own) * len(others) > _MOST_PAIRS:
        return [(0, len(own), 0, len(others))]
    matcher = SequenceMatcher(None, own, others, autojunk=False)
    return [(a, b, c, d) for _tag, a, b, c, d in matcher.get_opcodes()]
