"""Fronts, the paper's own pages, moved addresses, what is read most; related stories, share cards, translations."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_search'),
    ]

    operations = [
        migrations.CreateModel(
            name='Front',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('blocks', models.JSONField(default=list)),
                ('edition', models.PositiveBigIntegerField()),
                ('published_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='MostRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hours', models.PositiveSmallIntegerField()),
                ('position', models.PositiveSmallIntegerField()),
                ('reads', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['hours', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('slug', models.CharField(max_length=60, primary_key=True, serialize=False, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use small Latin letters, digits and single hyphens, for example “new-york”.')])),
                ('title', models.CharField(max_length=200)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('body', models.TextField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('edition', models.PositiveBigIntegerField()),
                ('published_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', 'slug'],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('headline', models.CharField(blank=True, max_length=300)),
                ('picture', models.JSONField(blank=True, null=True)),
                ('until', models.DateTimeField(null=True)),
                ('yields', models.BooleanField(default=False)),
                ('since', models.DateTimeField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ReadCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(max_length=8)),
                ('minute', models.DateTimeField()),
                ('reads', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=500, unique=True)),
                ('target', models.CharField(max_length=500)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='article',
            name='related',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='article',
            name='share_card',
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='article',
            name='translation_of',
            field=models.CharField(blank=True, default='', max_length=8),
        ),
        migrations.AddField(
            model_name='front',
            name='section',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='front', to='articles.section'),
        ),
        migrations.AddField(
            model_name='mostread',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article'),
        ),
        migrations.AddField(
            model_name='placement',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article'),
        ),
        migrations.AddField(
            model_name='placement',
            name='block',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.section'),
        ),
        migrations.AddField(
            model_name='placement',
            name='front',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='articles.front'),
        ),
        migrations.AddField(
            model_name='placement',
            name='lead',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='package', to='articles.placement'),
        ),
        migrations.AddIndex(
            model_name='readcount',
            index=models.Index(fields=['minute'], name='articles_reads_by_minute'),
        ),
        migrations.AddConstraint(
            model_name='front',
            constraint=models.UniqueConstraint(fields=('section',), name='articles_one_front', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='mostread',
            constraint=models.UniqueConstraint(fields=('hours', 'position'), name='articles_most_read_place'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('front', 'block', 'position', 'lead'), name='articles_one_story_a_slot', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(fields=('front', 'article'), name='articles_story_once_a_front'),
        ),
    ]
