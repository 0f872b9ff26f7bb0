"""What a unit did week by week is read from an index; made beside the work of the day, as in 0012."""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

PATIENT = "SET statement_timeout = 0; SET lock_timeout = 0"
AS_BEFORE = "RESET statement_timeout; RESET lock_timeout"


class AddIndexAnew(AddIndexConcurrently):
    """An index in place of what an attempt that was cut off left of it (an invalid one takes the name)."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {self.index.name}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0016_scanned_papers")]

    operations = [
        migrations.RunSQL(PATIENT, AS_BEFORE),
        AddIndexAnew(
            model_name="task",
            index=models.Index(
                fields=["agency", "done_at"],
                include=["due_at", "dossier_due_at"],
                name="task_finished",
                condition=models.Q(done_at__isnull=False),
            ),
        ),
        migrations.RunSQL(AS_BEFORE, PATIENT),
    ]
