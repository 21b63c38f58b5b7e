"""Walking stories through the newsroom, and looking at what became of them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from PIL import Image

from articles.models import Article, Edition, Section, Tombstone
from articles.pixels import encode
from articles.publishing import publish_article
from articles.snapshot import ArticleSnapshot, Named
from newsroom.content import StoryContent, content_of
from newsroom.editing import save_story
from newsroom.models import Approval, Desk, Message, Picture, RecordEntry, Revision, Story, Transition, User
from newsroom.models.story import new_public_id
from newsroom.renditions import make_renditions_of
from newsroom.steps import Details
from newsroom.workflow import take_step

State = Story.State
Public = Story.Public

# The real steps, and who takes them, that lead a reporter's draft into each state. None is taken by the
# people whom the tests then try, but for the reporter who owns the story.
APPROVED_PATH = (("submit", "reporter"), ("approve", "other_editor"))
PATHS: dict[State, tuple[tuple[str, str], ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: (("submit", "reporter"),),
    State.RETURNED: (("submit", "reporter"), ("return", "other_editor")),
    State.APPROVED: APPROVED_PATH,
    State.SCHEDULED: (*APPROVED_PATH, ("schedule", "other_editor")),
    State.PUBLISHED: (*APPROVED_PATH, ("publish", "other_editor")),
    State.SPIKED: (("spike", "reporter"),),
}
RETRACTIONS = {Public.WITHDRAWN: "withdraw", Public.GONE: "takedown", Public.REDIRECTED: "redirect"}


def take(
    story: Story,
    user: User,
    verb: str,
    *,
    seen_version: int | None = None,
    at: datetime | None = None,
    **said: Any,
) -> Transition:
    """Take a step on the story as it stands now, saying something sensible; `story` is as new afterwards."""
    story.refresh_from_db()
    version = story.version if seen_version is None else seen_version
    details = replace(sensible_details(), **said)
    transition = take_step(story.pk, user, verb, seen_version=version, details=details, at=at)
    story.refresh_from_db()
    return transition


def sensible_details() -> Details:
    return Details(
        reason="তারিখ মিলিয়ে দেখুন।",
        category="facts",
        publish_at=timezone.now() + timedelta(hours=1),
        kind="correction",
    )


def walk(story: Story, people: SimpleNamespace, state: State) -> Story:
    """Lead a draft into `state` through the real steps."""
    for verb, name in PATHS[state]:
        take(story, getattr(people, name), verb)
    assert story.state == state
    return story


def walk_to(
    story: Story, people: SimpleNamespace, state: State, public: Public, hand: User | None = None
) -> Story:
    """Lead a draft into `state` while readers have it as `public`; `hand` writes in what is not published yet."""
    if public != Public.NONE:
        walk(story, people, State.PUBLISHED)
        if public in RETRACTIONS:
            target = live_article().pk if public == Public.REDIRECTED else ""
            take(story, people.other_editor, RETRACTIONS[public], target=target)
        if state == State.PUBLISHED:
            return story
        if public in RETRACTIONS:
            take(story, people.reporter, "restore")
        save(story, people.reporter, headline="হাওরে ধান কাটা শুরু")
    if hand:
        save(story, hand, sign_off="সম্পাদকের হাতে")
    walk(story, people, state)
    assert story.public_state == public
    return story


def reachable(state: State, public: Public) -> bool:
    """Whether a story can be in both at once: what is published is or was public, what is spiked is not live."""
    return (state, public) not in {(State.PUBLISHED, Public.NONE), (State.SPIKED, Public.LIVE)}


def save(story: Story, user: User, **changes: Any) -> Story:
    """Save the story as it stands now with these changes of its content; `story` is as new afterwards."""
    story.refresh_from_db()
    content = replace(content_of(story), **changes)
    save_story(story.pk, user, content, seen_version=story.version)
    story.refresh_from_db()
    return story


_encoded: dict[tuple[Any, ...], bytes] = {}


def encode_once(image: Image.Image, format: str) -> bytes:
    """What `encode` makes of these pixels; of the same it made it before. Most tests have the same picture."""
    pixels = (image.size, image.mode, format, sha256(image.tobytes()).digest())
    if pixels not in _encoded:
        _encoded[pixels] = encode(image, format)
    return _encoded[pixels]


def prepared(picture: Picture) -> Picture:
    """The picture once the worker has done its part."""
    with patch("articles.pictures.encode", encode_once):
        make_renditions_of(picture.pk)
    picture.refresh_from_db()
    return picture


def hire(name: str, group: str | None, *desks: Desk, **fields: Any) -> User:
    """One more user, in a group and on desks."""
    user = User.objects.create_user(name, is_staff=True, display_name=f"{name} নমুনা", **fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    user.desks.set(desks)
    return user


def another_desk(**fields: Any) -> Desk:
    return Desk.objects.get_or_create(name="খেলার ডেস্ক", defaults=fields)[0]


def live_article(headline: str = "যে সংবাদে পাঠক যাবেন") -> Article:
    """An article of no story of this newsroom: something else that readers have."""
    section, _created = Section.objects.get_or_create(slug="world", defaults={"name": "বিশ্ব"})
    snapshot = ArticleSnapshot(
        public_id=new_public_id(),
        revision=1,
        content_hash="0" * 64,
        language="bn",
        section=Named(section.slug, section.name),
        kicker="",
        headline=headline,
        standfirst="",
        body="<p>লেখা।</p>",
        dateline="",
        source_credit="নমুনা",
        sign_off="",
        byline=(),
        topics=(),
        picture=None,
    )
    with transaction.atomic():
        publish_article(snapshot, timezone.now())
    return Article.objects.get(pk=snapshot.public_id)


@dataclass(frozen=True)
class Trace:
    """Everything a step or a save may change, to compare before and after."""

    row: dict[str, Any]
    content: StoryContent
    transitions: tuple[int, ...]
    revisions: tuple[int, ...]
    standing_approvals: tuple[int, ...]
    writers: frozenset[int]
    articles: tuple[dict[str, Any], ...]
    tombstones: tuple[dict[str, Any], ...]
    record: tuple[int, ...]
    messages: int
    edition: int

    @classmethod
    def of(cls, story: Story) -> "Trace":
        story = Story.objects.get(pk=story.pk)
        return cls(
            row=Story.objects.values().get(pk=story.pk),
            content=content_of(story),
            transitions=tuple(Transition.objects.order_by("id").values_list("id", flat=True)),
            revisions=tuple(Revision.objects.order_by("id").values_list("id", flat=True)),
            standing_approvals=tuple(
                Approval.objects.filter(voided_at=None).order_by("id").values_list("id", flat=True)
            ),
            writers=frozenset(story.writers.values_list("user_id", flat=True)),
            articles=tuple(Article.objects.order_by("pk").values()),
            tombstones=tuple(Tombstone.objects.order_by("pk").values()),
            record=tuple(RecordEntry.objects.order_by("id").values_list("id", flat=True)),
            messages=Message.objects.count(),
            edition=edition(),
        )

    @property
    def state(self) -> str:
        return self.row["state"]

    @property
    def public_state(self) -> str:
        return self.row["public_state"]

    @property
    def version(self) -> int:
        return self.row["version"]

    @property
    def state_since(self) -> datetime:
        return self.row["state_since"]

    @property
    def live_revision(self) -> int | None:
        return self.row["live_revision_id"]


def edition() -> int:
    return Edition.objects.values_list("number", flat=True).get()


def assert_article_is(article: Article, revision: Revision) -> None:
    """Field for field, readers see what the revision says."""
    content = revision.story_content
    assert article.pk == revision.story.public_id
    assert (article.revision, article.content_hash) == (revision.number, revision.content_hash)
    assert revision.content_hash == content.content_hash()
    for field in (
        "language",
        "kicker",
        "headline",
        "standfirst",
        "body",
        "dateline",
        "source_credit",
        "sign_off",
    ):
        assert getattr(article, field) == getattr(content, field)
    assert (article.section_id, article.section_name) == (content.section.id, content.section.name)
    assert [(entry.slug, entry.name, entry.role) for entry in article.byline_entries] == [
        (line.contributor.slug, line.contributor.name, line.role) for line in content.byline
    ]
    assert [(topic.slug, topic.name) for topic in article.named_topics] == [
        (topic.slug, topic.name) for topic in content.topics
    ]
    assert linked(article, "contributor") == [line.contributor.id for line in content.byline]
    assert linked(article, "topic") == [topic.id for topic in content.topics]
    if content.picture is None:
        assert article.picture is None
    else:
        shown = article.lead_picture
        assert (shown.alt, shown.caption, shown.credit) == (
            content.picture.alt,
            content.picture.caption,
            content.picture.credit,
        )


def linked(article: Article, kind: str) -> list[int]:
    """The ids of an article's contributors or topics, in their order."""
    rows = getattr(article, f"article{kind}_set").order_by("position")
    return list(rows.values_list(f"{kind}_id", flat=True))
