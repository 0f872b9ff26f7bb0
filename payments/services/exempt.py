"""Miễn, giảm: a paper says why less is due; an official confirms it line by line, or rejects it with a reason.

A demand is frozen, so a confirmed exemption ends it: waived where nothing is left, else another demand asks for the rest, with
the exemption and its basis in its lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import DomainError, EmptyReason
from common.events import FeeLowered, FeeWaived, emit
from common.money import vnd
from common.text import tidy
from payments import locks
from payments.models import Exemption, FeeLine, FeeRequest
from payments.services import attempt as attempts
from payments.services.obligation import Paper, next_reference, turn
from payments.services.request_fee import request_fee


class WrongCut(DomainError):
    """Nothing is taken off, or more than a line has."""

    code = "wrong-cut"
    default_message = gettext_lazy("Số tiền miễn, giảm phải lớn hơn 0 và không quá số tiền của dòng.")


@dataclass(frozen=True)
class Lowered:
    """A line of the demand for the rest."""

    code: str
    name: str
    kind: str
    amount: int
    basis: str
    explanation: str


@transaction.atomic
def ask_exemption(fee: FeeRequest, paper: Paper, *, ground: str, by: User) -> Exemption:
    """Ask to pay nothing or less for a ``ground`` that ``paper`` proves; until the word about it nothing may be paid.

    Raises ``NotDue``, ``Waiting`` while a payment or another paper is open, ``Shared``, ``EmptyReason``.
    """
    fee = attempts.untouched(fee.pk)
    ground = tidy(ground)
    if not ground:
        raise EmptyReason(_("Nhập lý do bạn được miễn, giảm."))
    now = clock.now()
    row = Exemption.objects.create(fee=fee, ground=ground, name=paper.name, blob_id=paper.blob_id, sent_by=by, sent_at=now)
    log.append(f"fee:{fee.pk}", "exemption.asked", actor_for(by), {"exemption": str(row.pk)})
    return row


@transaction.atomic
def confirm_exemption(row: Exemption, cuts: Mapping[int, int], *, basis: str, by: User, seat: Seat) -> FeeRequest | None:
    """Take ``cuts`` (line position → đồng) off; the demand for the rest, None where nothing is left.

    Raises ``EmptyReason`` without the basis in law, ``WrongCut``, ``NotDue``, ``Stale``.
    """
    basis = tidy(basis)
    if not basis:
        raise EmptyReason(_("Nhập căn cứ miễn, giảm."))
    fee = locks.fee(row.fee_id)
    if fee.status != FeeRequest.Status.DUE:
        raise attempts.NotDue
    lines = list(fee.lines.order_by("position"))
    off = sum(cuts.values())
    if off <= 0 or any(not 0 <= cuts.get(line.position, 0) <= line.amount for line in lines):
        raise WrongCut
    if not set(cuts) <= {line.position for line in lines}:
        raise WrongCut
    rest = None
    if off < fee.total:
        rest = _for_the_rest(fee, [_lowered(line, cuts.get(line.position, 0), basis) for line in lines])
    turn(row, by, Exemption.Status.CONFIRMED, amount=off, basis=basis, successor=rest)
    status = FeeRequest.Status.CANCELLED if rest else FeeRequest.Status.WAIVED
    FeeRequest.objects.filter(pk=fee.pk, status=FeeRequest.Status.DUE).update(status=status)
    log.append(f"fee:{fee.pk}", "exemption.confirmed", actor_for(by, seat), {"exemption": str(row.pk), "amount": off})
    now = clock.now()
    emit(FeeLowered(fee.pk, rest.pk, now) if rest else FeeWaived(fee.pk, now))
    return rest


@transaction.atomic
def reject_exemption(row: Exemption, *, note: str, by: User, seat: Seat) -> None:
    """The paper does not prove it, and ``note`` says why; all is due as before. Raises ``EmptyReason``, ``Stale``."""
    note = tidy(note)
    if not note:
        raise EmptyReason(_("Nhập lý do không chấp nhận miễn, giảm."))
    locks.fee(row.fee_id)
    turn(row, by, Exemption.Status.REJECTED, note=note)
    log.append(f"fee:{row.fee_id}", "exemption.rejected", actor_for(by, seat), {"exemption": str(row.pk)})


def _lowered(line: FeeLine, cut: int, basis: str) -> Lowered:
    said = [line.explanation] if line.explanation else []
    if cut:
        said.append(_("Được miễn, giảm %(cut)s: %(basis)s") % {"cut": vnd(cut), "basis": basis})
    return Lowered(line.code, line.name, line.kind, line.amount - cut, line.basis, "; ".join(said)[:500])


def _for_the_rest(fee: FeeRequest, lines: list[Lowered]) -> FeeRequest:
    return request_fee(
        reference=next_reference(fee.reference, "MG"),
        matter=fee.code,
        purpose=fee.purpose,
        lines=lines,
        payer=fee.payer,
        organisation=fee.organisation,
        expires_at=fee.expires_at,
        title=fee.title,
        return_path=fee.return_path,
        payer_name=str(fee.payer_name or ""),
        payer_address=str(fee.payer_address or ""),
        collector=fee.collector,
        account=fee.account,
    )
