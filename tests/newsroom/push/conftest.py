from collections.abc import Callable, Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from newsroom.alerts import send_alert
from newsroom.models import BreakingAlert, PushSubscription, Story
from newsroom.push.keys import KeyPair, make_keys
from tests.newsroom.helpers import State, walk
from tests.newsroom.push.service import Browser, PushService, running_service


@pytest.fixture(scope="session")
def keys() -> KeyPair:
    return make_keys()


@pytest.fixture
def service(keys: KeyPair, settings: Any) -> Iterator[PushService]:
    """A push service that knows the paper's key, and that the paper may ask although it is on this machine."""
    settings.KHOBOR_VAPID_PRIVATE_KEY, settings.KHOBOR_VAPID_PUBLIC_KEY = keys.private, keys.public
    settings.KHOBOR_VAPID_SUBJECT = "mailto:push@paper.example"
    settings.KHOBOR_SITE_URL = "https://paper.example"
    with running_service(keys.public) as running:
        settings.KHOBOR_OUTBOUND_ALLOWED = (urlsplit(running.url).netloc,)
        yield running


@pytest.fixture
def subscribed(db: None, service: PushService) -> Callable[..., Browser]:
    """subscribed(*topics) -> a browser of a reader who asked for them."""

    def subscribe(*topics: str) -> Browser:
        browser = service.open_browser()
        PushSubscription.objects.create(
            endpoint=browser.endpoint,
            p256dh=browser.p256dh,
            auth=browser.auth,
            topics=list(topics) or ["all"],
        )
        return browser

    return subscribe


@pytest.fixture
def story(draft: Story, newsroom: SimpleNamespace) -> Story:
    """A live story of the section “bangladesh”."""
    return walk(draft, newsroom, State.PUBLISHED)


@pytest.fixture
def alerted(story: Story, newsroom: SimpleNamespace, service: PushService) -> Callable[..., BreakingAlert]:
    """alerted(text) -> the story is sent as breaking for two hours."""

    def send(text: str = "হাওরে আকস্মিক ঢল") -> BreakingAlert:
        ends_at = timezone.now() + timedelta(hours=2)
        return send_alert(story, newsroom.chief, text, ends_at, push=True)

    return send
