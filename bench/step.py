"""(m) A process step persisted, against the bare SQL of its rows; and, where it is installed, against SpiffWorkflow's JSON.

A step is what the engine does in an act: find the task, ask the process, close it, open the next, save dossier, marking and
audit row, in one transaction (dossiers/services/moves.py). Baseline: the statements it wrote, for another dossier, by psycopg.
"""

import importlib.util
import statistics

import psycopg
from django.db import transaction

from bench import receipts, replay
from bench.measure import Result, at_most, seconds
from bench.receipts import Official
from dossiers.models import Dossier
from dossiers.services import moves
from dossiers.services.receive import receive

ROUNDS = 60
WARM = 5
RECEIVED = 2  # the version after submitting and receiving


def run() -> list[Result]:
    """Median seconds of one step to those of its statements: at most four times."""
    waiting = receipts.filed(1 + 2 * (ROUNDS + WARM))
    clerk = receipts.official(waiting[0])
    for dossier in waiting:
        receive(dossier.pk, by=clerk.user, seat=clerk.seat, seen=1)
    handler = receipts.official(waiting[0])
    first = waiting.pop(0)
    statements = replay.taken_down(lambda: _step(first, handler))
    with replay.bare() as link:
        turns = zip(waiting[::2], waiting[1::2], strict=True)
        pairs = [_turn(link, first, one, other, statements, handler) for one, other in turns]
    ours, baseline = (statistics.median(column) for column in zip(*pairs[WARM:], strict=True))
    note = f"seconds a step; bare psycopg, the same {len(statements)} statements in one transaction"
    return [at_most("step", ours, baseline, 4, ROUNDS, note + _spiff(ours))]


def _step(dossier: Dossier, official: Official) -> None:
    with transaction.atomic():
        act = moves.begin(dossier.pk, by=official.user, seat=official.seat, seen=RECEIVED, action="propose")
        moves.advance(act)


def _turn(
    link: psycopg.Connection,
    first: Dossier,
    one: Dossier,
    other: Dossier,
    statements: list[replay.Statement],
    official: Official,
) -> tuple[float, float]:
    ours = seconds(lambda: _step(one, official))
    ids = replay.identities(first, other, statements)
    return ours, seconds(lambda: replay.write(link, statements, ids))


def _spiff(ours: float) -> str:
    """What one step of SpiffWorkflow costs with its state stored as JSON, as a note."""
    if importlib.util.find_spec("SpiffWorkflow") is None:
        return "; SpiffWorkflow is not installed"
    spiff = importlib.import_module("bench.spiff")
    theirs, size = spiff.step()
    return f"; SpiffWorkflow as JSON ({size:,} bytes) {theirs:.6f} s a step: ours {ours / theirs:.2f} of it"
