from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article
from newsroom.fronts.drafts import front_draft
from newsroom.models import FrontDraft, Story, User
from newsroom.steps import Details
from newsroom.workflow import take_step


@pytest.fixture
def log_in(newsroom: SimpleNamespace) -> Callable[[str], Client]:
    """log_in("editor") -> a browser in which that user is logged in."""

    def logged_in(name: str) -> Client:
        client = Client()
        client.force_login(getattr(newsroom, name))
        return client

    return logged_in


@pytest.fixture
def walk(newsroom: SimpleNamespace) -> Callable[..., Story]:
    """walk(story, "reporter submit", "editor return") -> the story after these steps."""

    def walked(story: Story, *moves: str) -> Story:
        return walk_on(story, newsroom, *moves)

    return walked


def walk_on(story: Story, newsroom: SimpleNamespace, *moves: str) -> Story:
    for move in moves:
        name, verb = move.split()
        user: User = getattr(newsroom, name)
        story.refresh_from_db()
        details = Details(reason="শিরোনাম আরও স্পষ্ট করুন", category="facts")
        take_step(story.pk, user, verb, seen_version=story.version, details=details)
    story.refresh_from_db()
    return story


@pytest.fixture
def live(newsroom: SimpleNamespace, publish: Callable[..., Article]) -> Callable[[int], list[Article]]:
    """live(3) -> as many live stories of the newsroom's section, the newest first."""

    def make(count: int) -> list[Article]:
        now = timezone.now()
        return [
            publish(
                section="bangladesh",
                section_name="বাংলাদেশ",
                headline=f"নমুনা খবর {number}",
                published_at=now - timedelta(minutes=number),
            )
            for number in range(count)
        ]

    return make


@pytest.fixture
def front(newsroom: SimpleNamespace) -> FrontDraft:
    """The front page's working copy, on which nobody has worked yet."""
    return front_draft(None)


def form_data(story: Story | None = None, **changes: Any) -> dict[str, Any]:
    """What the story form would send: the story as it stands, with `changes`."""
    data: dict[str, Any] = {
        "version": story.version if story else 0,
        "kicker": story.kicker if story else "",
        "headline": story.headline if story else "",
        "standfirst": story.standfirst if story else "",
        "body": story.body if story else "",
        "section": (story.section_id or "") if story else "",
        "topics": [topic.pk for topic in story.topics.all()] if story else [],
        "dateline": story.dateline if story else "",
        "source_credit": story.source_credit if story else "",
        "sign_off": story.sign_off if story else "",
        "language": story.language if story else "bn",
        "lead_picture": (story.lead_picture_id or "") if story else "",
        "picture_caption": story.picture_caption if story else "",
        "picture_credit": story.picture_credit if story else "",
        "picture_alt": story.picture_alt if story else "",
    }
    lines = list(story.byline_lines.all()) if story else []
    data |= byline_data([(line.contributor_id, line.role) for line in lines])
    return data | changes


def byline_data(rows: list[tuple[int | str, str]]) -> dict[str, Any]:
    """The byline's rows as the form sends them."""
    data: dict[str, Any] = {"byline-TOTAL_FORMS": len(rows), "byline-INITIAL_FORMS": 0}
    for index, (contributor, role) in enumerate(rows):
        data |= {
            f"byline-{index}-contributor": contributor,
            f"byline-{index}-role": role,
            f"byline-{index}-ORDER": index + 1,
        }
    return data
