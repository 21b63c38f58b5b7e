"""What a story says, as one value: comparable, hashable, and the same whether it comes from a form,
the working copy or a revision."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

from articles.bengali.text import normalise
from articles.html import clean_body
from newsroom.figures import figures
from newsroom.sign_off import initials_of

if TYPE_CHECKING:
    from articles.models import Contributor, Section, Topic
    from newsroom.models import Picture, Story


@dataclass(frozen=True, slots=True)
class Ref:
    """A section, topic or contributor that a story names. Two are equal if they are the same row:
    renaming a section is no change of the story (but the name as approved is what gets published)."""

    id: int
    slug: str = field(compare=False)
    name: str = field(compare=False)

    @classmethod
    def to(cls, row: "Section | Topic | Contributor") -> "Ref":
        return cls(id=row.pk, slug=row.slug, name=row.name)


@dataclass(frozen=True, slots=True)
class BylineRef:
    """One line of the byline. As with names, other initials or another kind are no change of the story, but what
    stood there when it was approved is what gets published. Older revisions have neither."""

    contributor: Ref
    role: str
    place: str = ""  # a correspondent's
    initials: str = field(default="", compare=False)  # a person's, in the story's language
    kind: str = field(default="person", compare=False)  # a value of Contributor.Kind


@dataclass(frozen=True, slots=True)
class PictureRef:
    """The lead picture with the words this story gives it."""

    id: int
    sha256: str
    caption: str
    credit: str
    alt: str
    decorative: bool = False  # needs no alternative text

    @classmethod
    def to(
        cls, picture: "Picture", caption: str, credit: str, alt: str, decorative: bool = False
    ) -> "PictureRef":
        return cls(
            id=picture.pk,
            sha256=picture.sha256,
            caption=caption,
            credit=credit,
            alt=alt,
            decorative=decorative,
        )


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """What the library says of a picture in the text, for what the text itself does not say of it."""

    id: int
    alt: str
    credit: str
    decorative: bool

    @classmethod
    def of(cls, picture: "Picture") -> "LibraryWords":
        return cls(picture.pk, picture.alt, picture.credit, picture.decorative)


@dataclass(frozen=True, slots=True)
class CorrectionRef:
    """The public note that goes out with the next publish; approved together with the text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class StoryContent:
    """Every word and picture of a story. Text is NFC, `body` is clean HTML once `cleaned()`."""

    language: str = "bn"
    kicker: str = ""
    headline: str = ""
    standfirst: str = ""
    body: str = ""
    section: Ref | None = None
    topics: tuple[Ref, ...] = ()
    byline: tuple[BylineRef, ...] = ()
    dateline: str = ""
    source_credit: str = ""
    sign_off: str = ""
    picture: PictureRef | None = None
    correction: CorrectionRef | None = None
    # As with names: other words in the library are no change of the story, but those approved are published.
    library_words: tuple[LibraryWords, ...] = field(default=(), compare=False)

    def cleaned(self) -> "StoryContent":
        """This content as it is stored: Bengali normalised, lines trimmed, body through the one cleaner."""
        picture = self.picture
        if picture:
            picture = replace(
                picture,
                caption=_one_line(picture.caption),
                credit=_one_line(picture.credit),
                alt=_one_line(picture.alt),
            )
        correction = self.correction
        if correction:
            text = _one_line(correction.text)
            correction = replace(correction, text=text) if text else None
        return replace(
            self,
            correction=correction,
            kicker=_one_line(self.kicker),
            headline=_one_line(self.headline),
            standfirst=_one_line(self.standfirst),
            body=clean_body(self.body),
            dateline=_one_line(self.dateline),
            source_credit=_one_line(self.source_credit),
            sign_off=_one_line(self.sign_off),
            byline=tuple(
                replace(line, place=_one_line(line.place) if line.role == "correspondent" else "")
                for line in self.byline
            ),
            topics=tuple(sorted(set(self.topics), key=lambda topic: topic.id)),
            picture=picture,
        )

    def addresses(self) -> list[str]:
        """The slugs of everything it names; they are no part of its equality."""
        refs = (self.section, *self.topics, *(line.contributor for line in self.byline))
        return [ref.slug for ref in refs if ref]

    def unsaid(self) -> set[int]:
        """The pictures of the text that need the library's words and have none here, by number."""
        asked = {figure.number for figure in figures(self.body) if figure.asks_library}
        return asked - {words.id for words in self.library_words}

    def as_json(self) -> dict[str, Any]:
        data = asdict(self)
        if not self.library_words:
            del data[
                "library_words"
            ]  # as in revisions that are older than these words: same content, same hash
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "StoryContent":
        return cls(
            **data
            | {
                "section": Ref(**data["section"]) if data["section"] else None,
                "topics": tuple(Ref(**topic) for topic in data["topics"]),
                "byline": tuple(
                    BylineRef(**line | {"contributor": Ref(**line["contributor"])}) for line in data["byline"]
                ),
                "picture": PictureRef(**data["picture"]) if data["picture"] else None,
                # Revisions older than corrections have no such key.
                "correction": CorrectionRef(**data["correction"]) if data.get("correction") else None,
                "library_words": tuple(LibraryWords(**words) for words in data.get("library_words", ())),
            }
        )

    def content_hash(self) -> str:
        """SHA-256 (hex) over the canonical JSON of everything, names included."""
        canonical = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()


def content_of(story: "Story") -> StoryContent:
    """The content of the working copy as it stands in the database."""
    lines = story.byline_lines.select_related("contributor").order_by("position")
    picture = None
    if story.lead_picture:
        picture = PictureRef.to(
            story.lead_picture,
            caption=story.picture_caption,
            credit=story.picture_credit,
            alt=story.picture_alt,
            decorative=story.picture_decorative,
        )
    return StoryContent(
        language=story.language,
        kicker=story.kicker,
        headline=story.headline,
        standfirst=story.standfirst,
        body=story.body,
        section=Ref.to(story.section) if story.section else None,
        topics=tuple(Ref.to(topic) for topic in story.topics.order_by("id")),
        byline=tuple(byline_ref(line.contributor, line.role, line.place, story.language) for line in lines),
        dateline=story.dateline,
        source_credit=story.source_credit,
        sign_off=story.sign_off,
        picture=picture,
        correction=(
            CorrectionRef(kind=story.correction_kind, text=story.correction_text)
            if story.correction_text
            else None
        ),
        library_words=_library_words(story),
    )


def _library_words(story: "Story") -> tuple[LibraryWords, ...]:
    """The library's words of now for the pictures in the text that have none of their own there."""
    from newsroom.visibility import usable_pictures

    numbers = {figure.number for figure in figures(story.body) if figure.asks_library}
    rows = usable_pictures(story).filter(pk__in=numbers).order_by("pk") if numbers else ()
    return tuple(LibraryWords.of(row) for row in rows)


def byline_ref(contributor: "Contributor", role: str, place: str, language: str) -> BylineRef:
    """The line of a byline as a story in this language writes it."""
    return BylineRef(
        _named_in(language, contributor),
        role,
        place,
        initials=initials_of(contributor, language),
        kind=contributor.kind,
    )


def _named_in(language: str, contributor: "Contributor") -> Ref:
    """The contributor under the name he or she has in the story's language."""
    ref = Ref.to(contributor)
    return replace(ref, name=contributor.name_en) if language == "en" and contributor.name_en else ref


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())
