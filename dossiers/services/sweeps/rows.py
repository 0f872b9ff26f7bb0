"""Going through the rows that are due, to the last one: rows that somebody is acting on wait for the next sweep."""

import logging
import uuid
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from common import clock
from deadlines.calendar import LAST

log = logging.getLogger(__name__)
BATCH = 500
ASIDE = timedelta(hours=1)
NEVER = datetime(LAST.year, 12, 31, tzinfo=clock.VIETNAM)
"""Nothing more to look at, until somebody sets ``watch_at`` back to nothing."""


def each(ids: Iterable[uuid.UUID], act: Callable[[uuid.UUID], object]) -> int:
    """Do ``act`` on every row; how many it was done on. One that raises is told in the log and holds up no other."""
    done = 0
    for pk in ids:
        try:
            done += bool(act(pk))
        except Exception:
            log.exception("the sweep failed on %s", pk)
    return done


def waiting(rows: QuerySet[Any], now: datetime) -> QuerySet[Any, Any]:
    """Ids of rows never looked at, then of those whose time has come; each an index scan that stops at what is due."""
    ids = rows.order_by().values_list("pk", flat=True)
    return ids.filter(watch_at__isnull=True).union(ids.filter(watch_at__lte=now), all=True)


def to_the_last(rows: QuerySet[Any], look: Callable[[uuid.UUID, datetime], bool]) -> int:
    """Look at every row that is due; how many were. ``look`` answers whether it could take the row.

    A row that raises is set aside for an hour and told in the log, so that it never holds up the others.
    """
    looked = 0
    busy: set[uuid.UUID] = set()
    now = clock.now()
    while True:
        found = list(waiting(rows.exclude(pk__in=busy) if busy else rows, now)[:BATCH])
        for pk in found:
            try:
                taken = look(pk, now)
            except Exception:
                log.exception("the sweep failed on %s", pk)
                rows.filter(pk=pk).update(watch_at=now + ASIDE)
                taken = True
            looked += taken
            if not taken:
                busy.add(pk)
        if len(found) < BATCH:
            return looked
