"""Ending sessions. The epoch is part of every session's hash, so raising it ends them all at once."""

import uuid

from django.db.models import F

from accounts.models import User
from common.events import SeatChanged


def end_all(user_id: uuid.UUID) -> None:
    """End every session of an account, wherever it is open. One query."""
    User.objects.filter(pk=user_id).update(session_epoch=F("session_epoch") + 1)


def on_seat_changed(event: SeatChanged) -> None:
    """A change of role ends the person's sessions (issue 2, step 7)."""
    end_all(event.user_id)
