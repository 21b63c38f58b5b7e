"""The queue's search looks into slug lines, too."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False  # an index built without keeping anybody from writing cannot be part of a transaction
    dependencies = [("newsroom", "0010_picture_library")]
    operations = [
        AddIndexConcurrently(
            "story",
            GinIndex(OpClass(Upper("slug_line"), name="gin_trgm_ops"), name="newsroom_slug_lines"),
        ),
    ]
