"""(k) The lateness sweep finding its rows among many dossiers, against one sequential scan of the table.

BENCH_SWEEP_ROWS dossiers (1,000,000, the queue's own database; bin/test soak: 10,000,000), one in five open, one in a hundred
overdue and not treated yet. Measured is what the sweep asks to find every row, to the last one (services/sweeps/rows.py): telling
people costs by the row that is due. Then a tenth of those rows in the same table, and none: every row was treated.
"""

import os
import statistics
from datetime import datetime, timedelta

import psycopg

from bench.measure import Result, at_most, seconds
from bench.queue import filled
from common import clock
from dossiers.services.sweeps.lateness import dossiers
from dossiers.services.sweeps.rows import waiting

ROWS = int(os.environ.get("BENCH_SWEEP_ROWS", "1000000"))
GOAL_ROWS = 10_000_000
ROUNDS = 7
SCAN = "SELECT count(*) FROM dossiers_dossier WHERE state = 'processing' AND due_at < now()"


def run() -> list[Result]:
    """Finding all overdue rows to one scan, then a tenth of them to all: the cost grows with the rows due."""
    with psycopg.connect(filled(ROWS), autocommit=True) as link:
        link.execute("SET max_parallel_workers_per_gather = 0")
        now = _filled_at(link)
        # The n-th overdue row is n minutes late, so the oldest tenth is due this long ago.
        tenth, nothing = now - timedelta(minutes=ROWS * 9 // 1000), now - timedelta(minutes=ROWS)
        counts = [_find(link, moment) for moment in (now, tenth)]
        rounds = [
            (*(seconds(lambda m=moment: _find(link, m)) for moment in (now, tenth, nothing)), _scan(link)) for _ in range(ROUNDS)
        ]
    ours, few, steady, scan = (statistics.median(column) for column in zip(*rounds, strict=True))
    size = "" if ROWS >= GOAL_ROWS else f"; the goal is for {GOAL_ROWS:,} (BENCH_SWEEP_ROWS)"
    note = f"seconds to find {counts[0]:,} due of {ROWS:,}, {steady:.6f} when none is; one sequential scan{size}"
    growth = f"seconds for {counts[1]:,} rows due; baseline {counts[0]:,} of the same table"
    return [
        at_most("sweep", ours, scan, round(1 / 15, 4), ROUNDS, note),
        at_most("sweep-grows", few, ours, 0.5, ROUNDS, growth),
    ]


def _filled_at(link: psycopg.Connection) -> datetime:
    """A moment after which the newest overdue row of the kept table is due, and before the first of the others is."""
    row = link.execute("SELECT max(submitted_at) FROM dossiers_dossier").fetchone()
    return row[0] if row else clock.now()


def _find(link: psycopg.Connection, now: datetime) -> int:
    """Both sides count and send no rows: what a row costs beyond being found is the same however it was found."""
    sql, params = waiting(dossiers(), now).query.sql_with_params()
    row = link.execute(f"SELECT count(*) FROM ({sql}) AS due", params).fetchone()
    return int(row[0]) if row else 0


def _scan(link: psycopg.Connection) -> float:
    switches = ("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan")
    for switch in switches:
        link.execute(f"SET {switch} = off")
    took = seconds(lambda: link.execute(SCAN).fetchone())
    for switch in switches:
        link.execute(f"RESET {switch}")
    return took
