"""The work that is open gets its dossier's procedure and channel, in batches, and the index that a rare filter reads.

Nothing here is one transaction, as in 0012. Where it was cut off, ``migrate`` begins it again.
"""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

BATCH = 5000
PATIENT = "SET statement_timeout = 0; SET lock_timeout = 0"
AS_BEFORE = "RESET statement_timeout; RESET lock_timeout"
NEXT = """
SELECT id FROM (SELECT id FROM dossiers_task WHERE done_at IS NULL AND id > %s ORDER BY id LIMIT %s) AS next
ORDER BY id DESC LIMIT 1
"""
FILL = """
UPDATE dossiers_task t SET procedure_code = p.code, channel = d.channel
FROM dossiers_dossier d JOIN procedures_procedureversion v ON v.id = d.version_id JOIN procedures_procedure p ON p.id = v.procedure_id
WHERE d.id = t.dossier_id AND t.done_at IS NULL AND t.procedure_code = '' AND t.id > %s AND t.id <= %s
"""


def fill(apps: Any, schema_editor: Any) -> None:
    """In batches by key, each its own transaction; what has its values already is left alone."""
    with schema_editor.connection.cursor() as cursor:
        last = "00000000-0000-0000-0000-000000000000"
        while True:
            cursor.execute(NEXT, [last, BATCH])
            row = cursor.fetchone()
            if row is None:
                return
            cursor.execute(FILL, [last, row[0]])
            last = row[0]


class AddIndexAnew(AddIndexConcurrently):
    """An index in place of what an attempt that was cut off left of it (an invalid one takes the name)."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {self.index.name}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0013_tasks_know_procedure_and_channel")]

    operations = [
        migrations.RunSQL(PATIENT, AS_BEFORE),
        migrations.RunPython(fill, migrations.RunPython.noop),
        AddIndexAnew(
            model_name="task",
            index=models.Index(
                fields=["agency", "procedure_code", "dossier_due_at", "id"],
                name="task_procedure",
                condition=models.Q(done_at__isnull=True),
            ),
        ),
        migrations.RunSQL(AS_BEFORE, PATIENT),
    ]
