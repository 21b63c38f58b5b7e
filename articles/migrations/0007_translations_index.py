"""Which stories say this one in another language: a small index, as most are no translation."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index built without keeping anybody from writing cannot be part of a transaction
    dependencies = [("articles", "0006_readers_paper")]
    operations = [
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["translation_of"],
                condition=~models.Q(translation_of=""),
                name="articles_translations",
            ),
        ),
    ]
