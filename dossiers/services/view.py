"""Reading personal data is an act too: an official who opens a dossier leaves a row in its chain.

The first look of a unit also marks its open work as read: from then on whoever sent it can no longer recall it.
"""

from django.db import transaction

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from dossiers.models import Dossier


@transaction.atomic
def log_view(dossier: Dossier, *, by: User, seat: Seat, what: str = "dossier") -> None:
    """Note that this official saw ``what`` (dossier, identity, file:<id>) of the dossier. Four statements at most."""
    if what == "dossier":
        unread = dossier.tasks.filter(agency_id=seat.agency_id, role=seat.role, done_at__isnull=True, read_at__isnull=True)
        unread.update(read_at=clock.now())
    log.append(f"dossier:{dossier.pk}", "view", actor_for(by, seat), {"what": what})
