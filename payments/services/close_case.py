"""A finance officer ends a case: what was done with the money is written down for ever."""

from django.db import transaction

from audit import log
from common import clock
from common.actors import Actor
from common.errors import EmptyReason, Stale
from common.text import tidy
from payments.models import ManualCase


@transaction.atomic
def close_case(case: ManualCase, *, actor: Actor, note: str) -> ManualCase:
    """Close with a note. Raises ``EmptyReason`` without one and ``Stale`` when someone closed it before."""
    note = tidy(note)
    if not note:
        raise EmptyReason
    closed = ManualCase.objects.filter(pk=case.pk, closed_at__isnull=True)
    if not closed.update(closed_at=clock.now(), closed_by_id=actor.user_id, note=note):
        raise Stale
    log.append(f"fee:{case.fee_id}" if case.fee_id else "system", "case.closed", actor, {"case": str(case.pk), "kind": case.kind})
    case.refresh_from_db()
    return case
