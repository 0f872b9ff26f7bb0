"""The catalogue's revision: every change of what search and the public pages read takes a number here.

So a process knows that what it keeps in memory is old, at once and with one look-up, whoever published.
"""

from itertools import count

from django.db import connection, transaction

from common import counters

SCOPE = "procedures.catalogue"
_changes = count(1)
_here = 0


def bump() -> None:
    """Say that something changed; must run in the transaction of the change (it also orders publications)."""
    counters.take(SCOPE)
    _changed_here()
    # Once more after the commit: whoever read in between kept what was in force before.
    transaction.on_commit(_changed_here)


def _changed_here() -> None:
    global _here
    _here = next(_changes)


def here() -> int:
    """A number that changes whenever this process changed the catalogue. No query; other processes do not see it."""
    return _here


def current() -> str:
    """The revision as a text to compare and to key caches with. One query.

    It holds the writing transaction's id too, so that a number taken by one that was rolled back is not met again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT value || '.' || xmin::text FROM common_counter WHERE scope = %s", [SCOPE])
        row = cursor.fetchone()
    return row[0] if row else "0"
