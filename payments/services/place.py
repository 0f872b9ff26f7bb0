"""What a finance officer does with money that no rule could place: put it to a fee, send it back, or say that it never came."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError, EmptyReason, Stale
from common.money import vnd
from common.text import tidy
from payments import locks
from payments.models import Attempt, FeeRequest, Inflow, ManualCase, Refund
from payments.services import ledger, settle


class NotEnough(DomainError):
    """What came in for the fee is less than the fee."""

    code = "not-enough"
    default_message = gettext_lazy("Số tiền đã về chưa đủ khoản phải nộp.")


class NotThere(DomainError):
    """The sum no longer waits, or a refund of it is under way."""

    code = "not-there"
    default_message = gettext_lazy("Khoản tiền này không còn chờ xử lý.")


@transaction.atomic
def put_to_fee(case: ManualCase, fee: FeeRequest, *, actor: Actor, note: str) -> FeeRequest:
    """Put the case's sum, with whatever else waits for ``fee``, to the fee; it settles when that is enough.

    What is over waits on, to be refunded. Raises ``EmptyReason``, ``NotThere``, ``NotEnough``, or ``Stale`` when the fee no
    longer takes money; nothing is changed then.
    """
    note = _must(note)
    fee = locks.fee(fee.pk)
    inflow = _waiting(case)
    if fee.status not in (FeeRequest.Status.DUE, FeeRequest.Status.EXPIRED):
        raise Stale(_("Khoản này không còn phải nộp."))
    sums = list(Inflow.objects.select_for_update(of=("self",)).filter(fee=fee, waiting__gt=0).order_by("received_at", "id"))
    others = [row for row in sums if row.pk != inflow.pk and not _leaving(row)]
    if sum(row.waiting for row in [inflow, *others]) < fee.total:
        raise NotEnough(_missing(fee, [inflow, *others]))
    if inflow.fee_id is None:
        ledger.assign(inflow, fee, None)
    elif inflow.fee_id != fee.pk:
        raise Stale(_("Khoản tiền này thuộc hồ sơ khác."))
    rest = fee.total
    for row in [inflow, *others]:
        part = min(rest, row.waiting)
        if part:
            ledger.move(row, "waiting", "applied", part)
        rest -= part
    attempt = _applied_attempt(fee, inflow)
    for row in [inflow, *others]:
        if row.waiting == 0:
            _close(row, actor, note)
    log.append(f"fee:{fee.pk}", "money.placed", actor, {"case": str(case.pk), "total": fee.total})
    settle.settle(fee, attempt, actor)
    return fee


@transaction.atomic
def say_void(case: ManualCase, *, actor: Actor, note: str) -> ManualCase:
    """The money never came: the gateway's own statement does not have it. Raises ``EmptyReason`` or ``NotThere``."""
    note = _must(note)
    if case.fee_id:
        locks.fee(case.fee_id)
    inflow = _waiting(case)
    ledger.move(inflow, "waiting", "void", inflow.waiting)
    _close(inflow, actor, note)
    log.append(f"fee:{case.fee_id}" if case.fee_id else "system", "money.void", actor, {"case": str(case.pk)})
    case.refresh_from_db()
    return case


def _must(note: str) -> str:
    note = tidy(note)
    if not note:
        raise EmptyReason(_("Nhập cách xử lý."))
    return note


def _waiting(case: ManualCase) -> Inflow:
    """The case's sum, locked, that still waits and of which nothing is on its way back."""
    rows = Inflow.objects.select_for_update(of=("self",))
    inflow = rows.filter(pk=case.inflow_id, waiting__gt=0).first() if case.inflow_id else None
    if inflow is None or _leaving(inflow):
        raise NotThere
    return inflow


def _leaving(inflow: Inflow) -> bool:
    return inflow.refunds.filter(status__in=Refund.OPEN, source=Refund.Source.WAITING).exists()


def _missing(fee: FeeRequest, rows: list[Inflow]) -> str:
    there = sum(row.waiting for row in rows)
    return _("Đã về %(there)s, còn thiếu %(missing)s.") % {"there": vnd(there), "missing": vnd(fee.total - there)}


def _applied_attempt(fee: FeeRequest, inflow: Inflow) -> Attempt:
    """The try that stands for the settlement: the sum's own, or one made for money that came without any."""
    attempt = inflow.attempt if inflow.attempt and inflow.attempt.fee_id == fee.pk else None
    if attempt is None:
        event = inflow.cases.select_related("event").order_by("opened_at")[0].event
        attempt = _attempt_for(fee, inflow)
        event.attempt, event.outcome = attempt, event.Outcome.SETTLED
        event.save(update_fields=["attempt", "outcome"])
        Inflow.objects.filter(pk=inflow.pk).update(attempt=attempt)
    Attempt.objects.filter(pk=attempt.pk).update(
        status=Attempt.Status.SUCCEEDED, applied=True, provider_ref=inflow.provider_ref, ended_at=clock.now()
    )
    attempt.refresh_from_db()
    return attempt


def _attempt_for(fee: FeeRequest, inflow: Inflow) -> Attempt:
    now = clock.now()
    # Born as expired: never open beside a try that is, and proof of payment leads from there to succeeded.
    return Attempt.objects.create(
        fee=fee,
        gateway=inflow.gateway,
        txn_ref=f"{fee.reference}_{fee.attempts.count() + 1}",
        amount=fee.total,
        status=Attempt.Status.EXPIRED,
        created_at=now,
        expires_at=now,
    )


def _close(inflow: Inflow, actor: Actor, note: str) -> None:
    open_cases = inflow.cases.filter(closed_at__isnull=True)
    open_cases.update(closed_at=clock.now(), closed_by_id=actor.user_id, note=note)
