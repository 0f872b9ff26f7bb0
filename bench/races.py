"""(n) Officials racing for one dossier over connections of their own: one winner each time, no update lost (fault F9).

The dossier goes from the clerk to the handler and back; each time everyone who looked at the same version acts at once. A race
is lost when nobody or more than one wins, an update when the version, tasks and audit rows do not say what the winners did.
"""

import os
import threading
import time

from django.db import connection

from audit.models import AuditEvent
from bench import receipts
from bench.measure import Result
from bench.receipts import Official
from common.errors import DomainError, NotAllowed, Stale
from dossiers.models import Dossier
from dossiers.services.handle import send_back
from dossiers.services.receive import receive

RACES = int(os.environ.get("BENCH_RACES", "1000"))
RACERS = 4
REASON = "Chạy đua."


def run() -> list[Result]:
    """``RACES`` races of ``RACERS`` connections; ours is the number of faults, which must be 0."""
    dossier = receipts.filed(1)[0]
    clerk = receipts.official(dossier)
    receive(dossier.pk, by=clerk.user, seat=clerk.seat, seen=1)
    handler = receipts.official(dossier)
    started = time.perf_counter()
    faults = _race(dossier, {"handler": handler, "clerk": clerk})
    took = time.perf_counter() - started
    faults += _lost(dossier)
    note = f"faults in {RACES:,} races of {RACERS} connections, {took:.0f} s; each one winner, 0 lost updates"
    return [Result("races", len(faults), RACES, float(len(faults)), "= 0", not faults, RACES, note)]


def _race(dossier: Dossier, officials: dict[str, Official]) -> list[str]:
    """All races over the same few connections; what went wrong."""
    start, finish = threading.Barrier(RACERS + 1), threading.Barrier(RACERS + 1)
    round_: dict[str, object] = {}
    outcomes: list[str] = []
    lock = threading.Lock()

    def racer() -> None:
        while True:
            start.wait()
            if round_.get("over"):
                connection.close()
                return
            outcome = _act(dossier, officials, int(str(round_["seen"])), bool(round_["back"]))
            with lock:
                outcomes.append(outcome)
            finish.wait()

    threads = [threading.Thread(target=racer) for _ in range(RACERS)]
    for thread in threads:
        thread.start()
    faults = []
    for number in range(RACES):
        outcomes.clear()
        round_ |= {"seen": receipts.seen(dossier.pk), "back": number % 2 == 0}
        start.wait()
        finish.wait()
        if sorted(outcomes) != ["lost"] * (RACERS - 1) + ["won"]:
            faults.append(f"race {number}: {outcomes}")
    round_["over"] = True
    start.wait()
    for thread in threads:
        thread.join()
    return faults


def _act(dossier: Dossier, officials: dict[str, Official], seen: int, back: bool) -> str:
    try:
        if back:
            who = officials["handler"]
            send_back(dossier.pk, by=who.user, seat=who.seat, seen=seen, reason=REASON)
        else:
            who = officials["clerk"]
            receive(dossier.pk, by=who.user, seat=who.seat, seen=seen)
    except (Stale, NotAllowed):
        return "lost"
    except DomainError as error:
        return f"{type(error).__name__}"
    except Exception as error:  # whatever it is, it is a fault of this race and told as one
        return f"{type(error).__name__}: {error}"
    return "won"


def _lost(dossier: Dossier) -> list[str]:
    """Every race left one version, one closed task, one audit row of its kind."""
    dossier.refresh_from_db()
    said = {
        "version": dossier.lock_version - 2,
        "tasks": dossier.tasks.filter(done_at__isnull=False).count() - 1,
        "audit": AuditEvent.objects.filter(stream=f"dossier:{dossier.pk}", action__in=("return", "receive")).count() - 1,
        "opinions": 2 * dossier.opinions.filter(text=REASON).count() - RACES % 2,
    }
    open_tasks = dossier.tasks.filter(done_at__isnull=True).count()
    return [f"{name}: {number}, not {RACES}" for name, number in said.items() if number != RACES] + (
        [] if open_tasks == 1 else [f"{open_tasks} open tasks"]
    )
