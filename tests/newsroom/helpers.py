"""Walking stories through the newsroom, and looking at what became of them."""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from articles.models import Article, Edition
from newsroom.content import StoryContent, content_of
from newsroom.editing import save_story
from newsroom.models import Approval, Revision, Story, Transition, User
from newsroom.workflow import take_step

State = Story.State

# The real steps, and who takes them, that lead a reporter's draft into each state. None is taken by the
# people whom the tests then try, but for the reporter who owns the story.
PATHS: dict[State, tuple[tuple[str, str], ...]] = {
    State.DRAFT: (),
    State.SUBMITTED: (("submit", "reporter"),),
    State.RETURNED: (("submit", "reporter"), ("return", "other_editor")),
    State.APPROVED: (("submit", "reporter"), ("approve", "other_editor")),
    State.PUBLISHED: (("submit", "reporter"), ("approve", "other_editor"), ("publish", "other_editor")),
}


def take(story: Story, user: User, verb: str, **options: Any) -> Transition:
    """Take a step on the story as it stands now, with a reason; `story` is as new afterwards."""
    story.refresh_from_db()
    options = {"seen_version": story.version, "reason": "তারিখ মিলিয়ে দেখুন।"} | options
    transition = take_step(story.pk, user, verb, **options)
    story.refresh_from_db()
    return transition


def walk(story: Story, people: SimpleNamespace, state: State) -> Story:
    """Lead a draft into `state` through the real steps."""
    for verb, name in PATHS[state]:
        take(story, getattr(people, name), verb)
    assert story.state == state
    return story


def save(story: Story, user: User, **changes: Any) -> Story:
    """Save the story as it stands now with these changes of its content; `story` is as new afterwards."""
    story.refresh_from_db()
    content = replace(content_of(story), **changes)
    save_story(story.pk, user, content, seen_version=story.version)
    story.refresh_from_db()
    return story


@dataclass(frozen=True)
class Trace:
    """Everything a step or a save may change, to compare before and after."""

    state: str
    version: int
    state_since: Any
    live_revision: int | None
    content: StoryContent
    transitions: tuple[int, ...]
    revisions: tuple[int, ...]
    standing_approvals: tuple[int, ...]
    writers: frozenset[int]
    articles: tuple[dict[str, Any], ...]
    edition: int

    @classmethod
    def of(cls, story: Story) -> "Trace":
        story = Story.objects.get(pk=story.pk)
        return cls(
            state=story.state,
            version=story.version,
            state_since=story.state_since,
            live_revision=story.live_revision_id,
            content=content_of(story),
            transitions=tuple(Transition.objects.order_by("id").values_list("id", flat=True)),
            revisions=tuple(Revision.objects.order_by("id").values_list("id", flat=True)),
            standing_approvals=tuple(
                Approval.objects.filter(voided_at=None).order_by("id").values_list("id", flat=True)
            ),
            writers=frozenset(story.writers.values_list("user_id", flat=True)),
            articles=tuple(Article.objects.order_by("pk").values()),
            edition=edition(),
        )


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
