"""The checklist's look at the Bengali itself."""

from typing import Final

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.digits import to_bengali_digits
from newsroom.content import StoryContent
from newsroom.errors import Problem
from newsroom.lint import Slip, lint_body, lint_line
from newsroom.models import Story
from newsroom.spelling import Spelling

SLIPS_SHOWN: Final = 8


def find_slips(content: StoryContent, spelling: Spelling) -> list[Problem] | None:
    """Slips of the keyboard in a Bengali story and what the house spells otherwise, the first few of them.

    None for a story in another language, or without a word.
    """
    if content.language != Story.Language.BENGALI or not (content.headline or content.body):
        return None
    lines = {"kicker": content.kicker, "headline": content.headline, "standfirst": content.standfirst}
    if content.picture:
        lines["picture_caption"] = content.picture.caption
    found = [(name, slip) for name, line in lines.items() for slip in lint_line(line, spelling)]
    found += [("body", slip) for slip in lint_body(content.body, spelling)]
    problems = [Problem(name, _message(slip)) for name, slip in found[:SLIPS_SHOWN]]
    if rest := found[SLIPS_SHOWN:]:
        message = format_lazy(_("and {count} more"), count=to_bengali_digits(len(rest)))
        problems.append(Problem(rest[0][0], message))
    return problems


def _message(slip: Slip) -> str | Promise:
    words = {"message": slip.message, "excerpt": slip.excerpt, "mend": slip.mend}
    if slip.block is None:
        return format_lazy("{message}: “{excerpt}” → “{mend}”", **words)
    number = to_bengali_digits(slip.block + 1)
    return format_lazy(_("Paragraph {number}: {message}: “{excerpt}” → “{mend}”"), number=number, **words)
