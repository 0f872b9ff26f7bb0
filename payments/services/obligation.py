"""The notice of another authority (thông báo nghĩa vụ tài chính) becomes a demand; a voucher of a bank or treasury settles it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import DomainError, EmptyReason, Stale
from common.money import vnd
from common.text import tidy
from payments import locks
from payments.gateways import registry
from payments.models import FeeRequest, TaxNotice, Voucher
from payments.models.obligation import Claim
from payments.rules import Line
from payments.services import by_word, claims
from payments.services.attempt import NotDue, Waiting
from payments.services.request_fee import Terms, request_fee


@dataclass(frozen=True)
class Paper:
    """A file that was judged and stored (dossiers.services.uploads): its name and its blob."""

    name: str
    blob_id: uuid.UUID


@dataclass(frozen=True)
class Said:
    """What stands in the head of a notice."""

    number: str
    issued_on: date
    issuer: str


class WrongVoucher(DomainError):
    """The voucher is not over what is due, or lies in the future."""

    code = "wrong-voucher"
    default_message = gettext_lazy("Chứng từ không khớp khoản phải nộp.")


@transaction.atomic
def enter_notice(
    matter: str, said: Said, paper: Paper, lines: Sequence[Line], *, by: User, seat: Seat, terms: Terms
) -> FeeRequest:
    """Freeze what a notice asks for as a demand about ``matter`` (the dossier's code), with the notice and its file beside it.

    The caller has seen to it that ``seat`` may. Raises ``NothingDue``, or ``EmptyReason`` where number or issuer are lacking.
    """
    number, issuer = tidy(said.number), tidy(said.issuer)
    if not number or not issuer:
        raise EmptyReason(_("Nhập số thông báo và cơ quan ra thông báo."))
    fee = request_fee(
        reference=next_reference(matter, "NV"), matter=matter, purpose=FeeRequest.Purpose.OBLIGATION, lines=lines, **terms
    )
    TaxNotice.objects.create(
        fee=fee,
        number=number,
        issued_on=said.issued_on,
        issuer=issuer,
        name=paper.name,
        blob_id=paper.blob_id,
        entered_by=by,
        seat=seat,
        entered_at=clock.now(),
    )
    log.append(f"fee:{fee.pk}", "notice.entered", actor_for(by, seat), {"matter": matter, "total": fee.total})
    return fee


def next_reference(matter: str, mark: str) -> str:
    """The next name of a further demand about a matter: ``H09.17-261123-0042-NV1``; the caller holds the matter's lock."""
    return f"{matter}-{mark}{FeeRequest.objects.filter(reference__startswith=f'{matter}-{mark}', parent=None).count() + 1}"


@transaction.atomic
def send_voucher(fee: FeeRequest, paper: Paper, *, number: str, paid_on: date, place: str, amount: int, by: User) -> Voucher:
    """The payer paid elsewhere and shows it; an officer looks at it. Nothing is settled yet, and nothing more may be paid.

    Raises ``NotDue``, ``Waiting`` while another paper or payment is open, ``WrongVoucher``, ``EmptyReason``.
    """
    fee = locks.fee(fee.pk)
    must_take_voucher(fee)
    number, place = tidy(number), tidy(place)
    if not number or not place:
        raise EmptyReason(_("Nhập số chứng từ và nơi nộp."))
    if amount != fee.total:
        raise WrongVoucher(_("Chứng từ phải đúng số tiền của thông báo: %(total)s.") % {"total": vnd(fee.total)})
    if paid_on > clock.today():
        raise WrongVoucher(_("Ngày nộp trên chứng từ chưa tới."))
    words = {"number": number, "place": place, "paid_on": paid_on, "amount": amount}
    row = Voucher.objects.create(fee=fee, name=paper.name, blob_id=paper.blob_id, sent_by=by, sent_at=clock.now(), **words)
    log.append(f"fee:{fee.pk}", "voucher.sent", actor_for(by), {"voucher": str(row.pk), "amount": amount})
    return row


def must_take_voucher(fee: FeeRequest) -> None:
    """Whether a voucher may be shown for it now. Raises ``NotDue``, ``Shared``, ``Waiting``."""
    if fee.status not in (FeeRequest.Status.DUE, FeeRequest.Status.EXPIRED):
        raise NotDue
    claims.must_be_whole(fee)
    if claims.open_of(fee):
        raise Waiting(_("Giấy gửi trước đang chờ cán bộ xác nhận."))


def confirm_voucher(voucher: Voucher, *, by: User, seat: Seat) -> Voucher:
    """The officer holds it against the treasury's word: it settles the demand. Raises ``Stale``, ``NotDue``, ``Waiting``."""
    by_word.ask_first(voucher.fee_id)
    actor = actor_for(by, seat)
    with transaction.atomic():
        fee = locks.fee(voucher.fee_id)
        if fee.status == FeeRequest.Status.EXPIRED:
            # It was paid in time and shown late: the proof wins, as a gateway's would.
            FeeRequest.objects.filter(pk=fee.pk).update(status=FeeRequest.Status.DUE)
        fee = by_word.due(voucher.fee_id)
        turn(voucher, by, Voucher.Status.CONFIRMED)
        attempt = by_word.attempt_of(fee, registry.TREASURY.key, actor)
        facts = {"seat": seat.pk, "voucher": str(voucher.pk), "number": voucher.number, "slip": voucher.number}
        by_word.say(attempt, registry.TREASURY, actor, **facts)
    voucher.refresh_from_db()
    return voucher


@transaction.atomic
def reject_voucher(voucher: Voucher, *, by: User, seat: Seat, note: str) -> Voucher:
    """It does not prove it, and ``note`` says why; the demand is as open as before. Raises ``Stale``, ``EmptyReason``."""
    note = tidy(note)
    if not note:
        raise EmptyReason(_("Nhập lý do không chấp nhận chứng từ."))
    fee = locks.fee(voucher.fee_id)
    turn(voucher, by, Voucher.Status.REJECTED, note=note)
    log.append(f"fee:{fee.pk}", "voucher.rejected", actor_for(by, seat), {"voucher": str(voucher.pk)})
    voucher.refresh_from_db()
    return voucher


def turn(claim: Claim, by: User, status: str, **changes: object) -> None:
    """One word about a claim, once; under the fee's lock. Raises ``Stale``."""
    rows = type(claim)._default_manager.filter(pk=claim.pk, status="sent")
    if not rows.update(status=status, decided_by=by, decided_at=clock.now(), **changes):
        raise Stale(_("Giấy này đã được người khác xử lý."))
