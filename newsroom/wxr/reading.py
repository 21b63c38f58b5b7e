"""Reading a WordPress export: record by record, in constant memory, with nothing of XML that could harm.

A document type, and with it every entity of the file's own, is refused; what is not well-formed, with its line.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from xml.parsers import expat

VERSIONS: Final = ("1.1", "1.2")
CHUNK: Final = 64 * 1024  # bytes read at once
MOST_TEXT: Final = 16 * 1024 * 1024  # characters of one post, with everything that belongs to it
MOST_UNREAD: Final = 32 * 1024 * 1024  # bytes of one tag: parsers keep a tag that never ends
_DEEPEST: Final = 64
_AROUND: Final = 100  # characters that each value counts for besides its text, as empty ones are memory too
_SPACES: Final = {
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://wellformedweb.org/CommentAPI/": "wfw",
}
_EXPORT: Final = "http://wordpress.org/export/"
# What a plug-in wrote about a post may be megabytes: only these are kept.
META: Final = frozenset(
    "_thumbnail_id _wp_attachment_image_alt _yoast_wpseo_primary_category rank_math_primary_category"
    " _media_credit media_credit _credit credit photo_credit source_credit image_credit".split()
)
_REASONS: Final = {
    expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS]: "the file ends too early: it is not whole",
    expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN]: "the file ends too early: it is not whole",
    expat.errors.codes[
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION
    ]: "the file ends too early: it is not whole",
    expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]: (
        "a character that XML does not allow, or bytes that are not in the encoding the file says it has"
    ),
    expat.errors.codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "an entity that nobody declared",
    expat.errors.codes[expat.errors.XML_ERROR_UNKNOWN_ENCODING]: "an encoding that nobody knows",
}


class WxrError(Exception):
    """The file is no export that can be read. `line` counts from 1; 0 when the whole file is meant."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(f"Line {line}: {what}." if line else f"{what}.")
        self.line = line


@dataclass(frozen=True, slots=True)
class Term:
    """A category or tag as a post names it. `slug` may be percent-encoded."""

    domain: str  # category, post_tag, or a kind of the old site's own
    slug: str
    name: str


@dataclass(slots=True)
class Record:
    """One child of the channel: a post, an author, a category, or a plain value. Values are as they stand, by name."""

    name: str
    line: int
    text: str = ""
    values: dict[str, str] = field(default_factory=dict)
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: int = 0

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")


def read_records(path: Path, told: Callable[[int], None] | None = None) -> Iterator[Record]:
    """Every record of the export, in its order. `told` hears how many bytes were read. Raises WxrError and OSError."""
    reader = _Reader()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            reader.feed(chunk)
            yield from reader.taken()
            if told:
                told(file.tell())
        reader.finish()
        yield from reader.taken()


class _Reader:
    """expat's events, gathered into records: rss > channel > record > value, and one level more for post meta."""

    def __init__(self) -> None:
        parser = self._parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        self._path: list[str] = []
        self._record: Record | None = None
        self._pieces: list[str] = []
        self._size = 0  # characters of the record so far
        self._unread = 0  # bytes since the parser last said anything
        self._meta_key = ""
        self._term: dict[str, str] = {}
        self._done: list[Record] = []

    def feed(self, chunk: bytes, is_last: bool = False) -> None:
        self._unread += len(chunk)
        if self._unread > MOST_UNREAD:
            raise WxrError("one tag is longer than any export has", self._line)
        try:
            self._parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            reason = _REASONS.get(error.code, expat.ErrorString(error.code) or "not well-formed")
            raise WxrError(reason, error.lineno) from error
        except (ValueError, LookupError) as error:  # an encoding that Python does not know
            raise WxrError("an encoding that nobody knows", self._line) from error

    def finish(self) -> None:
        self.feed(b"", is_last=True)

    def taken(self) -> list[Record]:
        done, self._done = self._done, []
        return done

    @property
    def _line(self) -> int:
        return int(self._parser.CurrentLineNumber)

    def _refuse(self, *_declaration: object) -> None:
        raise WxrError(
            "the file declares a document type or entities of its own, which no export does", self._line
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._unread = 0
        name = _short(name)
        depth = len(self._path)
        if depth >= _DEEPEST:
            raise WxrError("elements lie deeper in each other than in any export", self._line)
        if depth < 2 and name != ("rss", "channel")[depth]:
            raise WxrError("this is no WordPress export", self._line)
        if depth == 2:
            self._record, self._size = Record(name, self._line), 0
        elif depth == 3 and self._record and name == "wp:comment":
            self._record.comments += 1
        elif depth == 3 and name == "wp:postmeta":
            self._meta_key = ""
        self._term = attributes
        self._pieces.clear()
        self._path.append(name)

    def _text(self, text: str) -> None:
        self._unread = 0
        if self._record is None or "wp:comment" in self._path:
            return
        self._count(len(text))
        self._pieces.append(text)

    def _count(self, characters: int) -> None:
        self._size += characters
        if self._size > MOST_TEXT:
            raise WxrError("one post is longer than 16 million characters", self._line)

    def _end(self, name: str) -> None:
        self._unread = 0
        self._path.pop()
        record, depth = self._record, len(self._path)
        text = "".join(self._pieces)
        self._pieces.clear()
        if record is None:
            return
        if depth == 2:
            record.text = text.strip()
            self._done.append(record)
            self._record = None
        elif depth == 3:
            self._keep(record, _short(name), text)
        elif depth == 4 and self._path[3] == "wp:postmeta":
            if name.endswith(" meta_key"):
                self._meta_key = text.strip()
            elif name.endswith(" meta_value") and self._meta_key in META:
                record.meta.setdefault(self._meta_key, text.strip())

    def _keep(self, record: Record, name: str, text: str) -> None:
        if name not in record.values:  # of comments and meta, nothing is kept
            self._count(_AROUND + sum(map(len, self._term.values())))
        if name == "category":
            said = self._term
            record.terms.append(Term(said.get("domain", ""), said.get("nicename", ""), text.strip()))
        else:
            record.values.setdefault(name, text)


def _short(name: str) -> str:
    """An element's name with the usual prefix of its namespace, whatever the file itself calls it."""
    space, _blank, local = name.rpartition(" ")
    if space.startswith(_EXPORT):
        return f"excerpt:{local}" if space.endswith("excerpt/") else f"wp:{local}"
    prefix = _SPACES.get(space)
    return f"{prefix}:{local}" if prefix else local
