"""What a worker does about scans: split all that waits, then read all that waits, count what came on paper."""

from common.locks import try_hold
from dossiers.services.scans import reading, splitting, standing

ENOUGH = 20
"""Papers read in a row; the beat calls again. A long queue must not keep a worker from its other work for an hour."""


def work() -> int:
    """Do what waits; returns how many pieces. At most one worker splits and at most one reads.

    So whoever looks at the scanning table never waits for a long reading, and receipts and messages find a free worker.
    """
    done = _split()
    with try_hold("dossiers.read_scans") as mine:
        for _piece in range(ENOUGH if mine else 0):
            if not reading.read_next():
                break
            done += 1 + _split()
    return done


def _split() -> int:
    done = 0
    with try_hold("dossiers.split_scans") as mine:
        while mine and splitting.split_next():
            done += 1
    return done


def count() -> None:
    """Count dossiers that were filed on paper and never looked at."""
    with try_hold("dossiers.count_digitised") as mine:
        while mine and standing.sweep() == standing.BATCH:
            pass
