"""Indexes and checks of the two largest tables, made beside the work of the day, and the numbers that a dossier is found by.

Nothing here is one transaction: at ten million dossiers each index takes minutes, and nobody who files or acts waits for it
(CREATE INDEX CONCURRENTLY, VALIDATE, an UPDATE in batches). Where it was cut off, ``migrate`` begins it again.
"""

from typing import Any

from django.contrib.postgres.operations import AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models

BATCH = 5000
INDEX = """
CREATE INDEX CONCURRENTLY dossier_found ON dossiers_dossier
USING gin (dossier_terms(receiving_id, handling_id, holder_id, owner_folded, code, proof_indexes))
"""
NO_INDEX = "DROP INDEX CONCURRENTLY IF EXISTS dossier_found"
# What was filed before knows its applicant's whole numbers too, where the person is bound to it.
NUMBERS = """
UPDATE dossiers_dossier d SET proof_indexes = d.proof_indexes
  || CASE WHEN p.identity_index IS NULL THEN '[]'::jsonb ELSE to_jsonb(ARRAY[p.identity_index]) END
  || CASE WHEN p.phone_index = '' THEN '[]'::jsonb ELSE to_jsonb(ARRAY[p.phone_index]) END
FROM accounts_person p WHERE p.id = d.person_id AND jsonb_array_length(d.proof_indexes) <= 2
  AND d.id > %s AND d.id <= %s
"""
# The limits of a web request are not those of an index; the locks taken here hold nobody up.
PATIENT = "SET statement_timeout = 0; SET lock_timeout = 0"
AS_BEFORE = "RESET statement_timeout; RESET lock_timeout"


def add_numbers(apps: Any, schema_editor: Any) -> None:
    """In batches by key, each its own transaction; what has its numbers already is left alone."""
    with schema_editor.connection.cursor() as cursor:
        last = "00000000-0000-0000-0000-000000000000"
        while True:
            cursor.execute(
                "SELECT id FROM (SELECT id FROM dossiers_dossier WHERE id > %s ORDER BY id LIMIT %s) AS next ORDER BY id DESC LIMIT 1",
                [last, BATCH],
            )
            row = cursor.fetchone()
            if row is None:
                return
            cursor.execute(NUMBERS, [last, row[0]])
            last = row[0]


class AddIndexAnew(AddIndexConcurrently):
    """An index in place of what an attempt that was cut off left of it (an invalid one takes the name)."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        schema_editor.execute(f"DROP INDEX CONCURRENTLY IF EXISTS {self.index.name}")
        super().database_forwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("dossiers", "0011_watching_clocks"),
    ]

    operations = [
        migrations.RunSQL(PATIENT, AS_BEFORE),
        AddIndexAnew(
            model_name="dossier",
            index=models.Index(condition=models.Q(("parent__isnull", False)), fields=["parent"], name="dossier_parts"),
        ),
        AddIndexAnew(
            model_name="task",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), models.Q(("on_due", ""), _negated=True)),
                fields=["due_at"],
                name="task_on_due",
            ),
        ),
        AddIndexAnew(
            model_name="task",
            index=models.Index(
                condition=models.Q(("assignee__isnull", False), ("done_at__isnull", True)), fields=["assignee"], name="task_held"
            ),
        ),
        AddIndexAnew(
            model_name="task",
            index=models.Index(
                fields=["agency", "role", "dossier_due_at", "id"],
                name="task_unclaimed",
                condition=models.Q(done_at__isnull=True, assignee__isnull=True, bucket="work"),
            ),
        ),
        AddIndexAnew(
            model_name="task",
            index=models.Index(fields=["agency", "dossier_due_at", "id"], name="task_unit", condition=models.Q(done_at__isnull=True)),
        ),
        AddIndexAnew(
            model_name="task",
            index=models.Index(fields=["agency", "opened_at"], name="task_opened", condition=models.Q(done_at__isnull=True)),
        ),
        AddIndexAnew(
            model_name="dossier",
            index=models.Index(
                fields=["receiving", "expected_at"],
                name="dossier_unpaid",
                condition=models.Q(state="awaiting-payment"),
            ),
        ),
        AddIndexAnew(
            model_name='supplement',
            index=models.Index(condition=models.Q(('answered_at__isnull', True), ('lapsed_at__isnull', True)), fields=['answer_until'], name='supplement_until'),
        ),
        AddIndexAnew(
            model_name='dossier',
            index=models.Index(condition=models.Q(('due_at__isnull', False), ('state', 'processing')), fields=['watch_at'], include=('id',), name='dossier_watch'),
        ),
        AddIndexAnew(
            model_name='dossier',
            index=models.Index(condition=models.Q(('accepted_at__isnull', True), ('closed_at__isnull', True)), fields=['reply_due_at'], name='dossier_reply'),
        ),
        AddIndexAnew(
            model_name='task',
            index=models.Index(condition=models.Q(('done_at__isnull', True), models.Q(('role', ''), _negated=True)), fields=['watch_at'], include=('id',), name='task_watch'),
        ),
        AddIndexAnew(
            model_name="task",
            index=models.Index(condition=models.Q(after__isnull=False), fields=["after"], name="task_after"),
        ),
        migrations.RunPython(add_numbers, migrations.RunPython.noop),
        migrations.RunSQL(NO_INDEX, migrations.RunSQL.noop),
        migrations.RunSQL(INDEX, NO_INDEX),
        ValidateConstraint("dossier", "dossier_part_has_parent"),
        ValidateConstraint("dossier", "dossier_closed_has_time"),
        migrations.RunSQL(AS_BEFORE, PATIENT),
    ]
