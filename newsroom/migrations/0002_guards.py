"""Rules the database itself keeps, whatever code runs above it."""

from django.db import migrations

APPEND_ONLY = ("newsroom_revision", "newsroom_revisionwriter", "newsroom_transition", "newsroom_tickerpublication")

FUNCTIONS = """
CREATE FUNCTION newsroom_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION newsroom_check_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.voided_at IS NOT NULL
           OR (NEW.id, NEW.revision_id, NEW.content_hash, NEW.approved_by_id, NEW.approved_at)
              IS DISTINCT FROM (OLD.id, OLD.revision_id, OLD.content_hash, OLD.approved_by_id, OLD.approved_at) THEN
            RAISE EXCEPTION 'an approval can only be voided, once' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT 1 FROM newsroom_revision
                   WHERE id = NEW.revision_id AND content_hash = NEW.content_hash) THEN
        RAISE EXCEPTION 'an approval is bound to the hash of its revision' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM newsroom_revisionwriter
               WHERE revision_id = NEW.revision_id AND user_id = NEW.approved_by_id) THEN
        RAISE EXCEPTION 'four eyes: nobody approves a revision that he or she wrote in'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION newsroom_check_publish() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM newsroom_approval a JOIN newsroom_revision r ON r.id = a.revision_id
                   WHERE a.revision_id = NEW.revision_id AND r.story_id = NEW.story_id
                     AND a.voided_at IS NULL) THEN
        RAISE EXCEPTION 'only a revision with a standing approval can be published'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = "".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION newsroom_refuse_change();\n"
    for table in APPEND_ONLY
) + """
CREATE TRIGGER newsroom_approval_rule BEFORE INSERT OR UPDATE ON newsroom_approval
    FOR EACH ROW EXECUTE FUNCTION newsroom_check_approval();
CREATE TRIGGER newsroom_approval_stays BEFORE DELETE ON newsroom_approval
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse_change();
CREATE TRIGGER newsroom_publish_rule BEFORE INSERT ON newsroom_transition
    FOR EACH ROW WHEN (NEW.verb = 'publish') EXECUTE FUNCTION newsroom_check_publish();
"""

UNDO = "".join(f"DROP TRIGGER {table}_append_only ON {table};\n" for table in APPEND_ONLY) + """
DROP TRIGGER newsroom_approval_rule ON newsroom_approval;
DROP TRIGGER newsroom_approval_stays ON newsroom_approval;
DROP TRIGGER newsroom_publish_rule ON newsroom_transition;
DROP FUNCTION newsroom_check_publish();
DROP FUNCTION newsroom_check_approval();
DROP FUNCTION newsroom_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [migrations.RunSQL(FUNCTIONS + TRIGGERS, UNDO)]
