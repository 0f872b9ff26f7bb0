"""How often something may be tried, counted in PostgreSQL: it holds when Redis is down (fault F5) and on several machines.

One row per key and window, one statement per question. Keys are fingerprints, so the table names nobody.
"""

from datetime import timedelta

from django.db import connection
from django.db.models import F

from accounts.models import Limit
from common import clock
from common.crypto import blind_index


def allow(key: str, limit: int, window: timedelta) -> bool:
    """Count one try of ``key`` (``login:ip:10.0.0.1``) and say whether it is within ``limit`` tries per ``window``.

    The window starts with the first try and is not prolonged by later ones, so nobody is locked out for ever. One query.
    """
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO accounts_limit (key, started_at, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (key) DO UPDATE SET "
            "count = CASE WHEN accounts_limit.started_at <= %s THEN 1 ELSE accounts_limit.count + 1 END, "
            "started_at = CASE WHEN accounts_limit.started_at <= %s THEN EXCLUDED.started_at ELSE accounts_limit.started_at END "
            "RETURNING count",
            [_fingerprint(key), now, now - window, now - window],
        )
        return cursor.fetchone()[0] <= limit


def forget(key: str) -> None:
    """Give the tries of ``key`` back (the right password after some wrong ones). One query."""
    Limit.objects.filter(key=_fingerprint(key)).delete()


def give_back(key: str) -> None:
    """Take the last try of ``key`` back: it was a good one, so an office behind one address is not shut out. One query."""
    Limit.objects.filter(key=_fingerprint(key), count__gt=0).update(count=F("count") - 1)


def sweep(older_than: timedelta = timedelta(days=2)) -> int:
    """Remove rows whose window is long over; returns how many. One query."""
    return Limit.objects.filter(started_at__lt=clock.now() - older_than).delete()[0]


def _fingerprint(key: str) -> str:
    return blind_index(key, purpose="limit")
