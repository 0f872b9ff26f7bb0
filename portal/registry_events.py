"""What the portal does when an administrator changed an agency or a calendar: keep it in the audit log, forget calendars."""

from django.db import transaction

from audit import log
from common.events import CalendarChanged, RegistryChanged
from deadlines import selectors
from procedures import revision


def keep(event: RegistryChanged) -> None:
    """Append the change to its audit stream, in the change's transaction; public pages that name it are made anew."""
    log.append(event.stream, event.action, event.actor, event.data)
    revision.bump()


def drop_calendars(event: CalendarChanged) -> None:
    """Drop this process's calendars once the change is committed; others follow within a minute.

    What is promised from now on uses the new calendar; open promises follow (dossiers/services/sweeps/recount.py).
    """
    transaction.on_commit(selectors.forget)
