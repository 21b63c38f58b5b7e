"""Which picture every story shows already; and who keeps the house's spelling and replaces pictures."""

from django.db import migrations

RIGHTS = {
    "editor": ["replace_picture", "view_housespelling"],
    "chief": [
        "replace_picture",
        "view_housespelling",
        "add_housespelling",
        "change_housespelling",
        "delete_housespelling",
    ],
}
# The live copy is the one that was approved: its picture is in the live revision's content.
NOTE_USES = """
INSERT INTO newsroom_pictureuse (picture_id, story_id, copy)
SELECT lead_picture_id, id, 'working' FROM newsroom_story WHERE lead_picture_id IS NOT NULL
UNION ALL
SELECT (revision.content #>> '{picture,id}')::bigint, story.id, 'live'
FROM newsroom_story story JOIN newsroom_revision revision ON revision.id = story.live_revision_id
WHERE story.public_state = 'live' AND jsonb_typeof(revision.content -> 'picture') = 'object'
ON CONFLICT DO NOTHING
"""


def give_rights(apps, schema_editor):
    for group, permission in _pairs(apps):
        group.permissions.add(permission)


def take_rights(apps, schema_editor):
    for group, permission in _pairs(apps):
        group.permissions.remove(permission)


def _pairs(apps):
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for name, codenames in RIGHTS.items():
        group = Group.objects.filter(name=name).first()
        if group is None:  # renamed by somebody: theirs to decide
            continue
        for codename in codenames:
            content_type, _created = ContentType.objects.get_or_create(
                app_label="newsroom", model=codename.split("_", 1)[1]
            )
            permission, _created = Permission.objects.get_or_create(
                codename=codename,
                content_type=content_type,
                defaults={"name": codename.replace("_", " ").capitalize()},
            )
            yield group, permission


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0008_words_and_pictures"), ("newsroom", "0006_desk_rights")]
    operations = [
        migrations.RunSQL(NOTE_USES, migrations.RunSQL.noop),
        migrations.RunPython(give_rights, take_rights),
    ]
