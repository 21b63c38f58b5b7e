"""Reads the invented paper from its TOML files into plain, checked values.

Nothing here knows of a database: whoever loads the paper takes these values through the newsroom's own workflow.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin

from .pictures import PICTURE_KEYS

CONTENT = Path(__file__).parent / "content"

STATES = ("draft", "submitted", "returned", "approved", "live", "changed")
PUBLIC_STATES = ("live", "changed")
BYLINE_ROLES = ("reporter", "photographer", "translator", "correspondent", "editor")

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class DemoSection:
    """A section of the paper; `desk` is the slug of the desk that edits it."""

    slug: str
    name: str
    description: str
    desk: str


@dataclass(frozen=True)
class DemoDesk:
    """A group of sections with its own editors."""

    slug: str
    name: str


@dataclass(frozen=True)
class DemoContributor:
    """Somebody a byline may name; `kind` is "person", "agency" or "house", `initials` as they stand in a sign-off."""

    slug: str
    name: str
    name_en: str
    kind: str
    role_title: str
    bio: str
    initials: str


@dataclass(frozen=True)
class DemoTopic:
    """A subject that stories of several sections share."""

    slug: str
    name: str


@dataclass(frozen=True)
class DemoTickerLine:
    """A headline for the ticker; `story` is a story key or empty, `hours` how long from now it stays.

    `starts` is in how many hours it begins; 0: it stands already.
    """

    text: str
    breaking: bool
    story: str
    hours: float
    starts: float = 0


@dataclass(frozen=True)
class DemoCredit:
    """One name in a byline: the slug of a contributor and what they did."""

    contributor: str
    role: str


@dataclass(frozen=True)
class DemoStory:
    """One story with the state it is to be brought into.

    `hours_ago` counts back from the moment of loading: when the story was published or, if it never was, last
    touched. `body` is in the light markup that `body_html` reads. `picture` is a key of `PICTURE_KEYS` or empty.
    """

    key: str
    section: str
    state: str
    hours_ago: float
    language: str
    kicker: str
    headline: str
    standfirst: str
    dateline: str
    source: str
    sign_off: str
    topics: tuple[str, ...]
    byline: tuple[DemoCredit, ...]
    picture: str
    caption: str
    credit: str
    alt: str
    body: str
    return_reason: str = ""
    change_headline: str = ""
    updated_hours_ago: float | None = None
    updated_paragraph: str = ""


@dataclass(frozen=True)
class DemoAssignment:
    """A line of the planning board, `day` days from today at `hour`; `story` is the key of what it became, or empty."""

    headline: str
    brief: str
    section: str
    assignee: str
    day: int
    hour: float
    words: int
    story: str = ""


@dataclass(frozen=True)
class DemoSchedule:
    """An approved story that goes live by itself, so many hours from now."""

    story: str
    hours: float


@dataclass(frozen=True)
class DemoPaper:
    """The whole paper, every list in the order of its file."""

    sections: tuple[DemoSection, ...]
    desks: tuple[DemoDesk, ...]
    contributors: tuple[DemoContributor, ...]
    topics: tuple[DemoTopic, ...]
    ticker: tuple[DemoTickerLine, ...]
    stories: tuple[DemoStory, ...]
    assignments: tuple[DemoAssignment, ...]
    schedules: tuple[DemoSchedule, ...]


def read_paper(folder: Path = CONTENT) -> DemoPaper:
    """The demo paper, stories ordered by section, then as in their file.

    Raises ValueError that names the file and the entry when a field is missing, unknown or of the wrong type,
    when a key occurs twice, or when something refers to what does not exist.
    """
    frame_file = folder / "paper.toml"
    frame = _read(frame_file)
    sections = _entries(DemoSection, frame.get("section", []), frame_file)
    stories: list[DemoStory] = []
    for section in sections:
        file = folder / f"stories-{section.slug}.toml"
        found = _entries(DemoStory, _read(file).get("story", []), file)
        if strangers := [story.key for story in found if story.section != section.slug]:
            raise ValueError(f"{file.name}: {strangers[0]}: belongs to another section's file")
        stories.extend(found)
    plan_file = folder / "plan.toml"
    plan = _read(plan_file)
    paper = DemoPaper(
        sections=sections,
        desks=_entries(DemoDesk, frame.get("desk", []), frame_file),
        contributors=_entries(DemoContributor, frame.get("contributor", []), frame_file),
        topics=_entries(DemoTopic, frame.get("topic", []), frame_file),
        ticker=_entries(DemoTickerLine, frame.get("ticker", []), frame_file),
        stories=tuple(stories),
        assignments=_entries(DemoAssignment, plan.get("assignment", []), plan_file),
        schedules=_entries(DemoSchedule, plan.get("schedule", []), plan_file),
    )
    _check_stories(paper)
    _check_frame(paper, frame_file.name)
    _check_plan(paper, plan_file.name)
    return paper


def body_html(text: str) -> str:
    """The light markup of a story's body as HTML, everything escaped.

    Blank lines part paragraphs. A paragraph that starts with `## ` is a subheading, with `> ` a quotation, one
    whose lines all start with `- ` a list; a single line end inside a paragraph is a line break.
    """
    blocks = (block.strip() for block in text.strip().split("\n\n"))
    return "\n".join(_block_html(block) for block in blocks if block)


def _block_html(block: str) -> str:
    lines = [line.strip() for line in block.split("\n")]
    if block.startswith("## "):
        return f"<h2>{_text_html(block[3:])}</h2>"
    if all(line.startswith("- ") for line in lines):
        items = "".join(f"<li>{_text_html(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    if block.startswith("> "):
        quoted = "<br>".join(_text_html(line.removeprefix("> ")) for line in lines)
        return f"<blockquote><p>{quoted}</p></blockquote>"
    return f"<p>{'<br>'.join(_text_html(line) for line in lines)}</p>"


def _text_html(text: str) -> str:
    return escape(text, quote=False)  # quotation marks are harmless between tags and easier to read raw


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as problem:
        raise ValueError(f"{file.name}: {problem}") from problem


def _entries(kind: type[Entry], tables: Iterable[Mapping[str, Any]], file: Path) -> tuple[Entry, ...]:
    """Tables as dataclasses, their names checked against the dataclass, so that a typo cannot hide a value."""
    return tuple(_entry(kind, table, file) for table in tables)


def _entry(kind: type[Entry], table: Mapping[str, Any], file: Path) -> Entry:
    name = table.get("key") or table.get("slug") or table.get("text") or kind.__name__
    known = {field.name: field.type for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(table) - set(known)):
        raise ValueError(f"{file.name}: {name}: unknown field {unknown[0]}")
    values = {}
    for field_name, value in table.items():
        if field_name == "byline":
            value = list(_entries(DemoCredit, value, file))
        if isinstance(value, list):
            value = tuple(value)
        if not _fits(value, known[field_name]):
            raise ValueError(f"{file.name}: {name}: {field_name} has the wrong type")
        values[field_name] = value.strip() if field_name == "body" else value
    try:
        return kind(**values)
    except TypeError as problem:
        raise ValueError(f"{file.name}: {name}: {problem}") from problem


def _fits(value: object, wanted: Any) -> bool:
    if isinstance(wanted, UnionType):
        return any(_fits(value, part) for part in get_args(wanted))
    if get_origin(wanted) is tuple:
        return isinstance(value, tuple) and all(isinstance(item, get_args(wanted)[0]) for item in value)
    if wanted is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return isinstance(value, wanted)


def _check_frame(paper: DemoPaper, file: str) -> None:
    for kind in (paper.sections, paper.desks, paper.contributors, paper.topics):
        _refuse_doubles([entry.slug for entry in kind], file)
    desks = {desk.slug for desk in paper.desks}
    keys = {story.key for story in paper.stories if story.state in PUBLIC_STATES}
    for section in paper.sections:
        if section.desk not in desks:
            raise ValueError(f"{file}: {section.slug}: no such desk {section.desk}")
    for person in paper.contributors:
        if person.kind not in ("person", "agency", "house"):
            raise ValueError(f"{file}: {person.slug}: no such kind {person.kind}")
    for line in paper.ticker:
        if line.story and line.story not in keys:
            raise ValueError(f"{file}: {line.text}: no live story {line.story}")


def _check_plan(paper: DemoPaper, file: str) -> None:
    states = {story.key: story.state for story in paper.stories}
    sections = {section.slug for section in paper.sections}
    for assignment in paper.assignments:
        if assignment.story and assignment.story not in states:
            raise ValueError(f"{file}: {assignment.story}: no such story")
        if not assignment.story and assignment.section not in sections:
            raise ValueError(f"{file}: {assignment.headline}: no such section {assignment.section}")
    for schedule in paper.schedules:
        if states.get(schedule.story) != "approved":
            raise ValueError(f"{file}: {schedule.story}: no approved story")


def _check_stories(paper: DemoPaper) -> None:
    topics = {topic.slug for topic in paper.topics}
    contributors = {person.slug for person in paper.contributors}
    _refuse_doubles([story.key for story in paper.stories], "stories")
    for story in paper.stories:
        for problem in _problems(story, topics, contributors):
            raise ValueError(f"stories-{story.section}.toml: {story.key}: {problem}")


def _refuse_doubles(keys: list[str], file: str) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f"{file}: {key}: occurs twice")


def _problems(story: DemoStory, topics: set[str], contributors: set[str]) -> Iterable[str]:
    if story.state not in STATES:
        yield f"no such state {story.state}"
    yield from (f"no such topic {slug}" for slug in story.topics if slug not in topics)
    for credit in story.byline:
        if credit.contributor not in contributors:
            yield f"no such contributor {credit.contributor}"
        if credit.role not in BYLINE_ROLES:
            yield f"no such byline role {credit.role}"
    if story.picture and story.picture not in PICTURE_KEYS:
        yield f"no such picture {story.picture}"
    if story.picture and not (story.caption and story.credit and story.alt):
        yield "a picture needs caption, credit and alt"
    if bool(story.return_reason) != (story.state == "returned"):
        yield "return_reason belongs to returned stories, and to all of them"
    if bool(story.change_headline) != (story.state == "changed"):
        yield "change_headline belongs to changed stories, and to all of them"
    if (story.updated_hours_ago is None) != (not story.updated_paragraph):
        yield "updated_hours_ago and updated_paragraph come together"
    if story.updated_hours_ago is not None and not 0 <= story.updated_hours_ago < story.hours_ago:
        yield "updated_hours_ago must lie between publication and now"
