"""Versions that wait for their day: bringing them into force, taking one back before it comes."""

import logging
import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from agencies.models import Seat
from audit import log
from common import clock
from common.actors import SYSTEM, Actor
from common.events import ProcedureChanged, emit
from procedures.locks import lock_procedure
from procedures.models import Publication, SearchEntry
from procedures.selectors import listed
from procedures.services.changes import must_publish
from procedures.services.publish import SHOWN, NotInForce, supersede, take_effect
from procedures.services.shown import refresh

Status = Publication.Status
logger = logging.getLogger(__name__)


def bring_into_force(today: date) -> list[uuid.UUID]:
    """Every scheduled version whose day has come replaces the one in force; returns the versions, the earliest day first.

    National procedures whose provincial copy begins leave lists and search too. One transaction a version, so a broken one
    keeps nobody else back. Safe to repeat and to run twice at once.
    """
    due = Publication.objects.filter(status=Status.SCHEDULED, effective_from__lte=today).order_by("effective_from", "pk")
    codes = due.values_list("pk", "procedure__code")
    begun = [pk for pk, code in list(codes) if _safely(_begin, pk, code, today)]
    for code in SearchEntry.objects.exclude(procedure__in=listed(today)).values_list("procedure__code", flat=True):
        _safely(_leave, code, today)
    return begun


def _safely(change: Callable[..., bool], *given: Any) -> bool:
    try:
        return change(*given)
    except Exception:  # one broken version keeps nobody else back; the next run tries it again
        logger.exception("a scheduled change failed: %s", given)
        return False


@transaction.atomic
def _leave(code: str, today: date) -> bool:
    refresh(lock_procedure(code), today)
    return True


@transaction.atomic
def _begin(version_id: uuid.UUID, code: str, today: date) -> bool:
    procedure = lock_procedure(code)
    waiting = Publication.objects.select_related("version").filter(pk=version_id, status=Status.SCHEDULED).first()
    if waiting is None:
        return False
    # Who stopped the intake decides when it opens again: a day of the calendar does not.
    stopped = Publication.objects.filter(procedure=procedure, status=Status.INTAKE_STOPPED).first()
    supersede(procedure)
    waiting.status = Status.INTAKE_STOPPED if stopped else Status.PUBLISHED
    waiting.intake_notice = stopped.intake_notice if stopped else ""
    waiting.save(update_fields=["status", "intake_notice"])
    take_effect(procedure, waiting.version.content, by=SYSTEM, on=today)
    log.append(f"procedure:{code}", "in-force", SYSTEM, {"version": str(version_id)})
    return True


@transaction.atomic
def withdraw_scheduled(code: str, *, by: Actor) -> Publication:
    """Take a scheduled version back before its day; it stays readable in the history. An approver's act.

    Raises ``NotInForce``, ``NotFound``, ``NotAllowed``.
    """
    must_publish(by, Seat.Role.APPROVER)
    procedure = lock_procedure(code)
    waiting = Publication.objects.select_related("version").filter(procedure=procedure, status=Status.SCHEDULED).first()
    if waiting is None:
        raise NotInForce
    waiting.status = Status.RECALLED
    waiting.save(update_fields=["status"])
    Publication.objects.filter(procedure=procedure, status__in=SHOWN).update(drafts_until=None)
    log.append(f"procedure:{code}", "withdraw-scheduled", by, {"version": str(waiting.version_id)})
    emit(ProcedureChanged(code, "withdraw-scheduled", clock.today(), waiting.version_id, by))
    return waiting
