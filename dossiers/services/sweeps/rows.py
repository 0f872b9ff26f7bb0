"""Going through the rows that are due, to the last one: rows that somebody is acting on wait for the next sweep."""

import logging
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Q, QuerySet

from common import clock
from deadlines.calendar import LAST

log = logging.getLogger(__name__)
K = TypeVar("K")
BATCH = 500
ASIDE = timedelta(hours=1)
NEVER = datetime(LAST.year, 12, 31, tzinfo=clock.VIETNAM)
"""Nothing more to look at, until somebody sets ``watch_at`` back to nothing."""


def each(ids: Iterable[K], act: Callable[[K], object]) -> int:
    """Do ``act`` on every row; how many it was done on. One that raises is told in the log and holds up no other.

    A row that raised is left alone for ``ASIDE`` (kept in the cache only: when that is lost, it is tried sooner).
    """
    done = 0
    for pk in ids:
        aside = f"sweep:aside:{act.__module__}.{act.__qualname__}:{pk}"
        if cache.get(aside):
            continue
        try:
            done += bool(act(pk))
        except Exception:
            log.exception("the sweep failed on %s", pk)
            cache.set(aside, 1, ASIDE.total_seconds())
    return done


def in_order(rows: QuerySet[Any], by: str, key: str = "pk") -> Iterator[uuid.UUID]:
    """The ``key`` of all rows in the order of ``by``, a page at a time, each once: rows that stay due hold up none behind them.

    ``key`` names a row. One range scan a page, where an index is ordered by ``by``.
    """
    pages = rows.order_by(by, key).values_list(key, by)
    page = list(pages[:BATCH])
    while page:
        yield from (pk for pk, _value in page)
        if len(page) < BATCH:
            return
        last, value = page[-1]
        page = list(pages.filter(Q(**{f"{by}__gt": value}) | Q(**{by: value, f"{key}__gt": last}))[:BATCH])


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
