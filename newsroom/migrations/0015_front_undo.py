"""Where undo stands, a kind of record, and publications that go with their section."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_translations_index'),
        ('newsroom', '0014_front_and_page_rights'),
    ]

    operations = [
        migrations.AddField(
            model_name='frontdraft',
            name='at_version',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name='frontpublication',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=models.CASCADE, related_name='+', to='articles.section'),
        ),
        migrations.AlterField(
            model_name='recordentry',
            name='kind',
            field=models.CharField(choices=[('step', 'step'), ('takeover', 'takeover'), ('break_glass', 'break-glass'), ('rights', 'rights'), ('times', 'embargo or due time'), ('access', 'visibility'), ('link', 'preview link'), ('alarm', 'alarm'), ('picture', 'picture'), ('topic', 'topic'), ('front', 'front')], max_length=12, verbose_name='kind'),
        ),
    ]
