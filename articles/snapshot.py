"""The shape of what crosses the border from newsroom to readers: frozen, complete, and plain data."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final


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
    place: str = ""  # a correspondent's
    kind: str = "person"  # a value of Contributor.Kind; “house” has no page to lead to

    @classmethod
    def from_json(cls, data: dict[str, str]) -> "BylineEntry":
        return cls(**data)


MIME_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}  # by the end of a name


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file in public storage. `name` is its storage name, `format` avif, webp or jpeg, sizes in pixels.

    `crop` is empty for the whole picture, or the ratio it was cut to: 16x9, 4x3, 1x1, share (40:21).
    """

    name: str
    format: str
    width: int
    height: int
    crop: str = ""


@dataclass(frozen=True, slots=True)
class PublicPicture:
    """A published picture: its words, and its renditions from narrow to wide, each in every format."""

    alt: str
    caption: str
    credit: str
    renditions: tuple[Rendition, ...]
    focus: tuple[float, float] = (
        0.5,
        0.5,
    )  # what a page that cuts it must keep, as fractions from the top left

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "PublicPicture":
        return cls(
            alt=data["alt"],
            caption=data["caption"],
            credit=data["credit"],
            renditions=tuple(Rendition(**rendition) for rendition in data["renditions"]),
            focus=tuple(data.get("focus", (0.5, 0.5))),
        )

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    def in_format(self, format: str) -> list[Rendition]:
        """The renditions of the whole picture in one format, narrow to wide."""
        return [one for one in self.renditions if one.format == format and not one.crop]

    def crop(self, ratio: str) -> Rendition | None:
        """The widest JPEG cut to `ratio` (16x9, 4x3, 1x1, share); None for a picture published without."""
        cut = [one for one in self.renditions if one.crop == ratio and one.format == "jpeg"]
        return max(cut, key=lambda one: one.width, default=None)

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
    body_pictures: dict[str, PublicPicture] = field(default_factory=dict)  # by the number the body calls them
    correction: CorrectionNote | None = None  # the one that goes out with this publish
    share_card: Rendition | None = None  # the drawn headline, where there is no lead picture
    translation_of: str = ""  # public id of the story this one says in another language


@dataclass(frozen=True, slots=True)
class TickerEntry:
    """A ticker line to publish, to be seen from `starts_at` (None: at once) until `ends_at`, aware datetimes.

    `public_id` names a live article or is empty.
    """

    text: str
    public_id: str
    breaking: bool
    ends_at: datetime
    starts_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TickerFilling:
    """With what the ticker goes on by itself: `length` newest headlines of these sections (numbers; none: of all)."""

    sections: tuple[int, ...] = ()
    length: int = 8
