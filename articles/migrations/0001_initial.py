import articles.models
import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


def create_edition(apps, schema_editor):
    """The one row every publish counts up: it exists from the first day, so nobody has to ask whether it does."""
    apps.get_model('articles', 'Edition').objects.create(id=1, number=0)


def delete_edition(apps, schema_editor):
    apps.get_model('articles', 'Edition').objects.filter(id=1).delete()


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('public_id', models.CharField(max_length=8, primary_key=True, serialize=False)),
                ('language', models.CharField(max_length=8)),
                ('section_name', models.CharField(max_length=60)),
                ('kicker', models.CharField(blank=True, max_length=80)),
                ('headline', models.CharField(max_length=400)),
                ('standfirst', models.TextField(blank=True)),
                ('body', models.TextField()),
                ('dateline', models.CharField(blank=True, max_length=80)),
                ('source_credit', models.CharField(blank=True, max_length=160)),
                ('sign_off', models.CharField(blank=True, max_length=60)),
                ('byline', models.JSONField(default=list)),
                ('topic_names', models.JSONField(default=list)),
                ('picture', models.JSONField(blank=True, null=True)),
                ('published_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField()),
                ('content_hash', models.CharField(max_length=64)),
                ('edition', models.PositiveBigIntegerField()),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
                'ordering': ['-published_at', '-public_id'],
            },
        ),
        migrations.CreateModel(
            name='Contributor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use small Latin letters, digits and single hyphens, for example “new-york”.')], verbose_name='address')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=120, verbose_name='name in English')),
                ('kind', models.CharField(choices=[('person', 'person'), ('agency', 'agency')], default='person', max_length=10, verbose_name='kind')),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('bio', models.TextField(blank=True, max_length=1000, verbose_name='about')),
                ('initials', models.CharField(blank=True, help_text='As in a sign-off: এসএস', max_length=20, verbose_name='initials')),
            ],
            options={
                'verbose_name': 'contributor',
                'verbose_name_plural': 'contributors',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use small Latin letters, digits and single hyphens, for example “new-york”.'), articles.models.validate_not_reserved], verbose_name='address')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('description', models.CharField(blank=True, max_length=300, verbose_name='description')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'section',
                'verbose_name_plural': 'sections',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(max_length=60, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(?:-[a-z0-9]+)*\\Z', 'Use small Latin letters, digits and single hyphens, for example “new-york”.')], verbose_name='address')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='ArticleContributor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='articles.article')),
                ('contributor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='articles.contributor')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='contributors',
            field=models.ManyToManyField(related_name='articles', through='articles.ArticleContributor', to='articles.contributor'),
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='articles_one_edition')],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.section'),
        ),
        migrations.CreateModel(
            name='TickerLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('breaking', models.BooleanField(default=False)),
                ('ends_at', models.DateTimeField()),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('article', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, to='articles.article')),
            ],
            options={
                'ordering': ['-breaking', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ArticleTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='articles.article')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='articles.topic')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.AddField(
            model_name='article',
            name='topics',
            field=models.ManyToManyField(related_name='articles', through='articles.ArticleTopic', to='articles.topic'),
        ),
        migrations.AddConstraint(
            model_name='articlecontributor',
            constraint=models.UniqueConstraint(fields=('contributor', 'article'), name='articles_contributor_once'),
        ),
        migrations.AddConstraint(
            model_name='articletopic',
            constraint=models.UniqueConstraint(fields=('topic', 'article'), name='articles_topic_once'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['-published_at', '-public_id'], name='articles_latest'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(fields=['section', '-published_at', '-public_id'], name='articles_by_section'),
        ),
        migrations.RunPython(create_edition, delete_edition),
    ]
