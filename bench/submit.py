"""(b) The submit request over HTTP against the same rows inserted by bare psycopg in one transaction."""

import statistics
import uuid
from typing import Any

import psycopg
from django.db import connection

from bench import drafts
from bench.measure import Result, at_most, seconds
from bench.server import serving
from bench.submission import Visitor
from dossiers.models import Dossier

ROUNDS = 60
# (table, key of the copied row): what one submission writes; the counter and the draft are updated besides.
TABLES = (
    ("dossiers_dossier", "id = %(dossier)s"),
    ("dossiers_task", "dossier_id = %(dossier)s"),
    ("audit_auditevent", "stream = %(stream)s"),
    ("audit_chainhead", "stream = %(stream)s"),
    ("common_outboxmessage", "payload->>'dossier' = %(text)s AND topic LIKE 'dossiers.%%'"),
    ("common_idempotencykey", "answer->>'dossier' = %(text)s"),
)


def run() -> list[Result]:
    """Median seconds of POST …/kiem-tra/ to those of the bare transaction: at most six times."""
    waiting = drafts.ready(ROUNDS + 10)
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in drafts.client().cookies.items())
    with serving() as base, _bare() as bare:
        visitor = Visitor(base, cookies)
        for draft in waiting[:10]:
            _submit(visitor, draft)
        rows = _rows(waiting[0])
        pairs = [(seconds(lambda d=draft: _submit(visitor, d)), seconds(lambda: _insert(bare, rows))) for draft in waiting[10:]]
    ours, baseline = (statistics.median(column) for column in zip(*pairs, strict=True))
    note = f"seconds a submit request over HTTP; bare psycopg, {sum(len(r) for _t, _c, r in rows)} rows in one transaction"
    return [at_most("submit", ours, baseline, 6, ROUNDS, note)]


def _submit(visitor: Visitor, draft: Any) -> None:
    visitor.ask("POST", f"/nop-ho-so/{draft.pk}/kiem-tra/", {"key": str(draft.submit_key), "declared": "1"})


def _bare() -> Any:
    return psycopg.connect(
        **{k: v for k, v in connection.get_connection_params().items() if k not in {"cursor_factory", "context"}}
    )


def _rows(draft: Any) -> list[tuple[str, list[str], list[tuple[Any, ...]]]]:
    """The rows that one real submission wrote, as (table, columns, values)."""
    dossier = Dossier.objects.get(draft=draft)
    names = {"dossier": dossier.pk, "text": str(dossier.pk), "stream": f"dossier:{dossier.pk}"}
    found = []
    with _bare() as reader:
        for table, where in TABLES:
            cursor = reader.execute(f"SELECT * FROM {table} WHERE {where}", names)
            columns = [column.name for column in cursor.description or ()]
            found.append((table, columns, cursor.fetchall()))
    return found


def _insert(bare: Any, rows: list[tuple[str, list[str], list[tuple[Any, ...]]]]) -> None:
    """The same rows under new keys, plus the counter and the draft's mark, in one transaction."""
    new, mark = str(uuid.uuid4()), uuid.uuid4().hex[:20]
    with bare.transaction():
        for table, columns, values in rows:
            places = ", ".join(["%s"] * len(columns))
            named = ", ".join(f'"{name}"' for name in columns)
            statement = f"INSERT INTO {table} ({named}) VALUES ({places})"
            for value in values:
                bare.execute(
                    statement, [_renewed(table, name, item, new, mark) for name, item in zip(columns, value, strict=True)]
                )
        bare.execute("UPDATE common_counter SET value = value + 0 WHERE scope = %s", ["bench"])
        bare.execute("UPDATE dossiers_draft SET submitted_at = submitted_at WHERE id = %s", [new])


def _renewed(table: str, column: str, value: Any, new: str, mark: str) -> Any:
    if isinstance(value, dict | list):
        return psycopg.types.json.Jsonb(value)
    if column == "id":
        if isinstance(value, int):
            return int(uuid.uuid4()) >> 66
        return new if table == "dossiers_dossier" else str(uuid.uuid4())
    renewed = {
        "dossier_id": new,
        "draft_id": None,
        "code": f"bench-{mark}",
        "stream": f"bench:{new}",
        "key": str(uuid.uuid4()),
    }
    return renewed.get(column, value)
