"""What the API lists along: the stories of one language, and what changed since an edition."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index built without keeping anybody from writing cannot be part of a transaction
    dependencies = [("articles", "0009_months")]
    operations = [
        AddIndexConcurrently(
            "article",
            models.Index(fields=["language", "-published_at", "-public_id"], name="articles_by_language"),
        ),
        AddIndexConcurrently(
            "article", models.Index(fields=["edition", "public_id"], name="articles_by_edition")
        ),
        AddIndexConcurrently(
            "tombstone", models.Index(fields=["edition", "public_id"], name="articles_stones_by_edition")
        ),
    ]
