"""The working copies of the fronts and of the paper's own pages."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_readers_paper'),
        ('newsroom', '0011_slug_lines'),
    ]

    operations = [
        migrations.CreateModel(
            name='FrontDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layout', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('token', models.CharField(blank=True, max_length=64)),
                ('taken_from_token', models.CharField(blank=True, max_length=64)),
                ('leased_until', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'front',
                'verbose_name_plural': 'fronts',
                'permissions': [('publish_front', 'Can publish fronts')],
            },
        ),
        migrations.CreateModel(
            name='FrontPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layout', models.JSONField()),
                ('publish_at', models.DateTimeField(db_index=True, verbose_name='publish at')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('problem', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['publish_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='FrontPublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layout', models.JSONField()),
                ('edition', models.PositiveBigIntegerField(verbose_name='edition')),
                ('by_clock', models.BooleanField(default=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'verbose_name': 'publication of a front',
                'verbose_name_plural': 'publications of fronts',
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='FrontVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('layout', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='PageDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use small Latin letters, digits and single hyphens, for example “new-york”.')], verbose_name='address')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('body', models.TextField(blank=True, verbose_name='text')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'page',
                'verbose_name_plural': 'pages',
                'ordering': ['position', 'slug'],
                'permissions': [('publish_page', "Can publish the paper's own pages")],
            },
        ),
        migrations.CreateModel(
            name='PagePublication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(db_index=True, max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('description', models.CharField(blank=True, max_length=300)),
                ('body', models.TextField(blank=True)),
                ('edition', models.PositiveBigIntegerField(verbose_name='edition')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='when')),
            ],
            options={
                'ordering': ['-at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='story',
            name='translation_of',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='translations', to='newsroom.story', verbose_name='translation of'),
        ),
        migrations.AddField(
            model_name='frontdraft',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='frontdraft',
            name='holder',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='frontdraft',
            name='section',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.section', verbose_name='section'),
        ),
        migrations.AddField(
            model_name='frontplan',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='frontplan',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plans', to='newsroom.frontdraft'),
        ),
        migrations.AddField(
            model_name='frontpublication',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddField(
            model_name='frontpublication',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.section'),
        ),
        migrations.AddField(
            model_name='frontversion',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='frontversion',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='newsroom.frontdraft'),
        ),
        migrations.AddField(
            model_name='pagedraft',
            name='changed_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pagepublication',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='who'),
        ),
        migrations.AddConstraint(
            model_name='frontdraft',
            constraint=models.UniqueConstraint(fields=('section',), name='newsroom_one_front_draft', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='frontversion',
            constraint=models.UniqueConstraint(fields=('draft', 'number'), name='newsroom_front_version_once'),
        ),
    ]
