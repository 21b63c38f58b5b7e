"""Who sends alerts, who works on what comes in from agencies."""

from django.db import migrations

INTAKE = ["view_intakeitem", "triage_intake", "view_intakefeed"]
RIGHTS = {
    "reporter": INTAKE,
    "editor": [*INTAKE, "send_alert"],
    "chief": [*INTAKE, "add_intakefeed", "change_intakefeed", "delete_intakefeed", "send_alert"],
}
MODELS = {"triage_intake": "intakeitem", "send_alert": "breakingalert"}


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
                app_label="newsroom", model=MODELS.get(codename, codename.split("_", 1)[1])
            )
            permission, _created = Permission.objects.get_or_create(
                codename=codename,
                content_type=content_type,
                defaults={"name": codename.replace("_", " ").capitalize()},
            )
            yield group, permission


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0017_doors")]
    operations = [migrations.RunPython(give_rights, take_rights)]
