"""PostgreSQL refuses to change or delete rows of the audit log, whoever asks.

One change is let through: the actor of a row becomes NULL when the account is deleted. TRUNCATE is not a row's matter,
so that tests can empty the table.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION core_auditlog_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.actor_id IS NULL AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'core_auditlog is append-only' USING ERRCODE = 'integrity_constraint_violation';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON core_auditlog
    FOR EACH ROW EXECUTE FUNCTION core_auditlog_is_append_only();
"""
ALLOW = """
DROP TRIGGER append_only ON core_auditlog;
DROP FUNCTION core_auditlog_is_append_only();
"""


def _run(sql):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run


class Migration(migrations.Migration):
    dependencies = [("core", "0002_request_logs")]

    operations = [migrations.RunPython(_run(REFUSE), _run(ALLOW))]
