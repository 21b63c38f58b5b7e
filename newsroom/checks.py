"""The checklist: what is looked at before a step, how strict each desk is about it, and what was found.

A check is a row of CHECKS. Required and unmet, it blocks submitting and approving, with its problem at the field;
advised, it only says so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.bengali.digits import to_bengali_digits
from articles.bengali.text import grapheme_length
from articles.html import plain_text
from newsroom.content import BylineRef, PictureRef, Ref, StoryContent, content_of
from newsroom.errors import Problem
from newsroom.hyperlinks import article_ids, bad_links, live_ids
from newsroom.language_check import find_slips
from newsroom.models import Desk, DeskCheck, Picture, Story, User
from newsroom.picture_checks import find_uncredited, find_undescribed
from newsroom.picture_rights import find_rights_problems
from newsroom.sign_off import initials_of, sign_off_of
from newsroom.similar import similar_stories
from newsroom.spelling import Spelling, house_spelling
from newsroom.story_pictures import library_of, shown_numbers

Level = DeskCheck.Level
HEADLINE_LENGTH: Final = 90  # letters a reader would count; two lines on a phone


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked: a story's content, and what had to be asked of the database beside it."""

    content: StoryContent
    target_words: int | None = None
    live: frozenset[str] = frozenset()  # public ids of the articles that its links may name
    similar: tuple[Story, ...] = ()  # recent stories with a headline like its own
    library: Mapping[int, Picture] = field(default_factory=dict)  # the rows of the pictures it shows
    spelling: Spelling = field(default_factory=Spelling)  # the house's


# What is wrong; nothing means met; None means that there is nothing to check.
Finder = Callable[[Subject], list[Problem] | None]


@dataclass(frozen=True, slots=True)
class Check:
    key: str
    label: str | Promise
    field: str  # of the story's form: where the problem is mended
    level: DeskCheck.Level  # unless the desk says otherwise
    find: Finder
    is_fixed: bool = False  # no desk can do without
    is_counted: bool = True  # in “n of m”; a likeness is a hint to look, not a thing to do


@dataclass(frozen=True, slots=True)
class Result:
    check: Check
    level: DeskCheck.Level
    problems: tuple[Problem, ...]

    @property
    def is_met(self) -> bool:
        return not self.problems

    @property
    def is_required(self) -> bool:
        return self.level == Level.REQUIRED


@dataclass(frozen=True, slots=True)
class Checklist:
    """Results of the checks that apply, required ones first; and similar recent stories."""

    results: tuple[Result, ...]
    similar: tuple[Story, ...] = ()

    @property
    def met(self) -> int:
        return sum(result.is_met for result in self.results if result.check.is_counted)

    @property
    def all(self) -> int:
        return sum(result.check.is_counted for result in self.results)


def _unless(is_there: Callable[[StoryContent], object], field: str, message: str | Promise) -> Finder:
    """A check that something is there."""
    return lambda subject: [] if is_there(subject.content) else [Problem(field, message)]


def _in_pictures(find: Callable[[StoryContent, Mapping[int, Picture]], list[Problem] | None]) -> Finder:
    """A check of everything that the story shows."""
    return lambda subject: find(subject.content, subject.library)


def _headline_length(subject: Subject) -> list[Problem] | None:
    if not subject.content.headline:
        return None
    length = grapheme_length(subject.content.headline)
    if length <= HEADLINE_LENGTH:
        return []
    message = _("The headline has {length} letters; {limit} are enough.")
    numbers = {"length": to_bengali_digits(length), "limit": to_bengali_digits(HEADLINE_LENGTH)}
    return [Problem("headline", format_lazy(message, **numbers))]


def _length(subject: Subject) -> list[Problem] | None:
    """A tenth over the target is too long, a third under it too short."""
    target = subject.target_words
    if not target:
        return None
    words = count_words(subject.content.body)
    numbers = {"words": to_bengali_digits(words), "target": to_bengali_digits(target)}
    if words * 10 > target * 11:
        return [Problem("body", format_lazy(_("{words} words; {target} were asked for."), **numbers))]
    if words * 3 < target * 2:
        return [Problem("body", format_lazy(_("Only {words} words; {target} were asked for."), **numbers))]
    return []


def _links(subject: Subject) -> list[Problem] | None:
    if "<a " not in subject.content.body:
        return None
    return [Problem("body", message) for message in bad_links(subject.content.body, subject.live)]


def _duplicate(subject: Subject) -> list[Problem] | None:
    if not subject.similar:
        return []
    message = _("There is a recent story with such a headline: “{headline}”")
    return [Problem("headline", format_lazy(message, headline=subject.similar[0].headline))]


_REQUIRED, _ADVISED = Level.REQUIRED, Level.ADVISED
_RIGHTS: Final = _in_pictures(find_rights_problems)
CHECKS: Final[tuple[Check, ...]] = (
    Check(
        "headline",
        _("Headline"),
        "headline",
        _REQUIRED,
        _unless(lambda content: content.headline, "headline", _("Write a headline.")),
        is_fixed=True,
    ),
    Check(
        "section",
        _("Section"),
        "section",
        _REQUIRED,
        _unless(lambda content: content.section, "section", _("Choose a section.")),
        is_fixed=True,
    ),
    Check(
        "text",
        _("Text"),
        "body",
        _REQUIRED,
        _unless(lambda content: plain_text(content.body), "body", _("Write the story's text.")),
        is_fixed=True,
    ),
    Check(
        "byline",
        _("Byline or source"),
        "byline",
        _REQUIRED,
        _unless(
            lambda content: content.byline or content.source_credit,
            "byline",
            _("Name somebody in the byline, or the source."),
        ),
    ),
    Check("picture_alt", _("Pictures described"), "picture_alt", _REQUIRED, _in_pictures(find_undescribed)),
    Check(
        "picture_credit", _("Pictures credited"), "picture_credit", _REQUIRED, _in_pictures(find_uncredited)
    ),
    Check("picture_rights", _("Rights to the pictures"), "lead_picture", _REQUIRED, _RIGHTS, is_fixed=True),
    Check("headline_length", _("Length of the headline"), "headline", _ADVISED, _headline_length),
    Check(
        "standfirst",
        _("Standfirst"),
        "standfirst",
        _ADVISED,
        _unless(
            lambda content: content.standfirst, "standfirst", _("Sum the story up in a sentence or two.")
        ),
    ),
    Check(
        "picture",
        _("Picture"),
        "lead_picture",
        _ADVISED,
        _unless(lambda content: content.picture, "lead_picture", _("Choose a picture.")),
    ),
    Check(
        "topics",
        _("Topics"),
        "topics",
        _ADVISED,
        _unless(lambda content: content.topics, "topics", _("Choose a topic or two.")),
    ),
    Check(
        "sign_off",
        _("Sign-off"),
        "sign_off",
        _ADVISED,
        _unless(sign_off_of, "sign_off", _("Sign it off with initials: nobody in the byline has any.")),
    ),
    Check("length", _("Length of the text"), "body", _ADVISED, _length),
    Check(
        "language",
        _("Bengali"),
        "body",
        _ADVISED,
        lambda about: find_slips(about.content, about.spelling),
    ),
    Check("links", _("Links"), "body", _ADVISED, _links),
    Check("duplicate", _("Not written twice"), "headline", _ADVISED, _duplicate, is_counted=False),
)
CHECK_BY_KEY: Final = {check.key: check for check in CHECKS}


def levels_of(desk: Desk | None) -> dict[str, DeskCheck.Level]:
    """How strict a desk is about each check. Uses prefetched `checks`."""
    own = {row.check_key: Level(row.level) for row in desk.checks.all()} if desk else {}
    return {check.key: check.level if check.is_fixed else own.get(check.key, check.level) for check in CHECKS}


def run_checks(subject: Subject, levels: dict[str, DeskCheck.Level]) -> Checklist:
    results = []
    for check in CHECKS:
        if levels[check.key] == Level.OFF or (problems := check.find(subject)) is None:
            continue
        results.append(Result(check, levels[check.key], tuple(problems)))
    results.sort(key=lambda result: not result.is_required)
    return Checklist(tuple(results), subject.similar)


def checklist_of(
    story: Story, user: User, content: StoryContent | None = None, desk: Desk | None = None
) -> Checklist:
    """The whole checklist, similar headlines among what `user` may know of included.

    `content` and `desk` are the working copy's own unless something else is about to be saved.
    """
    content = content or content_of(story)
    subject = Subject(
        content,
        story.target_words,
        live_ids(article_ids(content.body)),
        tuple(similar_stories(content.headline, user, without=story.pk)),
        library_of(story, content),
        house_spelling(),
    )
    return run_checks(subject, levels_of(desk or story.desk))


def required_problems(story: Story, user: User) -> list[Problem]:
    """What blocks the story: the problems of its desk's required checks. Asks only what those need."""
    levels = levels_of(story.desk)
    required = {key: level if level == Level.REQUIRED else Level.OFF for key, level in levels.items()}
    content = content_of(story)
    live = live_ids(article_ids(content.body)) if required["links"] != Level.OFF else frozenset()
    similar: Iterable[Story] = ()
    if required["duplicate"] != Level.OFF:
        similar = similar_stories(content.headline, user, without=story.pk)
    spelling = house_spelling() if required["language"] != Level.OFF else Spelling()
    subject = Subject(content, story.target_words, live, tuple(similar), library_of(story, content), spelling)
    checklist = run_checks(subject, required)
    return [problem for result in checklist.results for problem in result.problems]


def met_and_all(story: Story) -> tuple[int, int]:
    """How many of the counted checks are met, of how many.

    Asks only for the house's spelling, for a story whose `desk__checks`, `topics` and `byline_lines__contributor`
    are prefetched and whose body is there, without pictures or links to other articles. For a list: `count_checks`.
    """
    return _count(story, live_ids(article_ids(story.body)), _library_of([story]), house_spelling())


def count_checks(stories: list[Story]) -> dict[int, tuple[int, int]]:
    """`met_and_all` of each story by its id, in eight queries however many there are. Fetches deferred bodies."""
    prefetch_related_objects(stories, "desk__checks", "topics", "byline_lines__contributor")
    missing = [story.pk for story in stories if "body" in story.get_deferred_fields()]
    bodies = dict(Story.objects.filter(pk__in=missing).values_list("pk", "body")) if missing else {}
    for story in stories:
        story.body = bodies.get(story.pk, "") if story.pk in bodies else story.body
    live = live_ids({public_id for story in stories for public_id in article_ids(story.body)})
    library, spelling = _library_of(stories), house_spelling() if stories else Spelling()
    return {story.pk: _count(story, live, library, spelling) for story in stories}


def _library_of(stories: list[Story]) -> dict[int, Picture]:
    numbers = {number for story in stories for number in shown_numbers(_countable_content(story))}
    return Picture.objects.in_bulk(numbers) if numbers else {}


def _count(
    story: Story, live: frozenset[str], library: dict[int, Picture], spelling: Spelling
) -> tuple[int, int]:
    content = _countable_content(story)
    subject = Subject(content, story.target_words, live, library=library, spelling=spelling)
    checklist = run_checks(subject, levels_of(story.desk))
    return checklist.met, checklist.all


def _countable_content(story: Story) -> StoryContent:
    """The story's content as far as checks look at it: that something is named, not what its name is."""
    picture = None
    if story.lead_picture_id:
        words = {
            "caption": story.picture_caption,
            "credit": story.picture_credit,
            "alt": story.picture_alt,
        }
        picture = PictureRef(story.lead_picture_id, "", **words, decorative=story.picture_decorative)
    return StoryContent(
        language=story.language,
        kicker=story.kicker,
        headline=story.headline,
        standfirst=story.standfirst,
        body=story.body,
        section=Ref(story.section_id, "", "") if story.section_id else None,
        topics=tuple(Ref(topic.pk, "", "") for topic in story.topics.all()),
        byline=tuple(
            BylineRef(
                Ref(line.contributor_id, "", ""),
                line.role,
                initials=initials_of(line.contributor, story.language),
            )
            for line in story.byline_lines.all()
        ),
        source_credit=story.source_credit,
        sign_off=story.sign_off,
        picture=picture,
    )


def count_words(body: str) -> int:
    return len(plain_text(body).split())
