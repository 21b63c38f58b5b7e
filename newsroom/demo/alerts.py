"""What the invented paper sent as breaking before: none stands, so that pages look as on most days."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from articles.models import Article
from newsroom.alerts import proposed_text, send_alert
from newsroom.models import Story, User

MOST = 2
OLDEST = timedelta(days=3)
STOOD = timedelta(hours=2)


def make_alerts(editor: User, loaded: Mapping[str, Story], now: datetime) -> None:
    """Two of the newest stories went out as breaking, five minutes after they were published."""
    stories = {story.public_id: story for story in loaded.values() if story.is_live}
    since, until = now - OLDEST, now - STOOD - timedelta(minutes=10)
    published = Article.objects.filter(pk__in=stories, published_at__range=(since, until))
    for article in reversed(published.order_by("-published_at")[:MOST]):
        at = article.published_at + timedelta(minutes=5)
        story = stories[article.pk]
        send_alert(story, editor, proposed_text(story), at + STOOD, push=False, at=at)
