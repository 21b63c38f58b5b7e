"""What the tests of the fronts share."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from articles.models import Article
from newsroom.fronts.drafts import front_draft, save_layout
from newsroom.models import FrontDraft

START = timezone.now() - timedelta(days=2)


@pytest.fixture
def paper(newsroom: SimpleNamespace, publish: Callable[..., Article]) -> list[str]:
    """Public ids of twelve live stories in three sections, an hour apart; the first is the newest."""
    return [
        publish(
            headline=f"শিরোনাম নম্বর {number}",
            section=("world", "sports", "economy")[number % 3],
            section_name=("বিশ্ব", "খেলা", "অর্থনীতি")[number % 3],
            published_at=START - timedelta(hours=number),
        ).public_id
        for number in range(12)
    ]


@pytest.fixture
def draft(newsroom: SimpleNamespace) -> FrontDraft:
    """The front page's working copy: nothing is placed yet."""
    return front_draft(None)


@pytest.fixture
def save(newsroom: SimpleNamespace) -> Callable[..., FrontDraft]:
    """save(draft, {"top": […]}) keeps the layout as the editor, over the version that `draft` is."""

    def saving(draft: FrontDraft, data: object, *, user: Any = None, **said: Any) -> FrontDraft:
        version = said.pop("seen_version", draft.version)
        saved = save_layout(
            draft.pk, user or newsroom.editor, data, seen_version=version, token=said.pop("token", "")
        )
        draft.refresh_from_db()
        return saved

    return saving
