"""Asking for an annex: the request leaves a row, the worker renders it, some days later it goes."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from agencies.models import Seat
from common import clock, outbox
from common.actors import Actor
from common.errors import NotFound
from procedures import access
from procedures.exporting import annex
from procedures.exporting.choosing import chosen
from procedures.models import DecisionAnnex
from procedures.services.changes import must_hold
from procedures.services.simplify import official

TOPIC = "procedures.annex"
KEPT = timedelta(days=7)
Status = DecisionAnnex.Status


@transaction.atomic
def ask(codes: Sequence[str], decision: annex.Decision, *, by: Actor) -> DecisionAnnex:
    """Have an annex made of procedures (whose reach the caller has seen to). Raises ``NotAllowed``."""
    must_hold(by, access.PUBLISHER_ROLES)
    user_id, seat_id = official(by)
    made = DecisionAnnex.objects.create(
        by_id=user_id,
        seat_id=seat_id,
        codes=list(codes),
        number=decision.number,
        day=decision.day,
        agency=decision.agency,
        created_at=clock.now(),
    )
    outbox.append(TOPIC, {"annex": str(made.pk)}, key=f"{TOPIC}:{made.pk}")
    return made


def work(payload: dict[str, Any]) -> None:
    """The outbox's handler: render once; one that is too long for its bounds is given up and says so."""
    made = DecisionAnnex.objects.select_for_update().filter(pk=payload["annex"], status=Status.WAITING).first()
    if made is None:
        return
    try:
        body = annex.render(chosen(made.codes), annex.Decision(made.number, made.day, made.agency))
    except annex.TooLong:
        made.status = Status.FAILED
    else:
        made.status = Status.DONE
        made.file.save(f"{made.pk}.pdf", ContentFile(body), save=False)
    made.finished_at = clock.now()
    made.save()


def annex_for(seat: Seat, annex_id: uuid.UUID) -> DecisionAnnex:
    """An annex that was asked for from this seat; raises ``NotFound``. One query."""
    found = DecisionAnnex.objects.filter(pk=annex_id, seat=seat).first()
    if found is None:
        raise NotFound
    return found


def forget(now: datetime) -> int:
    """Delete annexes that were asked for ``KEPT`` ago, the file before its row; returns how many."""
    old = list(DecisionAnnex.objects.filter(created_at__lt=now - KEPT).order_by("pk"))
    for made in old:
        if made.file:
            made.file.delete(save=False)
        made.delete()
    return len(old)
