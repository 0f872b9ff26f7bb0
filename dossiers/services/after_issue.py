"""What follows when results were sealed: corrected papers take the place of old ones, uncollected ones are reminded of."""

from collections.abc import Sequence
from datetime import datetime

from common.actors import Actor
from dossiers.models import Dossier, IssuedResult
from dossiers.services import correct, keep_papers, reminders
from dossiers.states import State
from vault.services import numbers


def issued(dossier: Dossier, rows: Sequence[IssuedResult], *, actor: Actor, now: datetime) -> None:
    """Runs inside the act that seals (services/issue.py); four statements for a dossier that was never corrected."""
    correct.sealed(dossier, rows, actor, now)
    if dossier.state == State.COMPLETED:
        reminders.plan(dossier)
        keep_papers.plan(dossier)


def back_to_draft(row: IssuedResult, why: str, actor: Actor) -> None:
    """A result that was approved, numbered or signed but never sealed is a draft again; its number is void for good."""
    number = row.number
    row.state, row.number, row.pdf = IssuedResult.State.DRAFTED, None, None
    row.save(update_fields=["state", "number", "pdf", "updated_at"])
    if number is not None:
        numbers.void(number, why, actor=actor)


def drop_numbers(dossier: Dossier, why: str, actor: Actor) -> None:
    """The same for all results of a dossier that are not sealed: it was stopped, or begins again."""
    waiting = dossier.results.select_related("number")
    for row in waiting.exclude(state__in=(IssuedResult.State.DRAFTED, IssuedResult.State.ISSUED)):
        back_to_draft(row, why, actor)
