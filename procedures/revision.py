"""The catalogue's revision: every change of what search and the public pages read takes a number here.

So a process knows that what it keeps in memory is old, at once and with one look-up, whoever published.
"""

from django.db import connection

from common import counters

SCOPE = "procedures.catalogue"


def bump() -> None:
    """Say that something changed; must run in the transaction of the change (it also orders publications)."""
    counters.take(SCOPE)


def current() -> str:
    """The revision as a text to compare and to key caches with. One query.

    It holds the writing transaction's id too, so that a number taken by one that was rolled back is not met again.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT value || '.' || xmin::text FROM common_counter WHERE scope = %s", [SCOPE])
        row = cursor.fetchone()
    return row[0] if row else "0"
