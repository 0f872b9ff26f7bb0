"""Full records of the national database imported where no draft stands, everything rolled back: records a second.

Ours reads, cleans, checks, compares and writes drafts with their history; the baseline saves the same 402 records as they
come, one row each, through the ORM. Both in one process over one connection. Needs $TTHC_DATA (default ../shared/data).
"""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

from django.db import connection, transaction

from bench.measure import Result, alternate, seconds
from common import clock
from procedures.importing import read
from procedures.importing.writing import Options, apply
from procedures.models import Field, Procedure, VersionDraft

DATA = Path(os.environ.get("TTHC_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
GOAL = 200
ROUNDS = 5


def run() -> Result:
    """Records a second, ours and the baseline's."""
    path = DATA / "tthc-national" / "details.jsonl.gz"
    if not path.exists():
        raise SystemExit(f"{path} is missing: set TTHC_DATA")
    number = len(list(read(path)))
    ours, plain = alternate(lambda: _undone(lambda: _import(path)), lambda: _undone(lambda: _as_they_come(path)), ROUNDS)
    rate, baseline = number / ours, number / plain
    ratio, met = round(rate / baseline, 3), rate >= GOAL
    note = f"full records a second of {number}, database included; baseline one ORM save of the raw record each"
    return Result("import", round(rate, 1), round(baseline, 1), ratio, f"≥ {GOAL}/s", met, ROUNDS, note)


def _undone(work: Callable[[], object]) -> float:
    """How long ``work`` takes without any draft; nothing of it stays."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            # Drafts that were imported before would be met again; the rollback brings them back.
            cursor.execute("TRUNCATE procedures_versiondraft CASCADE")
        took = seconds(work)
        transaction.set_rollback(True)
    return took


def _import(path: Path) -> None:
    items = list(apply(read(path), Options(source=path.name)))
    wrong = [item for item in items if item.outcome != "created"]
    if wrong:
        raise RuntimeError(f"not created: {wrong[0]}")


def _as_they_come(path: Path) -> None:
    field = Field.objects.get_or_create(code="DO", defaults={"name": "Đo"})[0]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)["data"]
            procedure = Procedure.objects.get_or_create(code=record["code"], defaults={"field": field})[0]
            VersionDraft.objects.create(procedure=procedure, content=record, updated_at=clock.now())


PARTS = {"import": run}
