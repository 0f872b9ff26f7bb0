"""(l) An act on a dossier through its service, against the bare SQL of the same rows in one transaction.

The act is the clerk's reception: lock, right, process, promise, two tasks, audit row, form and message queued. Baseline: the
statements it wrote, with another dossier's ids, by psycopg alone (bench/replay.py). Each turn takes two fresh dossiers.
"""

import statistics

import psycopg

from bench import receipts, replay
from bench.measure import Result, at_most, seconds
from bench.receipts import Official
from dossiers.models import Dossier
from dossiers.services.receive import receive

ROUNDS = 60
WARM = 5


def run() -> list[Result]:
    """Median seconds of ``receive`` to those of its statements: at most five times."""
    waiting = receipts.filed(1 + 2 * (ROUNDS + WARM))
    official = receipts.official(waiting[0])
    first = waiting.pop(0)
    statements = replay.taken_down(lambda: _receive(first, official))
    with replay.bare() as link:
        turns = zip(waiting[::2], waiting[1::2], strict=True)
        pairs = [_turn(link, first, one, other, statements, official) for one, other in turns]
    ours, baseline = (statistics.median(column) for column in zip(*pairs[WARM:], strict=True))
    note = f"seconds a reception; bare psycopg, the same {len(statements)} statements in one transaction"
    return [at_most("act", ours, baseline, 5, ROUNDS, note)]


def _receive(dossier: Dossier, official: Official) -> None:
    receive(dossier.pk, by=official.user, seat=official.seat, seen=1)


def _turn(
    link: psycopg.Connection,
    first: Dossier,
    one: Dossier,
    other: Dossier,
    statements: list[replay.Statement],
    official: Official,
) -> tuple[float, float]:
    ours = seconds(lambda: _receive(one, official))
    ids = replay.identities(first, other, statements)
    return ours, seconds(lambda: replay.write(link, statements, ids))
