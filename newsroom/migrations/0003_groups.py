"""The four groups and what each may do."""

from django.db import migrations

WRITE = [
    "newsroom.view_story",
    "newsroom.add_story",
    "newsroom.change_story",
    "newsroom.submit_story",
    "articles.view_topic",  # to choose from
]
PICTURES = ["newsroom.view_picture", "newsroom.add_picture"]
EDIT = [
    "newsroom.edit_any_story",
    "newsroom.review_story",
    "newsroom.publish_story",
    "newsroom.view_tickerdraft",
    "newsroom.add_tickerdraft",
    "newsroom.change_tickerdraft",
    "newsroom.delete_tickerdraft",
    "newsroom.publish_ticker",
    "articles.view_topic",
    "articles.add_topic",
    "articles.change_topic",
    "articles.view_contributor",
    "articles.add_contributor",
    "articles.change_contributor",
]
RUN = [
    "newsroom.view_user",
    "newsroom.add_user",
    "newsroom.change_user",
    "newsroom.view_desk",
    "newsroom.add_desk",
    "newsroom.change_desk",
    "newsroom.change_desksection",
    "newsroom.add_desksection",
    "newsroom.delete_desksection",
    "newsroom.view_desksection",
    "articles.view_section",
    "articles.add_section",
    "articles.change_section",
    "articles.delete_topic",
    "articles.delete_contributor",
]
GROUPS = {
    "reporter": WRITE + PICTURES,
    "editor": WRITE + PICTURES + ["newsroom.change_picture"] + EDIT,
    "chief": WRITE + PICTURES + ["newsroom.change_picture"] + EDIT + RUN,
    "photo": ["newsroom.view_story"] + PICTURES + ["newsroom.change_picture"],
}


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for name, labels in GROUPS.items():
        group, _created = Group.objects.get_or_create(name=name)
        for label in labels:
            app, codename = label.split(".")
            # Django makes permissions only after all migrations have run; the same rows, made earlier, are kept.
            model = {"submit_story": "story", "edit_any_story": "story", "publish_ticker": "tickerdraft"}.get(
                codename, codename.split("_", 1)[1]
            )
            content_type, _created = ContentType.objects.get_or_create(app_label=app, model=model)
            permission, _created = Permission.objects.get_or_create(
                codename=codename, content_type=content_type, defaults={"name": codename.replace("_", " ").capitalize()}
            )
            group.permissions.add(permission)


def remove_groups(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_guards"),
        ("articles", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_groups, remove_groups)]
