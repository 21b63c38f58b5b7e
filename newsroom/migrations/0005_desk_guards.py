"""The desk's rules that the database itself keeps: break-glass, embargo, an append-only record."""

from importlib import import_module

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

BEFORE = import_module("newsroom.migrations.0002_guards")

APPROVAL = """
CREATE OR REPLACE FUNCTION newsroom_check_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.voided_at IS NOT NULL
           OR (NEW.id, NEW.revision_id, NEW.content_hash, NEW.approved_by_id, NEW.approved_at, NEW.break_glass)
              IS DISTINCT FROM
              (OLD.id, OLD.revision_id, OLD.content_hash, OLD.approved_by_id, OLD.approved_at, OLD.break_glass) THEN
            RAISE EXCEPTION 'an approval can only be voided, once' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM newsroom_revision
                   WHERE id = NEW.revision_id AND content_hash = NEW.content_hash) THEN
        RAISE EXCEPTION 'an approval is bound to the hash of its revision' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.break_glass = '' AND EXISTS (
        SELECT 1 FROM newsroom_revisionwriter w
        JOIN newsroom_revision r ON r.id = w.revision_id
        JOIN newsroom_story s ON s.id = r.story_id
        LEFT JOIN newsroom_desk d ON d.id = s.desk_id
        WHERE w.revision_id = NEW.revision_id AND w.user_id = NEW.approved_by_id AND COALESCE(d.four_eyes, true)
    ) THEN
        RAISE EXCEPTION 'four eyes: nobody approves a revision that he or she wrote in'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

PUBLISH = """
CREATE OR REPLACE FUNCTION newsroom_check_publish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM newsroom_approval a JOIN newsroom_revision r ON r.id = a.revision_id
                   WHERE a.revision_id = NEW.revision_id AND r.story_id = NEW.story_id
                     AND a.voided_at IS NULL) THEN
        RAISE EXCEPTION 'only a revision with a standing approval can be published'
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM newsroom_story
               WHERE id = NEW.story_id AND embargo_until > clock_timestamp()) THEN
        RAISE EXCEPTION 'a story under embargo cannot be published' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

RECORD = """
CREATE TRIGGER newsroom_recordentry_append_only BEFORE UPDATE OR DELETE ON newsroom_recordentry
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse_change();
"""
UNDO_RECORD = "DROP TRIGGER newsroom_recordentry_append_only ON newsroom_recordentry;"

# Only the functions of 0002, not its triggers, which stay.
FUNCTIONS_BEFORE = BEFORE.FUNCTIONS.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_desk"), ("articles", "0002_corrections_and_tombstones")]
    operations = [
        TrigramExtension(),
        migrations.RunSQL(APPROVAL + PUBLISH, FUNCTIONS_BEFORE),
        migrations.RunSQL(RECORD, UNDO_RECORD),
        migrations.RunSQL(
            "UPDATE newsroom_story SET public_state = 'live' WHERE live_revision_id IS NOT NULL",
            migrations.RunSQL.noop,
        ),
    ]
