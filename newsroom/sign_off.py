"""The sign-off: the initials at a story's end, made of its byline unless somebody wrote others."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.models import Contributor
    from newsroom.content import StoryContent

SEPARATOR = "/"
MOST_LETTERS = 60  # code points, as Story and Article hold


def sign_off_of(content: "StoryContent") -> str:
    """What readers see at the end: what was typed, else what the byline makes. May be empty."""
    return content.sign_off or automatic_sign_off(content)


def automatic_sign_off(content: "StoryContent") -> str:
    """The initials of the byline's people in its order, each once: নহ/কস.

    Agencies and house bylines sign nothing. Two people of the same initials are one to the reader. Of a byline so
    long that they do not fit, the first ones sign.
    """
    initials = list(dict.fromkeys(line.initials for line in content.byline if line.initials))
    while len(sign_off := SEPARATOR.join(initials)) > MOST_LETTERS:
        initials.pop()
    return sign_off


def initials_of(contributor: "Contributor", language: str) -> str:
    """A person's initials in a story of this language; nothing for an agency or a house byline.

    An English story is not signed in Bengali: there the initials are those of the English name.
    """
    if contributor.kind != "person":
        return ""
    if language == "en" and not contributor.initials.isascii():
        return "".join(word[0] for word in contributor.name_en.split() if word[0].isascii()).upper()
    return contributor.initials


def initials_by_language(contributor: "Contributor") -> dict[str, str]:
    """The same for every language a story may have."""
    return {language: initials_of(contributor, language) for language in ("bn", "en")}
