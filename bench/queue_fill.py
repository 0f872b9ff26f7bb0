"""Fill the database of DATABASE_URL with dossiers and their tasks by COPY: ``python -m bench.queue_fill 1000000``."""

import sys
import uuid
from datetime import timedelta

import django
from django.db import connection


def main(size: int) -> None:
    """One dossier in twenty at the seat's unit, one in five open."""
    from accounts.models import User
    from agencies.models import Agency
    from bench.queue_page import seat
    from common import clock, crypto
    from procedures.selectors import published

    own = seat()
    others = list(Agency.objects.filter(kind="one-door").exclude(pk=own.agency_id).values_list("pk", flat=True))
    version, now, sealed = published("1.013225"), clock.now(), crypto.seal_json({})
    applicant = User.objects.get(email="lan@demo.vn").pk
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("TRUNCATE dossiers_dossier, dossiers_task CASCADE")
        ids = [uuid.uuid4() for _ in range(size)]
        columns = (
            "id, code, version_id, applicant_id, owner_name, owner_folded, proof_indexes, receiving_id, handling_id, "
            "returning_id, holder_id, channel, system_of_record, answers, answers_hash, state, money, delivery, sync, "
            'step, lock_version, "limit", '
            "submitted_at, reply_due_at, expected_at, accepted_at, due_at, due_explanation, closed_at, closing_reason"
        )
        with cursor.copy(f"COPY dossiers_dossier ({columns}) FROM STDIN") as copy:
            for number, pk in enumerate(ids):
                unit = own.agency_id if number % 20 == 0 else others[number % len(others)]
                due = now + timedelta(minutes=number % 9000 - 90)
                closed = None if number % 5 == 0 else now
                copy.write_row((
                    pk, f"B{number:08d}", version.pk, applicant, "Nguyễn Văn Thử", "nguyen van thu", "[]", unit, unit, unit,
                    unit, "portal", "bench", sealed, "0" * 64, "submitted" if closed is None else "delivered",
                    "none", "none", "local", "receive", 1, "7wd", now, due, due, now, due, "[]", closed, "",
                ))  # fmt: skip
        names = (
            "id, dossier_id, step, step_name, visit, agency_id, role, bucket, opened_at, due_at, dossier_due_at, done_at, action"
        )
        with cursor.copy(f"COPY dossiers_task ({names}) FROM STDIN") as copy:
            for number, pk in enumerate(ids):
                unit = own.agency_id if number % 20 == 0 else others[number % len(others)]
                due = now + timedelta(minutes=number % 9000 - 90)
                done = None if number % 5 == 0 else now
                copy.write_row((
                    uuid.uuid4(), pk, "receive", "Tiếp nhận", 1, unit, "clerk", "receive", now, due, due, done, "",
                ))  # fmt: skip
    connection.commit()
    connection.ensure_connection()
    connection.connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE dossiers_dossier")
        cursor.execute("VACUUM ANALYZE dossiers_task")


if __name__ == "__main__":
    django.setup()
    main(int(sys.argv[1]))
