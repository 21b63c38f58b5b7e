"""Brings the invented paper into the database the way a newsroom would: written, submitted, approved, published."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from zlib import crc32

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from articles.models import Contributor, Section, Topic
from newsroom.authentication import DEMO_PASSWORD
from newsroom.content import PictureRef, Ref, StoryContent, byline_ref, content_of
from newsroom.decoding import DecodedPicture, decode_picture
from newsroom.demo.alerts import make_alerts
from newsroom.demo.boxes import Words, add_boxes
from newsroom.demo.front import make_front
from newsroom.demo.house import make_corrections, make_pages, make_reads
from newsroom.demo.intake import make_intake
from newsroom.demo.people import make_contributors, make_house_spelling
from newsroom.demo.pictures import draw_picture
from newsroom.demo.reading import DemoPaper, DemoStory, body_html, read_paper
from newsroom.demo.ticker import make_ticker
from newsroom.demo.users import DEMO_USERS
from newsroom.editing import save_story, start_story
from newsroom.models import Desk, DeskSection, Picture, Story, User
from newsroom.pictures import store_picture
from newsroom.planning import Plan, day_bounds, plan_story
from newsroom.renditions import make_renditions_of
from newsroom.steps import Details
from newsroom.workflow import take_step

Progress = Callable[[int, int], None]  # done, of how many


@dataclass(frozen=True, slots=True)
class _Staff:
    reporter: User
    editor: User
    photo: User


def is_loaded() -> bool:
    return Story.objects.exists()


@transaction.atomic
def load_paper(progress: Progress, limit: int | None = None) -> int:
    """Load users, sections and stories (`limit` of them, or all).

    All or nothing: an interrupted load leaves an empty paper. Returns how many stories.
    """
    paper = read_paper()
    staff = _make_staff()
    _make_frame(paper)
    # Oldest first, as they happened: editions grow in the order of the news.
    stories = sorted(_choose(paper.stories, limit), key=lambda story: -story.hours_ago)
    now = timezone.now()
    loaded: dict[str, Story] = {}
    for number, story in enumerate(stories):
        progress(number, len(stories))
        loaded[story.key] = _load_story(story, staff, now, loaded)
    progress(len(stories), len(stories))
    make_ticker(paper.ticker, loaded, staff.editor, now)
    make_alerts(staff.editor, loaded, now)
    make_front(staff.editor, loaded, now)
    _plan(paper, loaded, staff, now)
    make_corrections(loaded, staff.reporter, staff.editor, now)
    make_pages(User.objects.get(username="chief"))
    make_reads(now)
    make_intake(User.objects.get(username="chief"), now)
    return len(stories)


def _choose(stories: tuple[DemoStory, ...], limit: int | None) -> list[DemoStory]:
    """Evenly from all sections, so that a small paper still has each."""
    if limit is None:
        return list(stories)
    step = max(1, len(stories) // max(1, limit))
    return list(stories[::step][:limit])


def _make_staff() -> _Staff:
    for name, (group, display_name) in DEMO_USERS.items():
        user, is_new = User.objects.get_or_create(
            username=name, defaults={"display_name": display_name, "is_staff": True}
        )
        if is_new:
            user.set_password(DEMO_PASSWORD)
            user.save()
            user.groups.add(Group.objects.get(name=group))
    return _Staff(**{name: User.objects.get(username=name) for name in ("reporter", "editor", "photo")})


def _make_frame(paper: DemoPaper) -> None:
    users = User.objects.filter(username__in=DEMO_USERS)
    desks = {desk.slug: Desk.objects.get_or_create(name=desk.name)[0] for desk in paper.desks}
    for desk in desks.values():
        desk.members.add(*users)
    for position, section in enumerate(paper.sections):
        row, _is_new = Section.objects.get_or_create(
            slug=section.slug,
            defaults={"name": section.name, "description": section.description, "position": position},
        )
        DeskSection.objects.get_or_create(section=row, defaults={"desk": desks[section.desk]})
    for topic in paper.topics:
        Topic.objects.get_or_create(slug=topic.slug, defaults={"name": topic.name})
    make_contributors(paper.contributors)
    make_house_spelling()


def _load_story(demo: DemoStory, staff: _Staff, now: datetime, loaded: dict[str, Story]) -> Story:
    happened = now - timedelta(hours=demo.hours_ago)
    content = _content(demo, staff, loaded)
    story = start_story(staff.reporter, content)

    def take(user: User, verb: str, at: datetime, reason: str = "") -> None:
        story.refresh_from_db()
        details = Details(reason=reason, category="other" if reason else "")
        take_step(story.pk, user, verb, seen_version=story.version, details=details, at=at)

    def publish(at: datetime) -> None:
        take(staff.reporter, "submit", at - timedelta(minutes=_minutes_in_review(demo.key)))
        take(staff.editor, "approve", at - timedelta(minutes=10))
        take(staff.editor, "publish", at)

    if demo.state in {"submitted", "returned", "approved"}:
        take(staff.reporter, "submit", happened - timedelta(minutes=30))
    if demo.state == "returned":
        take(staff.editor, "return", happened, demo.return_reason)
    elif demo.state == "approved":
        take(staff.editor, "approve", happened)
    elif demo.state in {"live", "changed"}:
        publish(happened)
    if demo.updated_hours_ago is not None:
        story.refresh_from_db()
        longer = replace(content, body=f"{content.body}\n{body_html(demo.updated_paragraph)}")
        save_story(story.pk, staff.reporter, longer, seen_version=story.version)
        publish(now - timedelta(hours=demo.updated_hours_ago))
    if demo.state == "changed":
        story.refresh_from_db()
        changed = replace(content_of(story), headline=demo.change_headline)
        save_story(story.pk, staff.reporter, changed, seen_version=story.version)
    # Written when it happened, not when it was loaded.
    Story.objects.filter(pk=story.pk).update(
        created_at=happened - timedelta(hours=1), changed_at=happened, slug_line=demo.key
    )
    if demo.state == "draft":
        Story.objects.filter(pk=story.pk).update(state_since=happened)
    story.refresh_from_db()
    return story


def _plan(paper: DemoPaper, loaded: dict[str, Story], staff: _Staff, now: datetime) -> None:
    """The planning board, and what the clock is to publish."""
    people = {"reporter": staff.reporter, "": None}
    for demo in paper.assignments:
        due_at = day_bounds(timezone.localdate(now) + timedelta(days=demo.day))[0] + timedelta(
            hours=demo.hour
        )
        if demo.story:
            found = (
                Story.objects.filter(pk=loaded[demo.story].pk)
                if demo.story in loaded
                else Story.objects.none()
            )
            found.update(brief=demo.brief, due_at=due_at, target_words=demo.words)
            continue
        section = Section.objects.get(slug=demo.section)
        assignee = people[demo.assignee]
        plan_story(staff.editor, Plan(demo.headline, demo.brief, due_at, None, section, assignee, demo.words))
    for schedule in paper.schedules:
        if schedule.story in loaded:
            story = Story.objects.get(pk=loaded[schedule.story].pk)
            details = Details(publish_at=(now + timedelta(hours=schedule.hours)).replace(minute=0, second=0))
            take_step(story.pk, staff.editor, "schedule", seen_version=story.version, details=details)


def _minutes_in_review(key: str) -> int:
    """Between 15 and 78 minutes, the same for the same story each time."""
    return 15 + 9 * (crc32(key.encode()) % 8)


def _content(demo: DemoStory, staff: _Staff, loaded: dict[str, Story]) -> StoryContent:
    picture = None
    if demo.picture:
        words = {"caption": demo.caption, "credit": demo.credit, "alt": demo.alt}
        row = _picture(demo.picture, words, staff.photo)
        picture = PictureRef.to(row, caption=demo.caption, credit=demo.credit, alt=demo.alt)
    return StoryContent(
        language=demo.language,
        kicker=demo.kicker,
        headline=demo.headline,
        standfirst=demo.standfirst,
        body=add_boxes(
            demo.key,
            body_html(demo.body),
            lambda key, words: _picture(key, words, staff.photo).pk,
            lambda key: _address(loaded.get(key)),
        ),
        section=Ref.to(Section.objects.get(slug=demo.section)),
        topics=tuple(Ref.to(topic) for topic in Topic.objects.filter(slug__in=demo.topics)),
        byline=tuple(
            byline_ref(
                Contributor.objects.get(slug=credit.contributor), credit.role, demo.dateline, demo.language
            )
            for credit in demo.byline
        ),
        dateline=demo.dateline,
        source_credit=demo.source,
        sign_off=demo.sign_off,
        picture=picture,
    )


def _address(story: Story | None) -> str:
    return f"/{story.section.slug}/{story.public_id}/" if story and story.section else ""


def _picture(key: str, words: Words, photographer: User) -> Picture:
    decoded, content = _drawing(key)
    own = {"rights": Picture.Rights.OWN, "photographer": words["credit"].rpartition(": ")[2]}
    picture = store_picture(decoded, content, photographer, **words, **own)
    make_renditions_of(picture.pk)  # the worker's part: it does not run yet
    return picture


@cache
def _drawing(key: str) -> tuple[DecodedPicture, bytes]:
    """Drawn once for all stories that show it; our own, so that it needs no process of its own to be decoded in."""
    buffer = BytesIO()
    draw_picture(key).save(buffer, "JPEG", quality=90)
    content = buffer.getvalue()
    return decode_picture(content), content
