from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_words_and_pictures")]
    operations = [
        migrations.AddField("topicalias", "former_id", models.BigIntegerField(null=True, unique=True)),
    ]
