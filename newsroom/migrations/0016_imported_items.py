"""What came from another system, and a kind of record for it."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0015_front_undo"),
    ]

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
                    ("front", "front"),
                    ("import", "import"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.CreateModel(
            name="ImportedItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("post", "Post"),
                            ("page", "Page"),
                            ("picture", "Picture"),
                            ("section", "Section"),
                            ("topic", "Topic"),
                            ("contributor", "Contributor"),
                            ("left_out", "Left Out"),
                        ],
                        max_length=12,
                    ),
                ),
                ("source_id", models.CharField(max_length=300)),
                ("object_id", models.BigIntegerField(null=True)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("problems", models.JSONField(blank=True, default=list)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "kind", "source_id"), name="newsroom_imported_once"
                    )
                ],
            },
        ),
    ]
