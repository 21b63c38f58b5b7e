from django.conf import settings
from django.db import migrations, models

# One pass over the articles, in a table that nobody else has yet. Publishing waits for it (a second for a million
# articles), readers do not. Written out here: what articles/months.py says may change.
COUNT = """
    INSERT INTO articles_month (first, articles, changed_at)
    SELECT first, count(public_id), max(changed_at) FROM (
        SELECT date_trunc('month', published_at AT TIME ZONE %(zone)s)::date AS first, public_id,
               coalesce(updated_at, published_at) AS changed_at FROM articles_article
        UNION ALL
        SELECT date_trunc('month', published_at AT TIME ZONE %(zone)s)::date, NULL, at FROM articles_tombstone
    ) said GROUP BY first
"""


def count_months(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM articles_edition WHERE id = 1 FOR UPDATE")
        cursor.execute(COUNT, {"zone": settings.TIME_ZONE})


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_doors'),
    ]

    operations = [
        migrations.CreateModel(
            name='Month',
            fields=[
                ('first', models.DateField(primary_key=True, serialize=False)),
                ('articles', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-first'],
            },
        ),
        # Taken back, the table goes.
        migrations.RunPython(count_months, migrations.RunPython.noop),
    ]
