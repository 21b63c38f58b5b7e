"""Indexes for the queue, measured with benchmarks/queue_million.py."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False  # an index built without keeping anybody from writing cannot be part of a transaction
    dependencies = [("newsroom", "0006_desk_rights")]
    operations = [
        AddIndexConcurrently(
            "story",
            GinIndex(
                OpClass(Upper("headline"), name="gin_trgm_ops"),
                OpClass(Upper("kicker"), name="gin_trgm_ops"),
                name="newsroom_words",
            ),
        ),
        AddIndexConcurrently(
            "story",
            models.Index(
                fields=["assignee", "-changed_at"],
                name="newsroom_mine_open",
                condition=~models.Q(state__in=["published", "spiked"]),
            ),
        ),
        AddIndexConcurrently(
            "story",
            models.Index(
                fields=["state_since"],
                name="newsroom_waiting",
                condition=models.Q(state__in=["submitted", "approved"]),
            ),
        ),
        AddIndexConcurrently(
            "story",
            models.Index(
                fields=["-state_since"],
                name="newsroom_pending",
                condition=models.Q(public_state="live") & ~models.Q(state="published"),
            ),
        ),
        AddIndexConcurrently(
            "story",
            models.Index(
                fields=["due_at"],
                name="newsroom_late",
                condition=models.Q(
                    due_at__isnull=False,
                    state__in=["draft", "returned", "submitted"],
                    public_state="none",
                ),
            ),
        ),
        AddIndexConcurrently("story", models.Index(fields=["-changed_at"], name="newsroom_changed")),
        AddIndexConcurrently(
            "transition",
            models.Index(fields=["at"], name="newsroom_published_at", condition=models.Q(verb="publish")),
        ),
    ]
