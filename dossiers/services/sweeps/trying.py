"""What a change of a calendar would do to the open promises, before anyone saves it: it is made, counted, and taken back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from deadlines.selectors import trial
from dossiers import recounting
from dossiers.recounting import Moved
from dossiers.services.sweeps.recount import begin_of, path_of

MOST, SHOWN = 200_000, 10


@dataclass
class Effect:
    """How many promises would end earlier or later, of how many looked at; ``whole`` is false past ``MOST``."""

    examined: int = 0
    earlier: int = 0
    later: int = 0
    whole: bool = True
    examples: list[Moved] = field(default_factory=list)

    @property
    def moved(self) -> int:
        """All that would move."""
        return self.earlier + self.later


def effect(change: Callable[[], object], *, agency_id: int | None, since: date) -> Effect:
    """Make ``change`` in a transaction of its own, count, and roll it back with everything it wrote.

    ``since``: the earliest day it speaks of. Raises what ``change`` raises; nothing stays then either.
    """
    found = Effect()
    with transaction.atomic(), trial():
        change()
        for page in recounting.pages(recounting.running(path_of(agency_id), begin_of(since))):
            found.examined += len(page)
            for move in recounting.moved(page):
                found.earlier += move.after < move.before
                found.later += move.after > move.before
                if len(found.examples) < SHOWN:
                    found.examples.append(move)
            if found.examined >= MOST:
                found.whole = False
                break
        transaction.set_rollback(True)
    return found
