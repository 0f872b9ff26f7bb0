"""What follows when results were sealed: corrected papers take the place of old ones, uncollected ones are reminded of."""

from collections.abc import Sequence
from datetime import datetime

from common.actors import Actor
from dossiers.models import Dossier, IssuedResult
from dossiers.services import correct, reminders


def issued(dossier: Dossier, rows: Sequence[IssuedResult], *, actor: Actor, now: datetime) -> None:
    """Runs inside the act that seals (services/issue.py); three statements for a dossier that was never corrected."""
    correct.sealed(dossier, rows, actor, now)
    reminders.plan(dossier)
