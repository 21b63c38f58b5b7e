"""What an import did not understand, or changed: one list per post, kept with it."""

from collections import Counter
from enum import StrEnum

_LONGEST = 200  # characters of one detail
_MOST = 100  # kinds of details of one post: a hostile post must not fill the report


class Kind(StrEnum):
    SHORTCODE = "unknown shortcode"
    BLOCK = "unknown block"
    EMBED = "embed kept as a link"
    MARKUP = "markup left out"
    NO_PICTURE = "picture missing"
    REFUSED_PICTURE = "picture refused"
    NO_ALT = "picture without a description"
    PAGE_BOX = "box left out of a page"
    AUTHOR = "author not in the export"
    NO_AUTHOR = "no author"
    TERM = "kind of category left out"
    NAME_CUT = "name cut"
    HEADLINE = "headline cut or made"
    STANDFIRST = "excerpt cut"
    DATE = "date not understood"
    DRAFT = "published there, a draft here"
    STATUS = "status not known"
    TYPE = "kind of post left out"
    TRASH = "in the trash, left out"
    DUPLICATE = "number used twice, left out"
    COMMENTS = "comments left out"
    NO_PATH = "address is no path, not redirected"
    PATH_TAKEN = "address already leads elsewhere"
    FAILED = "could not be written"


class Problems:
    """Of one post, each said once with how often."""

    def __init__(self) -> None:
        self._found: Counter[tuple[Kind, str]] = Counter()

    def add(self, kind: Kind, detail: str = "") -> None:
        key = (kind, " ".join(detail.split())[:_LONGEST].replace("\0", ""))
        if key in self._found or len(self._found) < _MOST:
            self._found[key] += 1

    def as_json(self) -> list[list[str]]:
        """[[kind, detail], …] in the order they were found; a detail said more than once ends in ×2."""
        return [
            [kind.value, f"{detail} ×{count}".strip() if count > 1 else detail]
            for (kind, detail), count in self._found.items()
        ]
