"""Web Push: news to readers' browsers that asked for it (docs/alerts.md). What the rest of the newsroom calls."""

from newsroom.push.messages import count_subscribers, drop_messages, queue_alert, queue_note, topics_of

__all__ = ["count_subscribers", "drop_messages", "queue_alert", "queue_note", "topics_of"]
