"""The queue's search looks into slug lines, too; and merged topics have their place on the record."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    atomic = False  # an index built without keeping anybody from writing cannot be part of a transaction
    dependencies = [("newsroom", "0010_picture_library")]
    operations = [
        migrations.AlterField(
            model_name="recordentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("step", "step"),
                    ("takeover", "takeover"),
                    ("break_glass", "break-glass"),
                    ("rights", "rights"),
                    ("times", "embargo or due time"),
                    ("access", "visibility"),
                    ("link", "preview link"),
                    ("alarm", "alarm"),
                    ("picture", "picture"),
                    ("topic", "topic"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        AddIndexConcurrently(
            "story",
            GinIndex(OpClass(Upper("slug_line"), name="gin_trgm_ops"), name="newsroom_slug_lines"),
        ),
    ]
