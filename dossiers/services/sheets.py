"""Printing form 06 for whoever works on the dossier: it goes with the file inside the administration."""

import uuid

from django.db import transaction

from accounts.models import User
from agencies.models import Seat
from dossiers.models import Dossier
from dossiers.services import moves, outside


@transaction.atomic
def print_control_sheet(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int) -> Dossier:
    """Have form 06 printed as the dossier stands now; the same standing is printed once. Raises ``Stale``, ``NotAllowed``."""
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="print-control-sheet")
    moves.print_form(act.dossier, "form-06", once=str(act.dossier.lock_version))
    return act.dossier
