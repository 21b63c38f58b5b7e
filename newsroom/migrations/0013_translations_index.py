"""Which stories say this one in another language: a small index, as most are no translation."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index built without keeping anybody from writing cannot be part of a transaction
    dependencies = [("newsroom", "0012_fronts_and_pages")]
    operations = [
        AddIndexConcurrently(
            "story",
            models.Index(
                fields=["translation_of"],
                name="newsroom_translations",
                condition=models.Q(translation_of__isnull=False),
            ),
        ),
    ]
