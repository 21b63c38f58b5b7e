"""The shape of what crosses the border from newsroom to readers: frozen, complete, and plain data."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Named:
    """A section, topic or the like as a reader sees it: its address and its name at the time of approval."""

    slug: str
    name: str

    @classmethod
    def from_json(cls, data: dict[str, str]) -> "Named":
        return cls(slug=data["slug"], name=data["name"])


@dataclass(frozen=True, slots=True)
class BylineEntry:
    """One name of a byline. `role` is a value of newsroom's byline roles, e.g. reporter, photographer."""

    slug: str
    name: str
    role: str

    @classmethod
    def from_json(cls, data: dict[str, str]) -> "BylineEntry":
        return cls(slug=data["slug"], name=data["name"], role=data["role"])


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file in public storage. `name` is its storage name, `format` webp or jpeg, sizes in pixels."""

    name: str
    format: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """A published picture: its words, and its renditions from narrow to wide, each in every format."""

    alt: str
    caption: str
    credit: str
    renditions: tuple[Rendition, ...]

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "PublicPicture":
        return cls(
            alt=data["alt"],
            caption=data["caption"],
            credit=data["credit"],
            renditions=tuple(Rendition(**rendition) for rendition in data["renditions"]),
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def in_format(self, format: str) -> list[Rendition]:
        """The renditions of one format, narrow to wide."""
        return [rendition for rendition in self.renditions if rendition.format == format]

    @property
    def widest(self) -> Rendition:
        """The widest JPEG: what every browser and every feed reader can show."""
        return max(self.in_format("jpeg"), key=lambda rendition: rendition.width)


@dataclass(frozen=True, slots=True)
class CorrectionNote:
    """A public note: `kind` is correction, clarification or update; `at` an ISO 8601 instant once it is public."""

    kind: str
    text: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class ArticleSnapshot:
    """Everything one publish makes public of a story. `body` is HTML that articles/html.py has cleaned."""

    public_id: str
    revision: int
    content_hash: str
    language: str
    section: Named
    kicker: str
    headline: str
    standfirst: str
    body: str
    dateline: str
    source_credit: str
    sign_off: str
    byline: tuple[BylineEntry, ...]
    topics: tuple[Named, ...]
    picture: PublicPicture | None
    correction: CorrectionNote | None = None  # the one that goes out with this publish


@dataclass(frozen=True, slots=True)
class TickerEntry:
    """A ticker line to publish. `ends_at` is an aware datetime; `public_id` names a live article or is empty."""

    text: str
    public_id: str
    breaking: bool
    ends_at: datetime
