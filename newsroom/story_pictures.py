"""Which pictures a story shows, with which words, and the record of it: `PictureUse`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from articles.boxes import picture_numbers
from articles.html import plain_text
from newsroom.content import LibraryWords, StoryContent
from newsroom.figures import figures
from newsroom.models import Picture, PictureUse, Story
from newsroom.renditions import queue_renditions
from newsroom.visibility import usable_pictures

_LARGEST: Final = 2**63 - 1  # a number that PostgreSQL can look up
# What the library says of pictures by their number: now, or when a revision was made.
Library = Mapping[int, Picture] | Mapping[int, LibraryWords]


@dataclass(frozen=True, slots=True)
class StoryPicture:
    """A picture in a story with its words there: the story's own, or else the library's."""

    number: int
    field: str  # of the story's form: lead_picture or body
    caption: str
    credit: str
    alt: str
    decorative: bool = False


def shown_numbers(content: StoryContent) -> list[int]:
    """The library's numbers of the lead picture and of those in the body, in their order, each once."""
    lead = [content.picture.id] if content.picture else []
    body = [number for number in picture_numbers(content.body) if number <= _LARGEST]
    return list(dict.fromkeys(lead + body))


def story_pictures(content: StoryContent, library: Library) -> list[StoryPicture]:
    """Every picture of the content as often as it stands there, the lead first. `library` may lack some."""
    pictures = []
    if lead := content.picture:
        pictures.append(
            StoryPicture(lead.id, "lead_picture", lead.caption, lead.credit, lead.alt, lead.decorative)
        )
    return pictures + body_pictures(content.body, library)


def body_pictures(body: str, library: Library) -> list[StoryPicture]:
    """Those of the body, galleries included. What a figure does not say of its picture the library says."""
    found = []
    for figure in figures(body):
        row = library.get(figure.number)
        found.append(
            StoryPicture(
                number=figure.number,
                field="body",
                caption=plain_text(figure.caption),
                credit=(row.credit if row else "") if figure.credit is None else figure.credit,
                alt=(row.alt if row else "") if figure.alt is None else figure.alt,
                decorative=figure.decorative or (figure.alt is None and row is not None and row.decorative),
            )
        )
    return found


def library_of(story: Story, content: StoryContent) -> dict[int, Picture]:
    """The rows of the pictures that this content shows, as far as this story may use them."""
    numbers = shown_numbers(content)
    return usable_pictures(story).in_bulk(numbers) if numbers else {}


def note_working_uses(story: Story, content: StoryContent) -> None:
    """Keep the record of what the working copy shows; have what readers will need of it made.

    A number that somebody typed into the markup to see a picture of a restricted story is no use of it.
    """
    library = library_of(story, content)
    _note(story, PictureUse.Copy.WORKING, library)
    for number, picture in library.items():
        if picture.renditions is None and not picture.renditions_problem:
            queue_renditions(number)


def note_live_uses(story: Story, numbers: Iterable[int]) -> None:
    """Keep the record of what readers are shown from now on."""
    _note(story, PictureUse.Copy.LIVE, numbers)


def forget_live_uses(story: Story) -> None:
    """Readers have the story no longer."""
    PictureUse.objects.filter(story=story, copy=PictureUse.Copy.LIVE).delete()


def _note(story: Story, copy: PictureUse.Copy, numbers: Iterable[int]) -> None:
    uses, wanted = PictureUse.objects.filter(story=story, copy=copy), set(numbers)
    noted = set(uses.values_list("picture_id", flat=True))
    if noted - wanted:
        uses.exclude(picture__in=wanted).delete()
    PictureUse.objects.bulk_create(
        [PictureUse(story=story, copy=copy, picture_id=number) for number in wanted - noted],
        ignore_conflicts=True,
    )
