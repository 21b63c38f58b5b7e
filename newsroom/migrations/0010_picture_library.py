"""The picture library: its search's index, built without keeping anybody from uploading; and its place on the record."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index built without keeping anybody from writing cannot be part of a transaction
    dependencies = [("newsroom", "0009_words_and_pictures_rights")]
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
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        AddIndexConcurrently(
            "picture",
            django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Upper(
                        models.Func(
                            django.db.models.functions.text.Concat(
                                "caption",
                                models.Value(" "),
                                "alt",
                                models.Value(" "),
                                "credit",
                                models.Value(" "),
                                "photographer",
                                models.Value(" "),
                                "place",
                                models.Value(" "),
                                "people",
                                models.Value(" "),
                                "file_name",
                                models.Value(" "),
                                output_field=models.TextField(),
                            ),
                            models.Value("ৰৱ০১২৩৪৫৬৭৮৯\u200c\u200d"),
                            models.Value("রব0123456789"),
                            function="TRANSLATE",
                            output_field=models.TextField(),
                        )
                    ),
                    name="gin_trgm_ops",
                ),
                name="newsroom_picture_words",
            ),
        ),
        AddIndexConcurrently(
            "picture",
            models.Index(
                fields=["rights_until"],
                name="newsroom_rights_until",
                condition=models.Q(rights_until__isnull=False),
            ),
        ),
    ]
