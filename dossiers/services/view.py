"""Reading personal data is an act too: an official who opens a dossier leaves a row in its chain."""

from django.db import transaction

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from dossiers.models import Dossier


@transaction.atomic
def log_view(dossier: Dossier, *, by: User, seat: Seat, what: str = "dossier") -> None:
    """Note that this official saw ``what`` (dossier, identity, file:<id>) of the dossier."""
    log.append(f"dossier:{dossier.pk}", "view", actor_for(by, seat), {"what": what})
